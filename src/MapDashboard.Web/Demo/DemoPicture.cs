using System.Buffers.Binary;
using System.IO.Compression;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Web.Demo;

/// <summary>Draws a small street scene as a PNG: a wall, a pavement, and before handling the thing that is wrong.</summary>
public static class DemoPicture
{
    public const int Width = 480;
    public const int Height = 320;

    private static readonly Dictionary<string, (byte R, byte G, byte B)> Accent = new(StringComparer.Ordinal)
    {
        ["environment"] = (122, 140, 74),
        ["fireSafety"] = (196, 74, 58),
        ["municipal"] = (92, 104, 122),
        ["traffic"] = (70, 110, 170),
        ["dispute"] = (150, 96, 132),
        ["security"] = (70, 92, 132),
        ["livelihood"] = (168, 128, 70),
    };

    /// <param name="group">Code of the top-level category: it tints what is wrong.</param>
    /// <param name="kind">Before shows it, after shows the place without it.</param>
    /// <param name="variant">Another wall, another light.</param>
    public static byte[] Draw(string group, PhotoKind kind, int variant)
    {
        var pixels = new byte[Width * Height * 3];
        var random = new Random((variant * 7919) + 77);
        var (wallR, wallG, wallB) = (150 + random.Next(50), 146 + random.Next(40), 136 + random.Next(36));
        for (var y = 0; y < Height; y++)
        {
            var isGround = y > Height * 0.62;
            var shade = isGround ? 0.62 + (0.25 * y / Height) : 0.86 + (0.2 * y / Height);
            for (var x = 0; x < Width; x++)
            {
                var grain = (((x * 7919) ^ (y * 104729)) % 13) - 6;
                Set(pixels, x, y, Tone(isGround ? 138 : wallR, shade, grain), Tone(isGround ? 136 : wallG, shade, grain), Tone(isGround ? 132 : wallB, shade, grain));
            }
        }

        DrawWall(pixels, random);
        if (kind == PhotoKind.Before) DrawTrouble(pixels, random, Accent.GetValueOrDefault(group, ((byte)150, (byte)110, (byte)70)));
        return Encode(pixels);
    }

    private static void DrawWall(byte[] pixels, Random random)
    {
        var door = 40 + random.Next(260);
        Fill(pixels, door, 70, 84, 130, (74, 84, 98));
        Fill(pixels, door + 6, 76, 34, 60, (120, 140, 158));
        Fill(pixels, door + 44, 76, 34, 60, (112, 132, 150));
        for (var x = 16; x < Width - 60; x += 96)
        {
            if (Math.Abs(x - door) > 90) Fill(pixels, x, 40, 54, 62, (96, 118, 138));
        }

        for (var x = 0; x < Width; x += 60) Fill(pixels, x, 200, 58, 2, (112, 112, 110));
    }

    private static void DrawTrouble(byte[] pixels, Random random, (byte R, byte G, byte B) accent)
    {
        for (var piece = 0; piece < 26; piece++)
        {
            var (x, y, size) = (150 + random.Next(170), 214 + random.Next(60), 10 + random.Next(26));
            var light = 0.6 + (random.NextDouble() * 0.7);
            Disc(pixels, x, y, size, (Tone(accent.R, light, 0), Tone(accent.G, light, 0), Tone(accent.B, light, 0)));
        }
    }

    private static byte Tone(int value, double shade, int grain) => (byte)Math.Clamp((value * shade) + grain, 0, 255);

    private static void Fill(byte[] pixels, int left, int top, int width, int height, (byte R, byte G, byte B) colour)
    {
        for (var y = Math.Max(0, top); y < Math.Min(Height, top + height); y++)
        {
            for (var x = Math.Max(0, left); x < Math.Min(Width, left + width); x++) Set(pixels, x, y, colour.R, colour.G, colour.B);
        }
    }

    private static void Disc(byte[] pixels, int centreX, int centreY, int radius, (byte R, byte G, byte B) colour)
    {
        for (var y = Math.Max(0, centreY - radius); y < Math.Min(Height, centreY + radius); y++)
        {
            for (var x = Math.Max(0, centreX - radius); x < Math.Min(Width, centreX + radius); x++)
            {
                if (((x - centreX) * (x - centreX)) + ((y - centreY) * (y - centreY)) < radius * radius) Set(pixels, x, y, colour.R, colour.G, colour.B);
            }
        }
    }

    private static void Set(byte[] pixels, int x, int y, byte r, byte g, byte b)
    {
        var at = ((y * Width) + x) * 3;
        (pixels[at], pixels[at + 1], pixels[at + 2]) = (r, g, b);
    }

    // PNG: signature, IHDR, one IDAT of unfiltered rows, IEND (W3C PNG specification).
    private static byte[] Encode(byte[] pixels)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 2);
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels, y * Width * 3, Width * 3);
            }
        }

        var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, packed.ToArray());
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] body = [.. type, .. data];
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32(body));
        png.Write(number);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var each in bytes)
        {
            crc ^= each;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320u;
        }

        return ~crc;
    }
}
