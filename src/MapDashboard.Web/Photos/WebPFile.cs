using System.Buffers.Binary;
using MapDashboard.Domain;

namespace MapDashboard.Web.Photos;

/// <summary>The chunks of a WebP (RFC 9649): lossy, lossless or extended.</summary>
internal static class WebPFile
{
    private const int Head = 12;
    private const byte AnimationFlag = 0x02;

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.Length >= Head && bytes.StartsWith("RIFF"u8) && bytes[8..Head].SequenceEqual("WEBP"u8);

    public static Outcome<PhotoHeader> Read(ReadOnlyMemory<byte> file)
    {
        var end = BinaryPrimitives.ReadUInt32LittleEndian(file.Span[4..]) + 8L;
        if (end > file.Length) return PhotoHeader.Damaged;
        var bytes = file.Span[..(int)end];
        var size = (Width: 0, Height: 0);
        ReadOnlyMemory<byte> exif = default;
        var hasData = false;
        for (var at = Head; at + 8 <= bytes.Length;)
        {
            var kind = bytes.Slice(at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            if (length > bytes.Length - at - 8) return PhotoHeader.Damaged;
            var body = bytes.Slice(at + 8, (int)length);
            if (kind.SequenceEqual("ANIM"u8) || kind.SequenceEqual("ANMF"u8)) return PhotoHeader.Animated;
            if (kind.SequenceEqual("VP8X"u8) && body.Length > 0 && (body[0] & AnimationFlag) != 0) return PhotoHeader.Animated;
            if (kind.SequenceEqual("EXIF"u8)) exif = WithoutPrefix(file.Slice(at + 8, (int)length));
            hasData |= kind.SequenceEqual("VP8 "u8) || kind.SequenceEqual("VP8L"u8);

            // The canvas of VP8X comes first and is the larger: it is what decoding costs.
            if (size == default) size = SizeOf(kind, body);
            at += 8 + (int)length + ((int)length & 1);
        }

        return hasData ? new PhotoHeader("image/webp", size.Width, size.Height, exif, (int)end) : PhotoHeader.Damaged;
    }

    private static (int Width, int Height) SizeOf(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> body)
    {
        if (body.Length < 10) return default;
        if (kind.SequenceEqual("VP8X"u8)) return (1 + UInt24(body[4..]), 1 + UInt24(body[7..]));
        if (kind.SequenceEqual("VP8 "u8))
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF);
        }

        if (!kind.SequenceEqual("VP8L"u8)) return default;
        var packed = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
        return (1 + (int)(packed & 0x3FFF), 1 + (int)((packed >> 14) & 0x3FFF));
    }

    // Some programs write the JPEG's prefix here too.
    private static ReadOnlyMemory<byte> WithoutPrefix(ReadOnlyMemory<byte> exif) => exif.Span.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
