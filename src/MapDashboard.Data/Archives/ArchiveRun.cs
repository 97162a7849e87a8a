using System.Data;
using System.Runtime.CompilerServices;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Cluster;
using MapDashboard.Data.Statistics;
using Npgsql;

namespace MapDashboard.Data.Archives;

/// <summary>
/// Gives the Changes of issues that ended to a file and takes them from the log (decisions/0024). All of it is one transaction, in which the file is written,
/// on disk, read back and checked before anything is removed: whenever it ends, the Changes are in the log, or in a whole file that the database names.
/// </summary>
/// <param name="dataSource">Servers may run on it.</param>
/// <param name="plan">What is to be archived.</param>
public sealed class ArchiveRun(NpgsqlDataSource dataSource, ArchivePlan plan)
{
    /// <summary>Issues whose Changes one statement removes.</summary>
    private const int Part = 5_000;

    // Up to the first Change that is not older. The last Change of all stays, since the log's end is known by it, and so does what webhooks have not been told.
    private const string PlaceSql =
        """
        select least(
          (select seq - 1 from changes where at >= $1 order by seq limit 1),
          (select max(seq) - 1 from changes),
          (select seq from webhook_position where exists (select 1 from webhooks)))
        """;

    // Each history as a whole: an issue of which any Change lies behind the place, such as a late comment, waits for another time.
    private const string LeavingSql =
        """
        create temp table leaving on commit drop as
        select i.id as issue_id, i.number, i.version, i.head, first.seq as first_seq, last.seq as last_seq, ((row_number() over (order by i.id) - 1) / $3)::int as part
        from issues i
          join changes first on first.issue_id = i.id and first.issue_version = 1
          join changes last on last.issue_id = i.id and last.issue_version = i.version
        where i.ended_at < $1 and last.seq <= $2
          and not exists (select 1 from archived_issues a where a.issue_id = i.id)
          and i.id not in (select c.issue_id from webhook_deliveries d join changes c on c.seq = d.seq where c.issue_id is not null)
        """;

    private const string HistoriesSql =
        """
        select l.issue_id, c.issue_version, c.seq, c.kind, c.at, c.area_code, c.audiences, c.audiences_before, c.data::text, c.hash, c.ended_at,
          l.number, l.version, l.first_seq, l.last_seq, l.head
        from leaving l cross join lateral (select * from changes where issue_id = l.issue_id order by issue_version) c
        order by l.issue_id, c.issue_version
        """;

    /// <summary>Says what would be archived, and changes nothing.</summary>
    public async Task<ArchiveReport> LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return await ChooseAsync(connection, cancellationToken);
    }

    /// <summary>Archives; without any such issue it makes no file.</summary>
    /// <exception cref="StartRefusedException">Nothing was removed; the message says why.</exception>
    public async Task<ArchiveReport> RunAsync(CancellationToken cancellationToken)
    {
        await CountAsync(cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        ArchiveReport report;
        await using (var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken))
        {
            if (await ScalarAsync(connection, "select pg_try_advisory_xact_lock($1)", cancellationToken, LockKeys.Archives) is not true)
            {
                throw new StartRefusedException("Another archive is being made; nothing was removed.");
            }

            report = await ChooseAsync(connection, cancellationToken);
            if (report.Issues == 0) return report;
            report = await WriteAsync(connection, report, cancellationToken);

            // Until the log is what it will be, nobody makes a checkpoint, and those that say what only this past could correct are bare: then the log alone
            // tells, before the commit as after it. Should it end here, a server makes them again.
            await using var makers = await dataSource.OpenConnectionAsync(cancellationToken);
            await using var turn = await makers.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(makers, "select pg_advisory_xact_lock($1)", cancellationToken, LockKeys.Checkpoints);
            await BareAsync(cancellationToken);
            await TakeOutAsync(connection, report, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await ExecuteAsync(connection, "vacuum (analyze) changes", cancellationToken);
        return report;
    }

    /// <summary>Figures are made from the log: all of it must be counted before any of it goes.</summary>
    private async Task CountAsync(CancellationToken cancellationToken)
    {
        await using var known = dataSource.CreateCommand("select zone from measure_cursor");
        var zone = await known.ExecuteScalarAsync(cancellationToken) as string
            ?? throw new StartRefusedException("The figures were never counted: start a server on this database once, then archive.");
        await new MeasureUpkeep(dataSource, zone).CatchUpAsync(cancellationToken);
    }

    private async Task<ArchiveReport> ChooseAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, PlaceSql, cancellationToken, plan.Before) is not long place) return new ArchiveReport(0, 0, 0, 0);
        await ExecuteAsync(connection, LeavingSql, cancellationToken, plan.Before, place, Part);
        await ExecuteAsync(connection, "create index on leaving (issue_id); create index on leaving (part); analyze leaving", cancellationToken);
        await using var command = new NpgsqlCommand("select count(*)::int, coalesce(sum(version), 0)::bigint, coalesce(min(first_seq), 0), coalesce(max(last_seq), 0) from leaving", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new ArchiveReport(reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }

    /// <summary>Writes the file and reads it back from the disk's name, chain by chain.</summary>
    private async Task<ArchiveReport> WriteAsync(NpgsqlConnection connection, ArchiveReport report, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(plan.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var epoch = (Guid)(await ScalarAsync(connection, "select epoch from log_epoch", cancellationToken))!;
        var manifest = new ArchiveManifest(ArchiveFile.Form, plan.FileName, epoch, plan.Before, plan.Now, report.Issues, report.Changes, report.FirstSeq, report.LastSeq);

        // Through the indexes, in their order: sorted, the log would stand on the disk a second time.
        await ExecuteAsync(connection, "set local enable_sort = off; set local enable_hashjoin = off; set local enable_mergejoin = off; set local jit = off", cancellationToken);
        await ArchiveFile.WriteAsync(plan.Path, manifest, HistoriesAsync(connection, cancellationToken), cancellationToken);
        var (sum, bytes) = await ArchiveFile.SumAsync(plan.Path, cancellationToken);
        if (await ArchiveFile.ManifestAsync(plan.Path, cancellationToken) != manifest) throw new StartRefusedException($"{plan.Path} was read back otherwise than it was written; nothing was removed.");
        var (issues, changes) = (0, 0L);
        await foreach (var history in ArchiveFile.HistoriesAsync(plan.Path, cancellationToken))
        {
            if (history.Break() is { } broken) throw new StartRefusedException($"Issue {broken.Issue}: {broken.What} Nothing was removed; see what verify-history says.");
            issues++;
            changes += history.Changes.Count;
        }

        return (issues, changes) == (report.Issues, report.Changes)
            ? report with { Bytes = bytes, Sha256 = Convert.ToHexStringLower(sum) }
            : throw new StartRefusedException($"{plan.Path} holds {changes} Changes of {issues} issues, and the log {report.Changes} of {report.Issues}; nothing was removed.");
    }

    private async Task TakeOutAsync(NpgsqlConnection connection, ArchiveReport report, CancellationToken cancellationToken)
    {
        try
        {
            // Whoever works on one of them waits here and is refused afterwards; whoever was faster ends this.
            await ExecuteAsync(connection, "select count(*) from (select 1 from issues i join leaving l on l.issue_id = i.id for update of i) locked", cancellationToken);
        }
        catch (PostgresException raced) when (raced.SqlState == PostgresErrorCodes.SerializationFailure)
        {
            throw new StartRefusedException($"An issue was worked on meanwhile. Nothing was removed: delete {plan.Path} and run it again.");
        }

        await ExecuteAsync(
            connection,
            "insert into archives (name, before, at, archived_by, sha256, bytes, issues, changes, first_seq, last_seq) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            cancellationToken, plan.FileName, plan.Before, plan.Now, plan.By, Convert.FromHexString(report.Sha256!), report.Bytes, report.Issues, report.Changes, report.FirstSeq, report.LastSeq);
        await ExecuteAsync(
            connection,
            "insert into archived_issues (issue_id, archive, version, first_seq, last_seq, head) select issue_id, $1, version, first_seq, last_seq, head from leaving",
            cancellationToken, plan.FileName);
        var removed = 0L;
        for (var part = 0; part <= (report.Issues - 1) / Part; part++)
        {
            removed += await ExecuteAsync(connection, "delete from changes using leaving where leaving.part = $1 and changes.issue_id = leaving.issue_id", cancellationToken, part);
        }

        // The lock keeps whoever counts anew from taking away cases that nothing could make again.
        await ExecuteAsync(connection, "select pg_advisory_xact_lock($1)", cancellationToken, LockKeys.Measures);
        await using var now = await dataSource.OpenConnectionAsync(cancellationToken);
        var isCounted = await ScalarAsync(now, "select exists (select 1 from measure_cursor c join log_epoch e on e.epoch = c.epoch where c.seq >= $1)", cancellationToken, report.LastSeq) is true;
        if (removed != report.Changes || !isCounted)
        {
            throw new StartRefusedException($"{(isCounted ? "The log is not what the file says" : "The figures were counted anew meanwhile")}. Nothing was removed: delete {plan.Path} and run it again.");
        }
    }

    /// <summary>Takes away what checkpoints keep of the past that is to go, at once and for all to see.</summary>
    private async Task BareAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update checkpoints set first_at = null, states = null, endings = null, times = null where at < $1 and states is not null");
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue(plan.Before);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async IAsyncEnumerable<ArchivedHistory> HistoriesAsync(NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(HistoriesSql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        ArchivedHistory? history = null;
        var changes = new List<ArchivedChange>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (history?.Issue != reader.GetGuid(0))
            {
                if (history is not null) yield return history;
                changes = [];
                history = new ArchivedHistory(
                    reader.GetGuid(0), reader.GetString(11), reader.GetInt32(12), reader.GetInt64(13), reader.GetInt64(14), Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(15)), changes);
            }

            changes.Add(ChangeAt(reader));
        }

        if (history is not null) yield return history;
    }

    private static ArchivedChange ChangeAt(NpgsqlDataReader reader) => new(
        reader.GetInt64(2), reader.GetInt32(1), reader.GetDateTime(4), reader.GetString(3), reader.IsDBNull(5) ? null : reader.GetString(5),
        reader.GetFieldValue<string[]>(6), reader.IsDBNull(7) ? null : reader.GetFieldValue<string[]>(7), reader.IsDBNull(10) ? null : reader.GetDateTime(10),
        reader.GetString(8), Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(9)));

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.AddWithValue(value);
        return command;
    }
}
