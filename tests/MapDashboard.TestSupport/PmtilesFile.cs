using System.Buffers.Binary;

namespace MapDashboard.TestSupport;

/// <summary>The smallest PMTiles archive (version 3): one tile for the whole earth at zoom 0, nothing compressed.</summary>
public static class PmtilesFile
{
    public const byte Vector = 1;
    public const byte Png = 2;

    private const int HeaderBytes = 127;

    /// <summary>Writes it into a temporary folder of its own.</summary>
    /// <returns>Its path.</returns>
    public static string Write(byte tileType, byte[] tile)
    {
        // One entry: id 0, run of 1, length, offset + 1.
        byte[] directory = [1, 0, 1, .. Varint(tile.Length), 1];
        var metadata = "{}"u8.ToArray();
        var header = new byte[HeaderBytes];
        "PMTiles\u0003"u8.CopyTo(header);
        var at = 8;
        foreach (var number in (ReadOnlySpan<long>)[
            HeaderBytes, directory.Length, HeaderBytes + directory.Length, metadata.Length, 0, 0,
            HeaderBytes + directory.Length + metadata.Length, tile.Length, 1, 1, 1])
        {
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(at), number);
            at += sizeof(long);
        }

        // Clustered; compression of directories and of tiles: none; type; zooms 0 to 0.
        ((ReadOnlySpan<byte>)[1, 1, 1, tileType, 0, 0]).CopyTo(header.AsSpan(at));
        var path = Path.Combine(Directory.CreateTempSubdirectory("mapdashboard-tiles-").FullName, "earth.pmtiles");
        File.WriteAllBytes(path, [.. header, .. directory, .. metadata, .. tile]);
        return path;
    }

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value >= 0x80; value >>= 7) yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
