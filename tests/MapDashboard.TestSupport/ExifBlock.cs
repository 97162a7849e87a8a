using System.Buffers.Binary;
using System.Text;

namespace MapDashboard.TestSupport;

/// <summary>Writes a small EXIF block (TIFF, big-endian) with the fields that matter to us.</summary>
public sealed record ExifBlock
{
    private const ushort Ascii = 2;
    private const ushort Short = 3;
    private const ushort Long = 4;
    private const ushort Rational = 5;

    /// <summary>1 to 8, as EXIF numbers them.</summary>
    public ushort? Orientation { get; init; }

    /// <summary>yyyy:MM:dd HH:mm:ss, local.</summary>
    public string? Original { get; init; }

    /// <summary>Such as +08:00.</summary>
    public string? Offset { get; init; }

    public (double Lat, double Lon)? Place { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? SatelliteTime { get; init; }

    /// <summary>A, or V for a warning.</summary>
    public string? Status { get; init; }

    public byte[] Bytes()
    {
        var root = new List<(ushort Tag, ushort Type, byte[] Data)>();
        if (Orientation is { } orientation) root.Add((0x0112, Short, U16(orientation)));
        root.Add((0x010F, Ascii, Text("Secret Camera 4711")));
        var photo = new List<(ushort Tag, ushort Type, byte[] Data)>();
        if (Original is not null) photo.Add((0x9003, Ascii, Text(Original)));
        if (Offset is not null) photo.Add((0x9011, Ascii, Text(Offset)));
        var gps = Gps();
        var rootLength = Length(root.Count + 2, root);
        var photoAt = 8 + rootLength;
        var gpsAt = photoAt + Length(photo.Count, photo);
        root.Add((0x8769, Long, U32((uint)photoAt)));
        root.Add((0x8825, Long, U32((uint)gpsAt)));
        return [.. "MM\0*"u8, .. U32(8), .. Directory(root, 8), .. Directory(photo, photoAt), .. Directory(gps, gpsAt)];
    }

    private List<(ushort Tag, ushort Type, byte[] Data)> Gps()
    {
        var fields = new List<(ushort Tag, ushort Type, byte[] Data)>();
        if (Place is { } place)
        {
            fields.Add((1, Ascii, Text(place.Lat < 0 ? "S" : "N")));
            fields.Add((2, Rational, Degrees(place.Lat)));
            fields.Add((3, Ascii, Text(place.Lon < 0 ? "W" : "E")));
            fields.Add((4, Rational, Degrees(place.Lon)));
        }

        if (SatelliteTime is { } at) fields.Add((7, Rational, [.. U32((uint)at.Hour), .. U32(1), .. U32((uint)at.Minute), .. U32(1), .. U32((uint)at.Second), .. U32(1)]));
        if (Status is not null) fields.Add((9, Ascii, Text(Status)));
        if (SatelliteTime is { } day) fields.Add((29, Ascii, Text(FormattableString.Invariant($"{day:yyyy:MM:dd}"))));
        return fields;
    }

    private static byte[] Degrees(double value)
    {
        var millionths = (uint)Math.Round(Math.Abs(value) * 1_000_000);
        return [.. U32(millionths), .. U32(1_000_000), .. U32(0), .. U32(1), .. U32(0), .. U32(1)];
    }

    private static int Length(int count, List<(ushort Tag, ushort Type, byte[] Data)> fields) =>
        2 + (12 * count) + 4 + fields.Where(field => field.Data.Length > 4).Sum(field => field.Data.Length);

    private static byte[] Directory(List<(ushort Tag, ushort Type, byte[] Data)> fields, int at)
    {
        fields.Sort((a, b) => a.Tag.CompareTo(b.Tag));
        var (entries, values) = (new List<byte>(U16((ushort)fields.Count)), new List<byte>());
        var valuesAt = at + 2 + (12 * fields.Count) + 4;
        foreach (var (tag, type, data) in fields)
        {
            var unit = type switch { Ascii => 1, Short => 2, Long => 4, _ => 8 };
            entries.AddRange([.. U16(tag), .. U16(type), .. U32((uint)(data.Length / unit))]);
            if (data.Length <= 4)
            {
                entries.AddRange([.. data, .. new byte[4 - data.Length]]);
                continue;
            }

            entries.AddRange(U32((uint)(valuesAt + values.Count)));
            values.AddRange(data);
        }

        return [.. entries, 0, 0, 0, 0, .. values];
    }

    private static byte[] Text(string text) => [.. Encoding.ASCII.GetBytes(text), 0];

    private static byte[] U16(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
