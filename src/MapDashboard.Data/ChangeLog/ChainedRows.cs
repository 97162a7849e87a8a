using System.Security.Cryptography;
using MapDashboard.Data.Issues;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace MapDashboard.Data.ChangeLog;

/// <summary>
/// Turns Changes into rows of the log and hangs those of issues into their chains. The head comes with the issue and goes back with it under
/// the issue's concurrency token, so this asks the database nothing and two writers cannot hang on the same link.
/// </summary>
internal static class ChainedRows
{
    private const int SaltLength = 32;

    /// <summary>Sets the new heads on the tracked issues, and the salts of new reporters; to be called before they are saved.</summary>
    /// <exception cref="InvalidOperationException">A Change leaves a gap, or is of an issue that this context does not track: its chain would break.</exception>
    public static IReadOnlyList<ChangeRow> Of(MapDbContext db, IReadOnlyList<Change> changes)
    {
        if (!changes.Any(change => change.IssueId is not null)) return [.. changes.Select(change => ChangeRow.Of(change, change.Data))];
        var seals = Seals(db);
        var ends = db.ChangeTracker.Entries<Issue>().ToDictionary(entry => entry.Entity.Id, entry => new End(entry));
        var rows = new List<ChangeRow>(changes.Count);
        foreach (var change in changes)
        {
            if (change.IssueId is not { } id)
            {
                rows.Add(ChangeRow.Of(change, change.Data));
                continue;
            }

            if (!ends.TryGetValue(id, out var end)) throw new InvalidOperationException($"A Change of the issue {id}, which this context does not track.");
            var row = ChangeRow.Of(change, seals.Remove(id, out var seal) ? change.Data with { ReporterSeal = seal } : change.Data);
            rows.Add(end.Add(row));
        }

        foreach (var end in ends.Values) end.Finish();
        return seals.Count == 0 ? rows : throw new InvalidOperationException("A reporter without a Change that seals it.");
    }

    /// <summary>The same for a new issue that no context tracks: its rows, the head and, where somebody stands behind the report, the salt.</summary>
    public static (IReadOnlyList<ChangeRow> Rows, byte[] Head, byte[]? Salt) OfNew(Issue issue, Reporter? reporter)
    {
        var salt = reporter is null ? null : RandomNumberGenerator.GetBytes(SaltLength);
        var seal = salt is null ? null : HistoryChain.Seal(salt, reporter!.Name, reporter.Phone);
        var head = HistoryChain.Start.ToArray();
        var rows = new List<ChangeRow>(1);
        foreach (var change in issue.TakeChanges())
        {
            rows.Add(ChangeRow.Of(change, rows.Count == 0 && seal is not null ? change.Data with { ReporterSeal = seal } : change.Data).LinkTo(head, out head));
            if (change.IssueVersion != rows.Count) throw new InvalidOperationException($"The Changes of the issue {issue.Id} skip version {rows.Count}.");
        }

        return (rows, head, salt);
    }

    private static Dictionary<Guid, string> Seals(MapDbContext db)
    {
        var seals = new Dictionary<Guid, string>();
        foreach (var entry in db.ChangeTracker.Entries<Reporter>().Where(entry => entry.State == EntityState.Added))
        {
            var salt = RandomNumberGenerator.GetBytes(SaltLength);
            entry.Property(HistoryColumns.Salt).CurrentValue = salt;
            seals.Add(entry.Entity.IssueId, HistoryChain.Seal(salt, entry.Entity.Name, entry.Entity.Phone));
        }

        return seals;
    }

    /// <summary>The end of one issue's chain while rows are added to it.</summary>
    private sealed class End(EntityEntry<Issue> entry)
    {
        private byte[] head = entry.State == EntityState.Added ? HistoryChain.Start.ToArray() : (byte[])entry.Property(HistoryColumns.Head).OriginalValue!;
        private int version = entry.State == EntityState.Added ? 0 : entry.Property(issue => issue.Version).OriginalValue;
        private bool isLonger;

        public ChangeRow Add(ChangeRow row)
        {
            if (row.IssueVersion != ++version) throw new InvalidOperationException($"The Changes of the issue {row.IssueId} skip version {version}.");
            isLonger = true;
            return row.LinkTo(head, out head);
        }

        public void Finish()
        {
            if (isLonger) entry.Property(HistoryColumns.Head).CurrentValue = head;
            if (entry.Entity.Version != version) throw new InvalidOperationException($"The issue {entry.Entity.Id} has version {entry.Entity.Version} and its Changes end at {version}.");
        }
    }
}

/// <summary>Columns of the history that the domain does not know of.</summary>
internal static class HistoryColumns
{
    /// <summary>Of issues: the last link of its chain.</summary>
    public const string Head = "Head";

    /// <summary>Of reporters: random bytes, see <see cref="HistoryChain.Seal"/>.</summary>
    public const string Salt = "Salt";
}
