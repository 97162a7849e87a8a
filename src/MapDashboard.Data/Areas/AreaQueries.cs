using MapDashboard.Data.Geometries;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Data.Areas;

/// <summary>Reads of areas.</summary>
public static class AreaQueries
{
    public static IQueryable<Area> InForce(this IQueryable<Area> areas, DateTime at) =>
        areas.Where(area => area.ValidFrom <= at && (area.ValidTo == null || area.ValidTo > at));

    /// <summary>When the next area or post begins or ends by what was entered ahead; null where nothing was.</summary>
    /// <param name="db">The database.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<DateTime?> NextTurnAsync(this MapDbContext db, DateTime now, CancellationToken cancellationToken) =>
        await db.Areas.Where(area => area.ValidFrom > now).Select(area => (DateTime?)area.ValidFrom)
            .Concat(db.Areas.Where(area => area.ValidTo > now).Select(area => area.ValidTo))
            .Concat(db.Posts.Where(post => post.ValidFrom > now).Select(post => (DateTime?)post.ValidFrom))
            .Concat(db.Posts.Where(post => post.ValidTo > now).Select(post => post.ValidTo))
            .MinAsync(cancellationToken);

    /// <summary>Areas of the subtrees of these codes.</summary>
    public static IQueryable<Area> Below(this IQueryable<Area> areas, string[] codes) => areas.Where(area => area.Path.Any(code => codes.Contains(code)));

    /// <summary>Path of the smallest area of any level that covers the point, buildings too; ties by code. Null outside every area.</summary>
    public static Task<string[]?> SmallestPathAsync(this MapDbContext db, Point at, DateTime now, CancellationToken cancellationToken) =>
        db.Areas.InForce(now)
            .Where(area => area.Geom != null && Spatial.Covers(area.Geom, at))
            .Join(db.Levels, area => area.Level, level => level.Code, (area, level) => new { area.Code, area.Path, level.Rank })
            .OrderByDescending(found => found.Rank).ThenBy(found => found.Code)
            .Select(found => found.Path)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Codes from the root down to the area; null for a code that nothing holds.</summary>
    public static Task<string[]?> PathOfAsync(this IQueryable<Area> areas, string code, CancellationToken cancellationToken) =>
        areas.Where(area => area.Code == code).Select(area => area.Path).SingleOrDefaultAsync(cancellationToken)!;

    /// <summary>
    /// Where a position belongs: the covering area of the highest rank that locates issues, and the building whose footprint covers it
    /// or that the report named. On a border every neighbour covers the position; the one whose code sorts first is taken, so that the
    /// answer does not depend on the order of rows.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="at">WGS 84.</param>
    /// <param name="buildingCode">By tap; wins over the footprint. Must exist.</param>
    /// <param name="unitCode">By tap. Must exist.</param>
    /// <param name="now">Areas in force then.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>Null when building or unit name nothing known.</returns>
    public static async Task<FoundPlace?> FindPlaceAsync(
        this MapDbContext db, Point at, string? buildingCode, string? unitCode, DateTime now, CancellationToken cancellationToken)
    {
        var covering = await db.Areas.InForce(now)
            .Where(area => area.Geom != null && Spatial.Covers(area.Geom, at))
            .Join(db.Levels, area => area.Level, level => level.Code, (area, level) => new { area.Code, area.Path, level.Rank, level.LocatesIssues, area.Level })
            .OrderByDescending(found => found.Rank).ThenBy(found => found.Code)
            .ToListAsync(cancellationToken);
        var path = covering.Find(found => found.LocatesIssues)?.Path ?? [];

        if (unitCode is not null)
        {
            var unit = await db.Areas.InForce(now).SingleOrDefaultAsync(area => area.Code == unitCode && area.Level == "unit", cancellationToken);
            if (unit is null || (buildingCode is not null && unit.ParentCode != buildingCode)) return null;
            buildingCode ??= unit.ParentCode;
        }

        var isNamed = buildingCode is not null;
        buildingCode ??= covering.Find(found => found.Level == "building")?.Code;
        if (buildingCode is null) return new FoundPlace(path, null, null, null);
        var building = await db.Areas.InForce(now)
            .Where(area => area.Code == buildingCode && area.Level == "building")
            .Select(area => new { area.Path, Label = Spatial.PointOnSurface(area.Geom!) })
            .SingleOrDefaultAsync(cancellationToken);
        if (building is null) return isNamed ? null : new FoundPlace(path, null, null, null);
        return new FoundPlace(path, buildingCode, unitCode, (Point?)building.Label);
    }
}
