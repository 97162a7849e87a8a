using System.Security.Cryptography;
using MapDashboard.Web.Hosting;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Photos;

/// <summary>Photos as files under their SHA-256, on storage that all nodes share. The same bytes are kept once; a file is never changed.</summary>
public sealed class PhotoStore(IOptions<MapOptions> options)
{
    /// <summary>Keeps the bytes, on disk before it returns.</summary>
    /// <returns>SHA-256, lower-case hex.</returns>
    public string Keep(ReadOnlySpan<byte> bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var path = PathOf(hash);
        if (File.Exists(path)) return hash;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // Written beside and moved: a reader, and a server killed half-way, never see half a photo.
        var draft = path + "." + Guid.NewGuid().ToString("N");
        using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        return hash;
    }

    public string PathOf(string hash) => Path.Combine(options.Value.PhotoFolder, hash[..2], hash[2..4], hash);
}
