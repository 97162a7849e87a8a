using MapDashboard.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.People;

public sealed record ResponsibleArea(string Code, string Name, string Level);

public sealed record ResponsiblePerson(string Name, string? Phone, string? Employer);

public sealed record ResponsiblePost(string Role, string RoleName, ResponsiblePerson? Person, bool Vacant);

/// <summary>One link of the chain.</summary>
public sealed record Responsible(ResponsibleArea Area, IReadOnlyList<ResponsiblePost> Posts);

/// <summary>有困难找谁: who answers for a place.</summary>
public static class ResponsibleQueries
{
    public static IQueryable<Post> Held(this IQueryable<Post> posts, DateTime at) =>
        posts.Where(post => post.ValidFrom <= at && (post.ValidTo == null || post.ValidTo > at));

    /// <summary>The chain of a path, smallest area first; within an area by "ask first", then by name.</summary>
    /// <param name="db">The database.</param>
    /// <param name="path">Root first.</param>
    /// <param name="publicOnly">True for screens: posts of the public board only.</param>
    /// <param name="now">Posts held then.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<IReadOnlyList<Responsible>> ChainAsync(
        this MapDbContext db, string[] path, bool publicOnly, DateTime now, CancellationToken cancellationToken)
    {
        var areas = await db.Areas.AsNoTracking().Where(area => path.Contains(area.Code))
            .Select(area => new ResponsibleArea(area.Code, area.Name, area.Level)).ToDictionaryAsync(area => area.Code, cancellationToken);
        var posts = await (
            from post in db.Posts.Held(now)
            where path.Contains(post.AreaCode) && (post.Public || !publicOnly)
            join role in db.Roles on post.Role equals role.Code
            from person in db.People.Where(person => person.Code == post.PersonCode).DefaultIfEmpty()
            from employer in db.Organizations.Where(organization => person != null && organization.Code == person.Employer).DefaultIfEmpty()
            orderby role.Order, person.Name, post.Id
            select new
            {
                post.AreaCode,
                Post = new ResponsiblePost(
                    role.Code,
                    role.Name,
                    post.PersonCode == null ? null : new ResponsiblePerson(person.Name, person.Phone, employer.Name),
                    post.PersonCode == null),
            }).ToListAsync(cancellationToken);
        var byArea = posts.ToLookup(row => row.AreaCode, row => row.Post, StringComparer.Ordinal);
        return [.. path.Reverse().Select(code => new Responsible(areas[code], [.. byArea[code]]))];
    }
}
