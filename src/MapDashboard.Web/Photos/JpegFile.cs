using System.Buffers.Binary;
using MapDashboard.Domain;

namespace MapDashboard.Web.Photos;

/// <summary>The markers of a JPEG (ITU-T T.81), baseline or progressive.</summary>
internal static class JpegFile
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte App1 = 0xE1;

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]);

    public static Outcome<PhotoHeader> Read(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        var (width, height, scans) = (0, 0, 0);
        ReadOnlyMemory<byte> exif = default;
        var at = 2;
        while (at + 1 < bytes.Length)
        {
            if (bytes[at] != 0xFF) return PhotoHeader.Damaged;
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            // The end marker counts only after a scan: the one of an embedded thumbnail lies inside a segment and is stepped over.
            if (marker == EndOfImage) return scans > 0 && width > 0 ? new PhotoHeader("image/jpeg", width, height, exif, at + 2) : PhotoHeader.Damaged;
            if (at + 4 > bytes.Length) return PhotoHeader.Damaged;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length) return PhotoHeader.Damaged;
            var body = file.Slice(at + 4, length - 2);
            if (IsFrame(marker))
            {
                if (width > 0 || body.Length < 6) return PhotoHeader.Damaged;
                (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(body.Span[1..]), BinaryPrimitives.ReadUInt16BigEndian(body.Span[3..]));
            }

            if (marker == App1 && exif.IsEmpty && body.Span.StartsWith("Exif\0\0"u8)) exif = body[6..];
            at += 2 + length;
            if (marker != StartOfScan) continue;
            scans++;
            at = EndOfScan(bytes, at);
        }

        return PhotoHeader.Damaged;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>The next marker that is neither a stuffed FF nor a restart.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> bytes, int at)
    {
        while (at + 1 < bytes.Length)
        {
            var step = bytes[at..].IndexOf((byte)0xFF);
            if (step < 0) return bytes.Length;
            at += step;
            if (at + 1 < bytes.Length && bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7))) return at;
            at += 2;
        }

        return at;
    }
}
