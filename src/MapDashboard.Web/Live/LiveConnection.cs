using MapDashboard.Data.Identity;
using MapDashboard.Domain.Access;
using Microsoft.AspNetCore.SignalR;

namespace MapDashboard.Web.Live;

/// <summary>One connection: what it follows, and the stream on which it is told so.</summary>
public sealed class LiveConnection(HubConnectionContext connection, Caller caller, LiveStream stream)
{
    private readonly Lock gate = new();
    private List<ReadOnlyMemory<byte>>? held;

    public string Id => connection.ConnectionId;

    public Caller Caller { get; } = caller;

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
            return waiting is null || waiting.TrueForAll(stream.TrySend);
        }
    }

    /// <summary>Never waits.</summary>
    /// <returns>False when the queue overflowed.</returns>
    public bool TrySend(ReadOnlyMemory<byte> frame)
    {
        lock (gate)
        {
            if (held is null) return stream.TrySend(frame);
            held.Add(frame);
            return held.Count <= LiveStream.QueueLength;
        }
    }

    /// <summary>For what the client itself asked for: waits until it is written, past the held frames.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) => stream.SendAsync(frame).WaitAsync(cancellationToken);

    public void Abort()
    {
        stream.CutIfBehind();
        connection.Abort();
    }
}
