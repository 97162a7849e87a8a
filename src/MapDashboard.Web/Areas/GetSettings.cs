using MapDashboard.Data;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Areas;

public sealed record LevelView(string Code, string Name, string NameEn, int Rank);

public sealed record BaseMapView(string Kind, string Url);

public sealed record SettingsView(
    string TimeZone, string Title, bool Demo, string Version, IReadOnlyList<LevelView> Levels, BaseMapView? BaseMap, IReadOnlyList<BaseLayerView> BaseLayers,
    double RatingWindowHours, string? PublicUrl);

/// <summary>GET /api/settings and GET /api/base-map: what a page needs once, at its start.</summary>
public static class GetSettings
{
    public static async Task<SettingsView> HandleAsync(
        HttpContext context, MapDbContext db, IOptions<MapOptions> options, BaseMapFile baseMap, BaseLayers layers, CancellationToken cancellationToken)
    {
        var scope = context.Caller().Scope;
        var top = scope.AreaCodes is [var only] ? only : null;
        var name = top is null
            ? await db.Areas.Where(area => area.ParentCode == null && area.ValidTo == null).OrderBy(area => area.Code).Select(area => area.Name).FirstOrDefaultAsync(cancellationToken)
            : await db.Areas.Where(area => area.Code == top).Select(area => area.Name).SingleAsync(cancellationToken);
        var levels = await db.Levels.OrderBy(level => level.Rank)
            .Select(level => new LevelView(level.Code, level.Name, level.NameEn, level.Rank)).ToListAsync(cancellationToken);
        return new SettingsView(
            options.Value.TimeZone, name + "网格服务作战图", baseMap.IsDemo, BuildVersion.Version, levels,
            baseMap.Path is null ? null : new BaseMapView("file", "/api/base-map"), [.. layers.All.Select(layer => layer.View)],
            options.Value.RatingWindowHours, options.Value.Ask ? options.Value.PublicOrigin : null);
    }

    public static IResult BaseMap(HttpContext context, BaseMapFile baseMap)
    {
        if (baseMap.Path is not { } path) return Problems.Refuse(Domain.RefusalCodes.RequestNotFound, "No base map is configured.");
        context.Response.Headers.CacheControl = "private, no-cache";
        var file = new FileInfo(path);
        return Results.File(
            path, "application/geo+json", lastModified: new DateTimeOffset(file.LastWriteTimeUtc),
            entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\""));
    }
}

/// <summary>The GeoJSON file of the base map: the configured one, or the demo's own.</summary>
public sealed record BaseMapFile(string? Path, bool IsDemo)
{
    public static BaseMapFile Of(MapOptions options, MapDatabase database)
    {
        var isDemo = options.Demo && database.IsEmbedded;
        if (options.BaseMapFile.Length > 0) return new BaseMapFile(System.IO.Path.GetFullPath(options.BaseMapFile), isDemo);
        return new BaseMapFile(isDemo ? System.IO.Path.Combine(ContentFolders.Find("gis-data"), "demo", "base-map.geojson") : null, isDemo);
    }
}
