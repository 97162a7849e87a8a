using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;

namespace MapDashboard.Web.People;

/// <summary>GET /api/responsible: by a point, an area's code or an address, now or on a past day. A point outside every area has an empty chain.</summary>
public static class GetResponsible
{
    public static async Task<IResult> HandleAsync(
        [AsParameters] PlaceQuery query, HttpContext context, FindResponsible find, TimeProvider time, CancellationToken cancellationToken, string? at = null)
    {
        var now = time.UtcNow();
        if (!QueryValues.TryTime(at, now, out var instant)) return QueryValues.Unreadable("at");
        var scope = context.Caller().Scope;
        var found = await find.PlaceAsync(query, scope, instant, instant == now, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var place = found.Value;
        if (place.Path.Length == 0) return Results.Ok(Array.Empty<Responsible>());
        if (!scope.Covers(place.Path)) return Problems.Refuse(RefusalCodes.AccessDenied, "The place lies outside this account's scope.");
        return Results.Ok(await find.ChainAsync(place, scope.IsPublic, instant, instant == now, cancellationToken));
    }
}
