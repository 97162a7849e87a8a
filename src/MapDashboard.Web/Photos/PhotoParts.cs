using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Photos;

/// <summary>Photos that have arrived in part: a file each, of one account for one issue, on the storage that all nodes share.</summary>
public sealed class PhotoParts(IOptions<MapOptions> options, TimeProvider time)
{
    /// <summary>Begun and not finished, by one account.</summary>
    public const int MostBegun = 40;

    private const int BufferBytes = 64 * 1024;

    /// <summary>A phone that was away longer sends its photo from the beginning.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    private string Folder => Path.Combine(options.Value.PhotoFolder, "parts");

    public string PathOf(Guid issueId, Guid photoId, Guid accountId) => Path.Combine(Folder, $"{accountId:N}-{issueId:N}-{photoId:N}");

    /// <summary>EAGAIN of Linux, which .NET hands on as it is: somebody has the file open. A full disk is another matter and no refusal.</summary>
    private const int LockHeld = 11;

    /// <summary>Bytes that have arrived.</summary>
    public static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>Appends what comes, as far as it comes: when the connection breaks, what was received stays.</summary>
    /// <param name="path">Of <see cref="PathOf"/>.</param>
    /// <param name="accountId">Whose it is.</param>
    /// <param name="sent">Where the sender thinks that the server stopped, and how long the whole is; bytes.</param>
    /// <param name="body">The bytes from the offset on.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>How many bytes have arrived, on disk, and all of them when it is the whole, read before another request can have the file.</returns>
    public async Task<Outcome<(long Held, byte[]? Whole)>> AppendAsync(string path, Guid accountId, (long Offset, long Length) sent, Stream body, CancellationToken cancellationToken)
    {
        if (!File.Exists(path) && MakeRoom(accountId) is { } refusal) return refusal;
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken.HResult == LockHeld)
        {
            return new Refusal(RefusalCodes.UploadBusy, "Another request is sending this photo.");
        }

        await using (file)
        {
            if (file.Length != sent.Offset) return Elsewhere(file.Length);
            file.Seek(0, SeekOrigin.End);
            try
            {
                var buffer = new byte[BufferBytes];
                for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;) await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }
            finally
            {
                file.Flush(flushToDisk: true);
            }

            if (file.Length < sent.Length) return (file.Length, null);
            var whole = new byte[file.Length];
            file.Seek(0, SeekOrigin.Begin);
            await file.ReadExactlyAsync(whole, cancellationToken);
            return (file.Length, whole);
        }
    }

    private static Refusal Elsewhere(long offset) => new(
        RefusalCodes.UploadOffsetWrong, "The server has " + offset.ToString(System.Globalization.CultureInfo.InvariantCulture) + " bytes of this photo.",
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["offset"] = offset });

    /// <summary>Old parts go; whoever only begins is refused at last.</summary>
    private Refusal? MakeRoom(Guid accountId)
    {
        var begun = 0;
        var oldest = time.UtcNow() - Kept;
        foreach (var file in Directory.CreateDirectory(Folder).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < oldest) file.Delete();
            else if (file.Name.StartsWith(accountId.ToString("N"), StringComparison.Ordinal)) begun++;
        }

        return begun < MostBegun ? null : new Refusal(RefusalCodes.UploadTooMany, "This account has begun too many photos and finished none.");
    }
}
