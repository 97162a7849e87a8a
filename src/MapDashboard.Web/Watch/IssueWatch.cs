using MapDashboard.Data;
using MapDashboard.Data.Calendar;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MapDashboard.Web.Watch;

/// <summary>
/// The watch over the clocks: warns holders, whistles overdue issues one level up, also when nobody is assigned, and closes what was not rated.
/// One server at a time by a session lock; each deed once by its mark, in one transaction with it.
/// </summary>
public sealed class IssueWatch(MapDatabase database, IOptions<MapOptions> options, TimeProvider time, ILogger<IssueWatch> logger) : BackgroundService
{
    private const int Most = 200;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isHealthy = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await KeepAsync(() => isHealthy = true, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The database is away or an issue cannot be dealt with: a watch that dies would leave everything overdue. Logged once per outage.
                if (isHealthy) logger.LogError(fault, "The watch over the clocks was interrupted; trying again until it can");
                isHealthy = false;
            }

            await Task.Delay(Period, time, stoppingToken);
        }
    }

    /// <summary>Holds the lock and turns, until the connection that holds it is lost.</summary>
    private async Task KeepAsync(Action healthy, CancellationToken cancellationToken)
    {
        await using var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.DirectConnectionString) { Pooling = false, KeepAlive = 5 }.ConnectionString);
        await session.OpenAsync(cancellationToken);
        while (!await TryLockAsync(session, cancellationToken)) await Task.Delay(Period, time, cancellationToken);
        while (true)
        {
            var done = await TurnAsync(cancellationToken);
            healthy();

            // Where much is owed at once, as after a long night without a server, nobody waits for the next turn.
            if (done < Most) await Task.Delay(Period, time, cancellationToken);

            // Whoever lost the session lost the lock with it, and another server may have it.
            await using var alive = new NpgsqlCommand("select 1", session);
            await alive.ExecuteScalarAsync(cancellationToken);
        }
    }

    /// <returns>How many issues it dealt with.</returns>
    private async Task<int> TurnAsync(CancellationToken cancellationToken)
    {
        Exception? first = null;
        var done = 0;
        foreach (var id in await database.DataSource.OwedAsync(time.UtcNow(), Most, cancellationToken))
        {
            try
            {
                await DoAsync(id, cancellationToken);
                done++;
            }
            catch (DbUpdateException raced) when (raced is DbUpdateConcurrencyException || raced.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                // A person, or another watch, was faster: the next turn looks at what has become of it.
                logger.LogDebug(raced, "Issue {Id} changed under the watch", id);
            }
            catch (Exception fault) when (fault is not OperationCanceledException and not NpgsqlException)
            {
                // One issue that cannot be dealt with must not keep the others waiting.
                first ??= fault;
            }
        }

        return first is null ? done : throw new InvalidOperationException("The watch could not deal with an issue.", first);
    }

    private async Task DoAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = Database.Context(database.DataSource);
        var issue = await db.Issues.Include(each => each.Photos).SingleAsync(each => each.Id == id, cancellationToken);
        var clock = await db.CaseClockAsync(issue.AreaPath, options.Value.RatingWindow, cancellationToken);
        var marks = await db.WatchMarks.AsNoTracking().Where(mark => mark.IssueId == id).ToListAsync(cancellationToken);
        var made = await WatchTurn.DoAsync(db, issue, clock.At(time.UtcNow()), marks, cancellationToken);
        if (made.Count > 0) await db.CommitAsync(issue.TakeChanges(), cancellationToken);
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", session);
        command.Parameters.AddWithValue(LockKeys.Watch);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
