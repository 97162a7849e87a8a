using System.Data;
using System.Globalization;
using MapDashboard.Data.Issues;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Data.Intake;

/// <summary>
/// One transaction for many entries, no two of one issue. Its locks come in one order on every server: counters of numbers, issues that are there,
/// new issues, each sorted, and the log's at the end.
/// </summary>
internal sealed class Batch(NpgsqlConnection connection, IReadOnlyList<Entry> entries, BatchRows rows, bool plansAnew)
{
    private readonly ReportEntry[] reports = [.. entries.OfType<ReportEntry>()];
    private readonly TrackedEntry[] tracked = [.. entries.OfType<TrackedEntry>().OrderBy(entry => entry.Issues[0])];

    /// <summary>The transaction's own number; 0 before it has one.</summary>
    public ulong TransactionId { get; private set; }

    /// <summary>From here on a lost connection leaves open whether it was committed.</summary>
    public bool IsCommitting { get; private set; }

    /// <summary>Writes and commits what can be; entries that spoil it are left with their fault.</summary>
    public async Task RunAsync()
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await BeginAsync();
        foreach (var entry in tracked.Where(entry => entry.IsIn)) await SaveAsync(entry, transaction);
        var sorted = reports.Where(report => report.IsIn).OrderBy(report => report.Id).ToArray();
        if (sorted.Length == 0 && !tracked.Any(entry => entry.IsIn))
        {
            await transaction.RollbackAsync();
            return;
        }

        try
        {
            await FinishAsync(sorted, isSaved: false);
        }
        catch (PostgresException spoiled) when (sorted.Length > 0 && Faults.IsRefusal(spoiled) && !Faults.IsWorthAnother(spoiled))
        {
            // One of them spoils it: back to before the first, and each by itself.
            IsCommitting = false;
            await ExecuteAsync("rollback to savepoint rows");
            foreach (var report in sorted) await InsertAloneAsync(report);
            await FinishAsync(sorted, isSaved: true);
        }
    }

    /// <summary>Draws the numbers, and says of each entry whether it can go on.</summary>
    private async Task BeginAsync()
    {
        if (plansAnew) await ExecuteAsync("discard plans");
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_current_xact_id()::text, version from ground_version"));
        if (reports.Length > 0)
        {
            // The numbers before the ids: whatever comes between the two statements leaves numbers over, and none short.
            batch.BatchCommands.Add(BatchRows.Numbers(reports));
            batch.BatchCommands.Add(BatchRows.Known(reports));
        }

        if (tracked.Length > 0) batch.BatchCommands.Add(BatchRows.Lock([.. tracked.SelectMany(entry => entry.Issues).Distinct().Order()]));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        TransactionId = ulong.Parse(reader.GetString(0), CultureInfo.InvariantCulture);
        var version = reader.GetGuid(1);
        if (reports.Length > 0) await NumberAsync(reader, version);
        if (tracked.Length == 0) return;
        await reader.NextResultAsync();
        var locked = new HashSet<Guid>();
        while (await reader.ReadAsync()) locked.Add(reader.GetGuid(0));
        foreach (var entry in tracked.Where(entry => !entry.Issues.All(locked.Contains))) entry.GoAlone();
    }

    private async Task NumberAsync(NpgsqlDataReader reader, Guid version)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = new HashSet<Guid>();
        await reader.NextResultAsync();
        while (await reader.ReadAsync()) last[reader.GetString(0)] = reader.GetInt32(1);
        await reader.NextResultAsync();
        while (await reader.ReadAsync()) known.Add(reader.GetGuid(0));
        foreach (var report in reports.Where(report => report.IsIn))
        {
            if (known.Contains(report.Id)) report.Settle(Landing.Known);
            else if (report.Report.Ground.Version != version) report.Settle(Landing.OtherGround);
        }

        // In the order in which they came, the last one gets the last number.
        foreach (var group in reports.Where(report => report.IsIn).GroupBy(report => report.Prefix, StringComparer.Ordinal))
        {
            var number = last[group.Key] - group.Count();
            foreach (var report in group) report.Number(IssueQueries.NumberOf(group.Key, ++number));
        }
    }

    /// <summary>Saves what the entry's own context tracks, here; its savepoint is the context's own.</summary>
    private async Task SaveAsync(TrackedEntry entry, NpgsqlTransaction transaction)
    {
        var database = entry.Db.Database;
        database.SetDbConnection(connection);
        database.AutoSavepointsEnabled = true;
        try
        {
            await database.UseTransactionAsync(transaction);
            await entry.Db.SaveChangesAsync(acceptAllChangesOnSuccess: false);
        }
        catch (Exception refused) when (!Faults.IsLostConnection(refused) && !Faults.IsWorthAnother(refused))
        {
            // Its own context has gone back to its own savepoint; the request says what it was.
            entry.Fault = refused;
        }
        finally
        {
            database.AutoSavepointsEnabled = false;
            await database.UseTransactionAsync(null);
            database.SetDbConnection(null);
        }
    }

    private async Task InsertAloneAsync(ReportEntry report)
    {
        await ExecuteAsync("savepoint one_row");
        try
        {
            await using var batch = new NpgsqlBatch(connection);
            rows.AddRows(batch, [report]);
            await batch.ExecuteNonQueryAsync();
        }
        catch (PostgresException refused) when (Faults.IsRefusal(refused) && !Faults.IsWorthAnother(refused))
        {
            report.Fault = refused;
            await ExecuteAsync("rollback to savepoint one_row");
        }
    }

    /// <summary>Rows, then Changes, then the commit, in one message to the database.</summary>
    private async Task FinishAsync(ReportEntry[] sorted, bool isSaved)
    {
        var landing = sorted.Where(report => report.IsIn).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        if (!isSaved && sorted.Length > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("savepoint rows"));
            rows.AddRows(batch, landing);
        }

        var asking = landing.Where(report => report.Report.SimilarFor is not null).ToArray();
        foreach (var report in asking) report.Similar.Clear();
        if (asking.Length > 0) batch.BatchCommands.Add(BatchRows.Similar(asking));
        var changes = entries.Where(entry => entry.IsIn).OrderBy(entry => entry.Issues[0]).SelectMany(entry => entry.Rows).ToArray();
        if (changes.Length > 0) batch.BatchCommands.Add(rows.Changes(changes));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));

        // A save whose savepoint was not let go any more, because the connection broke after its rows, says nothing of it.
        if (connection.State != ConnectionState.Open) throw new NpgsqlException("The connection was lost before the commit.", new IOException());
        IsCommitting = true;
        await using var reader = await batch.ExecuteReaderAsync();
        if (asking.Length > 0) await BatchRows.ReadSimilarAsync(reader, asking);
        while (await reader.NextResultAsync())
        {
            // To the end: what fails later fails here.
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
