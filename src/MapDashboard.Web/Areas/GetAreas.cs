using System.Security.Cryptography;
using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Web.Areas;

/// <summary>GET /api/areas: the areas of the account's scope, with those above them (a grid's worker sees the community's outline), as GeoJSON.</summary>
public static class GetAreas
{
    /// <param name="More">Further holders of the same network.</param>
    private sealed record Leader(string Name, string RoleName, string Network, int More);

    private sealed record Row(string Code, string Name, string Level, string? ParentCode, string[] Path, int? Households, string? DutyPhone, int? GroupMembers, Mode Mode, Geometry? Geom, Point? Label);

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
        var rows = await RowsAsync(db, caller.Scope, level, viewer.Value.AreaCode, instant, cancellationToken);
        var leaders = await LeadersAsync(db, caller.Scope, instant, cancellationToken);
        var body = Write(rows, leaders, caller.Scope.IsPublic);

        // Strong: the bytes themselves. The same areas are asked for at every load of every page.
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";
        context.Response.Headers.ETag = etag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.Headers.IfNoneMatch == etag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(body, "application/geo+json");
    }

    private static async Task<List<Row>> RowsAsync(
        MapDbContext db, Scope scope, string? level, string? within, DateTime at, CancellationToken cancellationToken)
    {
        var areas = db.Areas.AsNoTracking().InForce(at);
        if (!scope.WholeMap)
        {
            var own = scope.AreaCodes.ToArray();
            var above = scope.Audiences.Where(Audience.IsUnder).Select(Audience.CodeOf).ToArray();
            areas = areas.Where(area => area.Path.Any(code => own.Contains(code)) || above.Contains(area.Code));
        }

        if (level is not null) areas = areas.Where(area => area.Level == level);
        if (within is not null) areas = areas.Where(area => area.Path.Contains(within));
        return await areas.OrderBy(area => area.Code)
            .Select(area => new Row(
                area.Code, area.Name, area.Level, area.ParentCode, area.Path, area.Households, area.DutyPhone, area.GroupMembers, area.Mode, area.Geom,
                area.Geom == null ? null : (Point)Spatial.PointOnSurface(area.Geom)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Per area the holder to ask first, and the first one of the other network.</summary>
    private static async Task<Dictionary<string, Leader[]>> LeadersAsync(MapDbContext db, Scope scope, DateTime at, CancellationToken cancellationToken)
    {
        var publicOnly = scope.IsPublic;
        var holders = await (
            from post in db.Posts.Held(at)
            where post.PersonCode != null && (post.Public || !publicOnly)
            join role in db.Roles on post.Role equals role.Code
            join person in db.People on post.PersonCode equals person.Code
            orderby role.Order, person.Name
            select new { post.AreaCode, person.Name, RoleName = role.Name, role.Network }).ToListAsync(cancellationToken);
        return holders.GroupBy(holder => holder.AreaCode, StringComparer.Ordinal).ToDictionary(
            area => area.Key,
            area => area.GroupBy(holder => holder.Network, StringComparer.Ordinal)
                .Select(network => new Leader(network.First().Name, network.First().RoleName, network.Key, network.Count() - 1)).ToArray(),
            StringComparer.Ordinal);
    }

    private static byte[] Write(List<Row> rows, Dictionary<string, Leader[]> leaders, bool publicView)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var row in rows) WriteFeature(json, row, leaders.GetValueOrDefault(row.Code) ?? [], publicView);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteFeature(Utf8JsonWriter json, Row row, Leader[] leaders, bool publicView)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("code", row.Code);
        json.WriteString("name", row.Name);
        json.WriteString("level", row.Level);
        if (row.ParentCode is not null) json.WriteString("parentCode", row.ParentCode);
        if (!publicView && row.Households is { } households) json.WriteNumber("households", households);
        if (row.DutyPhone is not null) json.WriteString("dutyPhone", row.DutyPhone);
        if (!publicView && row.GroupMembers is { } groupMembers) json.WriteNumber("groupMembers", groupMembers);
        json.WriteString("mode", Words<Mode>.Of(row.Mode));
        if (row.Label is { } label)
        {
            json.WriteStartObject("label");
            json.WriteNumber("lon", Math.Round(label.X, 7));
            json.WriteNumber("lat", Math.Round(label.Y, 7));
            json.WriteEndObject();
        }

        if (leaders is [var leader, ..]) WriteLeader(json, "leader", leader);
        if (leaders is [_, var counterpart, ..]) WriteLeader(json, "counterpart", counterpart);
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        GeoJson.Write(json, row.Geom);
        json.WriteEndObject();
    }

    private static void WriteLeader(Utf8JsonWriter json, string property, Leader leader)
    {
        json.WriteStartObject(property);
        json.WriteString("name", leader.Name);
        json.WriteString("roleName", leader.RoleName);
        json.WriteString("network", leader.Network);
        if (leader.More > 0) json.WriteNumber("more", leader.More);
        json.WriteEndObject();
    }
}
