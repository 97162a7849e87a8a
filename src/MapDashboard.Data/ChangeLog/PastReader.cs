using System.Data;
using System.Text.Json;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace MapDashboard.Data.ChangeLog;

/// <summary>The state as it was, from the log alone and in a time that does not grow with it: the last checkpoint before, and what followed up to then.</summary>
public sealed class PastReader(NpgsqlDataSource dataSource)
{
    /// <summary>Among how many of everybody's latest endings those of a view are looked for first: enough for large areas, little to have read for small ones.</summary>
    private const int LatestEndings = 500;

    /// <summary>How many days back a view's own endings are looked for next; each further look goes <see cref="FurtherBack"/> times as far.</summary>
    private const int DaysBack = 30;

    private const int FurtherBack = 4;

    // Starting processes that share a read takes longer than any of these reads.
    private const string NoHelpers = "set local max_parallel_workers_per_gather = 0";

    // Imported history lies late in the log with early times. The log's time at a place is therefore the latest time up to there, and what is
    // asked for ends before the first Change that is later.
    private const string PlaceSql =
        """
        with last as (
          select coalesce((select seq from checkpoints where at <= $1 order by at desc, seq desc limit 1), 0) as seq)
        select last.seq, coalesce(
          (select c.seq - 1 from changes c where c.seq > last.seq and c.at > $1 order by c.seq limit 1),
          (select max(seq) from changes), 0), epoch,
          coalesce((select max(last_seq) from archives), 0), (select max(before) from archives),
          (select min(ended_at) from changes where ended_at is not null), (select max(ended_at) from changes where ended_at is not null)
        from last, log_epoch
        """;

    private const string OpenSql =
        $"""
        with later as (
          select distinct on (issue_id) issue_id, seq, ended_at from changes
          where seq > $1 and seq <= $2 and issue_id is not null order by issue_id, seq desc),
        states as (
          select seq from later where ended_at is null
          union all
          select c.seq from checkpoints k, unnest(k.open) kept (seq) join changes c on c.seq = kept.seq
          where k.seq = $1 and not exists (select 1 from later where later.issue_id = c.issue_id))
        select {View}
        from states join changes c on c.seq = states.seq
        where {Seen}
        """;

    private const string LatestSql =
        $"""
        select {View}
        from (
          select issue_id, issue_version, ended_at, audiences, data from changes
          where ended_at is not null and ended_at <= $1 and seq <= $2 order by ended_at desc, issue_id limit $7) c
        where {Seen} and {LastThen}
        order by c.ended_at desc, c.issue_id limit $6
        """;

    // By what the view's audiences saw in which period, and by nothing else. The planner takes a list of names that it can see for half of all there
    // is: so the list is a query of its own, and "is true" keeps the indexes of times and places in the log out of it.
    private const string OwnSql =
        $"""
        with own as materialized (
          select c.issue_id, c.issue_version, c.ended_at, c.data from changes c
          where c.ended_at is not null and audience_periods(c.audiences, c.ended_at) && (select audience_periods_between(coalesce($4, $3), $7, $1))
            and (c.ended_at >= $7 and c.ended_at <= $1 and c.seq <= $2) is true and {Seen})
        select {View}
        from (select * from own order by ended_at desc, issue_id) c
        where {LastThen}
        order by c.ended_at desc, c.issue_id limit $6
        """;

    /// <summary>Of staff the issue's row is not asked for: it lies somewhere else, and there are hundreds.</summary>
    private const string View = "c.data::text, case when $5 then (select i.cleared_at is not null from issues i where i.id = c.issue_id) end";

    private const string Seen = "c.audiences && $3 and ($4::text[] is null or c.audiences && $4)";

    /// <summary>That nothing had come after the Change yet.</summary>
    private const string LastThen = "not exists (select 1 from changes n where n.issue_id = c.issue_id and n.issue_version > c.issue_version and n.seq <= $2)";

    /// <summary>
    /// The snapshot that would have been read at <paramref name="at"/>, but that the public sees only what is still cleared. Refused where Changes of
    /// issues that were open then are archived.
    /// </summary>
    public async Task<Outcome<Snapshot>> ReadAsync(Viewer viewer, DateTime at, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var alone = new NpgsqlCommand(NoHelpers, connection)) await alone.ExecuteNonQueryAsync(cancellationToken);
        var place = await PlaceAsync(connection, at, cancellationToken);

        // What was archived left holes in the log, and a moment within one has its place behind it: hence by the time as well.
        if (at < place.Span.Begins || !place.Span.Holds(place.Cursor))
        {
            return new Refusal(
                RefusalCodes.ChangesArchived, "Some of what was open then is archived; the past can be told from begins on.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["begins"] = place.Span.Begins });
        }

        var open = await ViewsAsync(connection, OpenSql, viewer, place.Checkpoint, place.Cursor.Seq, cancellationToken);
        var recent = await WithArchivedAsync(await RecentAsync(connection, viewer, at, place, cancellationToken), viewer, at, place.Span.Begins, cancellationToken);
        var mode = await SnapshotReader.ModeAsync(connection, viewer, place.Cursor.Seq, cancellationToken);
        return SnapshotReader.Make(viewer, place.Cursor, mode, open.OrderBy(view => view.Number, StringComparer.Ordinal), recent);
    }

    private static async Task<Place> PlaceAsync(NpgsqlConnection connection, DateTime at, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PlaceSql, connection) { Parameters = { new() { Value = at } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var cursor = new Cursor(reader.GetGuid(2), reader.GetInt64(1));
        var span = new LogSpan(cursor, reader.GetInt64(3), TimeOf(4));
        return new Place(reader.GetInt64(0), cursor, span, TimeOf(5), TimeOf(6));

        DateTime? TimeOf(int column) => reader.IsDBNull(column) ? null : reader.GetDateTime(column);
    }

    /// <summary>Archived issues are since before any moment that can be asked for what their rows say.</summary>
    private async Task<IReadOnlyList<IssueView>> WithArchivedAsync(List<IssueView> recent, Viewer viewer, DateTime at, DateTime? begins, CancellationToken cancellationToken)
    {
        if (begins is null || (recent.Count == SnapshotReader.RecentLimit && recent[^1].EndedAt >= begins)) return recent;
        await using var db = Database.Context(dataSource);
        var archived = await db.Issues.AsNoTracking().Include(issue => issue.Photos).VisibleTo(viewer)
            .Where(issue => issue.EndedAt != null && issue.EndedAt <= at && db.ArchivedIssues.Any(each => each.IssueId == issue.Id))
            .OrderByDescending(issue => issue.EndedAt).ThenBy(issue => issue.Id).Take(SnapshotReader.RecentLimit).ToListAsync(cancellationToken);
        var views = archived.Select(issue => viewer.IsPublic ? issue.View().ForPublic() : issue.View());

        // What is archived between the two reads is in both. The order is the database's: of ids by their bytes.
        return [.. recent.Concat(views).DistinctBy(issue => issue.Id).OrderByDescending(issue => issue.EndedAt).ThenBy(issue => issue.Id).Take(SnapshotReader.RecentLimit)];
    }

    private static async Task<List<IssueView>> RecentAsync(NpgsqlConnection connection, Viewer viewer, DateTime at, Place place, CancellationToken cancellationToken)
    {
        var recent = await ViewsAsync(connection, LatestSql, viewer, at, place.Cursor.Seq, cancellationToken, LatestEndings);
        if (place is not { FirstEnding: { } first, LastEnding: { } last } || at < first) return recent;

        // Whoever asks for the year 9999 means the end: each period from there back would be a name to look for.
        var until = at < last ? at : last;
        for (var back = TimeSpan.FromDays(DaysBack); recent.Count < SnapshotReader.RecentLimit; back *= FurtherBack)
        {
            var since = until - first > back ? until - back : first;
            recent = await ViewsAsync(connection, OwnSql, viewer, until, place.Cursor.Seq, cancellationToken, since);
            if (since == first) break;
        }

        return recent;
    }

    /// <param name="connection">In the transaction of the read.</param>
    /// <param name="sql">$1 and $2: <paramref name="from"/> and <paramref name="to"/>; $3 and $4: whose view; $5: whether it is public; $6: how many at most; $7: <paramref name="bound"/>.</param>
    private static async Task<List<IssueView>> ViewsAsync(
        NpgsqlConnection connection, string sql, Viewer viewer, object from, long to, CancellationToken cancellationToken, object? bound = null)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = from }, new() { Value = to }, new() { Value = viewer.Audiences },
                new() { Value = (object?)viewer.AreaAudiences ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = viewer.IsPublic },
            },
        };
        if (bound is not null)
        {
            command.Parameters.Add(new() { Value = SnapshotReader.RecentLimit });
            command.Parameters.Add(new() { Value = bound });
        }

        var views = new List<IssueView>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var view = JsonSerializer.Deserialize<ChangeData>(reader.GetString(0), Json.Options)!.Issue!;
            views.Add(viewer.IsPublic ? view.ForPublic(reader.GetBoolean(1)) : view);
        }

        return views;
    }

    /// <summary>A moment's place in the log.</summary>
    /// <param name="Checkpoint">Number of the last one before, or 0.</param>
    /// <param name="Cursor">Of the last Change up to then.</param>
    /// <param name="Span">What of the log is there.</param>
    /// <param name="FirstEnding">When the first issue of the log ended; null when none did.</param>
    /// <param name="LastEnding">When the last one ended.</param>
    private sealed record Place(long Checkpoint, Cursor Cursor, LogSpan Span, DateTime? FirstEnding, DateTime? LastEnding);
}
