using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>Whatever happens: the fold of a snapshot and the later Changes equals a fresh snapshot. Random commands, random cuts, several viewers.</summary>
public sealed class StreamPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_fold_equals_a_fresh_snapshot_after_random_commands_and_cuts(int seed)
    {
        await using var server = await TestServer.StartAsync();
        var random = new Random(seed);
        using var admin = await server.SignInAsync("admin");
        var followers = new List<Follower>();
        foreach (var name in new[] { "admin", "leader", "desk", "screen", "worker1", "worker2", "handler", "gridLeader1", "gridScreen2" })
        {
            followers.Add(await Follower.StartAsync(await server.SignInAsync(name), area: null));
        }

        followers.Add(await Follower.StartAsync(await server.SignInAsync("leader"), Places.Grid2));
        using var players = new RandomPlayers(server, random);
        for (var turn = 0; turn < 120; turn++)
        {
            await Task.WhenAll(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => players.PlayAsync()));
            if (random.Next(6) == 0) await followers[random.Next(followers.Count)].DropAsync();
            if (random.Next(40) == 0) await admin.PutAsync($"/api/areas/{Places.Grid1}/mode", new { mode = random.Next(2) == 0 ? "normal" : "emergency" });
        }

        foreach (var follower in followers)
        {
            var fresh = await follower.FreshAsync();
            await follower.ReachAsync(fresh.Cursor);
            follower.Fold.Text().ShouldBe(fresh.Text(), $"{follower.Name} with seed {seed}");
            await follower.DisposeAsync();
        }
    }
}
