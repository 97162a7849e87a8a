using System.Buffers.Binary;
using System.Diagnostics;
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

    /// <summary>What the process holds in memory that is no file's.</summary>
    long MemoryBytes { get; }

    string Path => "/hubs/live";

    /// <summary>What each of the crowd sends first.</summary>
    Task<string[]> FirstWordsAsync();

    /// <summary>So many changes at once, to everybody.</summary>
    Task SayAsync(int changes);

    /// <summary>How many changes there have been before.</summary>
    Task<long> SaidAsync();

    /// <summary>Whether it says something to everybody who comes.</summary>
    bool IsGreeting => true;

    /// <summary>Whether messages, one a change, are told apart by their separators and not by frames: SignalR writes several into one, or one into several.</summary>
    bool IsSeparated => false;

    /// <summary>Up to which change one has heard with this message, of which the beginning is given.</summary>
    /// <param name="message">Its first bytes.</param>
    /// <param name="before">Up to which it had heard before.</param>
    long HeardUpTo(ReadOnlySpan<byte> message, long before) => before + 1;
}

/// <summary>Many WebSockets that note when what was said came, and throw it away, on bare sockets: a client library would need more than the server.</summary>
internal sealed class Crowd : IDisposable
{
    private const int HeadLimit = 8192;
    private const int AtOnce = 20;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);
    private readonly List<Socket> sockets = [];
    private readonly ICrowdServer server;

    private Crowd(ICrowdServer server) => this.server = server;

    /// <summary>What is listened for; null while nothing is.</summary>
    public Hearing? Hearing { get; set; }

    public int Count => sockets.Count;

    /// <summary>Those whom the server has cut.</summary>
    public int Lost;

    /// <summary>Those who have heard anything.</summary>
    public int Greeted;

    public static async Task<Crowd> ConnectAsync(ICrowdServer server, int count)
    {
        var crowd = new Crowd(server);
        await crowd.GrowAsync(count);
        return crowd;
    }

    /// <summary>Until there are so many.</summary>
    public async Task GrowAsync(int count)
    {
        byte[][] words = [.. (await server.FirstWordsAsync()).Select(Frame)];
        while (sockets.Count < count)
        {
            var more = await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, count - sockets.Count)).Select(_ => OpenAsync(words)));
            sockets.AddRange(more);
            foreach (var socket in more) _ = new Listener(this, socket, server).ReadAsync();
        }

        for (var watch = Stopwatch.StartNew(); server.IsGreeting && Volatile.Read(ref Greeted) < count; await Task.Delay(20))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException($"{Greeted} of {count} were greeted.");
        }

        // A bare hub greets before it counts somebody among those whom it tells.
        await Task.Delay(Settle);
    }

    public void Dispose()
    {
        Hearing = null;
        foreach (var socket in sockets) socket.Dispose();
    }

    private async Task<Socket> OpenAsync(byte[][] words)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        var host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}");
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET {server.Path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {server.Cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        var head = new byte[HeadLimit];
        var read = 0;
        while (!head.AsSpan(0, read).EndsWith("\r\n\r\n"u8)) read += await socket.ReceiveAsync(head.AsMemory(read, 1)) is var more and > 0 ? more : throw new IOException("The server closed the connection.");
        if (!head.AsSpan(0, read).StartsWith("HTTP/1.1 101"u8)) throw new InvalidOperationException(Encoding.ASCII.GetString(head, 0, read));
        foreach (var word in words) await socket.SendAsync(word);
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
}
