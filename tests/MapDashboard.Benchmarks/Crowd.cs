using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MapDashboard.Benchmarks;

/// <summary>What a crowd can be connected to, and what makes it say something.</summary>
internal interface ICrowdServer : IAsyncDisposable
{
    int Port { get; }

    string Cookie { get; }

    /// <summary>Processor time so far, seconds.</summary>
    double CpuSeconds { get; }

    long MemoryBytes { get; }

    /// <summary>So many changes at once, to everybody.</summary>
    Task SayAsync(int changes);
}

/// <summary>Many WebSockets on the JSON hub protocol that count bytes and throw them away, on bare sockets: a client library would need more than the server.</summary>
internal sealed class Crowd : IDisposable
{
    private const int HeadLimit = 8192;
    private readonly List<Socket> sockets = [];
    private long bytes;

    /// <summary>What all have received so far.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <param name="server">Where to.</param>
    /// <param name="count">How many.</param>
    /// <param name="follow">The invocation that each sends first; null for none.</param>
    public static async Task<Crowd> ConnectAsync(ICrowdServer server, int count, string? follow)
    {
        var crowd = new Crowd();
        foreach (var part in Enumerable.Range(0, count).Chunk(20))
        {
            crowd.sockets.AddRange(await Task.WhenAll(part.Select(_ => OpenAsync(server, follow))));
        }

        foreach (var socket in crowd.sockets) _ = crowd.ReadAsync(socket);
        return crowd;
    }

    public void Dispose()
    {
        foreach (var socket in sockets) socket.Dispose();
    }

    private static async Task<Socket> OpenAsync(ICrowdServer server, string? follow)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        var host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}");
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/live HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {server.Cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        var head = new byte[HeadLimit];
        var read = 0;
        while (!head.AsSpan(0, read).EndsWith("\r\n\r\n"u8)) read += await socket.ReceiveAsync(head.AsMemory(read, 1)) is var more and > 0 ? more : throw new IOException("The server closed the connection.");
        if (!head.AsSpan(0, read).StartsWith("HTTP/1.1 101"u8)) throw new InvalidOperationException(Encoding.ASCII.GetString(head, 0, read));
        await socket.SendAsync(Frame("{\"protocol\":\"json\",\"version\":1}\u001e"));
        if (follow is not null) await socket.SendAsync(Frame(follow + "\u001e"));
        return socket;
    }

    /// <summary>Masked, as a client's frame must be; with noughts, so it stays as it is.</summary>
    private static byte[] Frame(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        var frame = new byte[payload.Length + 8];
        frame[0] = 0x81;
        frame[1] = 0x80 | 126;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        payload.CopyTo(frame, 8);
        return frame;
    }

    private async Task ReadAsync(Socket socket)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer) is var read and > 0) Interlocked.Add(ref bytes, read);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The round is over.
            socket.Dispose();
        }
    }
}
