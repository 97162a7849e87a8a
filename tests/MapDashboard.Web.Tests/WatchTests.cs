using System.Net;
using System.Text.Json.Nodes;
using MapDashboard.Domain.Issues;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>The watch over the clocks on a running server, whose time is set ahead.</summary>
public sealed class WatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_issue_that_nobody_takes_up_is_whistled_level_by_level_and_past_the_top_each_once()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        var issue = await worker.ReportAsync(category: "municipal.manhole");
        var id = Guid.Parse(issue.Text("id"));
        using var admin = await server.SignInAsync("admin");
        var levels = (await PathAsync(server, id)).Length;

        // Each level lets its report-in (one hour) pass, until nobody is left.
        for (var whistle = 1; whistle <= levels; whistle++)
        {
            server.Clock.Advance(TimeSpan.FromHours(1.1));
            await UntilAsync(admin, id, detail => Count(detail, "issue.whistled") >= whistle);
        }

        var detail = await admin.GetAsync("/api/issues/" + id);
        detail.Text("status").ShouldBe("dispatched");
        detail.Members["escalated"]!.GetValue<bool>().ShouldBeTrue();
        detail.Members["handler"]!["kind"]!.GetValue<string>().ShouldBe("desk");
        var whistles = History(detail).Where(entry => Kind(entry) == "issue.whistled").Select(entry => entry["whistle"]!).ToList();
        whistles.Select(entry => entry["pastTop"]!.GetValue<bool>()).ShouldBe([.. Enumerable.Repeat(false, levels - 1), true]);
        whistles[0]["clocks"]!.AsArray().Select(clock => clock!.GetValue<string>()).ShouldBe(["stage"]);

        // The desk of the top level reports in for it, and nobody whistles again however late it gets.
        using var desk = await server.SignInAsync("desk");
        (await desk.ActAsync(id, "reportIn", detail.Version)).Status.ShouldBe(HttpStatusCode.OK);
        server.Clock.Advance(TimeSpan.FromDays(20));
        await UntilAsync(admin, id, now => History(now).Count(entry => Kind(entry) == "issue.warned" && entry["warning"]!["overdue"]!.GetValue<bool>()) >= 2);
        Count(await admin.GetAsync("/api/issues/" + id), "issue.whistled").ShouldBe(levels);
    }

    [Fact]
    public async Task The_holder_is_warned_ahead_of_time_and_the_history_says_of_which_clock()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        var id = Guid.Parse((await worker.ReportAsync(category: "municipal.manhole")).Text("id"));
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        server.Clock.Advance(TimeSpan.FromMinutes(50));
        await UntilAsync(handler, id, detail => Count(detail, "issue.warned") == 1);

        var warning = History(await handler.GetAsync("/api/issues/" + id)).Single(entry => Kind(entry) == "issue.warned")["warning"]!;
        (warning["clock"]!.GetValue<string>(), warning["stage"]!.GetValue<string>(), warning["overdue"]!.GetValue<bool>()).ShouldBe(("stage", "dispatched", false));
    }

    [Fact]
    public async Task What_nobody_rates_is_closed_when_the_window_has_passed()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:RatingWindowHours", "5"]);
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        var id = Guid.Parse((await worker.ReportAsync()).Text("id"));
        await worker.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png());
        (await worker.ActAsync(id, "settle", 2, new { answer = "已清扫" })).Text("status").ShouldBe("resolved");
        await desk.ActAsync(id, "verify", 3);
        (await desk.ActAsync(id, "close", 4)).Code.ShouldBe("issue.rating_window_open");
        server.Clock.Advance(TimeSpan.FromHours(5.1));
        await UntilAsync(desk, id, detail => detail.Text("status") == "closed");
        History(await desk.GetAsync("/api/issues/" + id))[^1]["by"].ShouldBeNull();
    }

    [Fact]
    public async Task An_import_sent_again_that_leads_back_behind_the_closing_is_closed_again()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.SignInAsync("admin");
        var id = Guid.NewGuid();
        await admin.PostAsync("/api/issues", new
        {
            id, category = "environment.litter", source = "replay", reportedAt = "2022-05-01T04:00:03Z", location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat },
        });
        var record = new { status = "verified", at = "2022-05-02T10:00:00Z" };
        await admin.PostAsync($"/api/issues/{id}/record", record);
        await UntilAsync(admin, id, detail => Count(detail, "issue.closed") == 1);
        await admin.PostAsync($"/api/issues/{id}/record", record);
        await UntilAsync(admin, id, detail => Count(detail, "issue.closed") == 2 && detail.Text("status") == "closed");
    }

    [Fact]
    public async Task Two_servers_and_a_restart_do_nothing_twice()
    {
        var one = await TestServer.StartAsync();
        await using var two = await TestServer.StartAsync(one.ConnectionString);
        using var worker = await one.SignInAsync("worker1");
        var ids = new List<Guid>();
        for (var n = 0; n < 10; n++) ids.Add(Guid.Parse((await worker.ReportAsync(category: "municipal.manhole")).Text("id")));
        one.Clock.Advance(TimeSpan.FromHours(0.6));
        two.Clock.Advance(TimeSpan.FromHours(0.6));
        using var admin = await two.SignInAsync("admin");
        foreach (var id in ids.Take(3)) await UntilAsync(admin, id, detail => Count(detail, "issue.whistled") == 1);

        // The first goes, wherever it was; the second takes over.
        await one.DisposeAsync();
        foreach (var id in ids) await UntilAsync(admin, id, detail => Count(detail, "issue.whistled") == 1);
        await using var db = two.Context();
        (await db.WatchMarks.CountAsync(mark => mark.Deed == WatchDeed.Whistle, TestContext.Current.CancellationToken)).ShouldBe(10);
        (await db.Changes.CountAsync(change => change.Kind == "issue.whistled", TestContext.Current.CancellationToken)).ShouldBe(10);
    }

    private static async Task<string[]> PathAsync(TestServer server, Guid id)
    {
        await using var db = server.Context();
        return await db.Issues.Where(issue => issue.Id == id).Select(issue => issue.AreaPath).SingleAsync(TestContext.Current.CancellationToken);
    }

    private static async Task UntilAsync(MapClient client, Guid id, Func<Answer, bool> holds)
    {
        using var late = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!holds(await client.GetAsync("/api/issues/" + id))) await timer.WaitForNextTickAsync(late.Token);
    }

    private static List<JsonNode> History(Answer detail) => [.. detail.Members["history"]!.AsArray().Select(entry => entry!)];

    private static string Kind(JsonNode entry) => entry["kind"]!.GetValue<string>();

    private static int Count(Answer detail, string kind) => History(detail).Count(entry => Kind(entry) == kind);
}
