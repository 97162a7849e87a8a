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

    public sealed record StaffingView(DateTime At, IReadOnlyList<StaffingCount> Counts, IReadOnlyList<FindingView> Findings, bool More);

    public static async Task<IResult> HandleAsync(HttpContext context, MapDbContext db, StaffingCache staffing, TimeProvider time, CancellationToken cancellationToken, string? area = null)
    {
        var now = time.UtcNow();
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var report = await staffing.GetAsync(db, viewer.Value, now, cancellationToken);
        return Results.Ok(new StaffingView(now, report.Counts, [.. report.Findings.Take(MostFindings).Select(View)], report.Findings.Count > MostFindings));
    }

    private static FindingView View(StaffingQueries.Finding finding) => new(
        finding.Kind, new FindingArea(finding.AreaCode, finding.AreaName, finding.Level), finding.Role, finding.RoleName,
        finding.Missing, finding.Have, finding.Need, finding.Most, finding.Measure, finding.Person, finding.Until);
}
