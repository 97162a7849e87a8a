using System.Collections.Concurrent;
using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Domain.Access;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace MapDashboard.Web.Live;

/// <summary>
/// Every live connection with a bounded queue of its own. A message is serialised once for all who see the same; nobody waits for a slow
/// reader: its queue overflows, it is cut, and it resumes by its cursor.
/// </summary>
public sealed class LiveConnections : DefaultHubLifetimeManager<LiveHub>
{
    private readonly ConcurrentDictionary<string, LiveConnection> connections = new(StringComparer.Ordinal);
    private readonly Meters meters;
    private readonly ILogger logger;

    public LiveConnections(Meters meters, ILogger<LiveConnections> logger, ILogger<DefaultHubLifetimeManager<LiveHub>> baseLogger)
        : base(baseLogger)
    {
        (this.meters, this.logger) = (meters, logger);
        meters.WatchConnections(() => Count);
    }

    public int Count => connections.Count;

    public IEnumerable<LiveConnection> All => connections.Values;

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var caller = connection.GetHttpContext()!.Features.Get<Caller>()!;
        connections[connection.ConnectionId] = new LiveConnection(connection, caller);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (connections.TryRemove(connection.ConnectionId, out var live)) live.Complete();
        return base.OnDisconnectedAsync(connection);
    }

    public LiveConnection Get(string connectionId) => connections[connectionId];

    /// <summary>Those that follow, grouped by what they see.</summary>
    public IEnumerable<IGrouping<string, (LiveConnection Connection, Viewer Viewer)>> Followers() =>
        connections.Values.Where(connection => connection.Viewer is not null)
            .Select(connection => (connection, connection.Viewer!))
            .GroupBy(pair => pair.Item2.Key, StringComparer.Ordinal);

    public void Send(LiveConnection connection, SerializedHubMessage message)
    {
        if (connection.TryEnqueue(message)) return;
        logger.LogInformation("Connection {ConnectionId} reads too slowly and is cut; it resumes by its cursor", connection.Id);
        meters.Cut.Add(1);
        connection.Abort();
    }

    public void AbortAll()
    {
        foreach (var connection in connections.Values) connection.Abort();
    }

    public static SerializedHubMessage Message(string method, object argument) => new(new InvocationMessage(method, [argument]));
}
