using System.Buffers.Binary;

namespace MapDashboard.Web.VoiceNotes;

/// <summary>
/// The elements of a WebM (RFC 9559), one after another: what contains others is stepped into, so that a length that a recorder
/// left unknown does not matter.
/// </summary>
internal static class WebMFile
{
    private const uint Ebml = 0x1A45DFA3, DocType = 0x4282, Segment = 0x18538067, Info = 0x1549A966, TimestampScale = 0x2AD7B1;
    private const uint Tracks = 0x1654AE6B, TrackEntry = 0xAE, TrackType = 0x83, CodecId = 0x86;
    private const uint Cluster = 0x1F43B675, ClusterTimestamp = 0xE7, SimpleBlock = 0xA3, BlockGroup = 0xA0, Block = 0xA1;
    private const ulong Sound = 2;
    private const byte Lacing = 0x06;

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0x1A, 0x45, 0xDF, 0xA3]);

    public static SoundFile? Read(ReadOnlySpan<byte> bytes)
    {
        var (scale, cluster, tracks) = (1_000_000.0, 0.0, 0);
        var (first, last, sounding) = (double.MaxValue, 0.0, 0.0);
        var (isWebM, isOpus) = (false, false);
        for (var at = 0; at < bytes.Length;)
        {
            if (!TryElement(bytes, ref at, out var id, out var length)) return null;
            var body = length is { } known ? bytes.Slice(at, known) : default;
            switch (id)
            {
                case Ebml or Segment or Info or Tracks or Cluster or BlockGroup:
                    continue;
                case TrackEntry:
                    tracks++;
                    continue;
                case DocType:
                    isWebM = body.StartsWith("webm"u8);
                    break;
                case TimestampScale:
                    scale = Number(body);
                    break;
                case TrackType when Number(body) != Sound:
                    return null;
                case CodecId:
                    isOpus = body.SequenceEqual("A_OPUS"u8);
                    break;
                case ClusterTimestamp:
                    cluster = Number(body);
                    break;
                case SimpleBlock or Block:
                    // Track number (one byte, since there is one track), time within the cluster, flags, one packet.
                    if (body.Length < 5 || (body[3] & Lacing) != 0) return null;
                    var time = (cluster + BinaryPrimitives.ReadInt16BigEndian(body[1..])) * scale / 1_000_000_000;
                    (first, last) = (Math.Min(first, time), Math.Max(last, time));
                    sounding += OpusSeconds(body[4..]);
                    break;
            }

            if (length is null) return null;
            at += length.Value;
        }

        // Times can lie and packets can be left out in silence: the longer of the two counts.
        return isWebM && isOpus && tracks == 1 ? new SoundFile("audio/webm", Math.Max(sounding, last - Math.Min(first, last))) : null;
    }

    /// <summary>An element's id and length; null where the length is unknown.</summary>
    private static bool TryElement(ReadOnlySpan<byte> bytes, ref int at, out uint id, out int? length)
    {
        (id, length) = (0, null);
        var idSize = bytes[at] == 0 ? 9 : System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[at]) - 23;
        if (idSize > 4 || at + idSize >= bytes.Length) return false;
        for (var i = 0; i < idSize; i++) id = (id << 8) | bytes[at + i];
        at += idSize;
        var size = bytes[at] == 0 ? 9 : System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[at]) - 23;
        if (size > 8 || at + size > bytes.Length) return false;
        ulong value = (ulong)bytes[at] & ((1UL << (8 - size)) - 1);
        for (var i = 1; i < size; i++) value = (value << 8) | bytes[at + i];
        at += size;
        if (value == (1UL << (7 * size)) - 1) return true;
        if (value > (ulong)(bytes.Length - at)) return false;
        length = (int)value;
        return true;
    }

    private static ulong Number(ReadOnlySpan<byte> body)
    {
        var value = 0UL;
        foreach (var each in body.Length > 8 ? default : body) value = (value << 8) | each;
        return value;
    }

    /// <summary>By the packet's first byte or two (RFC 6716, 3.1).</summary>
    private static double OpusSeconds(ReadOnlySpan<byte> packet)
    {
        var configuration = packet[0] >> 3;
        var milliseconds = configuration switch
        {
            < 12 => new[] { 10.0, 20, 40, 60 }[configuration & 3],
            < 16 => new[] { 10.0, 20 }[configuration & 1],
            _ => new[] { 2.5, 5, 10, 20 }[configuration & 3],
        };
        var frames = (packet[0] & 3) switch { 0 => 1, 1 or 2 => 2, _ => packet.Length > 1 ? packet[1] & 0x3F : 0 };
        return milliseconds * frames / 1000;
    }
}
