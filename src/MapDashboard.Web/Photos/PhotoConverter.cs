using System.Diagnostics;
using System.Globalization;
using MapDashboard.Domain;

namespace MapDashboard.Web.Photos;

/// <summary>
/// Draws pictures anew with libvips, in a process of its own with limits on time and memory, knowing nothing of this server: a hostile
/// picture must not take the server with it. What comes out is an upright JPEG in sRGB on white, without any metadata.
/// </summary>
public sealed class PhotoConverter(ILogger<PhotoConverter> logger, string program = PhotoConverter.DefaultProgram) : IDisposable
{
    /// <summary>Where Debian and Ubuntu put it.</summary>
    public const string DefaultProgram = "/usr/bin/vips";

    private const string Limiter = "/usr/bin/prlimit";
    private const long MostMemory = 2_000_000_000;
    private const long MostOutput = 100_000_000;
    private const int MostCpuSeconds = 20;

    /// <summary>Cameras that pad their scans: no damage, but libjpeg mentions it.</summary>
    private const string Padding = "extraneous bytes before marker 0xd9";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private readonly SemaphoreSlim places = new(Math.Clamp(Environment.ProcessorCount, 1, 4));

    public static Refusal Missing { get; } = new(RefusalCodes.ConverterMissing, "The server lacks libvips-tools and cannot take photos.");

    public bool IsThere => File.Exists(program) && File.Exists(Limiter);

    /// <summary>One line at start, for the operator.</summary>
    public void SayWhatIsMissing()
    {
        if (!IsThere) logger.LogWarning("Photos are refused: {Program} is missing (apt-get install libvips-tools)", program);
    }

    /// <param name="picture">A JPEG, PNG or WebP whose header was read.</param>
    /// <param name="size">The longer side at most; smaller pictures keep their size.</param>
    /// <param name="cancellationToken">Ends the process too.</param>
    /// <returns>The JPEG, or why there is none: it does not decode whole, or needs too much.</returns>
    public async Task<Outcome<byte[]>> DrawAsync(ReadOnlyMemory<byte> picture, PhotoSize size, CancellationToken cancellationToken)
    {
        if (!IsThere) return Missing;
        await places.WaitAsync(cancellationToken);
        try
        {
            return await DrawInFolderAsync(picture, size, cancellationToken);
        }
        finally
        {
            // Whatever happens to the folder, as on a full disk: a place that is not given back is missing until the next start.
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<Outcome<byte[]>> DrawInFolderAsync(ReadOnlyMemory<byte> picture, PhotoSize size, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-photo-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "in"), picture, cancellationToken);
            var complaint = await RunAsync(folder, size, "warning", cancellationToken);
            if (complaint?.Contains(Padding, StringComparison.Ordinal) == true) complaint = await RunAsync(folder, size, "error", cancellationToken);
            if (complaint is null) return await File.ReadAllBytesAsync(Path.Combine(folder, "out.jpg"), cancellationToken);
            logger.LogInformation("A photo is refused: {Words}", complaint);
            return PhotoHeader.Damaged;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>What the program complained of; null when the picture was drawn.</returns>
    private async Task<string?> RunAsync(string folder, PhotoSize size, string failOn, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo(Limiter,
            [$"--as={MostMemory}", $"--cpu={MostCpuSeconds}", $"--fsize={MostOutput}", "--core=0", "--", program, "thumbnail", "in",
                $"out.jpg[Q={size.Quality()},strip,background=255{(size == PhotoSize.Full ? "" : ",optimize_coding")}]", size.Side().ToString(CultureInfo.InvariantCulture),
                "--size", "down", "--export-profile", "srgb", "--fail-on", failOn])
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder,
        };

        // Only loaders that are meant for strangers' files, and none of this server's secrets.
        info.Environment.Clear();
        info.Environment["PATH"] = "/usr/bin:/bin";
        info.Environment["HOME"] = folder;
        info.Environment["TMPDIR"] = folder;
        info.Environment["VIPS_BLOCK_UNTRUSTED"] = "1";
        info.Environment["VIPS_CONCURRENCY"] = "2";
        using var process = Process.Start(info)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? null : $"exit {process.ExitCode}: {(await errors).Trim()}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"stopped after {Limit.TotalSeconds} seconds";
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);

                // It must not write into the folder that is removed next.
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }
}
