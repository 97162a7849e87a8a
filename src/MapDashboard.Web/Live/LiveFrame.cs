using System.Buffers.Binary;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace MapDashboard.Web.Live;

/// <summary>One message of the hub as one WebSocket frame. A server's frames are not masked, so one does for all who are told the same.</summary>
internal static class LiveFrame
{
    private const byte FinalText = 0x81;
    private const int ShortLength = 125;

    public static ReadOnlyMemory<byte> Of(IHubProtocol protocol, string method, object argument)
    {
        var payload = protocol.GetMessageBytes(new InvocationMessage(method, [argument]));
        var head = payload.Length switch { <= ShortLength => 2, <= ushort.MaxValue => 4, _ => 10 };
        var frame = new byte[head + payload.Length];
        frame[0] = FinalText;
        switch (head)
        {
            case 2:
                frame[1] = (byte)payload.Length;
                break;
            case 4:
                frame[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
                break;
            default:
                frame[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
                break;
        }

        payload.Span.CopyTo(frame.AsSpan(head));
        return frame;
    }
}
