using System.Net;
using MapDashboard.Data;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>A database with data, one migration behind, is brought up to date and serves what it served.</summary>
public sealed class UpgradeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_with_data_survives_the_last_migration_and_a_server_refuses_it_until_then()
    {
        string connectionString;
        Told before;
        await using (var server = await TestServer.StartAsync())
        {
            await LiveAsync(server);
            connectionString = server.ConnectionString;
            before = await AskAsync(server);
        }

        await using (var dataSource = Database.DataSource(connectionString))
        await using (var db = Database.Context(dataSource))
        {
            var migrations = db.Database.GetMigrations().ToArray();
            await db.GetService<IMigrator>().MigrateAsync(migrations[^2], Stop);
            (await DatabaseSetup.PendingAsync(dataSource, Stop)).ShouldBe([migrations[^1]]);
        }

        (await Should.ThrowAsync<Data.Cluster.StartRefusedException>(() => TestServer.StartAsync(connectionString))).Message.ShouldContain("migrate");
        var migrated = await CliProcess.RunAsync(connectionString, "", "migrate");
        migrated.ExitCode.ShouldBe(0, migrated.Error);
        await using var again = await TestServer.StartAsync(connectionString);
        (await AskAsync(again)).ShouldBe(before);
        var verified = await CliProcess.RunAsync(connectionString, "", "verify-history");
        verified.ExitCode.ShouldBe(0, verified.Output);
        using var worker = await again.SignInAsync("worker1");
        (await worker.ReportAsync()).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_migration_may_take_longer_than_any_question()
    {
        var connectionString = await TestCluster.NewEmptyDatabaseAsync();
        await using var dataSource = Database.DataSource(connectionString);
        await using (var db = Database.Context(dataSource)) await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().ToArray()[^2], Stop);
        await using var holder = await dataSource.OpenConnectionAsync(Stop);
        await using var transaction = await holder.BeginTransactionAsync(Stop);
        await using (var hold = new NpgsqlCommand("lock table migrations_history", holder)) await hold.ExecuteNonQueryAsync(Stop);
        var migrating = DatabaseSetup.MigrateAsync(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 1 }.ConnectionString, Stop);
        await using var waits = dataSource.CreateCommand(
            "select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and now() - query_start > interval '1500 ms')");
        while (!migrating.IsCompleted && await waits.ExecuteScalarAsync(Stop) is not true)
        {
            // Until it has waited for longer than a question may.
        }

        await transaction.RollbackAsync(Stop);
        await migrating;
        (await DatabaseSetup.PendingAsync(dataSource, Stop)).ShouldBeEmpty();
    }

    private static async Task LiveAsync(TestServer server)
    {
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        var id = Guid.Parse((await worker.ReportAsync()).Text("id"));
        (await worker.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=before", Pictures.Png())).Status.ShouldBe(HttpStatusCode.Created);
        (await desk.ActAsync(id, "accept", 2)).Status.ShouldBe(HttpStatusCode.OK);
        (await worker.ReportAsync(lon: Places.Grid2Lon, lat: Places.Grid2Lat)).Status.ShouldBe(HttpStatusCode.Created);
        (await desk.PostAsync("/api/issues", new
        {
            id = Guid.NewGuid(), category = "environment.litter", location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat }, reporter = new { name = "王某某", phone = "13912345678" },
        })).Status.ShouldBe(HttpStatusCode.Created);
    }

    /// <summary>What a leader sees: the map, the areas, the people, the figures. Cursor and server time are of the log and the clock.</summary>
    private static async Task<Told> AskAsync(TestServer server)
    {
        using var leader = await server.SignInAsync("leader");
        var snapshot = await leader.GetAsync("/api/snapshot");
        var statistics = await leader.GetAsync("/api/statistics?by=area&of=grid");
        return new Told(
            snapshot.Text("cursor"), snapshot.Members["issues"]!.ToJsonString(),
            System.Text.Encoding.UTF8.GetString((await leader.GetAsync("/api/areas")).Bytes),
            System.Text.Encoding.UTF8.GetString((await leader.GetAsync("/api/people")).Bytes),
            statistics.Members["figures"]!["reported"]!.ToJsonString() + statistics.Members["rows"]!.ToJsonString());
    }

    private sealed record Told(string Cursor, string Issues, string Areas, string People, string Figures);
}
