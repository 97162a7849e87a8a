using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Photos;

/// <summary>A photo as it is kept, and what it said of its origin before that was stripped.</summary>
public sealed record TakenPhoto(string Hash, int Bytes, int Width, int Height, PhotoOrigin Origin)
{
    /// <summary>Whatever was sent, this is what is kept.</summary>
    public const string MediaType = "image/jpeg";
}

/// <summary>From a stranger's bytes to files in the store: judged, read, drawn anew in its sizes. Nothing is kept of what is refused.</summary>
public sealed class TakePhoto(PhotoConverter converter, PhotoStore store, IOptions<MapOptions> options, TimeProvider time, ILogger<TakePhoto> logger)
{
    public async Task<Outcome<TakenPhoto>> RunAsync(ReadOnlyMemory<byte> sent, CancellationToken cancellationToken)
    {
        var read = PhotoHeader.Read(sent);
        if (read.Refusal is { } refused) return refused;
        var origin = PhotoOrigin.Read(read.Value.Exif, options.Value.Zone, time.UtcNow(), logger);

        // Each size from the one above: the large picture is decoded once.
        var full = await converter.DrawAsync(sent[..read.Value.End], PhotoSize.Full, cancellationToken);
        if (full.Refusal is { } undrawable) return undrawable;
        var header = PhotoHeader.Read(full.Value).Value;
        var smaller = new List<(PhotoSize Size, byte[] Jpeg)>();
        ReadOnlyMemory<byte> from = full.Value;
        foreach (var size in new[] { PhotoSize.Screen, PhotoSize.Thumb })
        {
            if (Math.Max(header.Width, header.Height) <= size.Side()) continue;
            var drawn = await converter.DrawAsync(from, size, cancellationToken);
            if (drawn.Refusal is { } refusal) return refusal;
            smaller.Add((size, drawn.Value));
            from = drawn.Value;
        }

        var hash = store.Keep(full.Value);
        foreach (var (size, jpeg) in smaller) store.Keep(hash, size, jpeg);
        return new TakenPhoto(hash, full.Value.Length, header.Width, header.Height, origin);
    }
}
