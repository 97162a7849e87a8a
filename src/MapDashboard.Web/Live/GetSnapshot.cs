using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Packed;
using Microsoft.Net.Http.Headers;

namespace MapDashboard.Web.Live;

public sealed record SnapshotView(
    string Cursor, DateTime ServerTime, Mode Mode, IReadOnlyList<IssueView> Issues, IReadOnlyList<IssueView> Recent, SnapshotCounts Counts);

/// <summary>
/// GET /api/snapshot: the state and the cursor to follow from; with <c>at</c>, the state as it was then. A page asks for it by columns
/// (<see cref="PackedBody.MediaType"/>): the same, but for the server's time, which stands in a header since many share the bytes.
/// </summary>
public static class GetSnapshot
{
    /// <summary>The header of the packed form that says what time it is here, ISO 8601 in UTC.</summary>
    public const string ServerTime = "X-Server-Time";

    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, SnapshotReader snapshots, PackedSnapshots packed, PastReader past, Meters meters, TimeProvider time, CancellationToken cancellationToken,
        string? area = null, string? at = null)
    {
        var viewer = await ViewerOfArea.FindTellableAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var now = time.UtcNow();
        if (!QueryValues.TryTime(at, now, out var instant)) return QueryValues.Unreadable("at");
        var isPast = !string.IsNullOrEmpty(at);
        context.Response.Headers.Vary = HeaderNames.Accept;
        Outcome<Snapshot>? then = isPast ? await past.ReadAsync(viewer.Value, instant, cancellationToken) : default(Outcome<Snapshot>?);
        if (then is { Refusal: { } archived }) return archived.ToResult();
        if (PackedBody.IsWanted(context.Request))
        {
            context.Response.Headers[ServerTime] = now.ToString("O");
            context.Response.OnCompleted(() =>
            {
                meters.SnapshotBytes.Record(context.Response.ContentLength ?? 0);
                return Task.CompletedTask;
            });
            var body = then is { } told ? PackedSnapshots.Pack(told.Value) : await packed.ReadAsync(viewer.Value, cancellationToken);
            return body.Answer(context);
        }

        var snapshot = then is { } was ? was.Value : await snapshots.ReadAsync(viewer.Value, cancellationToken);
        return Results.Ok(new SnapshotView(snapshot.Cursor, now, snapshot.Mode, snapshot.Issues, snapshot.Recent, snapshot.Counts));
    }
}

public sealed record ChangesView(IReadOnlyList<ChangeMessage> Changes, string Cursor, bool Complete);

/// <summary>GET /api/changes: the stream for those without one, and for the gaps of those with one.</summary>
public static class GetChanges
{
    private const int DefaultLimit = 500;
    private const int MostLimit = 1000;

    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, ChangeLogReader log, CancellationToken cancellationToken,
        string? after = null, string? area = null, string? limit = null)
    {
        if (!Cursor.TryParse(after, out var cursor)) return Problems.Refuse(RefusalCodes.ChangesCursorInvalid, "after is a cursor from a snapshot or from changes.");
        if (!QueryValues.TryLimit(limit, DefaultLimit, MostLimit, out var most)) return QueryValues.Unreadable("limit");
        var viewer = await ViewerOfArea.FindTellableAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        return await log.ReadForAsync(viewer.Value, cursor, most, cancellationToken) is { } batch
            ? Results.Ok(new ChangesView(batch.Changes, batch.Cursor.ToString(), batch.Complete))
            : Problems.Refuse(RefusalCodes.ChangesCursorExpired, "The cursor belongs to another log, or what follows it is archived; take a new snapshot.");
    }
}
