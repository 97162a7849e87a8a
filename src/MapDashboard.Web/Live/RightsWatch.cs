using MapDashboard.Domain;
using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.Live;

/// <summary>Cuts connections whose session or token ended or whose rights changed, within one pulse. A client that may still come comes again.</summary>
public sealed class RightsWatch(LiveConnections connections, MapDatabase database, TimeProvider time, ILogger<RightsWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LogTail.PulsePeriod, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // With the database away nothing flows either; the next turn asks again.
                logger.LogDebug(fault, "Rights could not be read");
            }
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        LiveConnection[] all = [.. connections.All];
        if (all.Length == 0) return;
        await using var db = Database.Context(database.LiveDataSource);
        Guid[] credentials = [.. all.Select(connection => connection.Caller.Credential.Id).Distinct()];
        var callers = await db.CallersAsync(credentials, database.IsEmbedded, time.UtcNow(), cancellationToken);
        foreach (var connection in all)
        {
            if (callers.GetValueOrDefault(connection.Caller.Credential.Id)?.RightsKey != connection.Caller.RightsKey) connection.Abort();
        }
    }
}
