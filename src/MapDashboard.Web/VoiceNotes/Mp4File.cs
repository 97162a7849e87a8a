using System.Buffers.Binary;

namespace MapDashboard.Web.VoiceNotes;

/// <summary>The boxes of an MP4 (ISO/IEC 14496-12), whole or in fragments, one after another: what contains others is stepped into.</summary>
internal static class Mp4File
{
    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.Length >= 12 && bytes[4..8].SequenceEqual("ftyp"u8);

    public static SoundFile? Read(ReadOnlySpan<byte> bytes)
    {
        var (scale, ticks, tracks, byDefault, ofFragment) = (0u, 0L, 0, 0u, 0u);
        var (isSound, isKnown, hasData) = (false, false, false);
        for (var at = 0; at < bytes.Length;)
        {
            if (!TryBox(bytes, at, out var head, out var length)) return null;
            var kind = bytes.Slice(at + 4, 4);
            var body = bytes.Slice(at + head, length - head);
            at += length;
            if (kind.SequenceEqual("moov"u8) || kind.SequenceEqual("mdia"u8) || kind.SequenceEqual("minf"u8) || kind.SequenceEqual("stbl"u8)
                || kind.SequenceEqual("moof"u8) || kind.SequenceEqual("traf"u8) || kind.SequenceEqual("mvex"u8) || kind.SequenceEqual("trak"u8))
            {
                if (kind.SequenceEqual("trak"u8)) tracks++;
                at -= body.Length;
                continue;
            }

            if (kind.SequenceEqual("mdat"u8)) hasData |= body.Length > 0;
            else if (kind.SequenceEqual("hdlr"u8) && body.Length >= 12 && tracks > 0) isSound = body[8..12].SequenceEqual("soun"u8);
            else if (kind.SequenceEqual("mdhd"u8)) scale = U32(body, body.Length > 0 && body[0] == 1 ? 20 : 12);
            else if (kind.SequenceEqual("stsd"u8) && body.Length >= 16) isKnown = body[12..16].SequenceEqual("mp4a"u8) || body[12..16].SequenceEqual("Opus"u8);
            else if (kind.SequenceEqual("stts"u8)) ticks += Listed(body);
            else if (kind.SequenceEqual("trex"u8)) byDefault = U32(body, 12);
            else if (kind.SequenceEqual("tfhd"u8)) ofFragment = DurationOf(body) ?? byDefault;
            else if (kind.SequenceEqual("trun"u8)) ticks += Run(body, ofFragment);
        }

        return isSound && isKnown && hasData && tracks == 1 && scale > 0 ? new SoundFile("audio/mp4", (double)ticks / scale) : null;
    }

    private static bool TryBox(ReadOnlySpan<byte> bytes, int at, out int head, out int length)
    {
        (head, length) = (8, 0);
        if (at + 8 > bytes.Length) return false;
        ulong said = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
        if (said == 0) said = (ulong)(bytes.Length - at);
        if (said == 1)
        {
            if (at + 16 > bytes.Length) return false;
            (head, said) = (16, BinaryPrimitives.ReadUInt64BigEndian(bytes[(at + 8)..]));
        }

        if (said < (ulong)head || said > (ulong)(bytes.Length - at)) return false;
        length = (int)said;
        return true;
    }

    // stts: pairs of how many samples, and how many ticks each.
    private static long Listed(ReadOnlySpan<byte> body)
    {
        var ticks = 0L;
        for (var at = 8; at + 8 <= body.Length; at += 8) ticks += (long)U32(body, at) * U32(body, at + 4);
        return ticks;
    }

    // tfhd: optional fields stand in the order of their flags; the duration comes third.
    private static uint? DurationOf(ReadOnlySpan<byte> body)
    {
        var flags = U32(body, 0);
        var at = 8 + ((flags & 0x1) != 0 ? 8 : 0) + ((flags & 0x2) != 0 ? 4 : 0);
        return (flags & 0x8) != 0 ? U32(body, at) : null;
    }

    private static long Run(ReadOnlySpan<byte> body, uint ofFragment)
    {
        var (flags, count) = (U32(body, 0), U32(body, 4));
        if ((flags & 0x100) == 0) return (long)count * ofFragment;
        var width = 4 * System.Numerics.BitOperations.PopCount(flags & 0xF00);
        var at = 8 + ((flags & 0x1) != 0 ? 4 : 0) + ((flags & 0x4) != 0 ? 4 : 0);
        var ticks = 0L;
        for (var i = 0; i < count && at + width <= body.Length; i++, at += width) ticks += U32(body, at);
        return ticks;
    }

    // A field beyond the box is nought: the sum then tells that there is no sound.
    private static uint U32(ReadOnlySpan<byte> body, int at) => at + 4 <= body.Length ? BinaryPrimitives.ReadUInt32BigEndian(body[at..]) : 0;
}
