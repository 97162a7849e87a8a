using System.IO.Compression;
using System.Text;

namespace MapDashboard.Data.ChangeLog;

/// <summary>What is kept of the log in a form of our own: numbers and texts one after another, by Brotli.</summary>
internal static class Brotli
{
    private const int Quality = 5;

    public static byte[] Pack(Action<BinaryWriter> write)
    {
        using var packed = new MemoryStream();
        using (var stream = new BrotliStream(packed, new BrotliCompressionOptions { Quality = Quality }))
        using (var buffered = new BufferedStream(stream, 1 << 16))
        using (var writer = new BinaryWriter(buffered, Encoding.UTF8))
        {
            write(writer);
        }

        return packed.ToArray();
    }

    public static T Unpack<T>(ReadOnlyMemory<byte> packed, Func<BinaryReader, T> read)
    {
        using var plain = new MemoryStream(packed.Length * 8);
        using (var stream = new BrotliStream(Of(packed), CompressionMode.Decompress)) stream.CopyTo(plain);
        plain.Position = 0;
        using var reader = new BinaryReader(plain, Encoding.UTF8);
        return read(reader);
    }

    private static MemoryStream Of(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var part) ? new MemoryStream(part.Array!, part.Offset, part.Count) : new MemoryStream(bytes.ToArray());
}
