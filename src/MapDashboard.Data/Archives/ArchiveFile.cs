using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using MapDashboard.Data.ChangeLog;

namespace MapDashboard.Data.Archives;

/// <summary>The first line of an archive file.</summary>
/// <param name="Form">1.</param>
/// <param name="Name">Of the file.</param>
/// <param name="Epoch">Of the log from which it was taken.</param>
/// <param name="Before">UTC.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="Issues">As many lines follow.</param>
/// <param name="Changes">In all of them.</param>
/// <param name="FirstSeq">The least number.</param>
/// <param name="LastSeq">The greatest.</param>
public sealed record ArchiveManifest(int Form, string Name, Guid Epoch, DateTime Before, DateTime At, int Issues, long Changes, long FirstSeq, long LastSeq);

/// <summary>A line of an archive file: one issue with all its Changes, the first first.</summary>
public sealed record ArchivedHistory(Guid Issue, string Number, int Version, long FirstSeq, long LastSeq, string Head, IReadOnlyList<ArchivedChange> Changes);

/// <summary>A Change with every column of the log. <paramref name="Data"/> is the text of its JSON to the byte, since the chain is over the bytes.</summary>
public sealed record ArchivedChange(
    long Seq, int Version, DateTime At, string Kind, string? AreaCode, string[] Audiences, string[]? AudiencesBefore, DateTime? EndedAt, string Data, string Hash)
{
    internal ChangeRow Row(Guid issueId) => new()
    {
        Seq = Seq, IssueId = issueId, IssueVersion = Version, At = At, Kind = Kind, AreaCode = AreaCode, Audiences = Audiences, AudiencesBefore = AudiencesBefore, EndedAt = EndedAt, Data = Data,
    };
}

/// <summary>A gzip file of JSON lines: <see cref="ArchiveManifest"/>, then an <see cref="ArchivedHistory"/> for each issue in the order of ids.</summary>
public static class ArchiveFile
{
    public const int Form = 1;

    /// <summary>Writes the lines, and has them on disk under the file's name before it returns.</summary>
    /// <param name="path">Where nothing is yet.</param>
    /// <param name="manifest">The first line.</param>
    /// <param name="histories">The others.</param>
    /// <param name="cancellationToken">Stops it; a file ending in .partial stays.</param>
    public static async Task WriteAsync(string path, ArchiveManifest manifest, IAsyncEnumerable<ArchivedHistory> histories, CancellationToken cancellationToken)
    {
        var draft = path + ".partial";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using (var file = new FileStream(draft, options))
        {
            await using (var packed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
            {
                await LineAsync(packed, manifest, cancellationToken);
                await foreach (var history in histories) await LineAsync(packed, history, cancellationToken);
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);

        // Once more by its name: file systems with a journal then have the name on disk, too.
        await using var named = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        named.Flush(flushToDisk: true);
    }

    /// <summary>SHA-256 of the file's bytes, and how many they are.</summary>
    public static async Task<(byte[] Sha256, long Bytes)> SumAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return (await SHA256.HashDataAsync(file, cancellationToken), file.Length);
    }

    /// <exception cref="InvalidDataException">It is no archive file, or damaged.</exception>
    public static async Task<ArchiveManifest> ManifestAsync(string path, CancellationToken cancellationToken)
    {
        await foreach (var line in LinesAsync(path, cancellationToken)) return Parse<ArchiveManifest>(path, line);
        throw new InvalidDataException($"{path} is empty.");
    }

    /// <summary>The issues, one in memory at a time.</summary>
    /// <exception cref="InvalidDataException">It is no archive file, or damaged.</exception>
    public static async IAsyncEnumerable<ArchivedHistory> HistoriesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFirst = true;
        await foreach (var line in LinesAsync(path, cancellationToken))
        {
            if (!isFirst) yield return Parse<ArchivedHistory>(path, line);
            isFirst = false;
        }
    }

    private static async IAsyncEnumerable<string> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var packed = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(packed);
        while (await reader.ReadLineAsync(cancellationToken) is { } line) yield return line;
    }

    private static T Parse<T>(string path, string line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Json.Options)!;
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} holds a line that is none of an archive.", broken);
        }
    }

    private static async Task LineAsync<T>(Stream packed, T line, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(packed, line, Json.Options, cancellationToken);
        await packed.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }
}
