using MapDashboard.Data.ChangeLog;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.History;

/// <summary>Keeps the checkpoints of the log up with it, on whichever server comes first.</summary>
public sealed class CheckpointWorker(MapDatabase database, TimeProvider time, ILogger<CheckpointWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var writer = new CheckpointWriter(database.DataSource);
        var isHealthy = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await writer.AddAsync(stoppingToken) || await writer.FillAsync(stoppingToken)) stoppingToken.ThrowIfCancellationRequested();
                isHealthy = true;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Replay is slower without them and no less right; said once per outage.
                if (isHealthy) logger.LogError(fault, "The next checkpoint of the change log could not be made; trying again until it can");
                isHealthy = false;
            }

            await Task.Delay(Period, time, stoppingToken);
        }
    }
}
