using System.Data;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Data.ChangeLog;

/// <summary>The state at a cursor: folding the later Changes over it gives any later snapshot. Nothing in it depends on the clock.</summary>
public sealed record Snapshot(
    string Cursor,
    Mode Mode,
    IReadOnlyList<IssueView> Issues,
    IReadOnlyList<IssueView> Recent,
    SnapshotCounts Counts);

public sealed record SnapshotCounts(int Open, IReadOnlyDictionary<string, int> ByStatus);

public sealed class SnapshotReader(NpgsqlDataSource dataSource)
{
    /// <summary>How many of those that ceased to be open come along.</summary>
    public const int RecentLimit = 200;

    /// <summary>One REPEATABLE READ read of rows and cursor.</summary>
    public async Task<Snapshot> ReadAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = Database.Context(dataSource);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var epoch = await db.LogEpochs.Select(row => row.Epoch).SingleAsync(cancellationToken);
        var seq = await db.Changes.MaxAsync(row => (long?)row.Seq, cancellationToken) ?? 0;
        var visible = db.Issues.AsNoTracking().Include(issue => issue.Photos).VisibleTo(viewer);
        var open = await visible.Where(issue => IssueStatuses.Open.Contains(issue.Status)).OrderBy(issue => issue.Number).ToListAsync(cancellationToken);
        var recent = await visible.Where(issue => issue.EndedAt != null)
            .OrderByDescending(issue => issue.EndedAt).ThenBy(issue => issue.Id).Take(RecentLimit).ToListAsync(cancellationToken);
        var mode = await ModeAsync((NpgsqlConnection)db.Database.GetDbConnection(), viewer, seq, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Make(viewer, new Cursor(epoch, seq), mode, open.Select(issue => issue.View()), recent.Select(issue => issue.View()));
    }

    internal static async Task<Mode> ModeAsync(NpgsqlConnection connection, Viewer viewer, long seq, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select data->>'mode' from changes where seq <= $1 and kind = 'mode.switched' and audiences && $2 order by seq desc limit 1",
            connection);
        command.Parameters.AddWithValue(seq);
        command.Parameters.AddWithValue(viewer.ModeAudiences);
        return await command.ExecuteScalarAsync(cancellationToken) is string word ? Words<Mode>.Parse(word) : Mode.Normal;
    }

    internal static Snapshot Make(Viewer viewer, Cursor cursor, Mode mode, IEnumerable<IssueView> open, IEnumerable<IssueView> recent)
    {
        IssueView Shown(IssueView view) => viewer.IsPublic ? view.ForPublic() : view;
        IssueView[] issues = [.. open.Select(Shown)];
        var byStatus = issues.CountBy(issue => issue.Status).ToDictionary(pair => Words<IssueStatus>.Of(pair.Key), pair => pair.Value, StringComparer.Ordinal);
        return new Snapshot(cursor.ToString(), mode, issues, [.. recent.Select(Shown)], new SnapshotCounts(issues.Length, byStatus));
    }
}
