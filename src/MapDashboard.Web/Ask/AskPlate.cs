using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Domain;
using MapDashboard.Domain.Areas;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Ask;

/// <summary>The place that a QR code names, with what bounds its door.</summary>
/// <param name="Code">Of the area in force.</param>
/// <param name="Path">Areas from the root to it.</param>
public sealed record AskPlate(string Code, IReadOnlyList<AskArea> Path)
{
    /// <summary>Nothing beyond this area is answered or taken by the door.</summary>
    public string Root => Path[0].Code;

    public AskArea Area => Path[^1];

    /// <summary>What the small map shows: the community, or the root where no level is called so.</summary>
    public AskArea Community => Path.FirstOrDefault(area => area.Level == "community") ?? Path[0];

    public string[] Codes => [.. Path.Select(area => area.Code)];

    public static async Task<Outcome<AskPlate>> FindAsync(MapDbContext db, string code, DateTime now, CancellationToken cancellationToken)
    {
        if (await db.Areas.InForce(now).PathOfAsync(code, cancellationToken) is not { } path) return new Refusal(RefusalCodes.AreaNotFound, "There is no area of this code.");
        var areas = await db.Areas.AsNoTracking().Where(area => path.Contains(area.Code))
            .Select(area => new AskArea(area.Code, area.Name, area.Level)).ToDictionaryAsync(area => area.Code, cancellationToken);
        return new AskPlate(code, [.. path.Select(each => areas[each])]);
    }

    /// <summary>Areas in force of the same root.</summary>
    public IQueryable<Area> Around(MapDbContext db, DateTime now) => db.Areas.AsNoTracking().InForce(now).Below([Root]);
}

/// <param name="Code">Of the area.</param>
/// <param name="Name">To show.</param>
/// <param name="Level">Code of the level.</param>
public sealed record AskArea(string Code, string Name, string Level);
