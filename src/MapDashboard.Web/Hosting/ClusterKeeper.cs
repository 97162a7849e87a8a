namespace MapDashboard.Web.Hosting;

/// <summary>Starts the embedded postgres again when it was killed.</summary>
public sealed class ClusterKeeper(MapDatabase database, TimeProvider time, ILogger<ClusterKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Cluster is not { } cluster) return;
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (cluster.IsRunning()) continue;
            try
            {
                logger.LogWarning("The embedded PostgreSQL is gone; starting it again");
                await cluster.EnsureRunningAsync(stoppingToken);
                logger.LogInformation("The embedded PostgreSQL runs again");
            }
            catch (Exception refused) when (refused is not OperationCanceledException)
            {
                // It may start at a later try (disk full, children of the killed one still ending): the loop goes on.
                logger.LogError(refused, "The embedded PostgreSQL does not start");
            }
        }
    }
}
