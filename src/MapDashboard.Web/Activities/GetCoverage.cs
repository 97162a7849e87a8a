using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Domain;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Activities;

/// <summary>GET /api/coverage: which buildings of an area were visited from a day to a day, and their share of all.</summary>
public static class GetCoverage
{
    private const int MostBuildings = 1000;

    /// <param name="Code">Of the building.</param>
    /// <param name="Name">To show.</param>
    /// <param name="LastDay">Of the last visit in the span; null where there was none.</param>
    /// <param name="Visits">In the span.</param>
    public sealed record BuildingLine(string Code, string Name, DateOnly? LastDay, int Visits);

    public sealed record AreaLine(string Code, string Name, int Buildings, int Visited);

    /// <param name="From">The first day.</param>
    /// <param name="To">The last day.</param>
    /// <param name="Buildings">In force now.</param>
    /// <param name="Visited">Of them.</param>
    /// <param name="Visits">In the span.</param>
    /// <param name="Households">Doors of these visits; one where nobody counted.</param>
    /// <param name="Areas">One level below the area.</param>
    /// <param name="List">Never visited first, then the longest ago.</param>
    /// <param name="More">The list is cut, the counts are not.</param>
    public sealed record CoverageView(
        DateOnly From, DateOnly To, int Buildings, int Visited, int Visits, int Households, IReadOnlyList<AreaLine> Areas, IReadOnlyList<BuildingLine> List, bool More);

    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? area = null, string? from = null, string? to = null)
    {
        var now = time.UtcNow();
        var span = await DaySpan.ReadAsync(db, from, to, now, cancellationToken);
        if (span.Refusal is { } unreadable) return unreadable.ToResult();
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var (first, last, codes) = (span.Value.From, span.Value.To, viewer.Value.Codes);
        var buildings = await db.Areas.InForce(now).Where(each => each.Level == "building" && (codes == null || each.Path.Any(code => codes.Contains(code))))
            .Select(each => new { each.Code, each.Name, each.Path }).ToListAsync(cancellationToken);
        var visits = await db.Visits.Where(visit => visit.Day >= first && visit.Day <= last && (codes == null || visit.AreaPath.Any(code => codes.Contains(code))))
            .GroupBy(visit => visit.BuildingCode)
            .Select(group => new { Code = group.Key, Count = group.Count(), Households = group.Sum(visit => visit.Households ?? 1), Last = group.Max(visit => visit.Day) })
            .ToDictionaryAsync(each => each.Code, StringComparer.Ordinal, cancellationToken);
        var areas = buildings.GroupBy(each => AreaBelow.Of(viewer.Value, each.Path[..^1]), StringComparer.Ordinal)
            .Select(group => (Code: group.Key, Buildings: group.Count(), Visited: group.Count(each => visits.ContainsKey(each.Code)))).ToList();
        var names = await AreaBelow.NamesAsync(db, [.. areas.Select(each => each.Code)], cancellationToken);
        var lines = buildings.Select(each => visits.TryGetValue(each.Code, out var found)
                ? new BuildingLine(each.Code, each.Name, found.Last, found.Count)
                : new BuildingLine(each.Code, each.Name, null, 0))
            .OrderBy(line => line.LastDay ?? DateOnly.MinValue).ThenBy(line => line.Code, StringComparer.Ordinal).ToList();
        return Results.Ok(new CoverageView(
            first, last, lines.Count, lines.Count(line => line.Visits > 0), visits.Values.Sum(each => each.Count), visits.Values.Sum(each => each.Households),
            [.. areas.OrderBy(each => each.Code, StringComparer.Ordinal).Select(each => new AreaLine(each.Code, names[each.Code], each.Buildings, each.Visited))],
            [.. lines.Take(MostBuildings)], lines.Count > MostBuildings));
    }
}
