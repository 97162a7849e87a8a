using MapDashboard.Data;
using MapDashboard.Data.Calendar;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Identity;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.People;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Web.Demo;

/// <summary>Who and what plays in the demo: its staff, its buildings, its categories.</summary>
public sealed class DemoCast
{
    private readonly Dictionary<string, Handler> organizations;

    private DemoCast(
        CaseClock clock, IReadOnlyList<Worker> workers, Actor desk, Actor leader, IReadOnlyList<Handler> organizations, IReadOnlyList<Handler> departments,
        IReadOnlyList<Building> buildings, IReadOnlyList<Category> leaves)
    {
        Clock = clock;
        Workers = workers;
        Desk = desk;
        Leader = leader;
        this.organizations = organizations.ToDictionary(handler => handler.Code, StringComparer.Ordinal);
        Departments = departments;
        Buildings = buildings;
        Leaves = leaves;
    }

    public sealed record Worker(Actor Actor, string GridCode, string Name);

    public sealed record Building(string Code, string Name, string[] AreaPath, Point Label, Geometry Footprint, IReadOnlyList<string> Units);

    /// <summary>One community, one calendar.</summary>
    public CaseClock Clock { get; }

    public IReadOnlyList<Worker> Workers { get; }

    public Actor Desk { get; }

    public Actor Leader { get; }

    public IReadOnlyList<Handler> Departments { get; }

    public IReadOnlyList<Building> Buildings { get; }

    public IReadOnlyList<Category> Leaves { get; }

    public Worker WorkerOf(Issue issue) => Workers.FirstOrDefault(worker => issue.AreaPath.Contains(worker.GridCode, StringComparer.Ordinal)) ?? Workers[0];

    /// <summary>Whom the issue's category names; null where that is a role, which the worker of the grid plays here.</summary>
    public Handler? OrganizationFor(Issue issue) =>
        Leaves.FirstOrDefault(leaf => leaf.Code == issue.Category)?.Responsible is { } code ? organizations.GetValueOrDefault(code) : null;

    /// <summary>Who acts for a handler: an account of the demo where it has one, else somebody made for it.</summary>
    public Actor ActorOf(Handler handler) => handler.Kind switch
    {
        HandlerKind.Desk => Desk,
        HandlerKind.Person when Leader.PersonCode == handler.Code => Leader,
        HandlerKind.Person => Workers.FirstOrDefault(worker => worker.Actor.PersonCode == handler.Code)?.Actor ?? Extra(handler, person: handler.Code),
        HandlerKind.Organization => Extra(handler, organization: handler.Code),
        HandlerKind.Account => Workers.First(worker => worker.Actor.AccountId.ToString("N") == handler.Code).Actor,
    };

    /// <summary>Somebody of the demo who did not handle the issue.</summary>
    public Actor VerifierOf(Issue issue) => issue.IsHandledBy(Desk) ? Leader : Desk;

    /// <returns>Null when the database does not hold the demo community with its accounts.</returns>
    public static async Task<DemoCast?> LoadAsync(MapDbContext db, DateTime now, TimeSpan ratingWindow, DemoTexts texts, CancellationToken cancellationToken)
    {
        var accounts = await db.Accounts.AsNoTracking().Where(account => account.Demo).ToListAsync(cancellationToken);
        var actors = await db.ActorsAsync([.. accounts.Select(account => account.Id)], now, cancellationToken);
        var workers = accounts.Where(account => account.Role == AccountRole.Worker && actors[account.Id].Scope.AreaCodes.Count > 0)
            .OrderBy(account => account.UserName, StringComparer.Ordinal)
            .Select(account => new Worker(actors[account.Id], actors[account.Id].Scope.AreaCodes[0], account.DisplayName)).ToList();
        var desk = accounts.Find(account => account is { Role: AccountRole.Desk, AreaCode: not null });
        var areas = await db.Areas.AsNoTracking().OrderBy(area => area.Code).ToListAsync(cancellationToken);
        var leader = accounts.Find(account => account is { Role: AccountRole.Leader, AreaCode: not null });
        if (workers.Count == 0 || desk is null || leader is null || areas.Count == 0) return null;
        var clock = await db.CaseClockAsync(areas.Find(area => area.Code == desk.AreaCode)!.Path, ratingWindow, cancellationToken);
        var organizations = await db.Organizations.AsNoTracking().OrderBy(each => each.Code).ToListAsync(cancellationToken);
        var leaves = await db.Categories.AsNoTracking().Where(category => category.Limits != null && !category.Retired).OrderBy(category => category.Code).ToListAsync(cancellationToken);
        return new DemoCast(
            clock, workers, actors[desk.Id], actors[leader.Id],
            [.. organizations.Select(HandlerOf)], [.. organizations.Where(each => each.Kind == "department").Select(HandlerOf)],
            FindBuildings(areas), [.. leaves.Where(leaf => texts.Categories.ContainsKey(leaf.Code))]);
    }

    private static Handler HandlerOf(Organization organization) => new(HandlerKind.Organization, organization.Code, organization.Name, null, IsPublic: true);

    private static Actor Extra(Handler handler, string? person = null, string? organization = null) => new(
        Guid.Empty, handler.Name, AccountRole.Handler, Scope.Of(AccountRole.Handler, Guid.Empty, [], person, organization), person, organization, []);

    private static List<Building> FindBuildings(List<Area> areas)
    {
        var units = areas.Where(area => area.Level == "unit").ToLookup(unit => unit.ParentCode, unit => unit.Code, StringComparer.Ordinal);
        return [.. areas.Where(area => area is { Level: "building", Geom: not null }).Select(area => new Building(
            area.Code, area.Name, area.Path[..^1], Wgs84.Point(area.Geom!.InteriorPoint.X, area.Geom.InteriorPoint.Y), area.Geom, [.. units[area.Code]]))];
    }
}
