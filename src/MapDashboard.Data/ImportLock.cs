using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data;

/// <summary>One import at a time, of whatever kind: two at once would each check what the other changes.</summary>
public static class ImportLock
{
    /// <summary>Taken inside the transaction that checks and applies, held to its end.</summary>
    public static Task LockImportsAsync(this MapDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockKeys.Imports})", cancellationToken);

    /// <summary>Audiences of what concerns everyone: those above and under every root area.</summary>
    public static async Task<string[]> EveryoneAsync(this MapDbContext db, CancellationToken cancellationToken)
    {
        var roots = await db.Areas.Where(area => area.ParentCode == null && area.ValidTo == null).Select(area => area.Code).ToListAsync(cancellationToken);
        return [.. roots.SelectMany(root => Domain.Access.Audience.OfArea([root])).Append(Domain.Access.Audience.StaffEverywhere).Distinct(StringComparer.Ordinal)];
    }
}
