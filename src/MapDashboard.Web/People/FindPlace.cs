using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Domain;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Web.Hosting;
using NetTopologySuite.Geometries;

namespace MapDashboard.Web.People;

/// <summary>The query of a place: a point, the code of an area, or an address in words.</summary>
public sealed record PlaceQuery(string? Lon, string? Lat, string? Crs, string? Area, string? Address)
{
    public bool IsPoint => string.IsNullOrEmpty(Area) && string.IsNullOrWhiteSpace(Address);
}

/// <param name="Path">Root first; empty outside every area.</param>
/// <param name="Point">WGS 84; null where the place was not given as a point.</param>
public sealed record Place(string[] Path, Point? Point);

/// <summary>Which place is meant, for staff and for residents alike.</summary>
public static class FindPlace
{
    private const int LongestAddress = 200;

    /// <param name="db">The database.</param>
    /// <param name="query">One of the three ways.</param>
    /// <param name="areas">Where an address is looked for: areas in force within the caller's scope.</param>
    /// <param name="at">Areas in force then.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<Outcome<Place>> FindAsync(MapDbContext db, PlaceQuery query, IQueryable<Area> areas, DateTime at, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(query.Area))
        {
            return await db.Areas.PathOfAsync(query.Area, cancellationToken) is { } path
                ? new Place(path, null)
                : new Refusal(RefusalCodes.AreaNotFound, $"There is no area of code {query.Area}.");
        }

        if (!string.IsNullOrWhiteSpace(query.Address)) return await ByAddressAsync(db, query.Address, areas, cancellationToken);
        var point = PointOf(query);
        return point.Refusal is { } refusal ? refusal : new Place(await db.SmallestPathAsync(point.Value, at, cancellationToken) ?? [], point.Value);
    }

    /// <summary>The point of a query that names no area and no address, WGS 84.</summary>
    public static Outcome<Point> PointOf(PlaceQuery query)
    {
        if (!QueryValues.TryNumber(query.Lon, -180, 180, out var x) || !QueryValues.TryNumber(query.Lat, -90, 90, out var y))
        {
            return new Refusal(RefusalCodes.RequestInvalid, "Give lon and lat in degrees, an area or an address.");
        }

        if (!Words<CoordinateSystem>.TryParse(query.Crs ?? "wgs84", out var system))
        {
            return new Refusal(RefusalCodes.RequestUnknownValue, $"There is no coordinate system {query.Crs}.");
        }

        var (lon, lat) = ChinaShift.ToWgs84(system, x, y);
        return Wgs84.Point(lon, lat);
    }

    private static async Task<Outcome<Place>> ByAddressAsync(MapDbContext db, string address, IQueryable<Area> areas, CancellationToken cancellationToken)
    {
        if (address.Length > LongestAddress) return new Refusal(RefusalCodes.RequestInvalid, $"address has at most {LongestAddress} characters.");
        var candidates = await db.FindAddressAsync(areas, address, cancellationToken);
        return candidates switch
        {
            [] => new Refusal(RefusalCodes.PlaceNotFound, $"No building or area is called {address}."),
            [var only] => new Place((await db.Areas.PathOfAsync(only.Code, cancellationToken))!, null),
            _ => new Refusal(
                RefusalCodes.PlaceAmbiguous,
                $"{candidates.Count} places could be meant; say which.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["candidates"] = candidates }),
        };
    }
}
