using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Web.Live;

namespace MapDashboard.Web.People;

/// <summary>
/// Who answers for a place: from memory for now, as long as the log is being followed; otherwise, and for other times, from the database.
/// </summary>
public sealed class FindResponsible(ChainCache chains, LogTail tail, IServiceProvider services)
{
    /// <summary>Most answers need none.</summary>
    private MapDbContext Db => services.GetRequiredService<MapDbContext>();

    /// <summary>The place that is meant.</summary>
    /// <param name="query">A point, an area's code or an address.</param>
    /// <param name="scope">Of the caller: where an address is looked for.</param>
    /// <param name="at">Areas in force then.</param>
    /// <param name="isNow">Whether that is now.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async ValueTask<Outcome<Place>> PlaceAsync(PlaceQuery query, Scope scope, DateTime at, bool isNow, CancellationToken cancellationToken)
    {
        if (!isNow || !tail.IsFollowing || !query.IsPoint)
        {
            return await FindPlace.FindAsync(Db, query, scope.WholeMap ? Db.Areas.InForce(at) : Db.Areas.InForce(at).Below([.. scope.AreaCodes]), at, cancellationToken);
        }

        var point = FindPlace.PointOf(query);
        if (point.Refusal is { } refusal) return refusal;
        var path = await chains.PathAsync(point.Value, at, cancellationToken) ?? await Db.SmallestPathAsync(point.Value, at, cancellationToken);
        return new Place(path ?? [], point.Value);
    }

    /// <summary>As <see cref="ChainQueries.ChainAsync"/>.</summary>
    public async ValueTask<IReadOnlyList<Responsible>> ChainAsync(Place place, bool publicView, DateTime at, bool isNow, CancellationToken cancellationToken) =>
        (isNow && tail.IsFollowing && place.Point is { } point ? await chains.ChainAsync(place.Path, point, publicView, at, cancellationToken) : null)
        ?? await Db.ChainAsync(place.Path, place.Point, publicView, at, cancellationToken);
}
