using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MapDashboard.Benchmarks;

/// <summary>
/// A closed loop over kept connections, on bare sockets: a client library would take as much of the machine as the server does. Each connection sends
/// its next request when the last one is answered.
/// </summary>
internal static class HttpLoad
{
    /// <param name="port">Where to, on this machine.</param>
    /// <param name="connections">At once.</param>
    /// <param name="length">Of the round.</param>
    /// <param name="request">The next request, headers and body; asked for by several at once.</param>
    /// <param name="status">What each must be answered with.</param>
    public static async Task<Measured> RunAsync(int port, int connections, TimeSpan length, Func<string> request, int status)
    {
        using var own = Process.GetCurrentProcess();
        var cpu = own.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => LoopAsync(port, length, watch, request, status))));
        var elapsed = watch.Elapsed.TotalSeconds;
        own.Refresh();
        return new Measured(times.Sum(each => each.Count) / elapsed, (own.TotalProcessorTime - cpu).TotalSeconds / elapsed, Rounds.Median(times.SelectMany(each => each)));
    }

    private static async Task<List<double>> LoopAsync(int port, TimeSpan length, Stopwatch watch, Func<string> request, int status)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var buffer = new byte[64 * 1024];
        var begin = Encoding.ASCII.GetBytes($"HTTP/1.1 {status} ");
        var times = new List<double>();
        while (watch.Elapsed < length)
        {
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(Encoding.UTF8.GetBytes(request()));
            var read = 0;
            do
            {
                var more = await socket.ReceiveAsync(buffer.AsMemory(read));
                read += more > 0 ? more : throw new IOException("The server closed the connection: " + Encoding.UTF8.GetString(buffer, 0, read));
            }
            while (!IsWhole(buffer.AsSpan(0, read)));
            if (!buffer.AsSpan(0, read).StartsWith(begin)) throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, 0, read));
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return times;
    }

    /// <summary>Whether the answer is there to its end, in chunks or by its length.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var at = answer[..head].IndexOf("Content-Length: "u8);
        if (at < 0) return answer.EndsWith("0\r\n\r\n"u8);
        var digits = answer[(at + 16)..head];
        var end = digits.IndexOf((byte)'\r');
        return System.Buffers.Text.Utf8Parser.TryParse(end < 0 ? digits : digits[..end], out int length, out _) && answer.Length >= head + 4 + length;
    }
}
