using System.Data;
using System.Text.Json;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Data.ChangeLog;

/// <summary>The state as it was, from the log alone and in a time that does not grow with it: the last checkpoint before, and what followed up to then.</summary>
public sealed class PastReader(NpgsqlDataSource dataSource)
{
    // Starting processes that share a read takes longer than any of these reads.
    private const string NoHelpers = "set local max_parallel_workers_per_gather = 0";

    /// <summary>
    /// The snapshot that would have been read at <paramref name="at"/>, but that the public sees only what is still cleared. Refused where Changes of
    /// issues that were open then are archived.
    /// </summary>
    public async Task<Outcome<Snapshot>> ReadAsync(Viewer viewer, DateTime at, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var alone = new NpgsqlCommand(NoHelpers, connection)) await alone.ExecuteNonQueryAsync(cancellationToken);
        var place = await PastPlace.FindAsync(connection, at, cancellationToken);

        // What was archived left holes in the log, and a moment within one has its place behind it: hence by the time as well.
        if (at < place.Span.Begins || !place.Span.Holds(place.Cursor))
        {
            return new Refusal(
                RefusalCodes.ChangesArchived, "Some of what was open then is archived; the past can be told from begins on.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["begins"] = place.Span.Begins });
        }

        var state = await LogState.ReadAsync(connection, place.Checkpoint, place.Cursor.Seq, viewer, cancellationToken);
        var open = await ShownAsync(connection, viewer, state.Open.Where(issue => issue.View is not null), cancellationToken);
        var ended = await new PastEndings(connection, viewer, place).ReadAsync(state.Later, cancellationToken);
        var recent = await WithArchivedAsync(await ShownAsync(connection, viewer, ended, cancellationToken), viewer, at, place.Span.Begins, cancellationToken);
        var mode = await SnapshotReader.ModeAsync(connection, viewer, place.Cursor.Seq, cancellationToken);
        return SnapshotReader.Make(viewer, place.Cursor, mode, open.OrderBy(view => view.Number, StringComparer.Ordinal), recent);
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

    /// <summary>The views as the viewer gets them, in the order of the states.</summary>
    private static async Task<List<IssueView>> ShownAsync(NpgsqlConnection connection, Viewer viewer, IEnumerable<StateOfIssue> states, CancellationToken cancellationToken)
    {
        var views = states.Select(state => JsonSerializer.Deserialize<IssueView>(state.View, Json.Options)!).ToList();
        if (!viewer.IsPublic) return views;
        await using var command = new NpgsqlCommand("select id from issues where id = any($1) and cleared_at is not null", connection);
        command.Parameters.AddWithValue(views.Select(view => view.Id).ToArray());
        var cleared = new HashSet<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) cleared.Add(reader.GetGuid(0));
        return views.ConvertAll(view => view.ForPublic(cleared.Contains(view.Id)));
    }
}
