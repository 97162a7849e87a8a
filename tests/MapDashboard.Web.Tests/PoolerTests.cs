using System.Net;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>A server behind a transaction pooler does all that it does without: only its tail, its watch and migrations go past it.</summary>
public sealed class PoolerTests
{
    [Fact]
    public async Task A_server_behind_a_transaction_pooler_with_four_connections_streams_counts_and_loses_nothing()
    {
        await using var direct = await TestServer.StartAsync();
        await using var pooler = await Pooler.StartAsync(direct.ConnectionString, connections: 4);
        await using var server = await TestServer.StartAsync(pooler.ConnectionString, arguments: ["--ConnectionStrings:MapDirect", direct.ConnectionString]);
        await using var follower = await Follower.StartAsync(await server.SignInAsync("leader"), area: null);
        using var load = new PhoneLoad(server.Address);
        var workers = Enumerable.Range(1, 6).Select(n => load.RunAsync($"worker{n}", TestAccounts.Password)).ToArray();
        await load.WaitForAsync(60);
        load.Stop();
        await Task.WhenAll(workers);
        load.Retries.ShouldBe(0);
        await load.ShouldBeThereOnceAsync(direct.DataSource);
        var fresh = await follower.FreshAsync();
        await follower.ReachAsync(fresh.Cursor);
        follower.Fold.Text().ShouldBe(fresh.Text());

        using var leader = await server.SignInAsync("leader");
        using var other = await direct.SignInAsync("leader");
        foreach (var path in new[] { "/api/statistics?by=area&of=grid", "/api/areas", "/api/people" })
        {
            var (pooled, past) = (await leader.GetAsync(path), await other.GetAsync(path));
            pooled.Status.ShouldBe(HttpStatusCode.OK, path);
            Without(pooled).ShouldBe(Without(past), path);
        }
    }

    /// <summary>Until when was asked differs.</summary>
    private static string Without(Answer answer)
    {
        var members = answer.Json!.AsObject();
        foreach (var name in new[] { "from", "to" }) members.Remove(name);
        return members.ToJsonString();
    }
}
