using MapDashboard.Domain.Access;
using Npgsql;

namespace MapDashboard.Data.ChangeLog;

/// <summary>A stretch of the log for one viewer.</summary>
/// <param name="Changes">The viewer's share of it, in order.</param>
/// <param name="Cursor">How far the log was scanned.</param>
/// <param name="Complete">Whether that was the end of the log.</param>
public sealed record ChangeBatch(IReadOnlyList<ChangeMessage> Changes, Cursor Cursor, bool Complete);

/// <summary>What the log holds.</summary>
/// <param name="End">Its end.</param>
/// <param name="Begin">Up to here Changes may be missing: they lie in archives. 0 while nothing was archived.</param>
/// <param name="Begins">From then on the past can be told, UTC; null while nothing was archived.</param>
public readonly record struct LogSpan(Cursor End, long Begin, DateTime? Begins)
{
    /// <summary>Whether everything after the cursor is there.</summary>
    public bool Holds(Cursor cursor) => cursor.Epoch == End.Epoch && cursor.Seq >= Begin && cursor.Seq <= End.Seq;
}

/// <summary>Reads the change log. Plain SQL: this is the hot path of every screen.</summary>
public sealed class ChangeLogReader(NpgsqlDataSource dataSource)
{
    private const string Columns = "seq, at, kind, issue_id, issue_version, area_code, audiences, audiences_before, data::text, "
        + "(select cleared_at is not null from issues where issues.id = changes.issue_id)";

    /// <summary>The end of the log now.</summary>
    public async Task<Cursor> EndAsync(CancellationToken cancellationToken) => (await SpanAsync(cancellationToken)).End;

    /// <summary>What the log holds now.</summary>
    public async Task<LogSpan> SpanAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select epoch, coalesce((select max(seq) from changes), 0), coalesce((select max(last_seq) from archives), 0), (select max(before) from archives) from log_epoch");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new LogSpan(new Cursor(reader.GetGuid(0), reader.GetInt64(1)), reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetDateTime(3));
    }

    /// <summary>
    /// How far the log has gone since, and whether a Change since took from the viewer's sight what it saw: an issue that left its scope, or,
    /// in public, a text whose clearance may have been taken back.
    /// </summary>
    /// <returns>Null when the cursor belongs to another epoch, or lies before or beyond the log.</returns>
    public async Task<(long Count, bool TookAway)?> SinceAsync(Cursor cursor, Viewer viewer, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select epoch, coalesce((select max(seq) from changes), 0), exists (
              select from changes where seq > $1 and (
                (audiences_before && $2 and ($3::text[] is null or audiences_before && $3)
                  and not (audiences && $2 and ($3::text[] is null or audiences && $3)))
                or ($4 and kind = 'issue.cleared'))),
              coalesce((select max(last_seq) from archives), 0)
            from log_epoch
            """);
        command.Parameters.AddWithValue(cursor.Seq);
        command.Parameters.AddWithValue(viewer.Audiences);
        command.Parameters.Add(AreaParameter(viewer));
        command.Parameters.AddWithValue(viewer.IsPublic);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var count = reader.GetInt64(1) - cursor.Seq;
        return reader.GetGuid(0) == cursor.Epoch && count >= 0 && cursor.Seq >= reader.GetInt64(3) ? (count, reader.GetBoolean(2)) : null;
    }

    /// <summary>Whether a Change in (after, to] concerns areas, their modes, or the people of their posts.</summary>
    public async Task<bool> AreasChangedAsync(long after, long to, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select exists (select from changes where seq > $1 and seq <= $2 and issue_id is null and kind ~ '^(area|mode|post|person|people|organization)[.]')");
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(to);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>The rows after <paramref name="after"/>, at most <paramref name="limit"/>, whoever sees them.</summary>
    public async Task<IReadOnlyList<ChangeRow>> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"select {Columns} from changes where seq > $1 order by seq limit $2");
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(limit);
        return await RowsAsync(command, cancellationToken);
    }

    /// <summary>
    /// The viewer's share of the log after a cursor. The end is read first: whatever commits meanwhile has a later number, because
    /// numbers are drawn in commit order, so (after, end] is complete.
    /// </summary>
    /// <returns>Null when the cursor belongs to another epoch, or lies before or beyond the log.</returns>
    public async Task<ChangeBatch?> ReadForAsync(Viewer viewer, Cursor after, int limit, CancellationToken cancellationToken)
    {
        var span = await SpanAsync(cancellationToken);
        if (!span.Holds(after)) return null;
        var end = span.End;
        await using var command = dataSource.CreateCommand(
            $"""
            select {Columns} from changes
            where seq > $1 and seq <= $2
              and ((audiences && $3 and ($4::text[] is null or audiences && $4))
                or (audiences_before && $3 and ($4::text[] is null or audiences_before && $4)))
            order by seq limit $5
            """);
        command.Parameters.AddWithValue(after.Seq);
        command.Parameters.AddWithValue(end.Seq);
        command.Parameters.AddWithValue(viewer.Audiences);
        command.Parameters.Add(AreaParameter(viewer));
        command.Parameters.AddWithValue(limit);
        var rows = await RowsAsync(command, cancellationToken);
        var complete = rows.Count < limit;
        var cursor = complete ? end : end with { Seq = rows[^1].Seq };
        return new ChangeBatch([.. rows.Select(row => ChangeMessage.For(viewer, row)).OfType<ChangeMessage>()], cursor, complete || cursor.Seq == end.Seq);
    }

    private static NpgsqlParameter AreaParameter(Viewer viewer) =>
        new() { Value = (object?)viewer.AreaAudiences ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text };

    private static async Task<IReadOnlyList<ChangeRow>> RowsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<ChangeRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new ChangeRow
            {
                Seq = reader.GetInt64(0),
                At = reader.GetDateTime(1),
                Kind = reader.GetString(2),
                IssueId = reader.IsDBNull(3) ? null : reader.GetGuid(3),
                IssueVersion = reader.IsDBNull(4) ? null : reader.GetInt32(4),
                AreaCode = reader.IsDBNull(5) ? null : reader.GetString(5),
                Audiences = reader.GetFieldValue<string[]>(6),
                AudiencesBefore = reader.IsDBNull(7) ? null : reader.GetFieldValue<string[]>(7),
                Data = reader.GetString(8),
                ClearedNow = reader.IsDBNull(9) ? null : reader.GetBoolean(9),
            });
        }

        return rows;
    }
}
