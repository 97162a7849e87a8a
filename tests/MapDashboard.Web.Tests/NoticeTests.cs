using System.Net;
using System.Text.Json.Nodes;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>通知: down the pyramid to those whom it is for and to nobody else, and who has read it.</summary>
public sealed class NoticeTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly TestServer server = fixture.Server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notice_of_the_community_comes_down_to_every_grid_and_each_receipt_counts_once()
    {
        using var leader = await server.SignInAsync("leader");
        using var worker = await server.SignInAsync("worker1");
        var cursor = (await worker.GetAsync("/api/snapshot")).Text("cursor");
        var posted = await leader.PostAsync("/api/notices", new { areaCode = Places.Community, text = "meeting on friday" });
        posted.Status.ShouldBe(HttpStatusCode.Created);
        var id = posted.Text("id");
        (await KindsAsync(worker, cursor)).ShouldBe(["notice.posted"]);

        var mine = await OneAsync(worker, id);
        (mine["mine"]!.GetValue<bool>(), mine["readAt"], mine["recipients"]).ShouldBe((true, null, null));
        (await OneAsync(leader, id))["mine"]!.GetValue<bool>().ShouldBeFalse();

        var before = (await OneAsync(leader, id))["recipients"]!.GetValue<int>();
        before.ShouldBeGreaterThanOrEqualTo(9);
        var seen = (await leader.GetAsync("/api/snapshot")).Text("cursor");
        var receipt = await worker.PutAsync($"/api/notices/{id}/read", new { });
        (receipt.Status, receipt.Text("id")).ShouldBe((HttpStatusCode.OK, id));
        var again = await worker.PutAsync($"/api/notices/{id}/read", new { at = server.Clock.GetUtcNow().UtcDateTime.AddDays(1) });
        (again.Status, again.Text("readAt")).ShouldBe((HttpStatusCode.OK, receipt.Text("readAt")));
        (await KindsAsync(leader, seen)).ShouldBe(["notice.read"]);
        (await OneAsync(leader, id))["readers"]!.GetValue<int>().ShouldBe(1);
        (await OneAsync(worker, id))["readAt"].ShouldNotBeNull();
        var readers = (await leader.GetAsync($"/api/notices/{id}/readers")).Members;
        readers["read"]!.AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("worker1");
        readers["unread"]!.AsArray().Select(reader => reader!["name"]!.GetValue<string>()).ShouldNotContain("leader");
        readers["unread"]!.AsArray().Count.ShouldBe(before - 1);
    }

    [Fact]
    public async Task A_notice_for_some_roles_is_seen_and_heard_of_by_these_and_by_those_who_lead_the_area()
    {
        const string Text = "only the desks need to know";
        using var leader = await server.SignInAsync("leader");
        var cursor = (await leader.GetAsync("/api/snapshot")).Text("cursor");
        var id = (await leader.PostAsync("/api/notices", new { areaCode = Places.Community, text = Text, roles = new[] { "desk" } })).Text("id");
        foreach (var (who, hears) in new[] { ("leader", true), ("desk", true), ("gridDesk2", true), ("admin", true), ("gridLeader1", false), ("worker1", false), ("handler", false), ("screen", false), ("gridScreen2", false) })
        {
            using var client = await server.SignInAsync(who);
            (await client.GetAsync("/api/notices")).Json!.ToJsonString().Contains(Text, StringComparison.Ordinal).ShouldBe(hears, who);
            (await KindsAsync(client, cursor)).Contains("notice.posted").ShouldBe(hears, who);
        }

        using var worker = await server.SignInAsync("worker1");
        (await worker.PutAsync($"/api/notices/{id}/read", new { })).Code.ShouldBe("notice.not_found");
        var readers = (await leader.GetAsync($"/api/notices/{id}/readers")).Members["unread"]!.AsArray().Select(reader => reader!["name"]!.GetValue<string>());
        readers.ShouldBe(["desk", "gridDesk2"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_told_to_one_grid_is_nothing_to_the_next()
    {
        const string Text = "the first grid only";
        using var leader = await server.SignInAsync("leader");
        var cursor = (await leader.GetAsync("/api/snapshot")).Text("cursor");
        var id = (await leader.PostAsync("/api/notices", new { areaCode = Places.Grid1, text = Text })).Text("id");
        foreach (var stranger in new[] { "worker2", "gridDesk2", "handler", "screen" })
        {
            using var client = await server.SignInAsync(stranger);
            (await client.GetAsync("/api/notices")).Json!.ToJsonString().ShouldNotContain(Text, Case.Sensitive, stranger);
            (await KindsAsync(client, cursor)).ShouldNotContain("notice.posted", stranger);
            if (stranger != "screen") (await client.PutAsync($"/api/notices/{id}/read", new { })).Code.ShouldBe("notice.not_found", stranger);
        }

        using var grid2 = await server.SignInAsync("gridDesk2");
        (await grid2.GetAsync($"/api/notices/{id}/readers")).Code.ShouldBe("notice.not_found");
        (await grid2.DeleteAsync("/api/notices/" + id)).Code.ShouldBe("access.denied");
    }

    [Fact]
    public async Task A_withdrawn_notice_is_gone_and_a_receipt_that_comes_late_is_still_taken()
    {
        using var desk = await server.SignInAsync("desk");
        using var worker = await server.SignInAsync("worker1");
        var id = (await desk.PostAsync("/api/notices", new { areaCode = Places.Grid1, text = "water off" })).Text("id");
        (await desk.DeleteAsync("/api/notices/" + id)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await worker.GetAsync("/api/notices")).Json!.AsArray().ShouldNotContain(notice => notice!["id"]!.GetValue<string>() == id);
        (await worker.PutAsync($"/api/notices/{id}/read", new { })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_notices_are_refused_with_a_code_and_nothing_is_posted()
    {
        using var leader = await server.SignInAsync("leader");
        await using var db = server.Context();
        var before = await db.Notices.CountAsync(Token);
        async Task<string?> PostAsync(object body) => (await leader.PostAsync("/api/notices", body)).Code;
        (await PostAsync(new { areaCode = Places.Grid1, text = " " })).ShouldBe("request.invalid");
        (await PostAsync(new { areaCode = Places.Grid1, text = new string('a', 2001) })).ShouldBe("request.invalid");
        (await PostAsync(new { areaCode = Places.Grid1, text = "a", roles = new[] { "screen" } })).ShouldBe("request.invalid");
        (await PostAsync(new { areaCode = Places.Grid1, text = "a", roles = new[] { "worker" }, @public = true })).ShouldBe("request.invalid");
        (await PostAsync(new { areaCode = Places.Grid1, text = "a", roles = new[] { "king" } })).ShouldBe("request.invalid_json");
        (await PostAsync(new { areaCode = "nowhere", text = "a" })).ShouldBe("area.not_found");
        using var worker = await server.SignInAsync("worker1");
        (await worker.PostAsync("/api/notices", new { areaCode = Places.Grid1, text = "a" })).Code.ShouldBe("access.denied");
        (await worker.PutAsync($"/api/notices/{Guid.NewGuid()}/read", new { })).Code.ShouldBe("notice.not_found");
        (await db.Notices.CountAsync(Token)).ShouldBe(before);
    }

    private static async Task<JsonNode> OneAsync(MapClient client, string id) =>
        (await client.GetAsync("/api/notices")).Json!.AsArray().Single(notice => notice!["id"]!.GetValue<string>() == id)!;

    private static async Task<IReadOnlyList<string>> KindsAsync(MapClient client, string cursor) =>
        [.. (await client.GetAsync("/api/changes?after=" + cursor)).Members["changes"]!.AsArray().Select(change => change!["kind"]!.GetValue<string>())];
}
