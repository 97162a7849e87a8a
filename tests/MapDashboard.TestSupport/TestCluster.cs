using System.Diagnostics;
using MapDashboard.Data;
using MapDashboard.Data.Cluster;
using MapDashboard.Data.Seed;
using MapDashboard.Web.Hosting;
using Npgsql;

namespace MapDashboard.TestSupport;

/// <summary>
/// One throwaway cluster for a test process, without fsync, in a temporary folder; a template database that is migrated and holds the demo
/// community; and a clone of it for each test class. PostGIS missing fails the tests: without it nothing here is proven.
/// </summary>
public static class TestCluster
{
    private const string Template = "template_map";
    private const string EmptyTemplate = "template_empty";

    private static readonly Lazy<Task<EmbeddedCluster>> Shared = new(StartAsync);
    private static readonly SemaphoreSlim CloneGate = new(1, 1);
    private static int clones;

    /// <summary>A database of its own with schema and demo community, without accounts and issues.</summary>
    /// <returns>Its connection string.</returns>
    public static Task<string> NewDatabaseAsync() => CloneAsync(Template);

    /// <summary>A database of its own with schema and reference data only: no areas, no people.</summary>
    public static Task<string> NewEmptyDatabaseAsync() => CloneAsync(EmptyTemplate);

    /// <summary>A copy of such a database, to which nobody is connected.</summary>
    /// <returns>Its connection string.</returns>
    public static Task<string> CopyAsync(string connectionString) => CloneAsync(new NpgsqlConnectionStringBuilder(connectionString).Database!);

    public static async Task<EmbeddedCluster> ClusterAsync() => await Shared.Value;

    private static async Task<string> CloneAsync(string template)
    {
        var cluster = await Shared.Value;
        var name = $"test_{Interlocked.Increment(ref clones)}";

        // PostgreSQL refuses to copy a template that someone is copying.
        await CloneGate.WaitAsync();
        try
        {
            await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync();
            await using var create = new NpgsqlCommand($"create database {name} template {template}", connection);
            await create.ExecuteNonQueryAsync();

            // Each clone is another log.
            await using var renew = new NpgsqlConnection(cluster.ConnectionString(name) + ";Pooling=false");
            await renew.OpenAsync();
            await using var epoch = new NpgsqlCommand("update log_epoch set epoch = gen_random_uuid()", renew);
            await epoch.ExecuteNonQueryAsync();
        }
        finally
        {
            CloneGate.Release();
        }

        return cluster.ConnectionString(name) + ";Maximum Pool Size=40";
    }

    private static async Task<EmbeddedCluster> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-tests-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var cluster = await EmbeddedCluster.StartAsync(new ClusterOptions(folder, Durable: false, MaxConnections: 300));
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            cluster.StopAsync().GetAwaiter().GetResult();

            // By another process: the runner waits ten seconds for ours to end, and hundreds of databases take longer on a busy disk.
            using var removing = Process.Start("rm", ["-rf", folder]);
        };
        var empty = await cluster.EnsureDatabaseAsync(EmptyTemplate);
        await DatabaseSetup.MigrateAsync(empty);
        var files = new GisData(ContentFolders.Find("gis-data"));
        await using (var dataSource = Database.DataSource(empty + ";Pooling=false"))
        await using (var db = Database.Context(dataSource))
        {
            await ReferenceSeed.EnsureAsync(db, files, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), CancellationToken.None);
        }

        NpgsqlConnection.ClearAllPools();
        await using (var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await using var create = new NpgsqlCommand($"create database {Template} template {EmptyTemplate}", connection);
            await create.ExecuteNonQueryAsync();
        }

        await using (var dataSource = Database.DataSource(cluster.ConnectionString(Template) + ";Pooling=false"))
        await using (var db = Database.Context(dataSource))
        {
            await CommunitySeed.LoadAsync(db, files, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), CancellationToken.None);
        }

        return cluster;
    }
}
