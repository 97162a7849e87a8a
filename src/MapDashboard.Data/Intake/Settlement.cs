using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace MapDashboard.Data.Intake;

/// <summary>
/// Finds out whether a commit came through whose answer was lost. First the transaction must have ended, or a look would come too early; then the
/// log is asked for the very links that the batch wrote. The number alone would not do: after a crash another transaction may bear it.
/// </summary>
internal sealed class Settlement(NpgsqlDataSource dataSource, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <returns>False where it did not come through, or where the database stays away: then the client asks again, with the same id or key.</returns>
    public async Task<bool> IsCommittedAsync(ulong transactionId, IReadOnlyList<Entry> batch)
    {
        var row = batch.Where(entry => entry.IsIn).SelectMany(entry => entry.Rows).FirstOrDefault(each => each.IssueId is not null);
        if (row is null) return false;
        var begin = time.GetTimestamp();
        while (time.GetElapsedTime(begin) < Patience)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync();
                if (await HasEndedAsync(connection, transactionId)) return await IsThereAsync(connection, row.IssueId!.Value, row.IssueVersion!.Value, row.Hash!);
            }
            catch (NpgsqlException away) when (away is not PostgresException { InvariantSeverity: "ERROR" } || away.IsTransient)
            {
                // Not back yet: asked again until the patience is over.
            }

            await Task.Delay(Pause, time);
        }

        return false;
    }

    private static async Task<bool> HasEndedAsync(NpgsqlConnection connection, ulong transactionId)
    {
        await using var command = new NpgsqlCommand(
            "select case when $1::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) then 'unknown' else pg_xact_status($1::xid8) end", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = transactionId.ToString(CultureInfo.InvariantCulture), NpgsqlDbType = NpgsqlDbType.Unknown });
        return await command.ExecuteScalarAsync() as string != "in progress";
    }

    /// <summary>One transaction: where one of its Changes is, all are.</summary>
    private static async Task<bool> IsThereAsync(NpgsqlConnection connection, Guid issue, int version, byte[] link)
    {
        await using var command = new NpgsqlCommand("select exists (select 1 from changes where issue_id = $1 and issue_version = $2 and hash = $3)", connection);
        command.Parameters.AddWithValue(issue);
        command.Parameters.AddWithValue(version);
        command.Parameters.AddWithValue(link);
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
