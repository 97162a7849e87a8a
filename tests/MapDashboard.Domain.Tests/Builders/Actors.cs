using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Domain.Tests.Builders;

/// <summary>Actors by role and by the areas (paths, root first) that they answer for; no path means no area.</summary>
internal static class Actors
{
    public const string HandlerPerson = "P-handler";
    public const string Sanitation = "O-sanitation";

    public static readonly Handler ToPerson = new(HandlerKind.Person, HandlerPerson, "Zhao", Role: "grid worker", IsPublic: false);
    public static readonly Handler ToOrganization = new(HandlerKind.Organization, Sanitation, "Sanitation", Role: null, IsPublic: true);

    public static readonly Actor Admin = Of(AccountRole.Admin, []);

    /// <summary>Files the built issues and has no right over their area.</summary>
    public static readonly Actor Reporter = Of(AccountRole.Worker, [Town.NeighbourGrid]);

    public static readonly Actor Handler = Of(AccountRole.Handler, [], person: HandlerPerson);

    /// <summary>Of the organization to which an issue may be given.</summary>
    public static readonly Actor Member = Of(AccountRole.Handler, [], person: "P-member", organization: Sanitation);

    public static Actor Leader(params string[][] paths) => Of(AccountRole.Leader, paths);

    public static Actor Desk(params string[][] paths) => Of(AccountRole.Desk, paths);

    public static Actor Worker(params string[][] paths) => Of(AccountRole.Worker, paths);

    public static Actor Screen(params string[][] paths) => Of(AccountRole.Screen, paths);

    public static Actor GridLeader(params string[] path) => Worker(path) with { GridLeaderOf = [path[^1]] };

    /// <summary>The account that filed the built issues, with another role and other areas.</summary>
    public static Actor ReporterAs(AccountRole role, params string[][] paths) => Of(role, paths, account: Reporter.AccountId);

    public static Actor Of(
        AccountRole role, string[][] paths, string? person = null, string? organization = null, Guid? account = null)
    {
        var id = account ?? Guid.NewGuid();
        return new Actor(id, $"{role} Li", role, Scope.Of(role, id, paths, person, organization), person, organization, []);
    }
}
