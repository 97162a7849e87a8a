using System.Collections.Concurrent;
using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Domain.Access;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace MapDashboard.Web.Live;

/// <summary>
/// Every live connection with a bounded queue of its own. A message is serialised and framed once for all who see the same; nobody waits for a slow
/// reader: its queue overflows, it is cut, and it resumes by its cursor.
/// </summary>
public sealed class LiveConnections : DefaultHubLifetimeManager<LiveHub>
{
    private readonly ConcurrentDictionary<string, LiveConnection> connections = new(StringComparer.Ordinal);
    private readonly Meters meters;
    private readonly IHubProtocol protocol;
    private readonly ILogger logger;

    /// <summary>Grows with each coming, going and Follow: what was grouped before that is grouped anew.</summary>
    private int membership;
    private (int Membership, (Viewer Viewer, IReadOnlyList<LiveConnection> Connections)[] Groups) followers = (-1, []);

    public LiveConnections(
        Meters meters, IHubProtocolResolver protocols, ILogger<LiveConnections> logger, ILogger<DefaultHubLifetimeManager<LiveHub>> baseLogger)
        : base(baseLogger)
    {
        (this.meters, this.logger) = (meters, logger);
        protocol = protocols.GetProtocol("json", supportedProtocols: null)!;
        meters.WatchConnections(() => Count);
    }

    public int Count => connections.Count;

    public IEnumerable<LiveConnection> All => connections.Values;

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var features = connection.GetHttpContext()!.Features;
        connections[connection.ConnectionId] = new LiveConnection(connection, features.Get<Caller>()!, features.Get<LiveStream>()!);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        connections.TryRemove(connection.ConnectionId, out _);
        Interlocked.Increment(ref membership);
        return base.OnDisconnectedAsync(connection);
    }

    public LiveConnection Get(string connectionId) => connections[connectionId];

    /// <summary>The connection sees what the viewer sees from now on, and holds it.</summary>
    public void Join(LiveConnection connection, Viewer viewer)
    {
        connection.Hold(viewer);
        Interlocked.Increment(ref membership);
    }

    /// <summary>Those that follow, grouped by what they see. For one caller at a time.</summary>
    public IReadOnlyList<(Viewer Viewer, IReadOnlyList<LiveConnection> Connections)> Followers()
    {
        var now = Volatile.Read(ref membership);
        if (followers.Membership != now)
        {
            followers = (now, [.. connections.Values
                .Select(connection => (connection, connection.Viewer)).Where(pair => pair.Viewer is not null)
                .GroupBy(pair => pair.Viewer!.Key, StringComparer.Ordinal)
                .Select(group => (group.First().Viewer!, (IReadOnlyList<LiveConnection>)[.. group.Select(pair => pair.connection)]))]);
        }

        return followers.Groups;
    }

    public void Send(LiveConnection connection, ReadOnlyMemory<byte> frame)
    {
        if (connection.TrySend(frame)) return;
        logger.LogInformation("Connection {ConnectionId} reads too slowly and is cut; it resumes by its cursor", connection.Id);
        meters.Cut.Add(1);
        connection.Abort();
    }

    public void AbortAll()
    {
        foreach (var connection in connections.Values) connection.Abort();
    }

    /// <summary>A message as it goes to everybody who is told the same.</summary>
    public ReadOnlyMemory<byte> Frame(string method, object argument) => LiveFrame.Of(protocol, method, argument);
}
