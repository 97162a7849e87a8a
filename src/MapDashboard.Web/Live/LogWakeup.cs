using MapDashboard.Data.Intake;
using MapDashboard.Web.Hosting;
using Npgsql;

namespace MapDashboard.Web.Live;

/// <summary>
/// Listens for NOTIFY on a connection of its own and wakes the tail; what this server's own intake commits wakes it before that. Losing it costs only the
/// wait of one poll.
/// </summary>
public sealed class LogWakeup(MapDatabase database, GroupCommit intake, TimeProvider time, ILogger<LogWakeup> logger) : BackgroundService
{
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim signal = new(0, 1);

    /// <summary>Returns at a wake-up or after the time, whichever is first.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => signal.WaitAsync(atMost, cancellationToken);

    public override void Dispose()
    {
        signal.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        intake.Committed += OnCommitted;
        try
        {
            await KeepListeningAsync(stoppingToken);
        }
        finally
        {
            intake.Committed -= OnCommitted;
        }
    }

    private async Task KeepListeningAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Whatever it is, the tail polls meanwhile.
                logger.LogDebug(fault, "LISTEN was lost; the tail polls until it is back");
                await Task.Delay(BackOff, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(database.DirectConnectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString;
        await using var connection = new NpgsqlConnection(connectionString);
        connection.Notification += (_, _) => Wake();
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand("listen changes", connection)) await listen.ExecuteNonQueryAsync(cancellationToken);
        Wake();
        while (true) await connection.WaitAsync(cancellationToken);
    }

    private void OnCommitted(object? sender, EventArgs none) => Wake();

    private void Wake()
    {
        // At most one wake-up waits: many commits are one turn of the tail.
        if (signal.CurrentCount == 0)
        {
            try
            {
                signal.Release();
            }
            catch (SemaphoreFullException)
            {
                // Two notifications at once: the other one has woken the tail.
                logger.LogTrace("Already awake");
            }
        }
    }
}
