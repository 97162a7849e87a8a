using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Web.Areas;

/// <summary>The areas of a scope with those above them (a grid's worker sees the community's outline), and who leads each.</summary>
/// <param name="List">By code, so that parents stand before their children.</param>
/// <param name="Leaders">Per area the holder to ask first, and the first one of the other network.</param>
/// <param name="PublicView">Whether they are shown to a screen.</param>
internal sealed record AreaRows(IReadOnlyList<AreaRow> List, IReadOnlyDictionary<string, AreaLeader[]> Leaders, bool PublicView)
{
    public static async Task<AreaRows> ReadAsync(MapDbContext db, Scope scope, string? level, string? within, DateTime at, CancellationToken cancellationToken) => new(
        await RowsAsync(db, scope, level, within, at, cancellationToken), await LeadersAsync(db, scope, at, cancellationToken), scope.IsPublic);

    /// <summary>Of the scopes that see the same areas with the same words the same key.</summary>
    public static string KeyOf(Scope scope) =>
        $"{(scope.IsPublic ? "public" : "staff")}|{(scope.WholeMap ? "*" : string.Join(' ', scope.AreaCodes))}|{string.Join(' ', AboveOf(scope))}";

    /// <summary>What stands about an area beside its outline, as the members of a JSON object.</summary>
    public void WriteMembers(Utf8JsonWriter json, AreaRow row)
    {
        if (row.ParentCode is not null) json.WriteString("parentCode", row.ParentCode);
        json.WriteString("code", row.Code);
        json.WriteString("name", row.Name);
        json.WriteString("level", row.Level);
        if (!PublicView && row.Households is { } households) json.WriteNumber("households", households);
        if (row.DutyPhone is not null) json.WriteString("dutyPhone", row.DutyPhone);
        if (!PublicView && row.GroupMembers is { } groupMembers) json.WriteNumber("groupMembers", groupMembers);
        json.WriteString("mode", Words<Mode>.Of(row.Mode));
        if (row.Label is { } label)
        {
            json.WriteStartObject("label");
            json.WriteNumber("lon", Math.Round(label.X, 7));
            json.WriteNumber("lat", Math.Round(label.Y, 7));
            json.WriteEndObject();
        }

        var leaders = Leaders.GetValueOrDefault(row.Code) ?? [];
        if (leaders is [var leader, ..]) WriteLeader(json, "leader", leader);
        if (leaders is [_, var counterpart, ..]) WriteLeader(json, "counterpart", counterpart);
    }

    private static string[] AboveOf(Scope scope) => [.. scope.Audiences.Where(Audience.IsUnder).Select(Audience.CodeOf)];

    private static async Task<IReadOnlyList<AreaRow>> RowsAsync(MapDbContext db, Scope scope, string? level, string? within, DateTime at, CancellationToken cancellationToken)
    {
        var areas = db.Areas.AsNoTracking().InForce(at);
        if (!scope.WholeMap)
        {
            var own = scope.AreaCodes.ToArray();
            var above = AboveOf(scope);
            areas = areas.Where(area => area.Path.Any(code => own.Contains(code)) || above.Contains(area.Code));
        }

        if (level is not null) areas = areas.Where(area => area.Level == level);
        if (within is not null) areas = areas.Where(area => area.Path.Contains(within));
        return await areas.OrderBy(area => area.Code)
            .Select(area => new AreaRow(
                area.Code, area.Name, area.Level, area.ParentCode, area.Households, area.DutyPhone, area.GroupMembers, area.Mode, area.Geom,
                area.Geom == null ? null : (Point)Spatial.PointOnSurface(area.Geom)))
            .ToListAsync(cancellationToken);
    }

    private static async Task<IReadOnlyDictionary<string, AreaLeader[]>> LeadersAsync(MapDbContext db, Scope scope, DateTime at, CancellationToken cancellationToken)
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
                .Select(network => new AreaLeader(network.First().Name, network.First().RoleName, network.Key, network.Count() - 1)).ToArray(),
            StringComparer.Ordinal);
    }

    private static void WriteLeader(Utf8JsonWriter json, string property, AreaLeader leader)
    {
        json.WriteStartObject(property);
        json.WriteString("name", leader.Name);
        json.WriteString("roleName", leader.RoleName);
        json.WriteString("network", leader.Network);
        if (leader.More > 0) json.WriteNumber("more", leader.More);
        json.WriteEndObject();
    }
}

internal sealed record AreaRow(string Code, string Name, string Level, string? ParentCode, int? Households, string? DutyPhone, int? GroupMembers, Mode Mode, Geometry? Geom, Point? Label);

/// <param name="Name">Whom one asks first.</param>
/// <param name="RoleName">Of the post.</param>
/// <param name="Network">治理网 or 党建网.</param>
/// <param name="More">Further holders of the same network.</param>
internal sealed record AreaLeader(string Name, string RoleName, string Network, int More);
