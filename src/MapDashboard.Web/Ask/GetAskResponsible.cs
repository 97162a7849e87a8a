using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.People;

namespace MapDashboard.Web.Ask;

/// <summary>GET /api/ask/{code}/responsible: the public chain of another place of the same root, by a point or an address in words.</summary>
public static class GetAskResponsible
{
    public static async Task<IResult> HandleAsync(
        string code, [AsParameters] PlaceQuery query, MapDbContext db, FindResponsible find, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        var found = await AskPlate.FindAsync(db, code, now, cancellationToken);
        if (found.Refusal is { } unknown) return unknown.ToResult();
        var plate = found.Value;
        var place = await FindPlace.FindAsync(db, query with { Area = null }, plate.Around(db, now), now, cancellationToken);
        if (place.Refusal is { } refusal) return refusal.ToResult();
        var path = place.Value.Path;
        if (path.Length == 0 || path[0] != plate.Root) return Problems.Refuse(RefusalCodes.AskOutOfArea, "The place lies outside the area of this QR code.");
        return Results.Ok(await find.ChainAsync(place.Value, publicView: true, now, isNow: true, cancellationToken));
    }
}
