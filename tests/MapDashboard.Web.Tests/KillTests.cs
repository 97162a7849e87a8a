using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using MapDashboard.Data;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

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
        using var load = new Load(server);
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
        await ShouldHoldEverythingOnceAsync(dataSource, load);
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
        using var load = new Load(server);
        var worker = load.RunAsync("worker1", "demo");
        for (var kill = 0; kill < 3; kill++)
        {
            await load.WaitForAsync(30);
            Process.GetProcessById(PostmasterId(folder)).Kill();
        }

        await load.WaitForAsync(30);
        load.Stop();
        await worker;
        using var admin = await SignInAsync(server, "admin", "demo");
        foreach (var id in load.Reported)
        {
            var issue = await admin.GetAsync("/api/issues/" + id);
            issue.Status.ShouldBe(HttpStatusCode.OK);
            issue.Members["history"]!.AsArray().Count(entry => entry!["kind"]!.GetValue<string>() == "issue.reported").ShouldBe(1);
        }

        // Stopped cleanly: the server takes its postgres with it.
        (await server.StopAsync()).ShouldBe(0);
        File.Exists(Path.Combine(folder, "postgres", "postmaster.pid")).ShouldBeFalse();
        var cluster = new DirectoryInfo(Path.Combine(folder, "postgres"));
        if (cluster.LinkTarget is { } elsewhere) Directory.Delete(elsewhere, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task ShouldHoldEverythingOnceAsync(Npgsql.NpgsqlDataSource dataSource, Load load)
    {
        var token = TestContext.Current.CancellationToken;
        load.Reported.Count.ShouldBeGreaterThan(100);
        await using var db = Database.Context(dataSource);
        var counts = await db.Changes.Where(change => change.IssueId != null)
            .GroupBy(change => new { change.IssueId, change.Kind })
            .Select(group => new { group.Key.IssueId, group.Key.Kind, Count = group.Count() }).ToListAsync(token);
        var byKey = counts.ToDictionary(row => (row.IssueId!.Value, row.Kind), row => row.Count);
        foreach (var id in load.Reported) byKey[(id, "issue.reported")].ShouldBe(1);
        foreach (var id in load.Commented) byKey[(id, "issue.commented")].ShouldBe(1);

        // Rows and log are one: every issue has as many Changes as versions, and none stands without the other.
        var broken = await db.Issues
            .Where(issue => db.Changes.Count(change => change.IssueId == issue.Id) != issue.Version).CountAsync(token);
        broken.ShouldBe(0);
        (await db.Issues.CountAsync(token)).ShouldBe(counts.Count(row => row.Kind == "issue.reported"));
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

    /// <summary>Clients as phones are: a report keeps its id and a command its key, and both are sent again until the server has answered.</summary>
    private sealed class Load(ServerProcess server) : IDisposable
    {
        private readonly ConcurrentDictionary<Guid, bool> reported = new();
        private readonly ConcurrentDictionary<Guid, bool> commented = new();
        private readonly SemaphoreSlim done = new(0);
        private volatile bool stopped;

        public ICollection<Guid> Reported => reported.Keys;

        public ICollection<Guid> Commented => commented.Keys;

        public void Stop() => stopped = true;

        public void Dispose() => done.Dispose();

        /// <summary>Until so many more were acknowledged.</summary>
        public async Task WaitForAsync(int count)
        {
            for (var n = 0; n < count; n++) await done.WaitAsync(TimeSpan.FromSeconds(60));
        }

        public async Task RunAsync(string name, string password)
        {
            using var client = await SignInAsync(server, name, password);
            while (!stopped)
            {
                var (id, key) = (Guid.NewGuid(), Guid.NewGuid());
                await UntilAnsweredAsync(() => client.ReportAsync(id));
                reported[id] = true;
                await UntilAnsweredAsync(() => client.ActAsync(id, "comment", 1, new { note = "说明" }, key));
                commented[id] = true;
                done.Release();
            }
        }

        private static async Task UntilAnsweredAsync(Func<Task<Answer>> send)
        {
            while (true)
            {
                try
                {
                    var answer = await send();
                    if (answer.Status is HttpStatusCode.OK or HttpStatusCode.Created) return;
                    ((int)answer.Status).ShouldBe(503, answer.Json?.ToJsonString());
                }
                catch (Exception cut) when (cut is HttpRequestException or IOException or TaskCanceledException)
                {
                    // Killed before it answered: whether it was done is unknown, so it is sent again.
                    await Task.Delay(20);
                }
            }
        }
    }
}
