using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

public sealed class LiveTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestServer Server => fixture.Server;

    [Fact]
    public async Task A_report_reaches_followers_of_its_area_and_no_others()
    {
        using var leader = await Server.SignInAsync("leader");
        using var worker1 = await Server.SignInAsync("worker1");
        using var worker2 = await Server.SignInAsync("worker2");
        await using var sees = await FollowAsync(leader);
        await using var foreign = await FollowAsync(worker2);
        var issue = await worker1.ReportAsync();
        (await NextWithChangesAsync(sees, issue.Text("id")))["kind"]!.GetValue<string>().ShouldBe("issue.reported");

        // What worker2 gets up to its own report is everything that could have come: the other issue is not in it.
        var own = await worker2.ReportAsync(lon: Places.Grid2Lon, lat: Places.Grid2Lat);
        await NextWithChangesAsync(foreign, own.Text("id"), seen => seen.ShouldNotContain(issue.Text("id")));
    }

    [Fact]
    public async Task A_screen_gets_the_public_view_only()
    {
        using var screen = await Server.SignInAsync("screen");
        using var worker = await Server.SignInAsync("worker1");
        await using var live = await FollowAsync(screen);
        var issue = await worker.ReportAsync(description: "张三家漏水");
        var change = await NextWithChangesAsync(live, issue.Text("id"));
        change.ToJsonString().ShouldNotContain("张三家漏水");
        change["data"]!.AsObject().ContainsKey("by").ShouldBeFalse();
    }

    [Fact]
    public async Task A_dispatch_shows_the_issue_to_its_handler_and_a_return_takes_it_away()
    {
        using var handler = await Server.SignInAsync("handler");
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        await using var live = await FollowAsync(handler);
        var issue = await worker.ReportAsync();
        var id = Guid.Parse(issue.Text("id"));
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        (await NextWithChangesAsync(live, issue.Text("id")))["kind"]!.GetValue<string>().ShouldBe("issue.dispatched");
        await handler.ActAsync(id, "return", 3, new { note = "不属本部门" });
        var removal = await NextWithChangesAsync(live, issue.Text("id"));
        removal["kind"]!.GetValue<string>().ShouldBe("issue.removed");
        removal["data"]!.AsObject().Select(pair => pair.Key).ShouldBe(["id", "version"]);
        (await handler.GetAsync("/api/issues/" + id)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pulses_come_with_the_cursor_of_the_log()
    {
        using var leader = await Server.SignInAsync("leader");
        await using var live = await FollowAsync(leader);
        var pulse = await live.NextAsync("pulse", TimeSpan.FromSeconds(6));
        pulse["cursor"]!.GetValue<string>().ShouldContain(":");
        pulse.ContainsKey("serverTime").ShouldBeTrue();
    }

    private static long SeqOf(string cursor) => long.Parse(cursor[(cursor.IndexOf(':', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_burst_of_commits_comes_in_at_most_one_message_a_frame()
    {
        const int Commits = 60;
        using var leader = await Server.SignInAsync("leader");
        await using var live = await FollowAsync(leader);
        await using var connection = await Server.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var n = 0; n < Commits; n++)
        {
            await using var insert = new Npgsql.NpgsqlCommand(
                "insert into changes (at, kind, area_code, audiences, data) values (now(), 'area.imported', $1, array['staff:*'], '{}')", connection) { Parameters = { new() { Value = Places.Community } } };
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var end = SeqOf((await leader.GetAsync("/api/snapshot")).Text("cursor"));
        var messages = 0;
        for (var to = 0L; to < end; messages++) to = SeqOf((await live.NextAsync("changes"))["to"]!.GetValue<string>());

        // The answer to Follow, the first at once, one a frame early, and then one a frame.
        messages.ShouldBeLessThanOrEqualTo((int)(watch.Elapsed.TotalMilliseconds / 16) + 3);
    }

    [Fact]
    public async Task Following_from_an_old_cursor_brings_what_was_missed()
    {
        using var leader = await Server.SignInAsync("leader");
        using var worker = await Server.SignInAsync("worker1");
        var before = (await leader.GetAsync("/api/snapshot")).Text("cursor");
        var issue = await worker.ReportAsync();
        await using var live = await LiveClient.ConnectAsync(leader);
        await live.FollowAsync(null, before);
        (await live.NextAsync("changes"))["from"]!.GetValue<string>().ShouldBe(before);
        (await leader.GetAsync("/api/changes?after=" + before)).Json!.ToJsonString().ShouldContain(issue.Text("id"));
    }

    [Theory]
    [InlineData("nonsense", "changes.cursor_invalid")]
    [InlineData("00000000000000000000000000000001:0", "changes.cursor_expired")]
    public async Task A_cursor_that_says_nothing_is_refused_by_its_code(string cursor, string code)
    {
        using var leader = await Server.SignInAsync("leader");
        await using var live = await LiveClient.ConnectAsync(leader);
        await live.FollowAsync(null, cursor);
        (await live.CompletionErrorAsync())!.ShouldContain(code);
    }

    [Fact]
    public async Task Following_a_foreign_area_is_refused()
    {
        using var worker = await Server.SignInAsync("worker1");
        var cursor = (await worker.GetAsync("/api/snapshot")).Text("cursor");
        await using var live = await LiveClient.ConnectAsync(worker);
        await live.FollowAsync(Places.Grid2, cursor);
        (await live.CompletionErrorAsync())!.ShouldContain("access.denied");
    }

    [Fact]
    public async Task Signing_out_cuts_the_connection_within_a_pulse_or_two()
    {
        using var leader = await Server.SignInAsync("leader");
        await using var live = await FollowAsync(leader);
        await leader.DeleteAsync("/api/session");
        await live.Cut.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Changed_rights_cut_the_connection()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        await using var live = await FollowAsync(worker);
        await using (var db = server.Context())
        {
            await db.Accounts.Where(account => account.UserName == "worker1")
                .ExecuteUpdateAsync(set => set.SetProperty(account => account.AreaCode, Places.Grid2), TestContext.Current.CancellationToken);
        }

        await live.Cut.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_stranger_and_a_foreign_page_get_no_connection()
    {
        using var stranger = Server.Stranger();
        using var leader = await Server.SignInAsync("leader");
        await Should.ThrowAsync<WebSocketException>(() => LiveClient.ConnectAsync(stranger));
        await Should.ThrowAsync<WebSocketException>(() => LiveClient.ConnectAsync(leader, origin: "http://elsewhere.example"));
    }

    [Fact]
    public async Task A_mode_switch_reaches_those_above_and_below_and_says_whose_mode_it_is()
    {
        await using var server = await TestServer.StartAsync();
        using var leader = await server.SignInAsync("leader");
        using var worker = await server.SignInAsync("worker1");
        using var gridLeader = await server.SignInAsync("gridLeader1");
        await using var above = await FollowAsync(leader);
        await using var below = await FollowAsync(worker);
        await gridLeader.PutAsync($"/api/areas/{Places.Grid1}/mode", new { mode = "emergency", note = "暴雨" });
        (await NextOfKindAsync(above, "mode.switched"))["data"]!["own"]!.GetValue<bool>().ShouldBeFalse();
        (await NextOfKindAsync(below, "mode.switched"))["data"]!["own"]!.GetValue<bool>().ShouldBeTrue();
        (await leader.GetAsync("/api/snapshot")).Text("mode").ShouldBe("normal");
        (await worker.GetAsync("/api/snapshot")).Text("mode").ShouldBe("emergency");
    }

    private static async Task<LiveClient> FollowAsync(MapClient client)
    {
        var cursor = (await client.GetAsync("/api/snapshot")).Text("cursor");
        var live = await LiveClient.ConnectAsync(client);
        await live.FollowAsync(null, cursor);
        return live;
    }

    private static async Task<JsonObject> NextWithChangesAsync(LiveClient live, string issueId, Action<string>? inspect = null)
    {
        while (true)
        {
            var batch = await live.NextAsync("changes");
            inspect?.Invoke(batch.ToJsonString());
            var change = batch["changes"]!.AsArray().FirstOrDefault(each => each!["data"]!["id"]?.GetValue<string>() == issueId);
            if (change is not null) return change.AsObject();
        }
    }

    private static async Task<JsonObject> NextOfKindAsync(LiveClient live, string kind)
    {
        while (true)
        {
            var batch = await live.NextAsync("changes");
            var change = batch["changes"]!.AsArray().FirstOrDefault(each => each!["kind"]!.GetValue<string>() == kind);
            if (change is not null) return change.AsObject();
        }
    }
}
