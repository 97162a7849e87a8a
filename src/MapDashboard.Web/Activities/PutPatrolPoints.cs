using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Activities;

/// <param name="At">By the phone's clock.</param>
/// <param name="Lon">Degrees, WGS 84.</param>
/// <param name="Lat">Degrees, WGS 84.</param>
/// <param name="Accuracy">Metres.</param>
/// <param name="Gap">Nothing is known of the way to here.</param>
public sealed record PointRequest(DateTime? At, double? Lon, double? Lat, double? Accuracy, bool? Gap);

public sealed record PointsRequest(IReadOnlyList<PointRequest?>? Points);

/// <summary>PUT /api/patrols/{id}/points/{sequence}: a batch of positions of one's own patrol. Batches may come in any order, and twice is once.</summary>
public sealed class PutPatrolPoints(MapDbContext db, TimeProvider time)
{
    private const int MostPoints = 200;
    private const int MostBatches = 5000;
    private const double MostAccuracy = 100_000;

    public static Task<IResult> HandleAsync(Guid id, int sequence, PointsRequest request, HttpContext context, PutPatrolPoints useCase, CancellationToken cancellationToken)
    {
        if (sequence is < 0 or >= MostBatches) return Task.FromResult(Problems.Refuse(RefusalCodes.RequestInvalid, $"sequence lies between 0 and {MostBatches - 1}."));
        if (request.Points is not { Count: >= 1 and <= MostPoints } sent) return Task.FromResult(Problems.Refuse(RefusalCodes.RequestInvalid, $"points holds 1 to {MostPoints}."));
        if (!sent.All(IsSound)) return Task.FromResult(Problems.Refuse(RefusalCodes.RequestInvalid, "Each point has at, lon within ±180, lat within ±90, and an accuracy in metres if any."));
        return Race.AgainAsync(context, () => useCase.RunAsync(id, sequence, request, context.Caller(), cancellationToken));
    }

    private static bool IsSound(PointRequest? point) =>
        point is { At: not null, Lon: >= -180 and <= 180, Lat: >= -90 and <= 90 } && point.Accuracy is null or (>= 0 and <= MostAccuracy);

    private async Task<IResult> RunAsync(Guid id, int sequence, PointsRequest request, Caller caller, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var patrol = await db.Patrols.FromSql($"select * from patrols where id = {id} for update").SingleOrDefaultAsync(cancellationToken);
        if (patrol is null || patrol.AccountId != caller.Actor.AccountId) return Problems.Refuse(RefusalCodes.PatrolNotFound, "There is no such patrol of this account.");
        if (patrol.TrackDeletedAt is not null) return Problems.Refuse(RefusalCodes.PatrolTrackExpired, "The track of this patrol was deleted: it is too long ago.");
        var hash = SentHash.Of(request);
        var stretches = await db.PatrolStretches.Where(stretch => stretch.PatrolId == id).ToListAsync(cancellationToken);
        if (stretches.Find(stretch => stretch.Sequence == sequence) is { } earlier)
        {
            return earlier.ContentHash == hash ? Results.Ok(PatrolView.Of(patrol, null)) : Problems.Refuse(RefusalCodes.ActivityIdTaken, "Other points have this number.");
        }

        var stretch = new PatrolStretch
        {
            PatrolId = id, Sequence = sequence, ContentHash = hash,
            Points = [.. request.Points!.Select(point => new TrackPoint(point!.At!.Value, point.Lon!.Value, point.Lat!.Value, point.Accuracy, point.Gap is true ? true : null))],
        };
        db.PatrolStretches.Add(stretch);
        stretches.Add(stretch);
        patrol.DistanceMeters = Math.Round(PatrolTrack.Meters(PatrolTrack.Segments(stretches.OrderBy(each => each.Sequence).SelectMany(each => each.Points))), 1);

        // Of a patrol that goes on nobody is told each minute: its way is read when somebody looks.
        Change[] changes = patrol.EndedAt is null ? [] : [ActivityChange.Of(ChangeKind.PatrolTracked, time.UtcNow(), caller.Actor, patrol.AreaPath)];
        await db.CommitAsync(changes, cancellationToken);
        return Results.Created((string?)null, PatrolView.Of(patrol, null));
    }
}
