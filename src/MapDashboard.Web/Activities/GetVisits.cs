using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Activities;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Activities;

public sealed record VisitView(
    Guid Id, string By, string BuildingCode, string? BuildingName, string? UnitCode, DateTime At, int? Households, string? Note, bool Problem)
{
    public static VisitView Of(Visit visit, string? buildingName) => new(
        visit.Id, visit.By, visit.BuildingCode, buildingName, visit.UnitCode, visit.At, visit.Households, visit.Note, visit.Problem);
}

/// <summary>GET /api/visits: home visits within the scope, the newest first. Never in public.</summary>
public static class GetVisits
{
    private const int Most = 200;

    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? area = null, string? from = null, string? to = null)
    {
        var span = await DaySpan.ReadAsync(db, from, to, time.UtcNow(), cancellationToken);
        if (span.Refusal is { } unreadable) return unreadable.ToResult();
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var (first, last, codes) = (span.Value.From, span.Value.To, viewer.Value.Codes);
        var visits = await (
            from visit in db.Visits
            where visit.Day >= first && visit.Day <= last && (codes == null || visit.AreaPath.Any(code => codes.Contains(code)))
            join building in db.Areas on visit.BuildingCode equals building.Code
            orderby visit.At descending, visit.Id
            select new { Visit = visit, building.Name }).AsNoTracking().Take(Most).ToListAsync(cancellationToken);
        return Results.Ok(visits.Select(row => VisitView.Of(row.Visit, row.Name)));
    }
}
