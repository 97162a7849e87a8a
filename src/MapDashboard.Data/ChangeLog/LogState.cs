using MapDashboard.Domain.Access;
using Npgsql;
using NpgsqlTypes;

namespace MapDashboard.Data.ChangeLog;

/// <summary>The issues at a place of the log: those that are open, and those that changed since the checkpoint before.</summary>
internal sealed class LogState
{
    private const string Columns =
        """
        c.issue_id, c.seq, c.ended_at, c.audiences,
        case when $3::text[] is null or c.audiences && $3 and ($4::text[] is null or c.audiences && $4) then (c.data->'issue')::text end
        """;

    // Only the last of an issue's Changes is read whole.
    private const string LaterSql =
        $"""
        with later as (
          select distinct on (issue_id) seq from changes where seq > $1 and seq <= $2 and issue_id is not null order by issue_id, seq desc)
        select {Columns} from later join changes c on c.seq = later.seq
        """;

    private const string OpenSql =
        $"select {Columns} from checkpoints k, unnest(k.open) kept (seq) join changes c on c.seq = kept.seq where k.seq = $1 and k.seq <= $2";

    private readonly Dictionary<Guid, StateOfIssue> open;

    private LogState(IEnumerable<StateOfIssue> before, IReadOnlyList<StateOfIssue> later)
    {
        Later = later;
        open = before.ToDictionary(state => state.Id);
        foreach (var state in later)
        {
            open.Remove(state.Id);
            if (state.EndedAt is null) open.Add(state.Id, state);
        }
    }

    public IEnumerable<StateOfIssue> Open => open.Values;

    /// <summary>The issues that changed since the checkpoint, each as it was left, whoever sees them.</summary>
    public IReadOnlyList<StateOfIssue> Later { get; }

    /// <summary>Reads the state at a place.</summary>
    /// <param name="connection">In a transaction in which the checkpoint was read.</param>
    /// <param name="checkpoint">The last one before the place; null where there is none.</param>
    /// <param name="to">Number of the last Change that counts.</param>
    /// <param name="viewer">Whose views are wanted; null for all.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<LogState> ReadAsync(NpgsqlConnection connection, Checkpoint? checkpoint, long to, Viewer? viewer, CancellationToken cancellationToken) => new(
        checkpoint switch
        {
            null => [],
            { States: { } packed } => PackedStates.Unpack(packed, viewer),
            _ => await StatesAsync(connection, OpenSql, checkpoint.Seq, to, viewer, cancellationToken),
        },
        await StatesAsync(connection, LaterSql, checkpoint?.Seq ?? 0, to, viewer, cancellationToken));

    private static async Task<List<StateOfIssue>> StatesAsync(NpgsqlConnection connection, string sql, long from, long to, Viewer? viewer, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = from }, new() { Value = to },
                new() { Value = (object?)viewer?.Audiences ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = (object?)viewer?.AreaAudiences ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        };
        var states = new List<StateOfIssue>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            states.Add(new StateOfIssue(
                reader.GetGuid(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetDateTime(2), reader.GetFieldValue<string[]>(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4)));
        }

        return states;
    }
}
