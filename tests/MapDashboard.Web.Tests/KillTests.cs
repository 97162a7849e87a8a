using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using MapDashboard.Data;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>Acknowledged means committed: server and database are killed under load, and what was acknowledged is there once.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed_twenty_times()
    {
        var connectionString = await TestCluster.NewDatabaseAsync();
        await using var dataSource = Database.DataSource(connectionString);
        await using (var db = Database.Context(dataSource)) await TestAccounts.AddAsync(db);
        var folder = Directory.CreateTempSubdirectory("mapdashboard-kill-").FullName;
        await using var server = await ServerProcess.StartAsync("--ConnectionStrings:Map", connectionString, "--Map:DataFolder", folder);
        using var follower = await SignInAsync(server, "leader", TestAccounts.Password);
        var fold = Fold.Of((await follower.GetAsync("/api/snapshot")).Members);
        using var load = new PhoneLoad(server.Address, HttpStatusCode.ServiceUnavailable);
        var workers = Enumerable.Range(1, 4).Select(n => load.RunAsync($"worker{n}", TestAccounts.Password)).ToArray();
        var random = new Random(7);
        for (var kill = 0; kill < 20; kill++)
        {
            await load.WaitForAsync(5 + random.Next(15));
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        load.Stop();
        await Task.WhenAll(workers);
        load.Reported.Count.ShouldBeGreaterThan(100);
        await load.ShouldBeThereOnceAsync(dataSource);
        await CatchUpAsync(follower, fold);
        fold.Text().ShouldBe(Fold.Of((await follower.GetAsync("/api/snapshot")).Members).Text());
        await server.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_embedded_database_is_killed()
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-kill-").FullName;
        await using var server = await ServerProcess.StartAsync("--Map:DataFolder", folder, "--Map:Simulate", "false");
        using var load = new PhoneLoad(server.Address, HttpStatusCode.ServiceUnavailable);
        var workers = Enumerable.Range(1, 3).Select(n => load.RunAsync($"worker{n}", "demo")).ToArray();
        for (var kill = 0; kill < 3; kill++)
        {
            await load.WaitForAsync(30);
            Process.GetProcessById(PostmasterId(folder)).Kill();
        }

        await load.WaitForAsync(30);
        load.Stop();
        await Task.WhenAll(workers);
        using var admin = await SignInAsync(server, "admin", "demo");
        foreach (var id in load.Reported)
        {
            var issue = await admin.GetAsync("/api/issues/" + id);
            issue.Status.ShouldBe(HttpStatusCode.OK);
            issue.Members["history"]!.AsArray().Count(entry => entry!["kind"]!.GetValue<string>() == "issue.reported").ShouldBe(1);
        }

        // Stopped cleanly: the server takes its postgres with it.
        (await server.StopAsync()).ShouldBe(0);

        // Each service that had to wait says so. No request does: hundreds failed, and the log would be full of their stacks.
        var log = Directory.GetFiles(Path.Combine(folder, "logs")).SelectMany(File.ReadLines).Select(line => JsonNode.Parse(line)!).ToArray();
        log.Count(line => (string?)line["Level"] == "Error").ShouldBeLessThan(50);
        File.Exists(Path.Combine(folder, "postgres", "postmaster.pid")).ShouldBeFalse();
        var cluster = new DirectoryInfo(Path.Combine(folder, "postgres"));
        if (cluster.LinkTarget is { } elsewhere) Directory.Delete(elsewhere, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CatchUpAsync(MapClient client, Fold fold)
    {
        while (true)
        {
            var answer = await client.GetAsync($"/api/changes?after={fold.Cursor}&limit=50");
            fold.ApplyChanges(answer.Members["changes"]!.AsArray(), answer.Text("cursor"));
            if (answer.Members["complete"]!.GetValue<bool>()) return;
        }
    }

    private static int PostmasterId(string folder) =>
        int.Parse(File.ReadLines(Path.Combine(folder, "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static async Task<MapClient> SignInAsync(ServerProcess server, string name, string password)
    {
        var client = new MapClient(server.Address);
        await client.SignInAsync(name, password);
        return client;
    }
}
