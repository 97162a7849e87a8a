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
        var players = new Players(server, random);
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

    /// <summary>A page: snapshot, live connection, fold; after a cut it resumes by its cursor.</summary>
    private sealed class Follower(MapClient client, string? area) : IAsyncDisposable
    {
        private LiveClient? live;

        public Fold Fold { get; private set; } = new();

        public string Name => $"{client.CookieHeader[..20]} {area}";

        public static async Task<Follower> StartAsync(MapClient client, string? area)
        {
            var follower = new Follower(client, area);
            follower.Fold = await follower.FreshAsync();
            return follower;
        }

        public async Task<Fold> FreshAsync() => Fold.Of((await client.GetAsync("/api/snapshot?area=" + area)).Members);

        public async Task DropAsync()
        {
            if (live is not null) await live.DisposeAsync();
            live = null;
        }

        /// <summary>Applies what comes until the fold has reached the cursor.</summary>
        public async Task ReachAsync(string cursor)
        {
            while (SeqOf(Fold.Cursor) < SeqOf(cursor))
            {
                if (live is null)
                {
                    live = await LiveClient.ConnectAsync(client);
                    await live.FollowAsync(area, Fold.Cursor);
                }

                if (Fold.Apply(await live.NextAsync("changes"))) continue;
                var gap = await client.GetAsync($"/api/changes?after={Fold.Cursor}&area={area}&limit=7");
                Fold.ApplyChanges(gap.Members["changes"]!.AsArray(), gap.Text("cursor"));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await DropAsync();
            client.Dispose();
        }

        private static long SeqOf(string cursor) => long.Parse(cursor[(cursor.IndexOf(':', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Random commands on random issues by whoever may.</summary>
    private sealed class Players(TestServer server, Random random)
    {
        private static readonly string[] Names = ["admin", "leader", "desk", "worker1", "worker2", "handler"];
        private readonly Dictionary<string, MapClient> clients = new(StringComparer.Ordinal);
        private readonly List<Guid> issues = [];

        public async Task PlayAsync()
        {
            int roll;
            string name;
            Guid? id;
            lock (random)
            {
                roll = random.Next(10);
                name = Names[random.Next(Names.Length)];
                id = issues.Count == 0 || roll < 3 ? null : issues[random.Next(issues.Count)];
            }

            var client = await ClientAsync(name);
            if (id is null) await ReportAsync(client);
            else await ActAsync(client, id.Value);
        }

        private async Task ReportAsync(MapClient client)
        {
            double lon;
            double lat;
            lock (random)
            {
                (lon, lat) = random.Next(8) == 0
                    ? (Places.OutsideLon, Places.OutsideLat)
                    : (107.3445 + (random.NextDouble() * 0.011), 28.1465 + (random.NextDouble() * 0.007));
            }

            var answer = await client.ReportAsync(lon: lon, lat: lat);
            lock (random) issues.Add(Guid.Parse(answer.Text("id")));
        }

        private async Task ActAsync(MapClient client, Guid id)
        {
            var issue = await client.GetAsync("/api/issues/" + id);
            if (issue.Status != System.Net.HttpStatusCode.OK) return;
            var allowed = issue.Members["allowed"]!.AsArray().Select(word => word!.GetValue<string>()).Except(["comment"]).ToArray();
            if (allowed.Length == 0) return;
            string action;
            string to;
            lock (random)
            {
                action = allowed[random.Next(allowed.Length)];
                to = new[] { "handler", "worker1", "worker2", "ORG-SZ", "communityGridLeader" }[random.Next(5)];
            }

            if (action == "resolve") await client.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png());
            var version = action == "resolve" ? (await client.GetAsync("/api/issues/" + id)).Version : issue.Version;
            var answer = await client.ActAsync(id, action, version, new
            {
                note = "随机", to, answer = "好了", solved = true, satisfied = to != "worker2", urgent = to == "worker1",
                areaCode = action == "accept" && to == "handler" ? Places.Grid2 : null,
            });
            ((int)answer.Status).ShouldBeLessThan(500);
        }

        private async Task<MapClient> ClientAsync(string name)
        {
            lock (clients)
            {
                if (clients.TryGetValue(name, out var known)) return known;
            }

            var client = await server.SignInAsync(name);
            lock (clients) return clients[name] = client;
        }
    }
}
