using System.Diagnostics;
using System.Threading.Channels;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MapDashboard.Data.Intake;

/// <summary>
/// Reports and commands that come at once share one commit (decisions/0018). Whoever comes alone is written at once; while that commit runs, the
/// next batch forms by itself. Nobody is answered before the commit.
/// </summary>
public sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>Beyond that the rows of a batch hold the log's lock for long.</summary>
    private const int MostInABatch = 500;
    private const int MostConnections = 3;
    private const int Attempts = 3;

    private readonly Channel<Entry> queue;
    private readonly NpgsqlDataSource dataSource;
    private readonly BatchRows rows;
    private readonly KeptPlans plans = new();
    private readonly Settlement settlement;
    private readonly Meters meters;
    private readonly ILogger logger;
    private readonly Task running;

    /// <param name="connectionString">Past a pooler: statements are prepared, and settings of the session kept.</param>
    /// <param name="capacity">How many entries wait at most.</param>
    /// <param name="meters">Told of each batch.</param>
    /// <param name="time">For the pauses of a settlement.</param>
    /// <param name="logger">For what no request is told.</param>
    public GroupCommit(string connectionString, int capacity, Meters meters, TimeProvider time, ILogger<GroupCommit> logger)
    {
        dataSource = PreparedConnections.DataSource(connectionString, MostConnections);
        using (var db = Database.Context(dataSource)) rows = new BatchRows(db.Model);
        queue = Channel.CreateBounded<Entry>(new BoundedChannelOptions(capacity) { SingleReader = true });
        settlement = new Settlement(dataSource, time);
        (this.meters, this.logger) = (meters, logger);
        meters.WatchWaiting(() => queue.Reader.Count);
        running = Task.Run(RunAsync);
    }

    /// <summary>Something was committed: for whoever would else wait until the database says so.</summary>
    public event EventHandler? Committed;

    /// <summary>Writes the report with whatever else is there, and waits for the commit. A client that goes away stops nothing.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing was written, or, rarely, that could not be found out: the same report again is safe.</exception>
    public Task<LandedReport> ReportAsync(NewReport report)
    {
        var entry = new ReportEntry(report);
        return Takes(entry) ? entry.Task : Task.FromResult(new LandedReport(Landing.Full));
    }

    /// <summary>As <see cref="MapDbContext.CommitAsync"/>, in one commit with whatever else is there. The context must have no transaction open, and is not the caller's until this ends.</summary>
    /// <returns>False where more wait than the server takes: nothing was written, and the context is as it was.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Another writer was faster; nothing was written.</exception>
    /// <exception cref="DbUpdateException">A constraint refused; nothing was written.</exception>
    public async Task<bool> CommitAsync(MapDbContext db, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        if (!changes.Any(change => change.IssueId is not null))
        {
            await db.CommitAsync(changes, cancellationToken);
            return true;
        }

        var entry = new TrackedEntry(db, ChainedRows.Of(db, changes));
        if (!Takes(entry)) return false;
        if (await entry.Task) db.ChangeTracker.AcceptAllChanges();
        else await db.CommitAsync(entry.Rows, cancellationToken);
        return true;
    }

    /// <summary>Takes no more, and writes what has been taken.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running;
        await dataSource.DisposeAsync();
    }

    private bool Takes(Entry entry)
    {
        if (queue.Writer.TryWrite(entry)) return true;
        meters.Full.Add(1);
        return false;
    }

    /// <summary>Never ends by a fault: a loop that dies would take no report any more.</summary>
    private async Task RunAsync()
    {
        var held = new List<Entry>();
        while (held.Count > 0 || await queue.Reader.WaitToReadAsync())
        {
            var batch = Next(held);
            try
            {
                await WriteAsync(batch);
            }
            catch (Exception fault)
            {
                // Even the finding out failed: these are told so, and the next batch goes on.
                logger.LogError(fault, "A batch of {Count} ended in a fault", batch.Count);
                foreach (var entry in batch) Fail(entry, fault);
            }
        }
    }

    /// <summary>What waits, in the order in which it came; of each issue the first, and the others stay for the next batch.</summary>
    private List<Entry> Next(List<Entry> held)
    {
        var batch = new List<Entry>();
        var issues = new HashSet<Guid>();
        var later = new List<Entry>();
        foreach (var entry in held) Take(entry);
        while (batch.Count < MostInABatch && queue.Reader.TryRead(out var entry)) Take(entry);
        held.Clear();
        held.AddRange(later);
        return batch;

        void Take(Entry entry)
        {
            var isFirst = batch.Count < MostInABatch && !entry.Issues.Any(issues.Contains);

            // Later ones too: what is held keeps its place before what comes after it.
            foreach (var id in entry.Issues) issues.Add(id);
            (isFirst ? batch : later).Add(entry);
        }
    }

    /// <summary>Ends every entry of the batch.</summary>
    private async Task WriteAsync(List<Entry> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            Batch? run = null;
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync();
                run = new Batch(connection, batch, rows, plans.AreOutgrown(connection, batch.Count));
                var begin = Stopwatch.GetTimestamp();
                await run.RunAsync();
                meters.CommitDuration.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds);
                meters.BatchSize.Record(batch.Count);
                End(batch);
                return;
            }
            catch (Exception crossed) when (attempt < Attempts && (Faults.IsWorthAnother(crossed) || (run is { IsCommitting: false } && Faults.IsLostConnection(crossed))))
            {
                // Surely nothing was committed, and the same again may succeed.
                foreach (var entry in batch) entry.Fault = null;
            }
            catch (PostgresException spoiled) when (Faults.IsRefusal(spoiled) && batch.Count > 1)
            {
                // Not even row by row: each in a commit of its own, so that it spoils nobody else's.
                logger.LogWarning(spoiled, "A batch of {Count} was refused; writing each alone", batch.Count);
                foreach (var entry in batch.Where(entry => !entry.IsSettled))
                {
                    entry.Fault = null;
                    await WriteAsync([entry]);
                }

                return;
            }
            catch (Exception fault)
            {
                // Everything else belongs to the requests that wait, each of which says it to its client.
                if (run is { IsCommitting: true } && !Faults.IsRefusal(fault) && await settlement.IsCommittedAsync(run.TransactionId, batch)) End(batch);
                else foreach (var entry in batch) Fail(entry, entry.Fault ?? fault);
                return;
            }
        }
    }

    private void End(List<Entry> batch)
    {
        Committed?.Invoke(this, EventArgs.Empty);
        foreach (var entry in batch)
        {
            if (entry.Fault is { } fault)
            {
                Fail(entry, fault);
                continue;
            }

            meters.Acknowledged.Add(1);
            entry.Land();
        }
    }

    private void Fail(Entry entry, Exception fault)
    {
        meters.Failed.Add(1);
        entry.Fail(fault);
    }
}
