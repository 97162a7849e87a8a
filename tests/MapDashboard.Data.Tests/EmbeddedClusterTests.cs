using System.Diagnostics;
using System.Globalization;
using MapDashboard.Data.Cluster;
using Npgsql;

namespace MapDashboard.Data.Tests;

/// <summary>The embedded cluster survives what happens to machines: kills, restarts, a folder of root's.</summary>
public sealed class EmbeddedClusterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mapdashboard-cluster-").FullName;

    public void Dispose()
    {
        if (new DirectoryInfo(Path.Combine(folder, "postgres")).LinkTarget is { } elsewhere) Directory.Delete(elsewhere, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Data_survives_a_stop_a_killed_server_and_a_killed_postgres()
    {
        var token = TestContext.Current.CancellationToken;
        var options = new ClusterOptions(folder, MaxConnections: 20);
        var cluster = await EmbeddedCluster.StartAsync(options, token);
        var connectionString = await cluster.EnsureDatabaseAsync("map", token) + ";Pooling=false";
        try
        {
            await RunAsync(connectionString, "create table kept (n int); insert into kept values (1)");

            // A killed server leaves its postgres running: the next one takes it over.
            var heir = await EmbeddedCluster.StartAsync(options, token);
            (await CountAsync(connectionString)).ShouldBe(1);

            Process.GetProcessById(PostmasterId()).Kill();
            await heir.EnsureRunningAsync(token);
            await RunAsync(connectionString, "insert into kept values (2)");
            (await CountAsync(connectionString)).ShouldBe(2);

            await heir.StopAsync();
            heir.IsRunning().ShouldBeFalse();
            await cluster.EnsureRunningAsync(token);
            (await CountAsync(connectionString)).ShouldBe(2);
        }
        finally
        {
            await cluster.StopAsync();
        }
    }

    [Fact]
    public async Task Postgres_does_not_run_as_root_and_listens_on_no_network()
    {
        var token = TestContext.Current.CancellationToken;
        var cluster = await EmbeddedCluster.StartAsync(new ClusterOptions(folder, MaxConnections: 20), token);
        try
        {
            var status = await File.ReadAllLinesAsync($"/proc/{PostmasterId()}/status", token);
            status.Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1].ShouldNotBe("0");
            await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync(token);
            await using var addresses = new NpgsqlCommand("show listen_addresses", connection);
            (await addresses.ExecuteScalarAsync(token)).ShouldBe("");
        }
        finally
        {
            await cluster.StopAsync();
        }
    }

    private int PostmasterId() =>
        int.Parse(File.ReadLines(Path.Combine(folder, "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from kept", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
