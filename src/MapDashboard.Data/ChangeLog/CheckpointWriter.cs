using Npgsql;

namespace MapDashboard.Data.ChangeLog;

/// <summary>Makes the checkpoints of the log, each from the one before and the Changes since.</summary>
public sealed class CheckpointWriter(NpgsqlDataSource dataSource, int leastChanges = CheckpointWriter.LeastChanges)
{
    /// <summary>The least number of Changes between two. With more open issues than this, as many as are open: then a checkpoint costs one number a Change.</summary>
    public const int LeastChanges = 2000;

    // The log's order is commit order, so everything up to its visible end is there. The span is read once and by its numbers: asked for their
    // latest time from the log itself, the planner walks the index of times from the end of the log back to them.
    private const string Next =
        """
        with last as (
          select seq, at, open from checkpoints union all select 0, '-infinity', '{}' order by seq desc limit 1),
        place as (
          select c.seq from changes c where c.seq > (select seq from last)
          order by c.seq offset (select greatest($1, cardinality(open)) - 1 from last) limit 1),
        span as materialized (
          select issue_id, seq, at, ended_at from changes where seq > (select seq from last) and seq <= (select seq from place)),
        later as (
          select distinct on (issue_id) issue_id, seq, ended_at is null as is_open from span where issue_id is not null order by issue_id, seq desc)
        insert into checkpoints (seq, at, open)
        select place.seq,
          greatest(last.at, (select max(at) from span)),
          array(
            select seq from later where is_open
            union all
            select c.seq from unnest(last.open) kept (seq) join changes c on c.seq = kept.seq
            where not exists (select 1 from later where later.issue_id = c.issue_id)
            order by 1)
        from last, place
        """;

    /// <summary>Makes the next one if the log has grown enough since the last.</summary>
    /// <returns>False when there is none to make, or another server is making it.</returns>
    public async Task<bool> AddAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var turn = new NpgsqlCommand("select pg_try_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = LockKeys.Checkpoints } } };
        if (await turn.ExecuteScalarAsync(cancellationToken) is not true) return false;
        await using var next = new NpgsqlCommand(Next, connection) { Parameters = { new() { Value = leastChanges } } };
        var made = await next.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return made > 0;
    }
}
