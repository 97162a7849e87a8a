using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <summary>GET /api/responsible: by a point or by an area's code. A place outside every area has an empty chain.</summary>
public static class GetResponsible
{
    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken,
        string? lon = null, string? lat = null, string? crs = null, string? area = null)
    {
        var now = time.UtcNow();
        string[]? path;
        if (!string.IsNullOrEmpty(area))
        {
            path = await db.Areas.PathOfAsync(area, cancellationToken);
            if (path is null) return Problems.Refuse(RefusalCodes.AreaNotFound, $"There is no area of code {area}.");
        }
        else
        {
            if (!QueryValues.TryNumber(lon, -180, 180, out var x) || !QueryValues.TryNumber(lat, -90, 90, out var y))
            {
                return Problems.Refuse(RefusalCodes.RequestInvalid, "Give lon and lat in degrees, or area.");
            }

            if (!Words<CoordinateSystem>.TryParse(crs ?? "wgs84", out var system))
            {
                return Problems.Refuse(RefusalCodes.RequestUnknownValue, $"There is no coordinate system {crs}.");
            }

            path = await SmallestAsync(db, ChinaShift.ToWgs84(system, x, y), now, cancellationToken);
            if (path is null) return Results.Ok(Array.Empty<Responsible>());
        }

        var scope = context.Caller().Scope;
        if (!scope.Covers(path)) return Problems.Refuse(RefusalCodes.AccessDenied, "The place lies outside this account's scope.");
        return Results.Ok(await db.ChainAsync(path, scope.IsPublic, now, cancellationToken));
    }

    /// <summary>Path of the smallest area of any level that covers the point, buildings too; ties by code.</summary>
    private static async Task<string[]?> SmallestAsync(MapDbContext db, (double Lon, double Lat) at, DateTime now, CancellationToken cancellationToken)
    {
        var point = Wgs84.Point(at.Lon, at.Lat);
        return await db.Areas.InForce(now)
            .Where(area => area.Geom != null && Spatial.Covers(area.Geom, point))
            .Join(db.Levels, area => area.Level, level => level.Code, (area, level) => new { area.Code, area.Path, level.Rank })
            .OrderByDescending(found => found.Rank).ThenBy(found => found.Code)
            .Select(found => found.Path)
            .FirstOrDefaultAsync(cancellationToken);
    }
}
