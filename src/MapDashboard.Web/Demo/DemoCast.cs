using MapDashboard.Data;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Identity;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Web.Demo;

/// <summary>Who and what plays in the demo: its staff, its buildings, its categories.</summary>
public sealed class DemoCast
{
    private DemoCast(IReadOnlyList<Worker> workers, Actor desk, IReadOnlyList<Organization> departments, IReadOnlyList<Building> buildings, IReadOnlyList<Category> leaves)
    {
        Workers = workers;
        Desk = desk;
        Departments = departments;
        Buildings = buildings;
        Leaves = leaves;
    }

    public sealed record Worker(Actor Actor, string GridCode, string Name);

    /// <param name="Handler">As an issue is dispatched to it.</param>
    /// <param name="Actor">Who reports in for it.</param>
    public sealed record Organization(Handler Handler, Actor Actor);

    public sealed record Building(string Code, string Name, string[] AreaPath, Point Label, Geometry Footprint, IReadOnlyList<string> Units);

    public IReadOnlyList<Worker> Workers { get; }

    public Actor Desk { get; }

    public IReadOnlyList<Organization> Departments { get; }

    public IReadOnlyList<Building> Buildings { get; }

    public IReadOnlyList<Category> Leaves { get; }

    public Worker WorkerOf(Issue issue) => Workers.FirstOrDefault(worker => issue.AreaPath.Contains(worker.GridCode, StringComparer.Ordinal)) ?? Workers[0];

    /// <summary>The handler's actor: the worker with that person, or the department.</summary>
    public Actor? ActorOf(Handler handler) => handler.Kind switch
    {
        HandlerKind.Person => Workers.FirstOrDefault(worker => worker.Actor.PersonCode == handler.Code)?.Actor,
        HandlerKind.Organization => Departments.FirstOrDefault(each => each.Handler.Code == handler.Code)?.Actor,
    };

    /// <returns>Null when the database does not hold the demo community with its accounts.</returns>
    public static async Task<DemoCast?> LoadAsync(MapDbContext db, DateTime now, DemoTexts texts, CancellationToken cancellationToken)
    {
        var accounts = await db.Accounts.AsNoTracking().Where(account => account.Demo).ToListAsync(cancellationToken);
        var actors = await db.ActorsAsync([.. accounts.Select(account => account.Id)], now, cancellationToken);
        var workers = accounts.Where(account => account.Role == AccountRole.Worker && actors[account.Id].Scope.AreaCodes.Count > 0)
            .OrderBy(account => account.UserName, StringComparer.Ordinal)
            .Select(account => new Worker(actors[account.Id], actors[account.Id].Scope.AreaCodes[0], account.DisplayName)).ToList();
        var desk = accounts.Find(account => account is { Role: AccountRole.Desk, AreaCode: not null });
        var areas = await db.Areas.AsNoTracking().OrderBy(area => area.Code).ToListAsync(cancellationToken);
        if (workers.Count == 0 || desk is null || areas.Count == 0) return null;
        var organizations = await db.Organizations.AsNoTracking().Where(each => each.Kind == "department").OrderBy(each => each.Code).ToListAsync(cancellationToken);
        var leaves = await db.Categories.AsNoTracking().Where(category => category.Limits != null && !category.Retired).OrderBy(category => category.Code).ToListAsync(cancellationToken);
        return new DemoCast(workers, actors[desk.Id], [.. organizations.Select(Department)], FindBuildings(areas), [.. leaves.Where(leaf => texts.Categories.ContainsKey(leaf.Code))]);
    }

    private static Organization Department(Domain.People.Organization organization) => new(
        new Handler(HandlerKind.Organization, organization.Code, organization.Name, null, IsPublic: true),
        new Actor(
            Guid.Empty, organization.Name, AccountRole.Handler,
            Scope.Of(AccountRole.Handler, Guid.Empty, [], null, organization.Code), null, organization.Code, []));

    private static List<Building> FindBuildings(List<Area> areas)
    {
        var units = areas.Where(area => area.Level == "unit").ToLookup(unit => unit.ParentCode, unit => unit.Code, StringComparer.Ordinal);
        return [.. areas.Where(area => area is { Level: "building", Geom: not null }).Select(area => new Building(
            area.Code, area.Name, area.Path[..^1], Wgs84.Point(area.Geom!.InteriorPoint.X, area.Geom.InteriorPoint.Y), area.Geom, [.. units[area.Code]]))];
    }
}
