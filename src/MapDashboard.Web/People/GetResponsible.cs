using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;

namespace MapDashboard.Web.People;

/// <summary>GET /api/responsible: by a point, an area's code or an address, now or on a past day. A point outside every area has an empty chain.</summary>
public static class GetResponsible
{
    public static async Task<IResult> HandleAsync(
        [AsParameters] PlaceQuery query, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? at = null)
    {
        if (!QueryValues.TryTime(at, time.UtcNow(), out var instant)) return QueryValues.Unreadable("at");
        var scope = context.Caller().Scope;
        var areas = scope.WholeMap ? db.Areas.InForce(instant) : db.Areas.InForce(instant).Below([.. scope.AreaCodes]);
        var found = await FindPlace.FindAsync(db, query, areas, instant, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var place = found.Value;
        if (place.Path.Length == 0) return Results.Ok(Array.Empty<Responsible>());
        if (!scope.Covers(place.Path)) return Problems.Refuse(RefusalCodes.AccessDenied, "The place lies outside this account's scope.");
        return Results.Ok(await db.ChainAsync(place.Path, place.Point, scope.IsPublic, instant, cancellationToken));
    }
}
