using MapDashboard.Domain;
using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.People;
using Npgsql;

namespace MapDashboard.Web.Live;

/// <summary>
/// Follows the change log and sends each stretch of it, and the pulse, in one loop and in order. NOTIFY only wakes it; the poll is the
/// truth. It never dies: a database that is gone is asked again, and as long as it is gone no pulse says that the data is fresh.
/// </summary>
public sealed class LogTail(ChangeLogReader log, LiveConnections connections, LogWakeup wakeup, PeopleVersion people, Meters meters, TimeProvider time, ILogger<LogTail> logger)
    : BackgroundService
{
    public static readonly TimeSpan PulsePeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(1);
    private const int StretchLength = 1000;

    /// <summary>
    /// Nobody sees two pictures within a frame: what a burst of commits brings meanwhile goes as one message, written and sent once. One message
    /// may go a frame early, since changes that come once a frame come unevenly, and none of those should wait.
    /// </summary>
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(16);

    private Cursor? position;
    private long pulsedAt;
    private long readAt;
    private long nextAt;

    /// <summary>How long ago the log was last read to its end; null before the first time.</summary>
    public TimeSpan? Lag => Volatile.Read(ref readAt) is var at and not 0 ? time.GetElapsedTime(at) : null;

    /// <summary>Whether memory counts: as with a pulse, what another server changed holds here within that time.</summary>
    public bool IsFollowing => Lag is { } lag && lag < PulsePeriod;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isHealthy = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TurnAsync(stoppingToken);
                if (!isHealthy) logger.LogInformation("The change log is readable again");
                isHealthy = true;
                await wakeup.WaitAsync(PollPeriod, stoppingToken);
                if (time.GetElapsedTime(time.GetTimestamp(), nextAt) is { Ticks: > 0 } rest) await Task.Delay(rest, time, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Mostly the database is away; whatever it is, a loop that dies would freeze every screen. Logged once per outage; the pages show the age of their data meanwhile.
                if (isHealthy) logger.LogError(fault, "The change log cannot be read; trying again until it can");
                isHealthy = false;
                await Task.Delay(BackOff, time, stoppingToken);
            }
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        if (position is not { } start || time.GetElapsedTime(pulsedAt) >= PulsePeriod)
        {
            var end = await log.EndAsync(cancellationToken);
            if (position is null || position.Value.Epoch != end.Epoch || position.Value.Seq > end.Seq)
            {
                // First turn, or the log was restored: what clients hold says nothing any more, they start again from a snapshot.
                if (position is not null) connections.AbortAll();
                people.Forget();
                position = end;
            }

            start = position.Value;
        }

        while (true)
        {
            var rows = await log.ReadAsync(start.Seq, StretchLength, cancellationToken);
            if (rows.Count == 0) break;
            var to = start with { Seq = rows[^1].Seq };
            people.Follow(rows);
            nextAt = Math.Max(nextAt + (long)(Frame.TotalSeconds * time.TimestampFrequency), time.GetTimestamp());
            Publish(rows, start, to);
            position = start = to;

            // Read to its end for now. What is written meanwhile has its own wake-up, and comes after a frame.
            if (rows.Count < StretchLength) break;
        }

        Volatile.Write(ref readAt, time.GetTimestamp());
        if (time.GetElapsedTime(pulsedAt) < PulsePeriod) return;
        pulsedAt = time.GetTimestamp();
        var pulse = connections.Frame("pulse", new PulseMessage(start.ToString(), time.UtcNow()));
        foreach (var connection in connections.All) connections.Send(connection, pulse);
    }

    private void Publish(IReadOnlyList<ChangeRow> rows, Cursor from, Cursor to)
    {
        foreach (var (viewer, followers) in connections.Followers())
        {
            ChangeMessage[] share = [.. rows.Select(row => ChangeMessage.For(viewer, row)).OfType<ChangeMessage>()];
            var frame = connections.Frame("changes", new ChangesMessage(from.ToString(), to.ToString(), share));
            foreach (var connection in followers) connections.Send(connection, frame);
            meters.Messages.Add(1);
            meters.Deliveries.Add(followers.Count);
            meters.DeliveredBytes.Add((long)frame.Length * followers.Count);
        }

        meters.LogLag.Record((time.UtcNow() - rows[0].At).TotalSeconds);
    }
}
