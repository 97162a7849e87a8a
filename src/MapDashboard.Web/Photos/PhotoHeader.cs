using MapDashboard.Domain;

namespace MapDashboard.Web.Photos;

/// <summary>What the bytes of an image say of it. Names and declared types are not believed.</summary>
/// <param name="MediaType">image/jpeg, image/png or image/webp.</param>
/// <param name="Width">Pixels, before any EXIF orientation.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Exif">The TIFF structure of its EXIF; empty where there is none.</param>
/// <param name="End">Where the image ends; what follows belongs to nothing.</param>
public sealed record PhotoHeader(string MediaType, int Width, int Height, ReadOnlyMemory<byte> Exif, int End)
{
    /// <summary>Width times height. The phones with the most pixels have 108 million.</summary>
    public const int MostPixels = 120_000_000;

    internal static readonly Refusal Damaged = new(RefusalCodes.PhotoUnreadable, "The picture is damaged or was cut off.");

    internal static readonly Refusal Animated = new(RefusalCodes.PhotoAnimated, "This is an animation; a still picture is wanted.");

    /// <summary>Walks the file's own structure to its end; nothing is decoded.</summary>
    public static Outcome<PhotoHeader> Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        Outcome<PhotoHeader> read =
            JpegFile.Is(span) ? JpegFile.Read(bytes)
            : PngFile.Is(span) ? PngFile.Read(bytes)
            : WebPFile.Is(span) ? WebPFile.Read(bytes)
            : new Refusal(RefusalCodes.PhotoUnsupported, "The bytes are no JPEG, PNG or WebP.");
        if (read.IsRefused) return read;
        var header = read.Value;
        if (header.Width <= 0 || header.Height <= 0) return Damaged;
        if ((long)header.Width * header.Height > MostPixels)
        {
            return new Refusal(RefusalCodes.PhotoTooManyPixels, $"{header.Width} × {header.Height} pixels are more than {MostPixels}.");
        }

        return HiddenFile.IsIn(span[header.End..])
            ? new Refusal(RefusalCodes.PhotoNotOnlyAnImage, "Behind the picture lies another file.")
            : header;
    }
}
