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
    /// <summary>Among how many endings those of a view are looked for, one after the other: enough for everything, for a street, for a community.</summary>
    private static readonly long[] Endings = [500, 20_000, 200_000];

    // Imported history lies late in the log with early times. The log's time at a place is therefore the latest time up to there, and what is
    // asked for ends before the first Change that is later.
    private const string PlaceSql =
        """
        with last as (
          select coalesce((select seq from checkpoints where at <= $1 order by at desc, seq desc limit 1), 0) as seq)
        select last.seq, coalesce(
          (select c.seq - 1 from changes c where c.seq > last.seq and c.at > $1 order by c.seq limit 1),
          (select max(seq) from changes), 0), epoch,
          coalesce((select max(last_seq) from archives), 0), (select max(before) from archives)
        from last, log_epoch
        """;

    private const string OpenSql =
        """
        with later as (
          select distinct on (issue_id) issue_id, seq, ended_at from changes
          where seq > $1 and seq <= $2 and issue_id is not null order by issue_id, seq desc),
        states as (
          select seq from later where ended_at is null
          union all
          select c.seq from checkpoints k, unnest(k.open) kept (seq) join changes c on c.seq = kept.seq
          where k.seq = $1 and not exists (select 1 from later where later.issue_id = c.issue_id))
        select c.data::text, i.cleared_at is not null
        from states join changes c on c.seq = states.seq join issues i on i.id = c.issue_id
        where c.audiences && $3 and ($4::text[] is null or c.audiences && $4)
        """;

    // Of the latest $6 endings: left to itself the planner sorts all endings there ever were as soon as it takes the view for a narrow one.
    private const string RecentSql =
        """
        select c.data::text, i.cleared_at is not null
        from (
          select issue_id, issue_version, ended_at, audiences, data from changes
          where ended_at is not null and ended_at <= $1 and seq <= $2 order by ended_at desc, issue_id limit $6) c
        join issues i on i.id = c.issue_id
        where c.audiences && $3 and ($4::text[] is null or c.audiences && $4)
          and not exists (select 1 from changes n where n.issue_id = c.issue_id and n.issue_version > c.issue_version and n.seq <= $2)
        order by c.ended_at desc, c.issue_id limit $5
        """;

    /// <summary>
    /// The snapshot that would have been read at <paramref name="at"/>, but that the public sees only what is still cleared. Refused where Changes of
    /// issues that were open then are archived.
    /// </summary>
    public async Task<Outcome<Snapshot>> ReadAsync(Viewer viewer, DateTime at, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (checkpoint, cursor, span) = await PlaceAsync(connection, at, cancellationToken);
        if (!span.Holds(cursor))
        {
            return new Refusal(
                RefusalCodes.ChangesArchived, "Some of what was open then is archived; the past can be told from begins on.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["begins"] = span.Begins });
        }

        var open = await ViewsAsync(connection, OpenSql, viewer, checkpoint, cursor.Seq, cancellationToken);
        var recent = await WithArchivedAsync(await RecentAsync(connection, viewer, at, cursor.Seq, cancellationToken), viewer, at, span.Begins, cancellationToken);
        var mode = await SnapshotReader.ModeAsync(connection, viewer, cursor.Seq, cancellationToken);
        return SnapshotReader.Make(viewer, cursor, mode, open.OrderBy(view => view.Number, StringComparer.Ordinal), recent);
    }

    private static async Task<(long Checkpoint, Cursor Cursor, LogSpan Span)> PlaceAsync(NpgsqlConnection connection, DateTime at, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PlaceSql, connection) { Parameters = { new() { Value = at } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var cursor = new Cursor(reader.GetGuid(2), reader.GetInt64(1));
        return (reader.GetInt64(0), cursor, new LogSpan(cursor, reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetDateTime(4)));
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

    private static async Task<List<IssueView>> RecentAsync(NpgsqlConnection connection, Viewer viewer, DateTime at, long to, CancellationToken cancellationToken)
    {
        foreach (var endings in Endings)
        {
            var recent = await ViewsAsync(connection, RecentSql, viewer, at, to, cancellationToken, endings);
            if (recent.Count == SnapshotReader.RecentLimit) return recent;
        }

        return await ViewsAsync(connection, RecentSql, viewer, at, to, cancellationToken, long.MaxValue);
    }

    private static async Task<List<IssueView>> ViewsAsync(
        NpgsqlConnection connection, string sql, Viewer viewer, object from, long to, CancellationToken cancellationToken, long? endings = null)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = from }, new() { Value = to }, new() { Value = viewer.Audiences },
                new() { Value = (object?)viewer.AreaAudiences ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        };
        if (endings is { } most)
        {
            command.Parameters.Add(new() { Value = SnapshotReader.RecentLimit });
            command.Parameters.Add(new() { Value = most });
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
}
