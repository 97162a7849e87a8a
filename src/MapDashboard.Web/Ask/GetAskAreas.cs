using System.Security.Cryptography;
using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Domain;
using MapDashboard.Domain.Areas;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Web.Ask;

/// <summary>GET /api/ask/{code}/areas and /base-map: what the small map of a plate's community needs, and no figures or people.</summary>
public static class GetAskAreas
{
    private sealed record Row(string Code, string Name, string Level, string? ParentCode, Geometry Shape, Point Label);

    public static async Task<IResult> HandleAsync(string code, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        var found = await AskPlate.FindAsync(db, code, now, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var rows = await db.Areas.AsNoTracking().InForce(now).Below([found.Value.Community.Code]).Where(area => area.Geom != null)
            .OrderBy(area => area.Code)
            .Select(area => new Row(area.Code, area.Name, area.Level, area.ParentCode, area.Geom!, (Point)Spatial.PointOnSurface(area.Geom!)))
            .ToListAsync(cancellationToken);
        var body = Write(rows);
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";
        context.Response.Headers.ETag = etag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.Headers.IfNoneMatch == etag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(body, "application/geo+json");
    }

    public static async Task<IResult> BaseMapAsync(
        string code, HttpContext context, MapDbContext db, TimeProvider time, BaseMapFile baseMap, CancellationToken cancellationToken)
    {
        var found = await AskPlate.FindAsync(db, code, time.UtcNow(), cancellationToken);
        return found.Refusal is { } refusal ? refusal.ToResult() : GetSettings.BaseMap(context, baseMap);
    }

    private static byte[] Write(List<Row> rows)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var row in rows) WriteFeature(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteFeature(Utf8JsonWriter json, Row row)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("code", row.Code);
        json.WriteString("name", row.Name);
        json.WriteString("level", row.Level);
        if (row.ParentCode is not null) json.WriteString("parentCode", row.ParentCode);
        json.WriteStartObject("label");
        json.WriteNumber("lon", Math.Round(row.Label.X, 7));
        json.WriteNumber("lat", Math.Round(row.Label.Y, 7));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        GeoJson.Write(json, row.Shape);
        json.WriteEndObject();
    }
}
