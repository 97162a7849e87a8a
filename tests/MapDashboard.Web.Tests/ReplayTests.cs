using System.Globalization;
using System.Text.Json.Nodes;
using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>What was, from the log: at any minute the snapshot that was read then.</summary>
public sealed class ReplayTests
{
    private const int Between = 11;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private sealed record Recorded(MapClient Client, string? Area, DateTime At, string Snapshot, long Seq);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Replay_at_a_random_minute_equals_the_snapshot_recorded_live_at_that_minute(int seed)
    {
        await using var server = await TestServer.StartAsync();
        var random = new Random(seed);
        var viewers = new List<(MapClient Client, string? Area)>();
        foreach (var name in new[] { "admin", "leader", "screen", "worker1", "handler", "gridLeader1" }) viewers.Add((await server.SignInAsync(name), null));
        viewers.Add((viewers[1].Client, Places.Grid2));
        using var players = new RandomPlayers(server, random);
        var recorded = new List<Recorded>();
        for (var turn = 0; turn < 70; turn++)
        {
            await Task.WhenAll(Enumerable.Range(0, 1 + random.Next(4)).Select(_ => players.PlayAsync()));
            if (random.Next(20) == 0) await viewers[0].Client.PutAsync($"/api/areas/{Places.Community}/mode", new { mode = random.Next(2) == 0 ? "normal" : "emergency" });
            foreach (var (client, area) in viewers.Where(_ => random.Next(3) == 0))
            {
                var answer = await client.GetAsync("/api/snapshot?area=" + area);
                recorded.Add(new Recorded(client, area, server.Clock.GetUtcNow().UtcDateTime, Text(answer), SeqOf(answer)));
            }

            server.Clock.Advance(TimeSpan.FromSeconds(1 + random.Next(900)));
        }

        await MakeCheckpointsAsync(server);
        await using var db = server.Context();
        (await db.Checkpoints.CountAsync(Token)).ShouldBeGreaterThan(3);
        var compared = 0;
        foreach (var moment in recorded)
        {
            // The watch works beside the players: what it wrote in the same instant but after the reading is of that minute, too.
            if (await db.Changes.AnyAsync(change => change.Seq > moment.Seq && change.At <= moment.At, Token)) continue;
            compared++;
            Text(await AtAsync(moment.Client, moment.Area, moment.At)).ShouldBe(moment.Snapshot, $"seed {seed}, {moment.At:O}");
        }

        compared.ShouldBeGreaterThan(recorded.Count / 2);
        foreach (var (client, _) in viewers) client.Dispose();
    }

    [Fact]
    public async Task Replay_gives_the_same_with_and_without_checkpoints_and_before_the_first_change()
    {
        await using var server = await TestServer.StartAsync();
        using var players = new RandomPlayers(server, new Random(7));
        var began = server.Clock.GetUtcNow().UtcDateTime;
        for (var turn = 0; turn < 120; turn++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(1));
            await players.PlayAsync();
        }

        var viewers = new List<MapClient>();
        foreach (var name in new[] { "leader", "worker1", "screen" }) viewers.Add(await server.SignInAsync(name));
        var times = Enumerable.Range(0, 31).Select(n => began.AddMinutes(4 * n).AddSeconds(30)).ToArray();
        var without = await PastAsync();

        await MakeCheckpointsAsync(server);
        (await PastAsync()).ShouldBe(without);
        await using var db = server.Context();
        var made = await db.Checkpoints.AsNoTracking().OrderBy(checkpoint => checkpoint.Seq).ToListAsync(Token);
        made.Count.ShouldBeGreaterThan(2);
        (await AtAsync(viewers[0], null, began.AddDays(-1))).Members["issues"]!.AsArray().ShouldBeEmpty();

        // As a version before this one made them.
        await db.Database.ExecuteSqlAsync($"update checkpoints set first_at = null, states = null, endings = null, times = null where seq > {made[0].Seq}", Token);
        (await PastAsync()).ShouldBe(without);

        var writer = new CheckpointWriter(server.DataSource, Between);
        while (await writer.FillAsync(Token)) Token.ThrowIfCancellationRequested();
        (await PastAsync()).ShouldBe(without);
        (await db.Checkpoints.AsNoTracking().OrderBy(checkpoint => checkpoint.Seq).ToListAsync(Token)).ShouldBeEquivalentTo(made);
        foreach (var client in viewers) client.Dispose();

        async Task<List<string>> PastAsync()
        {
            var past = new List<string>();
            foreach (var client in viewers)
            {
                foreach (var area in new[] { null, Places.Grid1 })
                {
                    foreach (var at in times)
                    {
                        past.Add(Text(await AtAsync(client, area, at)));
                        past.Add((await client.GetAsync(DensityOf(area, at.AddMinutes(-17), at))).Members.ToJsonString());
                    }
                }
            }

            return past;
        }
    }

    [Fact]
    public async Task The_density_of_a_range_counts_each_change_of_an_issue_once()
    {
        await using var server = await TestServer.StartAsync();
        var from = server.Clock.GetUtcNow().UtcDateTime;
        using var worker = await server.SignInAsync("worker1");
        await worker.ReportAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        await worker.ReportAsync();
        await worker.ReportAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        async Task<long[]> CountsAsync(MapClient client) => [.. (await client.GetAsync(DensityOf(null, from, from.AddHours(1)) + "&parts=4")).Members["counts"]!.AsArray().Select(count => count!.GetValue<long>())];
        (await CountsAsync(worker)).ShouldBe([1, 0, 2, 0]);
        using var other = await server.SignInAsync("worker2");
        (await CountsAsync(other)).ShouldBe([0, 0, 0, 0]);
        (await worker.GetAsync("/api/changes/density?to=0001-01-01T00:00:00Z")).Code.ShouldBe("request.invalid");
        (await worker.GetAsync("/api/changes/density?parts=501")).Code.ShouldBe("request.invalid");
        (await worker.GetAsync("/api/changes/density?from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z")).Code.ShouldBe("request.invalid");
        (await worker.GetAsync("/api/changes/density?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")).Code.ShouldBe("request.invalid");
    }

    private static async Task MakeCheckpointsAsync(TestServer server)
    {
        var writer = new CheckpointWriter(server.DataSource, Between);
        while (await writer.AddAsync(Token)) Token.ThrowIfCancellationRequested();
    }

    private static Task<Answer> AtAsync(MapClient client, string? area, DateTime at) =>
        client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/snapshot?area={area}&at={at:yyyy-MM-ddTHH:mm:ss.ffffffZ}"));

    private static string DensityOf(string? area, DateTime from, DateTime to) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/changes/density?area={area}&from={from:yyyy-MM-ddTHH:mm:ss.ffffffZ}&to={to:yyyy-MM-ddTHH:mm:ss.ffffffZ}");

    private static long SeqOf(Answer snapshot) => long.Parse(snapshot.Text("cursor").Split(':')[1], CultureInfo.InvariantCulture);

    /// <summary>All of it but the time at which it was asked for.</summary>
    private static string Text(Answer snapshot)
    {
        var members = JsonNode.Parse(snapshot.Members.ToJsonString())!.AsObject();
        members.Remove("serverTime");
        return members.ToJsonString(Json.Options);
    }
}
