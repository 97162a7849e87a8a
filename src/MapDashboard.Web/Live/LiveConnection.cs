using System.Threading.Channels;
using MapDashboard.Data.Identity;
using MapDashboard.Domain.Access;
using Microsoft.AspNetCore.SignalR;

namespace MapDashboard.Web.Live;

/// <summary>One connection: what it follows, and its queue with the task that empties it.</summary>
public sealed class LiveConnection
{
    private const int QueueLength = 512;

    private readonly Channel<SerializedHubMessage> queue = Channel.CreateBounded<SerializedHubMessage>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly HubConnectionContext connection;
    private readonly Lock gate = new();
    private List<SerializedHubMessage>? held;

    public LiveConnection(HubConnectionContext connection, Caller caller)
    {
        this.connection = connection;
        Caller = caller;
        _ = Task.Run(PumpAsync);
    }

    public string Id => connection.ConnectionId;

    public Caller Caller { get; }

    /// <summary>Null until the first Follow.</summary>
    public Viewer? Viewer { get; private set; }

    /// <summary>Joins the view and holds what the tail sends meanwhile, until <see cref="Release"/>: the log that the client missed goes first.</summary>
    public void Hold(Viewer viewer)
    {
        lock (gate)
        {
            held = [];
            Viewer = viewer;
        }
    }

    /// <returns>False when the queue overflowed.</returns>
    public bool Release()
    {
        lock (gate)
        {
            var waiting = held;
            held = null;
            return waiting is null || waiting.TrueForAll(queue.Writer.TryWrite);
        }
    }

    public bool TryEnqueue(SerializedHubMessage message)
    {
        lock (gate)
        {
            if (held is null) return queue.Writer.TryWrite(message);
            held.Add(message);
            return held.Count <= QueueLength;
        }
    }

    /// <summary>For what the client itself asked for: waits for room, past the held messages.</summary>
    public ValueTask EnqueueAsync(SerializedHubMessage message, CancellationToken cancellationToken) =>
        queue.Writer.WriteAsync(message, cancellationToken);

    /// <summary>Bytes of the message on this connection's protocol; serialised at the first call for all that speak it.</summary>
    public int SizeOf(SerializedHubMessage message) => message.GetSerializedMessage(connection.Protocol).Length;

    public void Complete() => queue.Writer.TryComplete();

    public void Abort() => connection.Abort();

    private async Task PumpAsync()
    {
        try
        {
            await foreach (var message in queue.Reader.ReadAllAsync(connection.ConnectionAborted))
            {
                await connection.WriteAsync(message, connection.ConnectionAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is gone; what was queued is read again by cursor.
            queue.Writer.TryComplete();
        }
    }
}
