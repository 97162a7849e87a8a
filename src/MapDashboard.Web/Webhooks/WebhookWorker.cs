using System.Diagnostics;
using MapDashboard.Data;
using MapDashboard.Data.Webhooks;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Npgsql;

namespace MapDashboard.Web.Webhooks;

/// <summary>
/// Turns the log into deliveries and sends what is due. One server of several does so: whoever holds the session lock. Its place in the log and
/// the deliveries are rows, so a kill loses nothing; what was sent and not yet settled is sent again under the same id.
/// </summary>
public sealed class WebhookWorker(MapDatabase database, WebhookSender sender, TimeProvider time, ILogger<WebhookWorker> logger) : BackgroundService
{
    public const long SessionKey = LockKeys.Webhooks;
    private const double Jitter = 0.2;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Share = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StandBy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>How long to wait after so many attempts: doubling from ten seconds to an hour, a fifth more or less.</summary>
    public static TimeSpan Pause(int attempts) =>
        Min(FirstPause * Math.Pow(2, Math.Min(attempts - 1, 20)), LongestPause) * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isHealthy = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await LockAsync(stoppingToken);
                while (connection is not null)
                {
                    await TurnAsync(connection, stoppingToken);
                    isHealthy = true;
                    await Task.Delay(Period, time, stoppingToken);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Mostly the database is away, and the lock with it. Whatever it is, what is owed to others must not stop for ever; said once per outage.
                if (isHealthy) logger.LogError(fault, "Webhooks stand still; trying again until they can go on");
                isHealthy = false;
            }

            await Task.Delay(StandBy, time, stoppingToken);
        }
    }

    /// <summary>A connection that holds the lock; null while another server does.</summary>
    private async Task<NpgsqlConnection?> LockAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.DirectConnectionString) { Pooling = false, KeepAlive = 30, MaxAutoPrepare = 10, AutoPrepareMinUsages = 2 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = SessionKey } } };
            if (await command.ExecuteScalarAsync(cancellationToken) is true) return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    private async Task TurnAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        await WebhookOutbox.AdvanceAsync(connection, now, cancellationToken);
        var due = await WebhookOutbox.DueAsync(connection, now, cancellationToken);

        // Side by side, so that one that does not answer holds up the others for ten seconds at most.
        await Task.WhenAll(due.GroupBy(delivery => delivery.WebhookId).Select(each => SendAllAsync(each, cancellationToken)));
    }

    /// <summary>One after the other; after a failure the rest waits, and who takes long to answer gets the rest at the next turn.</summary>
    private async Task SendAllAsync(IEnumerable<DueDelivery> deliveries, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var delivery in deliveries)
        {
            if (!await SendAsync(delivery, cancellationToken) || Stopwatch.GetElapsedTime(began) > Share) return;
        }
    }

    private async Task<bool> SendAsync(DueDelivery delivery, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(delivery, cancellationToken);
        var now = time.UtcNow();
        if (answer is { Error: null, Status: { } status })
        {
            await WebhookOutbox.DeliveredAsync(database.DataSource, delivery, status, now, cancellationToken);
            return true;
        }

        DateTime? retryAt = now >= delivery.GiveUpAt ? null : Clock.Cut(Min(now + Pause(delivery.Attempts + 1), delivery.GiveUpAt));
        if (retryAt is null) logger.LogWarning("Webhook {Webhook}: delivery {Delivery} is given up: {Error}", delivery.WebhookId, delivery.Id, answer.Error);
        await WebhookOutbox.FailedAsync(database.DataSource, delivery, answer.Status, answer.Error!, now, retryAt, cancellationToken);
        return false;
    }

    private static T Min<T>(T left, T right)
        where T : IComparable<T> => left.CompareTo(right) <= 0 ? left : right;
}
