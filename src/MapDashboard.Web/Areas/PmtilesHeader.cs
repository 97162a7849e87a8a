namespace MapDashboard.Web.Areas;

/// <summary>The part of a PMTiles header (version 3, 127 bytes) that a start must know.</summary>
public sealed record PmtilesHeader(bool IsRaster, int MinZoom, int MaxZoom)
{
    private const int Bytes = 127;
    private const int TypeAt = 99;
    private const int ZoomsAt = 100;

    /// <summary>Null where the file is something else.</summary>
    public static PmtilesHeader? Read(string path)
    {
        Span<byte> header = stackalloc byte[Bytes];
        using var file = File.OpenRead(path);
        var read = file.ReadAtLeast(header, Bytes, throwOnEndOfStream: false);

        // Types: 1 is vector; 2 to 5 are PNG, JPEG, WebP and AVIF; 0 and others nobody can tell.
        return read == Bytes && header[..8].SequenceEqual("PMTiles\u0003"u8)
            ? new PmtilesHeader(header[TypeAt] is >= 2 and <= 5, header[ZoomsAt], header[ZoomsAt + 1])
            : null;
    }
}
