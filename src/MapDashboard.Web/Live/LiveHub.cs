using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.SignalR;

namespace MapDashboard.Web.Live;

/// <summary>What goes to a client: the audience's share, perhaps empty, of the log in (from, to].</summary>
public sealed record ChangesMessage(string From, string To, IReadOnlyList<ChangeMessage> Changes);

public sealed record PulseMessage(string Cursor, DateTime ServerTime);

/// <summary>/hubs/live. Clients can only follow; the server alone publishes.</summary>
public sealed class LiveHub(LiveConnections connections, ChangeLogReader log, MapDatabase database) : Hub
{
    private const int PageLength = 1000;

    /// <summary>Follows an area (null: the whole scope) from a cursor on; replaces an earlier Follow of this connection.</summary>
    /// <exception cref="HubException">Its message is the code of the refusal, as in a problem.</exception>
    public async Task Follow(string? area, string cursor)
    {
        var aborted = Context.ConnectionAborted;
        if (!Cursor.TryParse(cursor, out var position)) throw new HubException(RefusalCodes.ChangesCursorInvalid);
        var connection = connections.Get(Context.ConnectionId);
        await using var db = Database.Context(database.DataSource);
        var viewer = await ViewerOfArea.FindTellableAsync(db, connection.Caller.Scope, area, aborted);
        if (viewer.Refusal is { } refusal) throw new HubException(refusal.Code);

        // Before anything changes: a refused Follow leaves the earlier one as it was.
        if (!(await log.SpanAsync(aborted)).Holds(position)) throw new HubException(RefusalCodes.ChangesCursorExpired);

        // Join first and read then: what commits in between reaches the client twice at most, and it drops what it has.
        connections.Join(connection, viewer.Value);
        try
        {
            while (true)
            {
                var batch = await log.ReadForAsync(viewer.Value, position, PageLength, aborted)
                    ?? throw new HubException(RefusalCodes.ChangesCursorExpired);
                await connection.SendAsync(
                    connections.Frame("changes", new ChangesMessage(position.ToString(), batch.Cursor.ToString(), batch.Changes)), aborted);
                position = batch.Cursor;
                if (batch.Complete) break;
            }
        }
        finally
        {
            if (!connection.Release()) connection.Abort();
        }
    }
}
