using System.Collections.Concurrent;
using System.Net.Sockets;

namespace MapDashboard.TestSupport;

/// <summary>Where the connection breaks around a commit.</summary>
public enum CutAt
{
    /// <summary>The database never hears of it.</summary>
    Before,

    /// <summary>The database has committed, and its answer is lost.</summary>
    After,
}

/// <summary>A Unix socket before PostgreSQL's own, on which the next commit, or another statement that begins so, or what its connection sends some messages later, breaks the connection, once.</summary>
public sealed class CommitCut : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mapdashboard-cut-").FullName;
    private readonly string target;
    private readonly CutAt at;
    private readonly byte[] statement;
    private readonly int later;
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;
    private readonly ConcurrentDictionary<Socket, bool> losing = new();
    private int cuts = 1;

    public CommitCut(string connectionString, CutAt at, string statement = "commit\0", int later = 0)
    {
        var parts = new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
        target = Path.Combine(parts.Host!, $".s.PGSQL.{parts.Port}");
        this.at = at;
        this.later = later;
        this.statement = System.Text.Encoding.UTF8.GetBytes(statement);
        parts.Host = folder;
        ConnectionString = parts.ConnectionString;
        listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, $".s.PGSQL.{parts.Port}")));
        listener.Listen();
        accepting = AcceptAsync();
    }

    public string ConnectionString { get; }

    /// <summary>How many were cut.</summary>
    public int Cuts => 1 - Math.Max(0, Volatile.Read(ref cuts));

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        await accepting;
        ending.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ForwardAsync(await listener.AcceptAsync(ending.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
            listener.Dispose();
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            try
            {
                await server.ConnectAsync(new UnixDomainSocketEndPoint(target), ending.Token);
                await await Task.WhenAny(SendAsync(client, server), AnswerAsync(server, client));
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // One side went away; the other follows.
                client.Close();
            }
        }
    }

    private async Task SendAsync(Socket client, Socket server)
    {
        var buffer = new byte[64 * 1024];
        int? left = null;
        while (await client.ReceiveAsync(buffer, ending.Token) is var read and > 0)
        {
            if (left is not null) left--;
            else if (buffer.AsSpan(0, read).IndexOf(statement) >= 0) left = later;
            var isCut = left == 0 && Interlocked.Decrement(ref cuts) == 0;
            if (isCut && at == CutAt.Before) return;

            if (isCut) losing.TryAdd(server, true);
            await server.SendAsync(buffer.AsMemory(0, read), ending.Token);
        }
    }

    private async Task AnswerAsync(Socket server, Socket client)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReceiveAsync(buffer, ending.Token) is var read and > 0)
        {
            // The answer to the commit is told nobody: both sides lose their connection.
            if (losing.ContainsKey(server)) return;
            await client.SendAsync(buffer.AsMemory(0, read), ending.Token);
        }
    }
}
