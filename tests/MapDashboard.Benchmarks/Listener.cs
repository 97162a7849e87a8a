using System.Buffers.Binary;
using System.Net.Sockets;

namespace MapDashboard.Benchmarks;

/// <summary>One of a crowd: reads frames without keeping them, and says of each long one when its last byte came. Pulses and pings are short.</summary>
internal sealed class Listener(Crowd crowd, Socket socket, ICrowdServer server)
{
    /// <summary>A change is longer, a pulse or a ping shorter.</summary>
    private const int ShortLength = 400;

    /// <summary>So much of a message is looked at.</summary>
    private const int Beginning = 256;

    private const byte Separator = 0x1e;

    private readonly byte[] buffer = new byte[4096];
    private int filled;
    private bool isGreeted;

    /// <summary>Bytes of the frame under way that are still to come; up to which change it tells, and up to which change this one has heard; -1 for no change.</summary>
    private long rest, tells = -1;
    private (Hearing? Of, long UpTo) heard;

    /// <summary>Bytes since the last separator.</summary>
    private long length;

    public async Task ReadAsync()
    {
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(filled)) is var read and > 0)
            {
                if (!isGreeted) Interlocked.Increment(ref crowd.Greeted);
                isGreeted = true;
                filled += read;
                Take();
            }

            Interlocked.Increment(ref crowd.Lost);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The round is over, or the server cut it.
            Interlocked.Increment(ref crowd.Lost);
            socket.Dispose();
        }
    }

    private void Take()
    {
        var at = 0;
        while (at < filled)
        {
            if (rest == 0)
            {
                var head = Head(buffer.AsSpan(at, filled - at));
                if (head == 0) break;
                at += head;
            }

            var step = (int)Math.Min(rest, filled - at);
            if (server.IsSeparated) Count(buffer.AsSpan(at, step));
            (at, rest) = (at + step, rest - step);
            if (rest > 0 || tells < 0) continue;
            heard.UpTo = heard.Of!.Hear(heard.UpTo, tells);
            tells = -1;
        }

        buffer.AsSpan(at, filled - at).CopyTo(buffer);
        filled -= at;
    }

    /// <summary>Messages by their separators, however they are spread over frames.</summary>
    private void Count(ReadOnlySpan<byte> part)
    {
        for (var end = part.IndexOf(Separator); end >= 0; end = part.IndexOf(Separator))
        {
            if (length + end > ShortLength && crowd.Hearing is { } hearing)
            {
                if (heard.Of != hearing) heard = (hearing, hearing.Before);
                heard.UpTo = hearing.Hear(heard.UpTo, heard.UpTo + 1);
            }

            length = 0;
            part = part[(end + 1)..];
        }

        length += part.Length;
    }

    /// <returns>The length of the frame's head; nought while too little of the frame is there.</returns>
    private int Head(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) return 0;
        var head = bytes[1] switch { 126 => 4, 127 => 10, _ => 2 };
        if (bytes.Length < head) return 0;
        rest = head switch { 4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 10 => (long)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]), _ => bytes[1] };
        tells = -1;
        if (server.IsSeparated || rest <= ShortLength || crowd.Hearing is not { } hearing) return head;
        if (bytes.Length < head + Beginning)
        {
            rest = 0;
            return 0;
        }

        if (heard.Of != hearing) heard = (hearing, hearing.Before);
        tells = server.HeardUpTo(bytes.Slice(head, Beginning), heard.UpTo);
        return head;
    }
}
