using Npgsql;

namespace MapDashboard.Data.ChangeLog;

/// <summary>Makes the checkpoints of the log, each from the one before and the Changes since.</summary>
public sealed class CheckpointWriter(NpgsqlDataSource dataSource, int leastChanges = CheckpointWriter.LeastChanges)
{
    /// <summary>The least number of Changes between two. With more open issues than this, as many as are open: then a checkpoint costs one state a Change.</summary>
    public const int LeastChanges = 2000;

    // The log's order is commit order, so everything up to its visible end is there.
    private const string NextSql =
        """
        with last as (
          select seq, open from checkpoints union all select 0, '{}' order by seq desc limit 1)
        select c.seq from changes c where c.seq > (select seq from last)
        order by c.seq offset (select greatest($1, cardinality(open)) - 1 from last) limit 1
        """;

    // What is archived is taken away and not made again.
    private const string BareSql =
        """
        select seq from checkpoints
        where states is null and at >= coalesce((select max(before) from archives), '-infinity') order by at, seq limit 1
        """;

    private const string WriteSql =
        """
        insert into checkpoints (seq, at, open, first_at, states, endings, times) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (seq) do update set first_at = excluded.first_at, states = excluded.states, endings = excluded.endings, times = excluded.times
        """;

    private const string BeforeSql = "select seq, at, states from checkpoints where seq < $1 order by seq desc limit 1";

    /// <summary>Makes the next one if the log has grown enough since the last.</summary>
    /// <returns>False when there is none to make, or another server is making it.</returns>
    public Task<bool> AddAsync(CancellationToken cancellationToken) => MakeAsync(NextSql, [leastChanges], cancellationToken);

    /// <summary>Gives the oldest that has only numbers, from before this version, what this one keeps.</summary>
    /// <returns>False when all have theirs, or another server is at work.</returns>
    public Task<bool> FillAsync(CancellationToken cancellationToken) => MakeAsync(BareSql, [], cancellationToken);

    /// <param name="place">SQL of the number of its last Change; none where there is nothing to do.</param>
    /// <param name="values">For <paramref name="place"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async Task<bool> MakeAsync(string place, object[] values, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ScalarAsync(connection, "select pg_try_advisory_xact_lock($1)", cancellationToken, LockKeys.Checkpoints) is not true) return false;
        if (await ScalarAsync(connection, place, cancellationToken, values) is not long seq) return false;
        var before = await BeforeAsync(connection, seq, cancellationToken);
        var state = await LogState.ReadAsync(connection, before, seq, null, cancellationToken);
        var times = await SpanTimes.ReadAsync(connection, before?.Seq ?? 0, seq, cancellationToken);
        var at = new[] { before?.At, times.LastAt }.Max()!.Value;
        StateOfIssue[] open = [.. state.Open.OrderBy(issue => issue.Seq)];
        StateOfIssue[] span = [.. state.Later.OrderBy(issue => issue.Seq).Select(issue => issue.EndedAt is null ? issue with { Audiences = [], View = null } : issue)];
        await using var command = Command(
            connection, WriteSql, seq, at, Array.ConvertAll(open, issue => issue.Seq), times.FirstAt ?? at, PackedStates.Pack(open), PackedStates.Pack(span), times.Pack());
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<Checkpoint?> BeforeAsync(NpgsqlConnection connection, long seq, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, BeforeSql, seq);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Checkpoint.From(reader, 0) : null;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        return command;
    }
}
