using System.Text.RegularExpressions;
using MapDashboard.Domain.Areas;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Areas;

/// <param name="Code">Of the area.</param>
/// <param name="Name">To show.</param>
/// <param name="Level">Code of the level.</param>
/// <param name="Within">Names of what lies around it, the largest first: it tells two of one name apart.</param>
public sealed record AddressCandidate(string Code, string Name, string Level, string Within);

/// <summary>From an address in words to the area that is meant.</summary>
public static class AddressQueries
{
    private const int MostCandidates = 20;

    private sealed record Named(string Code, string Name, string Level, string[] Path);

    /// <summary>
    /// Units, else buildings, that the text names; where it names no building, areas called so. One entry when it is clear, several when it
    /// is not, none when nothing is called so.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="areas">Where to look: areas in force within the caller's scope.</param>
    /// <param name="text">As people write it.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<IReadOnlyList<AddressCandidate>> FindAddressAsync(
        this MapDbContext db, IQueryable<Area> areas, string text, CancellationToken cancellationToken)
    {
        if (AddressText.Parse(text) is not { } address) return [];
        var found = address.Building is null
            ? await CalledAsync(areas, address.Estate, text.Trim(), cancellationToken)
            : await BuildingsAsync(areas, address, cancellationToken);
        if (address.Unit is not null && found.Count > 0)
        {
            string?[] buildings = [.. found.Select(building => building.Code)];
            var units = await areas.Where(area => buildings.Contains(area.ParentCode))
                .Select(area => new Named(area.Code, area.Name, area.Level, area.Path)).ToListAsync(cancellationToken);
            var named = units.FindAll(unit => AddressText.UnitOf(unit.Name) == address.Unit);
            if (named.Count > 0) found = named;
        }

        var around = found.SelectMany(area => area.Path).Distinct(StringComparer.Ordinal).ToArray();
        var names = await db.Areas.Where(area => around.Contains(area.Code)).Select(area => new { area.Code, area.Name })
            .ToDictionaryAsync(area => area.Code, area => area.Name, cancellationToken);
        return [.. found.OrderBy(area => area.Code, StringComparer.Ordinal).Take(MostCandidates)
            .Select(area => new AddressCandidate(area.Code, area.Name, area.Level, string.Join(' ', area.Path.SkipLast(1).Select(code => names[code]))))];
    }

    private static async Task<List<Named>> BuildingsAsync(IQueryable<Area> areas, AddressText address, CancellationToken cancellationToken)
    {
        // The number as written, or a name that writes its number in another way: the rest is told apart here.
        var number = address.Building!;
#pragma warning disable MA0009 // The pattern is matched by PostgreSQL.
        var candidates = await areas
            .Where(area => area.Level == "building" && (EF.Functions.ILike(area.Name, "%" + number + "%") || !Regex.IsMatch(area.Name, "[0-9]")))
            .Select(area => new Named(area.Code, area.Name, area.Level, area.Path)).ToListAsync(cancellationToken);
#pragma warning restore MA0009
        var matches = candidates.FindAll(area => AddressText.Parse(area.Name) is { } name && address.CouldName(name));

        // 花园8栋 must not lose to 云津花园8栋 when a building is called exactly so.
        var exact = matches.FindAll(area => AddressText.Parse(area.Name)!.Estate == address.Estate);
        return exact.Count > 0 ? exact : matches;
    }

    private static async Task<List<Named>> CalledAsync(IQueryable<Area> areas, string name, string text, CancellationToken cancellationToken)
    {
        var found = await areas.Where(area => area.Name.Contains(name) || area.Name.Contains(text) || area.Code == text)
            .OrderBy(area => area.Code).Take(500)
            .Select(area => new Named(area.Code, area.Name, area.Level, area.Path)).ToListAsync(cancellationToken);
        var exact = found.FindAll(area => area.Name == name || area.Name == text || area.Code == text);
        return exact.Count > 0 ? exact : found;
    }
}
