using System.Text.Json;
using System.Text.Json.Nodes;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NetTopologySuite.Geometries;

namespace MapDashboard.Web.Ask;

/// <summary>A notice as everybody may read it.</summary>
public sealed record AskNotice(string Text, DateTime From, DateTime? To);

public sealed record AskCategory(string Code, string Name, string NameEn, string Icon, IReadOnlyList<AskCategory>? Children);

/// <summary>WGS 84, degrees.</summary>
public sealed record AskPoint(double Lon, double Lat);

public sealed record AskPlaceView(string Code, string Name, string Level, IReadOnlyList<AskArea> Path);

/// <summary>All that the page of one plate shows first.</summary>
/// <param name="Area">The plate's, with the areas above it.</param>
/// <param name="Responsible">The public view of the chain, smallest area first.</param>
/// <param name="Facility">The nearest.</param>
/// <param name="Notices">Public ones of the area and those above it, newest first.</param>
/// <param name="Categories">The tree in use.</param>
/// <param name="Center">Within the outline.</param>
/// <param name="Outline">GeoJSON geometry of the area; of a unit, its building's.</param>
/// <param name="Community">What the map shows.</param>
/// <param name="Units">Of this building, or beside this unit.</param>
/// <param name="Levels">Words for the levels.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="BaseMap">Whether there is one.</param>
public sealed record AskView(
    AskPlaceView Area, IReadOnlyList<Responsible> Responsible, NearestFacility? Facility, IReadOnlyList<AskNotice> Notices,
    IReadOnlyList<AskCategory> Categories, AskPoint? Center, JsonNode? Outline, AskArea Community, IReadOnlyList<AskArea>? Units,
    IReadOnlyList<LevelView> Levels, string TimeZone, bool BaseMap);

/// <summary>GET /api/ask/{code}: who to turn to here, for anybody. Only the public view: no codes or ids of people, nothing of issues.</summary>
public static class GetAsk
{
    public static async Task<IResult> HandleAsync(
        string code, MapDbContext db, TimeProvider time, IOptions<MapOptions> options, BaseMapFile baseMap, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        var found = await AskPlate.FindAsync(db, code, now, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var plate = found.Value;
        var chain = await db.ChainAsync(plate.Codes, null, publicView: true, now, cancellationToken);
        var outline = await OutlineAsync(db, plate, cancellationToken);
        var levels = await db.Levels.OrderBy(level => level.Rank)
            .Select(level => new LevelView(level.Code, level.Name, level.NameEn, level.Rank)).ToListAsync(cancellationToken);
        return Results.Ok(new AskView(
            new AskPlaceView(plate.Code, plate.Area.Name, plate.Area.Level, plate.Path),
            [.. chain.Select(link => link with { Facility = null })],
            chain[0].Facility,
            await NoticesAsync(db, plate, now, cancellationToken),
            await CategoriesAsync(db, cancellationToken),
            outline is null ? null : new AskPoint(Math.Round(outline.Value.Label.X, 7), Math.Round(outline.Value.Label.Y, 7)),
            outline is null ? null : Node(outline.Value.Shape),
            plate.Community,
            await UnitsAsync(db, plate, now, cancellationToken),
            levels,
            options.Value.TimeZone,
            baseMap.Path is not null));
    }

    private static async Task<(Geometry Shape, Point Label)?> OutlineAsync(MapDbContext db, AskPlate plate, CancellationToken cancellationToken)
    {
        foreach (var code in plate.Codes.Reverse())
        {
            var found = await db.Areas.AsNoTracking().Where(area => area.Code == code && area.Geom != null)
                .Select(area => new { Shape = area.Geom!, Label = (Point)Spatial.PointOnSurface(area.Geom!) }).SingleOrDefaultAsync(cancellationToken);
            if (found is not null) return (found.Shape, found.Label);
        }

        return null;
    }

    private static JsonNode? Node(Geometry shape)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) GeoJson.Write(json, shape);
        return JsonNode.Parse(buffer.ToArray());
    }

    private static async Task<IReadOnlyList<AskNotice>> NoticesAsync(MapDbContext db, AskPlate plate, DateTime now, CancellationToken cancellationToken)
    {
        var codes = plate.Codes;
        return await db.Notices.AsNoTracking().InForce(now).Where(notice => notice.Public && codes.Contains(notice.AreaCode))
            .OrderByDescending(notice => notice.ValidFrom).ThenByDescending(notice => notice.Id)
            .Select(notice => new AskNotice(notice.Text, notice.ValidFrom, notice.ValidTo)).ToListAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<AskArea>?> UnitsAsync(MapDbContext db, AskPlate plate, DateTime now, CancellationToken cancellationToken)
    {
        if (plate.Path.LastOrDefault(area => area.Level == "building") is not { } building) return null;
        return await db.Areas.AsNoTracking().InForce(now).Where(area => area.ParentCode == building.Code && area.Level == "unit")
            .OrderBy(area => area.Code).Select(area => new AskArea(area.Code, area.Name, area.Level)).ToListAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<AskCategory>> CategoriesAsync(MapDbContext db, CancellationToken cancellationToken)
    {
        var used = await db.Categories.AsNoTracking().Where(category => !category.Retired)
            .OrderBy(category => category.Position).ThenBy(category => category.Code).ToListAsync(cancellationToken);
        var children = used.ToLookup(category => category.ParentCode, StringComparer.Ordinal);
        return [.. children[null].Select(View)];

        AskCategory View(Category category) => new(
            category.Code, category.Name, category.NameEn, category.Icon, children[category.Code].Any() ? [.. children[category.Code].Select(View)] : null);
    }
}
