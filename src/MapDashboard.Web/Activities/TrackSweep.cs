using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Activities;

/// <summary>Deletes the tracks of patrols after <c>Map:TrackDays</c>, hourly; of several servers each does so, and the second finds nothing.</summary>
public sealed class TrackSweep(MapDatabase database, IOptions<MapOptions> options, TimeProvider time, ILogger<TrackSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <returns>How many tracks were deleted.</returns>
    public async Task<int> TurnAsync(CancellationToken cancellationToken)
    {
        await using var db = Database.Context(database.DataSource);
        var now = time.UtcNow();
        var before = now - TimeSpan.FromDays(options.Value.TrackDays);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var old = db.Patrols.Where(patrol => patrol.TrackDeletedAt == null && patrol.ReceivedAt < before);

        // The mark first: it locks the patrol, so that no batch comes in behind the deletion.
        var marked = await old.ExecuteUpdateAsync(set => set.SetProperty(patrol => patrol.TrackDeletedAt, now), cancellationToken);
        await db.PatrolStretches.Where(stretch => db.Patrols.Any(patrol => patrol.Id == stretch.PatrolId && patrol.TrackDeletedAt != null)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return marked;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isHealthy = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TurnAsync(stoppingToken);
                isHealthy = true;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Mostly the database is away: tracks that lie an hour longer are better than a server that stops. Said once per outage.
                if (isHealthy) logger.LogError(fault, "Old tracks cannot be deleted; trying again until they can");
                isHealthy = false;
            }

            await Task.Delay(Period, time, stoppingToken);
        }
    }
}
