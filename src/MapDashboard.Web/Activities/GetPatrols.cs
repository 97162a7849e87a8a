using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Activities;

public sealed record PatrolView(
    Guid Id, string By, string AreaCode, string? AreaName, string Theme, DateTime StartedAt, DateTime? EndedAt, double DistanceMeters, DateTime? TrackDeletedAt)
{
    public static PatrolView Of(Patrol patrol, string? areaName) => new(
        patrol.Id, patrol.By, patrol.AreaCode, areaName, patrol.Theme, patrol.StartedAt, patrol.EndedAt, patrol.DistanceMeters, patrol.TrackDeletedAt);
}

/// <summary>
/// GET /api/patrols, /api/patrols/{id} and /api/patrols/themes. Where a worker walked is known to that worker, and to admin, leaders and desks of
/// the area; to colleagues it is not.
/// </summary>
public static class GetPatrols
{
    private const int Most = 200;

    /// <param name="Patrol">As in the list.</param>
    /// <param name="Segments">Between gaps; each a list of [lon, lat], WGS 84.</param>
    public sealed record TrackView(PatrolView Patrol, IReadOnlyList<IReadOnlyList<double[]>> Segments);

    public static async Task<IResult> ThemesAsync(MapDbContext db, CancellationToken cancellationToken) => Results.Ok(
        await db.PatrolThemes.OrderBy(theme => theme.Position).Select(theme => new { theme.Code, theme.Name, theme.NameEn }).ToListAsync(cancellationToken));

    public static async Task<IResult> ListAsync(
        HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? area = null, string? from = null, string? to = null)
    {
        var span = await DaySpan.ReadAsync(db, from, to, time.UtcNow(), cancellationToken);
        if (span.Refusal is { } unreadable) return unreadable.ToResult();
        var caller = context.Caller();
        var viewer = await ViewerOfArea.FindAsync(db, caller.Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var (first, last, codes, self) = (span.Value.From, span.Value.To, viewer.Value.Codes, caller.Actor.AccountId);
        var patrols = db.Patrols.Where(patrol => patrol.Day >= first && patrol.Day <= last);
        patrols = Decides(caller.Role)
            ? patrols.Where(patrol => codes == null || patrol.AreaPath.Any(code => codes.Contains(code)))
            : patrols.Where(patrol => patrol.AccountId == self);
        var rows = await (
            from patrol in patrols
            join place in db.Areas on patrol.AreaCode equals place.Code
            orderby patrol.StartedAt descending, patrol.Id
            select new { Patrol = patrol, place.Name }).AsNoTracking().Take(Most).ToListAsync(cancellationToken);
        return Results.Ok(rows.Select(row => PatrolView.Of(row.Patrol, row.Name)));
    }

    public static async Task<IResult> OneAsync(Guid id, HttpContext context, MapDbContext db, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        var patrol = await db.Patrols.AsNoTracking().SingleOrDefaultAsync(each => each.Id == id, cancellationToken);
        var sees = patrol is not null && (patrol.AccountId == caller.Actor.AccountId || (Decides(caller.Role) && caller.Scope.Covers(patrol.AreaPath)));
        if (!sees) return Problems.Refuse(RefusalCodes.PatrolNotFound, "There is no such patrol.");
        var stretches = await db.PatrolStretches.AsNoTracking().Where(stretch => stretch.PatrolId == id).OrderBy(stretch => stretch.Sequence).ToListAsync(cancellationToken);
        var name = await db.Areas.Where(place => place.Code == patrol!.AreaCode).Select(place => place.Name).SingleAsync(cancellationToken);
        var segments = PatrolTrack.Segments(stretches.SelectMany(stretch => stretch.Points));
        return Results.Ok(new TrackView(PatrolView.Of(patrol!, name), [.. segments.Select(segment => segment.Select(point => new[] { point.Lon, point.Lat }).ToList())]));
    }

    private static bool Decides(AccountRole role) => role is AccountRole.Admin or AccountRole.Leader or AccountRole.Desk;
}
