using System.Globalization;
using System.Numerics;
using Npgsql;

namespace MapDashboard.Cli.Backup;

/// <summary>Rows of a table, and the sum of a 64-bit hash of each row's text: the same for the same rows in whatever order.</summary>
public sealed record TableSum(long Rows, string Sum);

/// <summary>Checksums of all tables of the map as a connection sees them.</summary>
public static class TableSums
{
    /// <summary>
    /// Not in a dump: a restored log has an epoch of its own, because pages that saw later Changes than the backup must begin anew. Until it has one, no
    /// server serves from it.
    /// </summary>
    public const string EpochTable = "log_epoch";

    private const string Tables =
        """
        select c.relname from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
        order by 1
        """;

    public static async Task<IReadOnlyDictionary<string, TableSum>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // A row's text must be the same wherever it is read.
        await ExecuteAsync(connection, "set timezone to 'UTC'; set datestyle to 'ISO'; set extra_float_digits to 1; set bytea_output to 'hex'; set intervalstyle to 'iso_8601'", cancellationToken);
        var sums = new SortedDictionary<string, TableSum>(StringComparer.Ordinal);
        foreach (var table in await NamesAsync(connection, cancellationToken))
        {
            await using var command = new NpgsqlCommand($"select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from \"{table}\" t", connection) { CommandTimeout = 0 };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            sums[table] = new TableSum(reader.GetInt64(0), reader.GetFieldValue<BigInteger>(1).ToString(CultureInfo.InvariantCulture));
        }

        return sums;
    }

    /// <summary>Tables of the map, without those of an extension and the epoch's.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Tables, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) names.Add(reader.GetString(0));
        names.Remove(EpochTable);
        return names;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
