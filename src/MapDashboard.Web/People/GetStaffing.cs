using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <summary>GET /api/staffing: what the staffing rules find amiss, counted by level and listed; the largest areas first.</summary>
public static class GetStaffing
{
    private const int MostFindings = 2000;

    public sealed record FindingArea(string Code, string Name, string Level);

    public sealed record FindingView(
        string Kind, FindingArea Area, string? Role, string? RoleName, int? Missing, int? Have, int? Need, int? Most, string? Measure, string? Person, DateTime? Until);

    public sealed record LevelCount(string Level, string Name, int Areas, int Vacancies, int TooLarge, int TooSmall, int TermsEnding);

    public sealed record StaffingView(DateTime At, IReadOnlyList<LevelCount> Counts, IReadOnlyList<FindingView> Findings, bool More);

    public static async Task<IResult> HandleAsync(HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? area = null)
    {
        var now = time.UtcNow();
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var areas = db.Areas.InForce(now);
        var findings = db.StaffingFindings(now);
        if (viewer.Value.Codes is { } codes)
        {
            areas = areas.Below(codes);
            findings = findings.Where(finding => finding.Path.Any(code => codes.Contains(code)));
        }

        // One read of one moment: the counts and the list must not disagree.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var all = await findings.OrderBy(finding => finding.Rank).ThenBy(finding => finding.AreaCode).ThenBy(finding => finding.Kind).ThenBy(finding => finding.Role)
            .ToListAsync(cancellationToken);
        var sizes = await areas.GroupBy(each => each.Level).Select(group => new { Level = group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var levels = await db.Levels.OrderBy(level => level.Rank).Select(level => new { level.Code, level.Name }).ToListAsync(cancellationToken);
        var byLevel = all.ToLookup(finding => finding.Level, StringComparer.Ordinal);
        var counts = levels.Join(sizes, level => level.Code, size => size.Level, (level, size) => new LevelCount(
            level.Code, level.Name, size.Count,
            byLevel[level.Code].Sum(finding => finding.Missing ?? 0),
            byLevel[level.Code].Count(finding => finding.Kind == "tooLarge"),
            byLevel[level.Code].Count(finding => finding.Kind == "tooSmall"),
            byLevel[level.Code].Count(finding => finding.Kind == "termEnding")));
        return Results.Ok(new StaffingView(now, [.. counts], [.. all.Take(MostFindings).Select(View)], all.Count > MostFindings));
    }

    private static FindingView View(StaffingQueries.Finding finding) => new(
        finding.Kind, new FindingArea(finding.AreaCode, finding.AreaName, finding.Level), finding.Role, finding.RoleName,
        finding.Missing, finding.Have, finding.Need, finding.Most, finding.Measure, finding.Person, finding.Until);
}
