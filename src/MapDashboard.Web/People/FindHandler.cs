using MapDashboard.Data;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <summary>Turns the <c>to</c> of a dispatch into the handler: a user name, a role code or an organization code, tried in this order.</summary>
public static class FindHandler
{
    public static async Task<Outcome<Handler>> FindAsync(MapDbContext db, Issue issue, string? to, DateTime now, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(to)) return Unknown("to is required where no rule names anyone: a user name, a role code or an organization code.");
        var normalized = to.ToUpperInvariant();
        var person = await db.Accounts.Where(account => account.NormalizedUserName == normalized && account.PersonCode != null)
            .Select(account => account.PersonCode).SingleOrDefaultAsync(cancellationToken);
        if (person is not null) return await PersonAsync(db, person, role: null, now, cancellationToken);
        string[] path = [.. issue.AreaPath, .. new[] { issue.BuildingCode, issue.UnitCode }.OfType<string>()];
        return await OfAreasAsync(db, path, to, now, cancellationToken);
    }

    /// <summary>A role held in one area, or an organization.</summary>
    public static Task<Outcome<Handler>> InAreaAsync(MapDbContext db, string areaCode, string to, DateTime now, CancellationToken cancellationToken) =>
        OfAreasAsync(db, [areaCode], to, now, cancellationToken);

    /// <summary>The person as a handler.</summary>
    /// <param name="db">The database.</param>
    /// <param name="code">Of the person.</param>
    /// <param name="role">Name of the role through which it was found; null otherwise.</param>
    /// <param name="now">Its posts then say whether the name is public.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<Handler> PersonAsync(MapDbContext db, string code, string? role, DateTime now, CancellationToken cancellationToken)
    {
        var person = await db.People.SingleAsync(each => each.Code == code, cancellationToken);
        var isPublic = await db.Posts.Held(now).AnyAsync(post => post.PersonCode == code && post.Public, cancellationToken);
        return new Handler(HandlerKind.Person, code, person.Name, role, isPublic);
    }

    private static async Task<Outcome<Handler>> OfAreasAsync(MapDbContext db, string[] path, string to, DateTime now, CancellationToken cancellationToken)
    {
        if (await db.Roles.AnyAsync(role => role.Code == to, cancellationToken)) return await OfRoleAsync(db, path, to, now, cancellationToken);
        var organization = await db.Organizations.SingleOrDefaultAsync(each => each.Code == to, cancellationToken);
        return organization is null
            ? Unknown($"{to} is neither a user name of a person, nor a role, nor an organization.")
            : new Handler(HandlerKind.Organization, organization.Code, organization.Name, null, IsPublic: true);
    }

    /// <summary>The only holder of the role in the smallest area of the path that has one.</summary>
    private static async Task<Outcome<Handler>> OfRoleAsync(MapDbContext db, string[] path, string role, DateTime now, CancellationToken cancellationToken)
    {
        var held = await db.Posts.Held(now).Where(post => post.Role == role && post.PersonCode != null && path.Contains(post.AreaCode))
            .Select(post => new { post.AreaCode, Person = post.PersonCode! }).ToListAsync(cancellationToken);
        var smallest = path.LastOrDefault(code => held.Exists(post => post.AreaCode == code));
        string[] holders = [.. held.Where(post => post.AreaCode == smallest).Select(post => post.Person).Distinct(StringComparer.Ordinal)];
        var name = await db.Roles.Where(each => each.Code == role).Select(each => each.Name).SingleAsync(cancellationToken);
        return holders switch
        {
            [] => Unknown($"Nobody holds the role {name} in the issue's area."),
            [var only] => await PersonAsync(db, only, name, now, cancellationToken),
            _ => new Refusal(
                RefusalCodes.IssueHandlerAmbiguous,
                $"Several hold the role {name} in the issue's area; name one of them.",
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["holders"] = await db.People.Where(each => holders.Contains(each.Code)).Select(each => each.Name).ToListAsync(cancellationToken),
                }),
        };
    }

    private static Refusal Unknown(string detail) => new(RefusalCodes.IssueHandlerUnknown, detail);
}
