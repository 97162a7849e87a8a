using System.Security.Cryptography;
using Npgsql;

namespace MapDashboard.Cli.Backup;

/// <summary>Photos and voice notes as files named by their SHA-256. Other sizes of a photo are made anew where they are wanted.</summary>
public static class PhotoFiles
{
    private const string Named = "select hash from photos union select note->>'hash' from issues cross join jsonb_array_elements(voice_notes) note";

    /// <summary>Hashes that the rows name.</summary>
    public static async Task<IReadOnlyList<string>> NamedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Named, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var hashes = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) hashes.Add(reader.GetString(0));
        return hashes;
    }

    /// <summary>Copies what is not there yet, each file whole or not at all, and only where its bytes are the ones that its name says.</summary>
    /// <returns>Hashes of files that are missing or changed at the source.</returns>
    public static async Task<IReadOnlyList<string>> CopyAsync(IReadOnlyList<string> hashes, string from, string to, CancellationToken cancellationToken)
    {
        var amiss = new List<string>();
        foreach (var hash in hashes)
        {
            var (source, target) = (PathOf(from, hash), PathOf(to, hash));
            if (File.Exists(target) && await HashOfAsync(target, cancellationToken) == hash) continue;
            if (!File.Exists(source) || await HashOfAsync(source, cancellationToken) != hash)
            {
                amiss.Add(hash);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var draft = target + "." + Guid.NewGuid().ToString("N");
            await using (var read = File.OpenRead(source))
            await using (var write = new FileStream(draft, FileMode.CreateNew))
            {
                await read.CopyToAsync(write, cancellationToken);
                write.Flush(flushToDisk: true);
            }

            File.Move(draft, target, overwrite: true);
        }

        return amiss;
    }

    private static string PathOf(string folder, string hash) => Path.Combine(folder, hash[..2], hash[2..4], hash);

    private static async Task<string> HashOfAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
