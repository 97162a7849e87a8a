using MapDashboard.Data.Cluster;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Microsoft.Net.Http.Headers;

namespace MapDashboard.Web.Areas;

/// <summary>The configured base layers in their order; the first is what screens show. Tiles come from elsewhere or from an archive of ours.</summary>
public sealed record BaseLayers(IReadOnlyList<BaseLayer> All)
{
    /// <exception cref="StartRefusedException">An entry cannot be; the message says which.</exception>
    public static BaseLayers Of(MapOptions options)
    {
        BaseLayer[] all = [.. options.BaseLayers.Select(BaseLayer.Of)];

        // The chooser shows names, and a browser remembers one.
        var twice = all.GroupBy(layer => layer.View.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new StartRefusedException($"Map:BaseLayers: two layers are called '{twice.Key}'; give each a Name.");
        return new BaseLayers(all);
    }

    /// <summary>For img-src: tiles are pictures.</summary>
    public IReadOnlyList<string> ImageOrigins => Origins(layer => layer.View.Kind != "pmtiles");

    /// <summary>For connect-src: a remote archive is read in parts by script.</summary>
    public IReadOnlyList<string> ConnectOrigins => Origins(layer => layer.View.Kind == "pmtiles");

    /// <summary>GET /api/base-layers/{index}/tiles.pmtiles: a configured archive, by ranges.</summary>
    public static IResult Archive(HttpContext context, int index, BaseLayers layers)
    {
        if (index < 0 || index >= layers.All.Count || layers.All[index].ArchivePath is not { } path || !File.Exists(path))
        {
            return Problems.Refuse(RefusalCodes.RequestNotFound, "No archive of tiles is configured at this number.");
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        var file = new FileInfo(path);
        return Results.File(
            path, "application/vnd.pmtiles", lastModified: new DateTimeOffset(file.LastWriteTimeUtc),
            entityTag: new EntityTagHeaderValue($"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\""), enableRangeProcessing: true);
    }

    private string[] Origins(Func<BaseLayer, bool> which) =>
        [.. All.Where(which).SelectMany(layer => layer.Origins).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
