using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.History;

/// <summary>
/// Once for each local day, at midnight or at the first start after it, tells the root over the heads of all issues in one line of the log
/// file (decisions/0013). One server of several does so.
/// </summary>
public sealed class DailyRoot(MapDatabase database, IOptions<MapOptions> options, TimeProvider time, ILogger<DailyRoot> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    private DateOnly? done;

    /// <summary>Records the day's root unless that is done.</summary>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, options.Value.Zone));
        if (done == today) return;
        await using var db = Database.Context(database.DataSource);
        await db.RecordRootAsync(today, now, root => Tell(today, root), cancellationToken);
        done = today;
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
                // Mostly the database is away. Whatever it is, a day without a root is worse than a root that comes late; said once per outage.
                if (isHealthy) logger.LogError(fault, "The root of the history cannot be recorded; trying again until it can");
                isHealthy = false;
            }

            await Task.Delay(Period, time, stoppingToken);
        }
    }

    // A warning, so that no configured level keeps it from the file: a root that was not written down proves nothing.
    private void Tell(DateOnly day, RootAt root) =>
        logger.LogWarning("History root of {Day:yyyy-MM-dd}: {Seq}:{Root:l} over {Count} issues", day, root.Seq, root.Hex, root.Count);
}

public static class HistoryServices
{
    public static void AddHistory(this IServiceCollection services)
    {
        services.AddHostedService<DailyRoot>();
        services.AddHostedService<CheckpointWorker>();
    }
}
