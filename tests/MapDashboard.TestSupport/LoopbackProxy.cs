using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace MapDashboard.TestSupport;

/// <summary>A TCP proxy on the loopback that a test can cut like a network cable, or make as bad as a basement's network.</summary>
public sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> clients = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;
    private readonly Lock cutting = new();
    private bool isCut;

    public LoopbackProxy(Uri target)
    {
        Target = target;
        listener.Start();
        Address = new Uri($"{target.Scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Where new connections lead: another server may take the place of the one before.</summary>
    public Uri Target { get; set; }

    /// <summary>What befalls each new connection; null: nothing.</summary>
    public BadNetwork? Faults { get; set; }

    /// <summary>Drops every connection and refuses new ones.</summary>
    public void Cut()
    {
        lock (cutting)
        {
            isCut = true;
            foreach (var client in clients.Keys) client.Dispose();
        }
    }

    public void Mend()
    {
        lock (cutting) isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await ending.CancelAsync();
        listener.Dispose();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ending.Token);
                var fate = Faults?.Draw() ?? ConnectionFate.Good;
                if (!fate.IsRefused && IsLetIn(client)) _ = ForwardAsync(client, fate);
                else client.Dispose();
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
            Cut();
        }
    }

    /// <summary>Before a cut, and then the cut drops it, or after, and then it is refused: none slips between.</summary>
    private bool IsLetIn(TcpClient client)
    {
        lock (cutting) return !isCut && clients.TryAdd(client, true);
    }

    private async Task ForwardAsync(TcpClient client, ConnectionFate fate)
    {
        using var server = new TcpClient { NoDelay = true };
        try
        {
            client.NoDelay = true;
            await server.ConnectAsync(Target.Host, Target.Port, ending.Token);
            await await Task.WhenAny(
                CopyAsync(client.GetStream(), server.GetStream(), fate.Sent, fate.BytesASecond),
                CopyAsync(server.GetStream(), client.GetStream(), fate.Received, fate.BytesASecond));
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // One side went away; the other follows.
            client.Close();
        }
        finally
        {
            clients.TryRemove(client, out _);
            client.Dispose();
        }
    }

    /// <summary>Until the end, or until so many bytes have gone this way: then the connection breaks in the middle of whatever it carries.</summary>
    private async Task CopyAsync(NetworkStream from, NetworkStream to, long most, int bytesASecond)
    {
        var buffer = new byte[8 * 1024];
        for (var left = most; left > 0;)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), ending.Token);
            if (read == 0) return;
            if (bytesASecond > 0) await Task.Delay(TimeSpan.FromSeconds((double)read / bytesASecond), ending.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), ending.Token);
            left -= read;
        }
    }
}
