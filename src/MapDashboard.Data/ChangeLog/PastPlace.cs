using Npgsql;

namespace MapDashboard.Data.ChangeLog;

/// <summary>A moment's place in the log.</summary>
/// <param name="At">The moment, UTC.</param>
/// <param name="Checkpoint">The last one before; null where there is none.</param>
/// <param name="Cursor">Of the last Change up to then.</param>
/// <param name="Span">What of the log is there.</param>
/// <param name="FirstEnding">When the first issue of the log ended; null when none did.</param>
/// <param name="LastEnding">When the last one ended.</param>
internal sealed record PastPlace(DateTime At, Checkpoint? Checkpoint, Cursor Cursor, LogSpan Span, DateTime? FirstEnding, DateTime? LastEnding)
{
    // Imported history lies late in the log with early times. The log's time at a place is therefore the latest time up to there, and what is
    // asked for ends before the first Change that is later.
    private const string Sql =
        """
        with last as (
          select seq, at, states from checkpoints where at <= $1 order by at desc, seq desc limit 1)
        select epoch, coalesce(
          (select c.seq - 1 from changes c where c.seq > coalesce(last.seq, 0) and c.at > $1 order by c.seq limit 1),
          (select max(seq) from changes), 0),
          coalesce((select max(last_seq) from archives), 0), (select max(before) from archives),
          (select min(ended_at) from changes where ended_at is not null), (select max(ended_at) from changes where ended_at is not null),
          last.seq, last.at, last.states
        from log_epoch left join last on true
        """;

    public static async Task<PastPlace> FindAsync(NpgsqlConnection connection, DateTime at, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = at } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var cursor = new Cursor(reader.GetGuid(0), reader.GetInt64(1));
        var span = new LogSpan(cursor, reader.GetInt64(2), TimeOf(3));
        return new PastPlace(at, reader.IsDBNull(6) ? null : Checkpoint.From(reader, 6), cursor, span, TimeOf(4), TimeOf(5));

        DateTime? TimeOf(int column) => reader.IsDBNull(column) ? null : reader.GetDateTime(column);
    }
}
