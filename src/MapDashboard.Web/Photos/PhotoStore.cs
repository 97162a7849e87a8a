using System.Security.Cryptography;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Photos;

/// <summary>
/// Photos and voice notes as files under their SHA-256, on storage that all nodes share; smaller sizes of a photo lie beside it.
/// The same bytes are kept once; a file is never changed.
/// </summary>
public sealed class PhotoStore(IOptions<MapOptions> options, TimeProvider time)
{
    /// <summary>Keeps the bytes, on disk before it returns.</summary>
    /// <returns>SHA-256, lower-case hex.</returns>
    public string Keep(ReadOnlySpan<byte> bytes)
    {
        var hash = HashOf(bytes);
        Write(PathOf(hash), bytes);
        return hash;
    }

    /// <summary>Keeps another size of the photo.</summary>
    public void Keep(string hash, PhotoSize size, ReadOnlySpan<byte> jpeg) => Write(PathOf(hash, size), jpeg);

    public string PathOf(string hash) => Path.Combine(options.Value.PhotoFolder, hash[..2], hash[2..4], hash);

    /// <summary>Always a JPEG, and only there once it was wanted.</summary>
    public string PathOf(string hash, PhotoSize size) => PathOf(hash) + "." + Domain.Words<PhotoSize>.Of(size);

    /// <returns>SHA-256, lower-case hex.</returns>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Whether it is there. It is touched then, so that `retention`, which removes old files that no row names, leaves it for the row that comes.</summary>
    private bool IsKept(string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            File.SetLastWriteTimeUtc(path, time.UtcNow());
            return true;
        }
        catch (FileNotFoundException)
        {
            // Removed between the two lines: written again.
            return false;
        }
    }

    private void Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (IsKept(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // Written beside and moved: a reader, and a server killed half-way, never see half a photo.
        var draft = path + "." + Guid.NewGuid().ToString("N");
        using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }
}
