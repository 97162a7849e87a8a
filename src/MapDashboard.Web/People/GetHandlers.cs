using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <param name="To">What POST …/dispatch takes.</param>
/// <param name="Kind">person, role or organization.</param>
/// <param name="Name">To show.</param>
/// <param name="Detail">Posts of the person, the holder of the role, or the kind of the organization.</param>
public sealed record HandlerProposal(string To, string Kind, string Name, string? Detail);

/// <summary>GET /api/handlers: who could take an issue of an area. Proposals only: dispatch takes any handler that exists.</summary>
public static class GetHandlers
{
    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? area = null)
    {
        string[] path = [];
        if (!string.IsNullOrEmpty(area))
        {
            if (await db.Areas.PathOfAsync(area, cancellationToken) is not { } found)
            {
                return Problems.Refuse(RefusalCodes.AreaNotFound, $"There is no area of code {area}.");
            }

            if (!context.Caller().Scope.Covers(found)) return Problems.Refuse(RefusalCodes.AccessDenied, "The area lies outside this account's scope.");
            path = found;
        }

        var now = time.UtcNow();
        var posts = await (
            from post in db.Posts.Held(now)
            where post.PersonCode != null && path.Contains(post.AreaCode)
            join role in db.Roles on post.Role equals role.Code
            join person in db.People on post.PersonCode equals person.Code
            orderby role.Order
            select new { post.AreaCode, RoleCode = role.Code, RoleName = role.Name, PersonCode = person.Code, person.Name }).ToListAsync(cancellationToken);
        var users = await (
            from account in db.Accounts
            where account.PersonCode != null
            join person in db.People on account.PersonCode equals person.Code
            select new { account.UserName, account.Role, person.Code, person.Name, person.Employer }).ToListAsync(cancellationToken);
        var organizations = await db.Organizations.OrderBy(each => each.Name).ToListAsync(cancellationToken);

        // Smallest area first, as a role is resolved: a role that two hold there could not be dispatched to.
        var roles = posts.GroupBy(post => post.RoleCode, StringComparer.Ordinal)
            .Select(group => (group, smallest: group.MaxBy(post => Array.IndexOf(path, post.AreaCode))!.AreaCode))
            .Select(pair => pair.group.Where(post => post.AreaCode == pair.smallest).DistinctBy(post => post.PersonCode, StringComparer.Ordinal).ToArray())
            .Where(holders => holders.Length == 1)
            .Select(holders => new HandlerProposal(holders[0].RoleCode, "role", holders[0].RoleName, holders[0].Name));
        var postsOf = posts.ToLookup(post => post.PersonCode, post => post.RoleName, StringComparer.Ordinal);
        var employers = organizations.ToDictionary(each => each.Code, each => each.Name, StringComparer.Ordinal);
        var people = users
            .Where(user => postsOf[user.Code].Any() || user.Role == Domain.Access.AccountRole.Handler)

            // Whoever walks the place first; leaders last.
            .OrderBy(user => user.Role != Domain.Access.AccountRole.Worker || !postsOf[user.Code].Any())
            .ThenBy(user => user.Role != Domain.Access.AccountRole.Handler)
            .Select(user => new HandlerProposal(
                user.UserName!, Words<HandlerKind>.Of(HandlerKind.Person), user.Name,
                string.Join('、', postsOf[user.Code].Append(user.Employer is null ? null : employers[user.Employer]).OfType<string>().Distinct(StringComparer.Ordinal))));
        return Results.Ok(people.Concat(roles)
            .Concat(organizations.Select(each => new HandlerProposal(each.Code, Words<HandlerKind>.Of(HandlerKind.Organization), each.Name, null))));
    }
}
