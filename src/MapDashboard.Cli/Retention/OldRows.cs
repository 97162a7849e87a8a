using Npgsql;

namespace MapDashboard.Cli.Retention;

/// <summary>Rows that nothing asks for after a time, and that are no history. Sessions, pairing codes, deliveries and tracks are removed by the servers themselves.</summary>
/// <param name="What">For the operator.</param>
/// <param name="Kept">So long.</param>
/// <param name="Sql">A delete of what is older than $1.</param>
public sealed record OldRows(string What, TimeSpan Kept, string Sql)
{
    public static IReadOnlyList<OldRows> All { get; } =
    [
        // Whoever repeats a command after that meets another version of the issue and is told so.
        new("receipts of commands (idempotency keys)", TimeSpan.FromDays(90), "delete from commands where at < $1"),

        // A reopening begins new clocks, and long after the end there is none. What the watch did stands in the history.
        new("marks of the watch on issues that ended", TimeSpan.FromDays(100), "delete from watch_marks where issue_id in (select id from issues where ended_at < $1)"),
    ];

    /// <summary>Removes them, in a transaction of the connection.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RemoveAsync(NpgsqlConnection connection, DateTime now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0, Parameters = { new() { Value = now - Kept } } };
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
