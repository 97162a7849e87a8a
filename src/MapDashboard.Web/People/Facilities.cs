using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Domain.People;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Web.People;

/// <summary>Facilities (阵地): points that serve people. They are public; who edits them must answer for the area that they lie in.</summary>
public static class Facilities
{
    public sealed record FacilityRequest(string? Name, string? Kind, LocationRequest? Location, string? Hours, string? Phone, string? Address);

    public sealed record FacilityProperties(string Code, string Name, string Kind, string? Hours, string? Phone, string? Address);

    public sealed record Feature(string Type, FacilityProperties Properties, object Geometry);

    /// <summary>GET /api/facilities: those within the area's outline, as GeoJSON points in WGS 84.</summary>
    public static async Task<IResult> GetAsync(HttpContext context, MapDbContext db, CancellationToken cancellationToken, string? area = null)
    {
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var facilities = db.Facilities.AsNoTracking();
        if (viewer.Value.Codes is { } codes)
        {
            var outlines = db.Areas.Where(each => codes.Contains(each.Code) && each.Geom != null);
            facilities = facilities.Where(facility => outlines.Any(each => Spatial.Covers(each.Geom!, facility.Location)));
        }

        return Results.Json(await CollectionAsync(facilities, cancellationToken), Json.Options, "application/geo+json");
    }

    public static async Task<object> CollectionAsync(IQueryable<Facility> facilities, CancellationToken cancellationToken) => new
    {
        type = "FeatureCollection",
        features = (await facilities.OrderBy(facility => facility.Code).ToListAsync(cancellationToken)).Select(facility => new Feature(
            "Feature",
            new FacilityProperties(facility.Code, facility.Name, facility.Kind, facility.Hours, facility.Phone, facility.Address),
            new { type = "Point", coordinates = new[] { facility.Location.X, facility.Location.Y } })),
    };

    /// <summary>PUT /api/facilities/{code}: makes or changes one.</summary>
    public static async Task<IResult> PutAsync(
        string code, FacilityRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Faults(code, request) is { } fault) return Problems.Refuse(RefusalCodes.RequestInvalid, fault);
        var (lon, lat) = ChinaShift.ToWgs84(request.Location!.Crs ?? CoordinateSystem.Wgs84, request.Location.Lon!.Value, request.Location.Lat!.Value);
        var location = Wgs84.Point(lon, lat);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockFacilitiesAsync(cancellationToken);
        var now = time.UtcNow();
        var facility = await db.Facilities.SingleOrDefaultAsync(each => each.Code == code, cancellationToken);
        var before = facility is null ? null : Properties(facility);
        var places = facility is null ? [location] : new[] { location, facility.Location };
        var paths = await PathsAsync(db, context.Caller().Scope, places, now, cancellationToken);
        if (paths.Refusal is { } refusal) return refusal.ToResult();
        if (facility is null) db.Facilities.Add(facility = new Facility { Code = code, Name = request.Name!, Kind = request.Kind!, Location = location });
        (facility.Name, facility.Kind, facility.Location) = (request.Name!, request.Kind!, location);
        (facility.Hours, facility.Phone, facility.Address) = (request.Hours, request.Phone, request.Address);
        await CommitAsync(context, db, now, facility.Code, paths.Value, before, Properties(facility), cancellationToken);
        return Results.Ok(Properties(facility));
    }

    /// <summary>DELETE /api/facilities/{code}.</summary>
    public static async Task<IResult> DeleteAsync(string code, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockFacilitiesAsync(cancellationToken);
        if (await db.Facilities.SingleOrDefaultAsync(each => each.Code == code, cancellationToken) is not { } facility)
        {
            return Problems.Refuse(RefusalCodes.FacilityNotFound, $"There is no facility of code {code}.");
        }

        var now = time.UtcNow();
        var paths = await PathsAsync(db, context.Caller().Scope, [facility.Location], now, cancellationToken);
        if (paths.Refusal is { } refusal) return refusal.ToResult();
        db.Facilities.Remove(facility);
        await CommitAsync(context, db, now, code, paths.Value, Properties(facility), null, cancellationToken);
        return Results.NoContent();
    }

    private static FacilityProperties Properties(Facility facility) =>
        new(facility.Code, facility.Name, facility.Kind, facility.Hours, facility.Phone, facility.Address);

    private static string? Faults(string code, FacilityRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || string.IsNullOrWhiteSpace(request.Kind)) return "name and kind are required.";
        if (request.Location is not { Lon: >= -180 and <= 180, Lat: >= -90 and <= 90 }) return "location needs lon and lat in degrees.";
        if (!PersonInput.IsPhone(request.Phone)) return "phone has 3 to 20 digits, spaces, + or -.";
        return TextLimits.Exceeded(
            (nameof(code), code, TextLimits.Code), (nameof(request.Name), request.Name, TextLimits.Line), (nameof(request.Kind), request.Kind, TextLimits.Code),
            (nameof(request.Hours), request.Hours, TextLimits.Line), (nameof(request.Address), request.Address, TextLimits.Line));
    }

    /// <summary>Paths of the smallest areas at these places. Outside every area only an admin edits.</summary>
    private static async Task<Outcome<string[][]>> PathsAsync(MapDbContext db, Scope scope, Point[] places, DateTime now, CancellationToken cancellationToken)
    {
        var paths = new List<string[]>();
        foreach (var place in places)
        {
            var path = await db.SmallestPathAsync(place, now, cancellationToken) ?? [];
            if (!scope.Covers(path)) return new Refusal(RefusalCodes.AccessDenied, "The place lies outside this account's scope.");
            paths.Add(path);
        }

        return paths.ToArray();
    }

    private static Task CommitAsync(
        HttpContext context, MapDbContext db, DateTime now, string code, string[][] paths, object? before, object? after, CancellationToken cancellationToken)
    {
        var areaCode = paths[0].LastOrDefault();
        db.Audit(context.Caller().Actor, now, ChangeKind.FacilityChanged, code, areaCode, before, after);
        string[] audiences = [.. paths.SelectMany(path => path.Length == 0 ? [Audience.StaffEverywhere] : Audience.OfArea(path)).Distinct(StringComparer.Ordinal)];
        return db.CommitAsync([Edits.Change(ChangeKind.FacilityChanged, now, areaCode, audiences)], cancellationToken);
    }
}
