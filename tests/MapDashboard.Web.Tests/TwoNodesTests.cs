using System.Net;
using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.TestSupport;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>Two servers on one database behind nginx: clients of both see the same, either may die, and a rolling restart is not felt.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("mapdashboard-nodes-").FullName;
    private readonly List<ServerProcess> nodes = [];
    private NpgsqlDataSource dataSource = null!;
    private Nginx nginx = null!;

    public async ValueTask InitializeAsync()
    {
        var connectionString = await TestCluster.NewDatabaseAsync();
        dataSource = Database.DataSource(connectionString);
        await using (var db = Database.Context(dataSource)) await TestAccounts.AddAsync(db);

        // Photos lie on storage that all nodes share.
        for (var n = 0; n < 2; n++) nodes.Add(await ServerProcess.StartAsync("--ConnectionStrings:Map", connectionString, "--Map:DataFolder", folder, "--Map:Proxies", "127.0.0.1"));
        nginx = await Nginx.StartAsync([.. nodes.Select(node => node.Address)]);
    }

    public async ValueTask DisposeAsync()
    {
        await nginx.DisposeAsync();
        foreach (var node in nodes) await node.DisposeAsync();
        await dataSource.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Either_node_is_killed_and_nothing_is_lost_and_all_pages_converge()
    {
        Uri[] doors = [nodes[0].Address, nodes[1].Address, nginx.Address];
        var followers = new List<Follower>();
        foreach (var door in doors) followers.Add(await Follower.StartAsync(await SignInAsync(door, "leader"), area: null));
        using var ending = new CancellationTokenSource();
        var following = followers.Select(follower => follower.FollowAsync(ending.Token)).ToArray();
        using var load = new PhoneLoad(nginx.Address, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout);
        var workers = Enumerable.Range(1, 4).Select(n => load.RunAsync($"worker{n}", TestAccounts.Password)).ToArray();
        for (var kill = 0; kill < 4; kill++)
        {
            await load.WaitForAsync(10);
            var victim = nodes[kill % 2];
            await victim.KillAsync();
            await load.WaitForAsync(10);
            await victim.StartAgainAsync();
        }

        load.Stop();
        await Task.WhenAll(workers);
        await ending.CancelAsync();
        await Task.WhenAll(following);
        await load.ShouldBeThereOnceAsync(dataSource);
        (await new HistoryVerification(dataSource).RunAsync([], progress: null, TestContext.Current.CancellationToken)).Break.ShouldBeNull();
        var texts = new List<string>();
        foreach (var follower in followers)
        {
            var fresh = await follower.FreshAsync();
            await follower.ReachAsync(fresh.Cursor);
            follower.Fold.Text().ShouldBe(fresh.Text());
            texts.Add(fresh.Text());
            follower.Cuts.ShouldBeGreaterThan(0);
            await follower.DisposeAsync();
        }

        texts.Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_rolling_restart_drops_no_report()
    {
        // No answer but success is allowed here, and nothing is sent twice.
        using var load = new PhoneLoad(nginx.Address);
        var workers = Enumerable.Range(1, 4).Select(n => load.RunAsync($"worker{n}", TestAccounts.Password)).ToArray();
        foreach (var node in nodes)
        {
            await load.WaitForAsync(10);
            (await node.StopAsync()).ShouldBe(0);
            await load.WaitForAsync(10);
            await node.StartAgainAsync();
        }

        await load.WaitForAsync(10);
        load.Stop();
        await Task.WhenAll(workers);
        load.Retries.ShouldBe(0);
        await load.ShouldBeThereOnceAsync(dataSource);
    }

    [Fact]
    public async Task A_photo_sent_to_one_node_is_read_from_the_other_and_a_session_is_ended_on_both()
    {
        using var worker = await SignInAsync(nodes[0].Address, "worker1");
        var id = Guid.Parse((await worker.ReportAsync()).Text("id"));
        var photo = Guid.NewGuid();
        (await worker.PutBytesAsync($"/api/issues/{id}/photos/{photo}?kind=before", Pictures.Png())).Status.ShouldBe(HttpStatusCode.Created);
        using var leader = await SignInAsync(nginx.Address, "leader");
        for (var n = 0; n < nodes.Count; n++) (await leader.GetAsync($"/api/issues/{id}/photos/{photo}")).Status.ShouldBe(HttpStatusCode.OK, "nginx asks one after the other");
        (await leader.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/session"))).Status.ShouldBe(HttpStatusCode.NoContent);
        for (var n = 0; n < nodes.Count; n++) (await leader.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<MapClient> SignInAsync(Uri address, string name)
    {
        var client = new MapClient(address);
        await client.SignInAsync(name, TestAccounts.Password);
        return client;
    }
}
