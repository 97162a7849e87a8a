using Npgsql;

namespace MapDashboard.Data.Bulk;

/// <summary>
/// Indexes taken off while very many rows come in and made again afterwards, which costs a fraction of adding each row to each of them. All in
/// the transaction of the rows: where it fails, the indexes were never gone.
/// </summary>
internal sealed class LooseIndexes
{
    private readonly NpgsqlConnection connection;
    private readonly IReadOnlyList<string> definitions;

    private LooseIndexes(NpgsqlConnection connection, IReadOnlyList<string> definitions) => (this.connection, this.definitions) = (connection, definitions);

    /// <summary>Takes off all indexes of the tables but those of their keys and constraints.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="tables">Names.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<LooseIndexes> TakeOffAsync(NpgsqlConnection connection, string[] tables, CancellationToken cancellationToken)
    {
        var (names, definitions) = (new List<string>(), new List<string>());
        await using (var command = new NpgsqlCommand(
            """
            select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i
            where i.indrelid = any($1::regclass[]) and not i.indisprimary and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
            order by 1
            """,
            connection) { Parameters = { new() { Value = tables } } })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                names.Add(reader.GetString(0));
                definitions.Add(reader.GetString(1));
            }
        }

        foreach (var name in names) await ExecuteAsync(connection, $"drop index {name}", cancellationToken);
        return new LooseIndexes(connection, definitions);
    }

    public async Task PutBackAsync(CancellationToken cancellationToken)
    {
        foreach (var definition in definitions) await ExecuteAsync(connection, definition, cancellationToken);
    }

    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
