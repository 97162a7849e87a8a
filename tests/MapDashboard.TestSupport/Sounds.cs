using System.Buffers.Binary;
using System.Text;

namespace MapDashboard.TestSupport;

/// <summary>Recordings in the shapes that browsers write, of packets that sound of nothing.</summary>
public static class Sounds
{
    private const int PacketMilliseconds = 60;
    private static int variant;

    /// <summary>As Chromium's recorder writes it: lengths of segment and cluster unknown, no duration in front, Opus in packets of 60 ms.</summary>
    public static byte[] WebM(double seconds, string docType = "webm", string codec = "A_OPUS", byte trackType = 2, int tracks = 1, bool withTimes = true)
    {
        byte[] entry = Element([0xAE], [.. Element([0xD7], [1]), .. Element([0x83], [trackType]), .. Element([0x86], Encoding.ASCII.GetBytes(codec))]);
        var body = new List<byte>();
        body.AddRange(Element([0x1A, 0x45, 0xDF, 0xA3], Element([0x42, 0x82], Encoding.ASCII.GetBytes(docType))));
        body.AddRange([0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        body.AddRange(Element([0x15, 0x49, 0xA9, 0x66], Element([0x2A, 0xD7, 0xB1], [0x0F, 0x42, 0x40])));
        body.AddRange(Element([0x16, 0x54, 0xAE, 0x6B], [.. Enumerable.Repeat(entry, tracks).SelectMany(each => each)]));
        for (var at = 0; at < seconds * 1000; at += PacketMilliseconds)
        {
            if (at % 9000 == 0) body.AddRange([0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. Element([0xE7], U32(withTimes ? (uint)at : 0))]);
            var relative = withTimes ? at % 9000 : 0;

            // Configuration 3 of Opus: one frame of 60 ms; then some bytes that differ from file to file.
            body.AddRange(Element([0xA3], [0x81, (byte)(relative >> 8), (byte)relative, 0x80, 3 << 3, .. U32((uint)Interlocked.Increment(ref variant))]));
        }

        return [.. body];
    }

    /// <summary>As Safari's recorder writes it: whole, or in fragments of a second, AAC at 44,100 Hz.</summary>
    public static byte[] Mp4(double seconds, bool inFragments = false, string codec = "mp4a", string handler = "soun")
    {
        const uint Scale = 44_100;
        const uint Samples = 1024;
        var count = (uint)(seconds * Scale / Samples);
        byte[] times = Box("stts", [.. U32(0), .. U32(inFragments ? 0u : 1), .. inFragments ? [] : U32(count), .. inFragments ? [] : U32(Samples)]);
        byte[] kinds = Box("stsd", [.. U32(0), .. U32(1), .. Box(codec, new byte[28])]);
        byte[] media = Box("mdia",
            [.. Box("mdhd", [.. U32(0), .. U32(0), .. U32(0), .. U32(Scale), .. U32(0), .. U32(0)]), .. Box("hdlr", [.. U32(0), .. U32(0), .. Encoding.ASCII.GetBytes(handler), .. new byte[13]]),
                .. Box("minf", Box("stbl", [.. kinds, .. times]))]);
        byte[] extends = inFragments ? Box("mvex", Box("trex", [.. U32(0), .. U32(1), .. U32(1), .. U32(Samples), .. U32(0), .. U32(0)])) : [];
        var file = new List<byte>();
        file.AddRange(Box("ftyp", [.. "isom"u8, .. U32(0), .. "mp42"u8]));
        file.AddRange(Box("moov", [.. Box("mvhd", new byte[100]), .. Box("trak", media), .. extends]));
        if (!inFragments) return [.. file, .. Box("mdat", Noise((int)count * 4))];
        for (var left = count; left > 0;)
        {
            var now = Math.Min(left, 43);
            left -= now;
            byte[] run = Box("trun", [.. U32(now % 2 == 0 ? 0x100u : 0), .. U32(now), .. now % 2 == 0 ? Enumerable.Repeat(U32(Samples), (int)now).SelectMany(each => each) : []]);
            file.AddRange(Box("moof", Box("traf", [.. Box("tfhd", [.. U32(0), .. U32(1)]), .. run])));
            file.AddRange(Box("mdat", Noise((int)now * 4)));
        }

        return [.. file];
    }

    private static byte[] Element(byte[] id, byte[] body) => [.. id, 0x08, .. new byte[] { (byte)(body.Length >> 24), (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length }, .. body];

    private static byte[] Box(string kind, byte[] body) => [.. U32((uint)body.Length + 8), .. Encoding.ASCII.GetBytes(kind), .. body];

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Interlocked.Increment(ref variant));
        return bytes;
    }

    private static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
