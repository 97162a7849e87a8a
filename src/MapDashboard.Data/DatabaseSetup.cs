using System.Reflection;
using MapDashboard.Data.Cluster;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace MapDashboard.Data;

/// <summary>Brings a database to the schema of this program.</summary>
public static class DatabaseSetup
{
    private static readonly Lazy<string[]> Known = new(() =>
        [.. typeof(DatabaseSetup).Assembly.GetTypes().Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Order(StringComparer.Ordinal)]);

    /// <summary>Adds the extension if it may, then applies the migrations that are missing.</summary>
    /// <exception cref="StartRefusedException">PostGIS is missing and this role may not add it: the message holds the one SQL line.</exception>
    public static async Task MigrateAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        await EnsureExtensionAsync(connectionString, cancellationToken);

        // A data source of its own: one made before the extension existed would not know its types. An index over a long history takes minutes,
        // and so does waiting for another server that makes it.
        await using var dataSource = Database.DataSource(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 }.ConnectionString);
        if ((await PendingAsync(dataSource, cancellationToken)).Count == 0) return;
        await using var db = Database.Context(dataSource);
        await db.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Names of the migrations that the database lacks, in order. Every start asks: so without EF Core's models, which take a third of a second to make.</summary>
    public static async Task<IReadOnlyList<string>> PendingAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken = default)
    {
        var applied = new HashSet<string>(StringComparer.Ordinal);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var exists = new NpgsqlCommand($"select to_regclass('{Database.MigrationsTable}') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is true)
        {
            await using var names = new NpgsqlCommand($"select \"MigrationId\" from {Database.MigrationsTable}", connection);
            await using var reader = await names.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) applied.Add(reader.GetString(0));
        }

        return [.. Known.Value.Where(name => !applied.Contains(name))];
    }

    /// <summary>A log has an epoch from its first migration on; only one that is being restored has none yet.</summary>
    /// <exception cref="StartRefusedException">A restore has not ended.</exception>
    public static async Task EnsureWholeAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("select exists (select 1 from log_epoch)");
        if ((bool)(await command.ExecuteScalarAsync(cancellationToken))!) return;
        throw new StartRefusedException("This database was restored only half-way: run `mapdashboard restore` again, into an empty one.");
    }

    private static async Task EnsureExtensionAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("select 1 from pg_extension where extname = 'postgis'", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not null) return;
        try
        {
            await using var create = new NpgsqlCommand("create extension if not exists postgis", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException refused)
        {
            throw new StartRefusedException(
                $"The database lacks PostGIS and this role may not add it ({refused.MessageText}). An administrator runs once, in this database: CREATE EXTENSION postgis;",
                refused);
        }
    }
}
