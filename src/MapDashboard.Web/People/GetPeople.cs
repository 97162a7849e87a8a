using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.People;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <summary>GET /api/people: people who hold posts in the scope, by name, with those posts; an admin's list has those without a post too.</summary>
public static class GetPeople
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 500;

    public sealed record HeldPost(Guid Id, string AreaCode, string AreaName, string Role, string RoleName, DateTime From, DateTime? To);

    public sealed record PersonView(
        string Code, string Name, string? Phone, string? Employer, string? EmployerCode, bool PartyMember, IReadOnlyList<HeldPost> Posts);

    /// <param name="People">By name, then code.</param>
    /// <param name="Cursor">Null on the last page.</param>
    public sealed record PeopleView(IReadOnlyList<PersonView> People, string? Cursor);

    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken,
        string? q = null, string? area = null, string? cursor = null, string? limit = null)
    {
        if (!QueryValues.TryLimit(limit, DefaultLimit, MostLimit, out var most)) return QueryValues.Unreadable("limit");
        if (TextLimits.Exceeded((nameof(q), q, TextLimits.Line)) is { } tooLong) return Problems.Refuse(RefusalCodes.RequestInvalid, tooLong);
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var now = time.UtcNow();
        var posts = db.Posts.Held(now);
        if (viewer.Value.Codes is { } codes)
        {
            var areas = db.Areas.Below(codes).Select(each => each.Code);
            posts = posts.Where(post => areas.Contains(post.AreaCode));
        }

        var people = db.People.AsNoTracking();
        if (viewer.Value.Codes is not null) people = people.Where(person => posts.Any(post => post.PersonCode == person.Code || post.DeputyCode == person.Code));
        if (!string.IsNullOrWhiteSpace(q)) people = Search(people, q.Trim());
        if (!string.IsNullOrEmpty(cursor))
        {
            if (cursor.Split('\n') is not [var name, var code]) return QueryValues.Unreadable("cursor");
            people = people.Where(person => string.Compare(person.Name, name) > 0 || (person.Name == name && string.Compare(person.Code, code) > 0));
        }

        var page = await people.OrderBy(person => person.Name).ThenBy(person => person.Code).Take(most + 1).ToListAsync(cancellationToken);
        var more = page.Count > most;
        if (more) page.RemoveAt(most);
        return Results.Ok(new PeopleView(await WithPostsAsync(db, page, posts, cancellationToken), more ? $"{page[^1].Name}\n{page[^1].Code}" : null));
    }

    private static IQueryable<Person> Search(IQueryable<Person> people, string text) =>
        people.Where(person => person.Name.Contains(text) || person.Code == text || (person.Phone != null && person.Phone.Contains(text)));

    private static async Task<IReadOnlyList<PersonView>> WithPostsAsync(MapDbContext db, List<Person> people, IQueryable<Post> posts, CancellationToken cancellationToken)
    {
        string?[] codes = [.. people.Select(person => person.Code)];
        var held = await (
            from post in posts
            where codes.Contains(post.PersonCode)
            join area in db.Areas on post.AreaCode equals area.Code
            join role in db.Roles on post.Role equals role.Code
            orderby role.Order, area.Code
            select new { PersonCode = post.PersonCode!, Post = new HeldPost(post.Id, area.Code, area.Name, role.Code, role.Name, post.ValidFrom, post.ValidTo) })
            .ToListAsync(cancellationToken);
        var byPerson = held.ToLookup(row => row.PersonCode, row => row.Post, StringComparer.Ordinal);
        var employers = await db.Organizations.ToDictionaryAsync(each => each.Code, each => each.Name, cancellationToken);
        return [.. people.Select(person => new PersonView(
            person.Code, person.Name, person.Phone, person.Employer is null ? null : employers[person.Employer], person.Employer, person.PartyMember, [.. byPerson[person.Code]]))];
    }
}
