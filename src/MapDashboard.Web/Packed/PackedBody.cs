using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace MapDashboard.Web.Packed;

/// <summary>
/// An answer that many get, compressed once. Brotli is what browsers take from https and from their own machine; over plain http they take
/// gzip only, which is made when the first one asks.
/// </summary>
public sealed class PackedBody
{
    /// <summary>By columns and in planes; a page asks for it with <c>Accept</c>.</summary>
    public const string MediaType = "application/vnd.mapdashboard.packed+json";

    /// <summary>Higher levels take several times as long for a few per cent.</summary>
    private const int Quality = 5;

    private readonly byte[] brotli;
    private readonly Lazy<byte[]> gzip;

    private PackedBody(string version, byte[] brotli)
    {
        Version = version;
        this.brotli = brotli;
        gzip = new Lazy<byte[]>(() => Compressed(Plain(), stream => new GZipStream(stream, CompressionLevel.Optimal)));
    }

    /// <summary>Of the bytes before compression: the same content has the same version, whoever made it.</summary>
    public string Version { get; }

    public long Bytes => brotli.Length + (gzip.IsValueCreated ? gzip.Value.Length : 0);

    public static PackedBody Of(ReadOnlySpan<byte> plain) =>
        new(Convert.ToHexStringLower(SHA256.HashData(plain))[..32], Compressed(plain, stream => new BrotliStream(stream, new BrotliCompressionOptions { Quality = Quality })));

    /// <summary>Whether the request wants this form: it names the type.</summary>
    public static bool IsWanted(HttpRequest request) =>
        request.Headers.Accept.Any(value => value is not null && value.Contains(MediaType, StringComparison.OrdinalIgnoreCase));

    /// <summary>The answer in an encoding that the request takes, or 304 where the caller has it.</summary>
    public IResult Answer(HttpContext context)
    {
        var (encoding, bytes) = Accepts(context.Request, "br") ? ("br", brotli) : Accepts(context.Request, "gzip") ? ("gzip", gzip.Value) : (null, Plain());
        var headers = context.Response.Headers;

        // Strong tags are of bytes, and each encoding has its own.
        headers.ETag = encoding is null ? $"\"{Version}\"" : $"\"{Version}-{encoding}\"";
        headers.Vary = StringValues.Concat(headers.Vary, HeaderNames.AcceptEncoding);
        if (context.Request.Headers.IfNoneMatch.Any(tag => tag is not null && tag.Contains(Version, StringComparison.Ordinal))) return Results.StatusCode(StatusCodes.Status304NotModified);
        if (encoding is not null) headers.ContentEncoding = encoding;
        return Results.Bytes(bytes, MediaType);
    }

    public byte[] Plain()
    {
        using var stream = new BrotliStream(new MemoryStream(brotli), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }

    private static bool Accepts(HttpRequest request, string encoding) =>
        request.GetTypedHeaders().AcceptEncoding.Any(each => each.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && each.Quality is null or > 0);

    private static byte[] Compressed(ReadOnlySpan<byte> plain, Func<Stream, Stream> compress)
    {
        using var packed = new MemoryStream();
        using (var stream = compress(packed)) stream.Write(plain);
        return packed.ToArray();
    }
}
