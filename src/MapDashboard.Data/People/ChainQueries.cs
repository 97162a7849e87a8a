using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Domain.People;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Data.People;

/// <param name="Code">Of the area.</param>
/// <param name="Name">To show.</param>
/// <param name="Level">Code of the level.</param>
/// <param name="DutyPhone">Answered whoever holds which post; public.</param>
public sealed record ResponsibleArea(string Code, string Name, string Level, string? DutyPhone);

/// <summary>One link of the chain.</summary>
/// <param name="Area">The area.</param>
/// <param name="Posts">By "ask first".</param>
/// <param name="Facility">The nearest one; on the first link only.</param>
public sealed record Responsible(ResponsibleArea Area, IReadOnlyList<ResponsiblePost> Posts, NearestFacility? Facility);

/// <summary>有困难找谁: who answers for a place, from the smallest area to the root.</summary>
public static class ChainQueries
{
    /// <summary>The chain of a path, smallest area first; within an area by "ask first", then by name.</summary>
    /// <param name="db">The database.</param>
    /// <param name="path">Root first.</param>
    /// <param name="point">Where the nearest facility is looked for; null: at the smallest area that has a polygon.</param>
    /// <param name="publicView">True for screens and residents: what the public board shows, and no vacancy that only a rule knows.</param>
    /// <param name="at">Posts held then.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<IReadOnlyList<Responsible>> ChainAsync(
        this MapDbContext db, string[] path, Point? point, bool publicView, DateTime at, CancellationToken cancellationToken)
    {
        var links = await db.LinksAsync(path, publicView, at, cancellationToken);
        point ??= await db.LabelAsync(path, cancellationToken);
        return ChainOf(path, links, point is null ? null : await db.NearestFacilityAsync(point, cancellationToken));
    }

    /// <summary>The links of these areas, by code; none has a facility.</summary>
    public static async Task<Dictionary<string, Responsible>> LinksAsync(
        this MapDbContext db, string[] codes, bool publicView, DateTime at, CancellationToken cancellationToken)
    {
        var areas = await db.Areas.AsNoTracking().Where(area => codes.Contains(area.Code))
            .Select(area => new ResponsibleArea(area.Code, area.Name, area.Level, area.DutyPhone)).ToListAsync(cancellationToken);
        var posts = await db.ShownAsync(db.Posts.Held(at).Where(post => codes.Contains(post.AreaCode)), publicView, cancellationToken);
        if (!publicView) posts = [.. posts, .. await RuleVacanciesAsync(db, codes, at, cancellationToken)];
        var byArea = posts.OrderBy(row => row.Order).ToLookup(row => row.AreaCode, row => row.Post, StringComparer.Ordinal);
        return areas.ToDictionary(area => area.Code, area => new Responsible(area, [.. byArea[area.Code]], null), StringComparer.Ordinal);
    }

    /// <summary>The links of a path, smallest area first, with the facility on the first.</summary>
    /// <param name="path">Root first.</param>
    /// <param name="links">By code.</param>
    /// <param name="facility">Null where there is none.</param>
    public static IReadOnlyList<Responsible> ChainOf(string[] path, IReadOnlyDictionary<string, Responsible> links, NearestFacility? facility) =>
        [.. path.Reverse().Select((code, index) => index == 0 && facility is not null ? links[code] with { Facility = facility } : links[code])];

    /// <summary>When posts of these areas next begin or end by themselves; null where nothing is fixed.</summary>
    public static async Task<DateTime?> NextTermAsync(this MapDbContext db, string[] codes, DateTime after, CancellationToken cancellationToken)
    {
        var posts = db.Posts.Where(post => codes.Contains(post.AreaCode));
        var begins = await posts.Where(post => post.ValidFrom > after).MinAsync(post => (DateTime?)post.ValidFrom, cancellationToken);
        var ends = await posts.Where(post => post.ValidTo > after).MinAsync(post => post.ValidTo, cancellationToken);
        return begins < ends || ends is null ? begins : ends;
    }

    /// <summary>A point in the smallest area that has a polygon; null where none has.</summary>
    private static async Task<Point?> LabelAsync(this MapDbContext db, string[] path, CancellationToken cancellationToken)
    {
        var labels = await db.Areas.Where(area => path.Contains(area.Code) && area.Geom != null)
            .Select(area => new { area.Code, Label = (Point)Spatial.PointOnSurface(area.Geom!) }).ToDictionaryAsync(area => area.Code, area => area.Label, cancellationToken);
        return path.Reverse().Select(code => labels.GetValueOrDefault(code)).FirstOrDefault(label => label is not null);
    }

    /// <summary>Holders that a staffing rule wants and no post row speaks of, one entry for each that is missing.</summary>
    private static async Task<IEnumerable<(string AreaCode, int Order, ResponsiblePost Post)>> RuleVacanciesAsync(
        MapDbContext db, string[] codes, DateTime at, CancellationToken cancellationToken)
    {
        var rules = await (
            from area in db.Areas.InForce(at)
            where codes.Contains(area.Code)
            join rule in db.StaffingRules on area.Level equals rule.Level
            join role in db.Roles on rule.Role equals role.Code
            select new
            {
                area.Code, role, rule.AtLeast,
                Posts = db.Posts.Count(post => post.AreaCode == area.Code && post.Role == role.Code && post.ValidFrom <= at && (post.ValidTo == null || post.ValidTo > at)),
            }).AsNoTracking().ToListAsync(cancellationToken);
        return rules.SelectMany(rule => Enumerable.Repeat(
            (rule.Code, rule.role.Order, new ResponsiblePost(null, rule.role.Code, rule.role.Name, rule.role.Network, null, null, true, null, null, null, null, null)),
            Math.Max(0, rule.AtLeast - rule.Posts)));
    }
}
