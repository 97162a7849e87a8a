using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Demo;

namespace MapDashboard.TestSupport;

/// <summary>Small real images, and strange ones.</summary>
public static class Pictures
{
    private static int variant;

    /// <summary>Each call another picture, 480 × 320.</summary>
    public static byte[] Png() => DemoPicture.Draw("fire", PhotoKind.Before, Interlocked.Increment(ref variant) + 1000);

    /// <summary>A scene of this size, drawn over and over, in the format and with the options that libvips takes behind a name: <c>.jpg[interlace]</c>.</summary>
    /// <param name="suffix">Format and options.</param>
    /// <param name="steps">Operations before it is written, each with its arguments, such as <c>colourspace cmyk</c>.</param>
    public static byte[] As(string suffix, params string[] steps)
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-pictures-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "0.png"), Png());
            var from = "0.png";
            foreach (var (step, i) in steps.Select((step, i) => (step, i)))
            {
                var words = step.Split(' ');
                Vips(folder, [words[0], from, $"{i + 1}.v", .. words[1..]]);
                from = $"{i + 1}.v";
            }

            Vips(folder, ["copy", from, "out" + suffix]);
            return File.ReadAllBytes(Path.Combine(folder, "out" + suffix.Split('[')[0]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The JPEG with an EXIF block before all else.</summary>
    public static byte[] WithExif(byte[] jpeg, ExifBlock exif)
    {
        byte[] body = [.. "Exif\0\0"u8, .. exif.Bytes()];
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body, .. jpeg.AsSpan(2)];
    }

    /// <summary>One colour, said to be of this size; its rows are as many as told.</summary>
    public static byte[] Flat(int width, int height, int rows)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + (width * 3)];
            for (var y = 0; y < rows; y++) zlib.Write(row);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    /// <summary>Puts a chunk behind the header of a PNG.</summary>
    public static byte[] WithChunk(byte[] png, ReadOnlySpan<byte> kind, byte[] body) => [.. png.AsSpan(0, 33), .. Chunk(kind, body), .. png.AsSpan(33)];

    /// <summary>A zip archive of one small entry.</summary>
    public static byte[] Zip()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("run.js").Open();
            entry.Write("alert(1)"u8);
        }

        return stream.ToArray();
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] body)
    {
        byte[] named = [.. kind, .. body];
        var (length, crc) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32(named));
        return [.. length, .. named, .. crc];
    }

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var each in bytes)
        {
            crc ^= each;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320u;
        }

        return ~crc;
    }

    private static void Vips(string folder, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/vips", arguments) { WorkingDirectory = folder, RedirectStandardError = true, UseShellExecute = false })!;
        var words = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"vips {string.Join(' ', arguments)}: {words}");
    }
}
