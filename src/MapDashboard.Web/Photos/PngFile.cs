using System.Buffers.Binary;
using MapDashboard.Domain;

namespace MapDashboard.Web.Photos;

/// <summary>The chunks of a PNG (W3C PNG specification, third edition).</summary>
internal static class PngFile
{
    private const int Overhead = 12;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    public static Outcome<PhotoHeader> Read(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.Length < 33 || !bytes[12..16].SequenceEqual("IHDR"u8)) return PhotoHeader.Damaged;
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));
        if (width > int.MaxValue || height > int.MaxValue) return PhotoHeader.Damaged;
        ReadOnlyMemory<byte> exif = default;
        var hasData = false;
        for (var at = Signature.Length; at + Overhead <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - Overhead) return PhotoHeader.Damaged;
            var kind = bytes.Slice(at + 4, 4);
            if (kind.SequenceEqual("acTL"u8)) return PhotoHeader.Animated;
            if (kind.SequenceEqual("eXIf"u8)) exif = file.Slice(at + 8, (int)length);
            hasData |= kind.SequenceEqual("IDAT"u8);
            at += Overhead + (int)length;
            if (kind.SequenceEqual("IEND"u8)) return hasData ? new PhotoHeader("image/png", (int)width, (int)height, exif, at) : PhotoHeader.Damaged;
        }

        return PhotoHeader.Damaged;
    }
}
