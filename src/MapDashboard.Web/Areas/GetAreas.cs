using System.Security.Cryptography;
using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.Geometries;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Areas;

/// <summary>GET /api/areas: the areas as GeoJSON, at any time. Pages take those of now packed (<see cref="GetPackedAreas"/>).</summary>
public static class GetAreas
{
    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? level = null, string? within = null, string? at = null)
    {
        var caller = context.Caller();
        var now = time.UtcNow();
        if (!QueryValues.TryTime(at, now, out var instant)) return QueryValues.Unreadable("at");
        if (level is not null && !await db.Levels.AnyAsync(each => each.Code == level, cancellationToken))
        {
            return Problems.Refuse(RefusalCodes.RequestUnknownValue, $"There is no level {level}.");
        }

        var viewer = await ViewerOfArea.FindAsync(db, caller.Scope, within, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var body = Write(await AreaRows.ReadAsync(db, caller.Scope, level, viewer.Value.AreaCode, instant, cancellationToken));

        // Strong: the bytes themselves. The same areas are asked for at every load of every page.
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";
        context.Response.Headers.ETag = etag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.Headers.IfNoneMatch == etag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(body, "application/geo+json");
    }

    private static byte[] Write(AreaRows areas)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var row in areas.List)
            {
                json.WriteStartObject();
                json.WriteString("type", "Feature");
                json.WriteStartObject("properties");
                areas.WriteMembers(json, row);
                json.WriteEndObject();
                json.WritePropertyName("geometry");
                GeoJson.Write(json, row.Geom);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
