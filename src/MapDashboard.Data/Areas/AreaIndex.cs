using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Issues;
using NetTopologySuite.Geometries;

namespace MapDashboard.Data.Areas;

/// <param name="Code">Of the area.</param>
/// <param name="ParentCode">Null for a root.</param>
/// <param name="Path">Root first.</param>
/// <param name="Level">Its level.</param>
/// <param name="Order">Its place in the database's own order of codes: what sorts first there wins a tie here.</param>
/// <param name="Label">A building's label point, WGS 84; null for other areas.</param>
/// <param name="Shape">Null for a unit.</param>
/// <param name="ValidFrom">In force from then, itself included.</param>
/// <param name="ValidTo">Until then, itself not included; null while in force.</param>
public sealed record IndexedArea(string Code, string? ParentCode, string[] Path, Level Level, int Order, Point? Label, PreparedShape? Shape, DateTime ValidFrom, DateTime? ValidTo)
{
    public bool IsInForce(DateTime at) => ValidFrom <= at && (ValidTo is null || ValidTo > at);

    /// <summary>When it next begins or ends by itself; null where nothing is fixed.</summary>
    public DateTime? NextTerm(DateTime after) => ValidFrom > after ? ValidFrom : ValidTo > after ? ValidTo : null;
}

/// <summary>
/// All areas of one state of the ground, in memory: where a position belongs, by the same rules as <see cref="AreaQueries"/> in SQL, and the same
/// answer for every point. Where it cannot be sure of that, it says null and PostGIS is asked.
/// </summary>
public sealed class AreaIndex
{
    private readonly Dictionary<string, IndexedArea> byCode;
    private readonly Dictionary<string, int> below = new(StringComparer.Ordinal);
    private readonly AreaCells cells;

    public AreaIndex(IReadOnlyCollection<IndexedArea> areas)
    {
        byCode = areas.ToDictionary(area => area.Code, StringComparer.Ordinal);
        foreach (var area in areas)
        {
            foreach (var code in area.Path) below[code] = below.GetValueOrDefault(code) + 1;
        }

        cells = new AreaCells([.. areas.Where(area => area.Shape is not null).OrderByDescending(area => area.Level.Rank).ThenBy(area => area.Order)]);
    }

    /// <summary>Path of the smallest area that covers the point, buildings too; empty outside every area, null where PostGIS is to be asked.</summary>
    public string[]? SmallestPath(Point at, DateTime now) => Covering(at, now) is { } covering ? covering.Count == 0 ? [] : covering[0].Path : null;

    /// <summary>As <see cref="AreaQueries.FindPlaceAsync"/>.</summary>
    /// <param name="at">WGS 84.</param>
    /// <param name="buildingCode">By tap.</param>
    /// <param name="unitCode">By tap.</param>
    /// <param name="now">Areas in force then.</param>
    /// <param name="place">Null when building or unit name nothing known.</param>
    /// <returns>False where PostGIS is to be asked.</returns>
    public bool TryFindPlace(Point at, string? buildingCode, string? unitCode, DateTime now, out FoundPlace? place)
    {
        place = null;
        if (Covering(at, now) is not { } covering) return false;
        var path = covering.Find(area => area.Level.LocatesIssues)?.Path ?? [];
        if (unitCode is not null)
        {
            if (InForce(unitCode, "unit", now) is not { } unit || (buildingCode is not null && unit.ParentCode != buildingCode)) return true;
            buildingCode ??= unit.ParentCode;
        }

        var isNamed = buildingCode is not null;
        buildingCode ??= covering.Find(area => area.Level.Code == "building")?.Code;
        if (buildingCode is null) place = new FoundPlace(path, null, null, null);
        else if (InForce(buildingCode, "building", now) is { } building) place = new FoundPlace(path, buildingCode, unitCode, building.Label);
        else if (!isNamed) place = new FoundPlace(path, null, null, null);
        return true;
    }

    /// <summary>The path's own areas, and all below the largest of them that has no more than so many: what is asked for next after this one.</summary>
    public IReadOnlyList<IndexedArea> Around(string[] path, int most)
    {
        var whole = path.FirstOrDefault(code => below.GetValueOrDefault(code) <= most) ?? path[^1];
        return [.. byCode.Values.Where(area => path.Contains(area.Code, StringComparer.Ordinal) || area.Path.Contains(whole, StringComparer.Ordinal))];
    }

    private IndexedArea? InForce(string code, string level, DateTime now) =>
        byCode.TryGetValue(code, out var area) && area.Level.Code == level && area.IsInForce(now) ? area : null;

    /// <summary>The areas that cover the point, smallest first; null where that is not sure.</summary>
    private List<IndexedArea>? Covering(Point at, DateTime now)
    {
        var covering = new List<IndexedArea>();
        var (x, y) = (at.X, at.Y);
        foreach (var area in cells.Near(x, y))
        {
            if (!area.Shape!.Envelope.Intersects(x, y) || !area.IsInForce(now)) continue;
            switch (area.Shape.Locate(x, y))
            {
                case Lie.Unsure: return null;
                case Lie.Inside: covering.Add(area); break;
            }
        }

        return covering;
    }
}
