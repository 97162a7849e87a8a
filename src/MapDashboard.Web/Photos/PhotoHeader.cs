using System.Buffers.Binary;

namespace MapDashboard.Web.Photos;

/// <summary>What the bytes of an image say of it.</summary>
/// <param name="MediaType">image/jpeg, image/png or image/webp.</param>
/// <param name="Width">Pixels, before any EXIF orientation.</param>
/// <param name="Height">Pixels.</param>
public sealed record PhotoHeader(string MediaType, int Width, int Height)
{
    private const int MostPixels = 120_000_000;

    /// <summary>Reads the format and size from the bytes themselves: names and declared types are not believed.</summary>
    /// <returns>Null when it is no whole JPEG, PNG or WebP of a plausible size.</returns>
    public static PhotoHeader? Read(ReadOnlySpan<byte> bytes)
    {
        var header = Jpeg(bytes) ?? Png(bytes) ?? WebP(bytes);
        return header is { Width: > 0, Height: > 0 } && (long)header.Width * header.Height <= MostPixels ? header : null;
    }

    // Walks the segments to the frame header (SOF); a file that was cut off lacks the end marker.
    private static PhotoHeader? Jpeg(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) return null;
        PhotoHeader? frame = null;
        var at = 2;
        while (at + 9 < bytes.Length)
        {
            if (bytes[at] != 0xFF) return null;
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            if (isFrame)
            {
                frame = new PhotoHeader(
                    "image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            // The end marker must come after the scan: the one of an embedded thumbnail does not count.
            if (marker == 0xDA) return bytes[at..].LastIndexOf([(byte)0xFF, (byte)0xD9]) > 0 ? frame : null;

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }

    private static PhotoHeader? Png(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        if (bytes.Length < 45 || !bytes.StartsWith(signature) || !bytes[12..16].SequenceEqual("IHDR"u8) || !EndsInIend(bytes)) return null;
        var width = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]);
        return width <= int.MaxValue && height <= int.MaxValue ? new PhotoHeader("image/png", (int)width, (int)height) : null;
    }

    private static bool EndsInIend(ReadOnlySpan<byte> bytes)
    {
        var at = 8L;
        while (at + 12 <= bytes.Length)
        {
            if (bytes.Slice((int)at + 4, 4).SequenceEqual("IEND"u8)) return true;
            at += 12 + BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]);
        }

        return false;
    }

    private static PhotoHeader? WebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30 || !bytes.StartsWith("RIFF"u8) || !bytes[8..12].SequenceEqual("WEBP"u8)) return null;
        if ((long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8 > bytes.Length) return null;
        var kind = bytes[12..16];
        if (kind.SequenceEqual("VP8X"u8)) return new PhotoHeader("image/webp", 1 + UInt24(bytes[24..]), 1 + UInt24(bytes[27..]));
        if (kind.SequenceEqual("VP8 "u8))
        {
            return new PhotoHeader(
                "image/webp",
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF);
        }

        if (!kind.SequenceEqual("VP8L"u8)) return null;
        var packed = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
        return new PhotoHeader("image/webp", 1 + (int)(packed & 0x3FFF), 1 + (int)((packed >> 14) & 0x3FFF));
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
