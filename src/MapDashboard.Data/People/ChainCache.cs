using System.Collections.Concurrent;
using MapDashboard.Data.Intake;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using Npgsql;

namespace MapDashboard.Data.People;

/// <summary>
/// Who answers for a place now, in memory (decisions/0022), as long as it is the same <see cref="PeopleVersion"/>.
/// </summary>
public sealed class ChainCache(GroundCache grounds, PeopleVersion version, NpgsqlDataSource dataSource)
{
    /// <summary>Areas whose links are read at once: one question of the database for a neighbourhood, not for each place in it.</summary>
    private const int Neighbourhood = 2_000;

    private volatile Picture? picture;

    /// <param name="Version">Valid only while it is the present one.</param>
    /// <param name="Ground">Where a point lies.</param>
    /// <param name="Facilities">All.</param>
    /// <param name="Staff">By the area's code, as far as somebody asked.</param>
    /// <param name="Public">What the public board shows of them.</param>
    private sealed record Picture(
        long Version, Ground Ground, FacilityIndex Facilities, ConcurrentDictionary<string, Links> Staff, ConcurrentDictionary<string, Links> Public);

    /// <summary>What was read at once, and for which times it holds.</summary>
    private sealed record Links(IReadOnlyDictionary<string, Responsible> ByCode, DateTime From, DateTime? Until)
    {
        public bool IsFor(DateTime now) => From <= now && !(Until <= now);
    }

    /// <summary>Path of the smallest area that covers the point, buildings too; empty outside every area, null where PostGIS is to be asked.</summary>
    public async ValueTask<string[]?> PathAsync(Point at, DateTime now, CancellationToken cancellationToken) =>
        (await PresentAsync(cancellationToken)).Ground.Areas.SmallestPath(at, now);

    /// <summary>As <see cref="ChainQueries.ChainAsync"/>; null where PostGIS is to be asked.</summary>
    public async ValueTask<IReadOnlyList<Responsible>?> ChainAsync(string[] path, Point point, bool publicView, DateTime now, CancellationToken cancellationToken)
    {
        var present = await PresentAsync(cancellationToken);
        if (!present.Facilities.TryNearest(point, out var facility)) return null;
        var known = publicView ? present.Public : present.Staff;
        if (!known.TryGetValue(path[^1], out var links) || !links.IsFor(now))
        {
            links = await ReadAsync(present.Ground, path, publicView, now, cancellationToken);
            foreach (var code in links.ByCode.Keys) known[code] = links;
        }

        return path.All(links.ByCode.ContainsKey) ? ChainQueries.ChainOf(path, links.ByCode, facility) : null;
    }

    private async ValueTask<Picture> PresentAsync(CancellationToken cancellationToken)
    {
        var asked = version.Present;
        if (picture is { } known && known.Version == asked) return known;
        var ground = await grounds.RenewAsync(await grounds.GetAsync(cancellationToken), cancellationToken);
        await using var db = Database.Context(dataSource);
        var facilities = await db.Facilities.AsNoTracking().ToListAsync(cancellationToken);
        return picture = new Picture(asked, ground, new FacilityIndex(facilities), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
    }

    /// <summary>The end is asked for first: a term that is fixed meanwhile is a Change, and forgets this.</summary>
    private async Task<Links> ReadAsync(Ground ground, string[] path, bool publicView, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = Database.Context(dataSource);
        var around = ground.Areas.Around(path, Neighbourhood);
        string[] codes = [.. around.Select(area => area.Code)];
        var until = around.Select(area => area.NextTerm(now)).Append(await db.NextTermAsync(codes, now, cancellationToken)).Min();
        return new Links(await db.LinksAsync(codes, publicView, now, cancellationToken), now, until);
    }
}
