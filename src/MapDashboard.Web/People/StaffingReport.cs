using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <param name="Level">Code.</param>
/// <param name="Name">To show.</param>
/// <param name="Areas">Areas of this level in force.</param>
/// <param name="Vacancies">Missing holders, not posts or areas.</param>
/// <param name="TooLarge">Areas.</param>
/// <param name="TooSmall">Areas.</param>
/// <param name="TermsEnding">Terms that end within <see cref="StaffingQueries.TermWarningDays"/> days.</param>
public sealed record StaffingCount(string Level, string Name, int Areas, int Vacancies, int TooLarge, int TooSmall, int TermsEnding);

/// <summary>What the staffing rules find amiss in a viewer's areas: the list and its counts by level, of one moment.</summary>
/// <param name="Findings">The largest areas first, then by code.</param>
/// <param name="Counts">One for each level that has areas, the largest first.</param>
/// <param name="Until">UTC; from then on it is another, by the calendar alone. Null where nothing is fixed.</param>
public sealed record StaffingReport(IReadOnlyList<StaffingQueries.Finding> Findings, IReadOnlyList<StaffingCount> Counts, DateTime? Until)
{
    /// <summary>Reads both. <paramref name="now"/> is UTC.</summary>
    public static async Task<StaffingReport> ReadAsync(MapDbContext db, Viewer viewer, DateTime now, CancellationToken cancellationToken)
    {
        var areas = db.Areas.InForce(now);
        var findings = db.StaffingFindings(now);
        if (viewer.Codes is { } codes)
        {
            areas = areas.Below(codes);
            findings = findings.Where(finding => finding.Path.Any(code => codes.Contains(code)));
        }

        // One read of one moment: the counts and the list must not disagree.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);

        // PostgreSQL would compile this statement, which takes many times as long as running it (measured on a county: 1.5 s, and 80 ms).
        await db.Database.ExecuteSqlRawAsync("set local jit = off", cancellationToken);
        var until = await db.NextStaffingTermAsync(now, cancellationToken);
        var all = await findings.OrderBy(finding => finding.Rank).ThenBy(finding => finding.AreaCode).ThenBy(finding => finding.Kind).ThenBy(finding => finding.Role)
            .ToListAsync(cancellationToken);
        var sizes = await areas.GroupBy(each => each.Level).Select(group => new { Level = group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var levels = await db.Levels.OrderBy(level => level.Rank).Select(level => new { level.Code, level.Name }).ToListAsync(cancellationToken);
        var byLevel = all.ToLookup(finding => finding.Level, StringComparer.Ordinal);
        return new StaffingReport(all, [.. levels.Join(sizes, level => level.Code, size => size.Level, (level, size) => new StaffingCount(
            level.Code, level.Name, size.Count,
            byLevel[level.Code].Sum(finding => finding.Missing ?? 0),
            byLevel[level.Code].Count(finding => finding.Kind == "tooLarge"),
            byLevel[level.Code].Count(finding => finding.Kind == "tooSmall"),
            byLevel[level.Code].Count(finding => finding.Kind == "termEnding")))], until);
    }
}
