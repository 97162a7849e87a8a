using System.Net;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

public sealed class CommandTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestServer Server => fixture.Server;

    [Fact]
    public async Task An_issue_walks_from_report_to_closed()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        using var handler = await Server.SignInAsync("handler");
        var id = await ReportAsync(worker);
        (await desk.ActAsync(id, "accept", 1)).Text("status").ShouldBe("accepted");
        (await desk.ActAsync(id, "dispatch", 2, new { to = "handler" })).Text("status").ShouldBe("dispatched");
        (await handler.ActAsync(id, "reportIn", 3)).Text("status").ShouldBe("inProgress");
        var noPhoto = await handler.ActAsync(id, "resolve", 4, new { answer = "已处理" });
        noPhoto.Code.ShouldBe("issue.after_photo_required");
        (await handler.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png())).Status.ShouldBe(HttpStatusCode.Created);
        (await handler.ActAsync(id, "resolve", 5, new { answer = "已处理" })).Text("status").ShouldBe("resolved");
        (await handler.ActAsync(id, "verify", 6)).Code.ShouldBe("issue.not_entitled");
        (await desk.ActAsync(id, "verify", 6)).Text("status").ShouldBe("verified");
        var closed = await worker.ActAsync(id, "rate", 7, new { solved = true, satisfied = true });
        closed.Text("status").ShouldBe("closed");
        closed.Members["rating"]!["by"]!.GetValue<string>().ShouldBe("reporter");
        var history = (await desk.GetAsync("/api/issues/" + id)).Members["history"]!.AsArray();
        history.Select(entry => entry!["kind"]!.GetValue<string>()).ShouldBe(
            ["issue.reported", "issue.accepted", "issue.dispatched", "issue.reportedIn", "issue.photoAdded", "issue.resolved", "issue.verified", "issue.rated"]);
    }

    [Fact]
    public async Task A_command_sent_twice_with_one_key_is_done_once()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        var id = await ReportAsync(worker);
        var key = Guid.NewGuid();
        var first = await desk.ActAsync(id, "accept", 1, key: key);
        await desk.ActAsync(id, "comment", 2, new { note = "随后的话" });
        var again = await desk.ActAsync(id, "accept", 1, key: key);
        first.Version.ShouldBe(2);
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Version.ShouldBe(3, "the issue as it is now");
        (await CountAsync(id)).ShouldBe(3);
    }

    [Fact]
    public async Task A_command_sent_ten_times_at_once_with_one_key_is_done_once()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        var id = await ReportAsync(worker);
        var key = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => desk.ActAsync(id, "accept", 1, key: key)));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        (await CountAsync(id)).ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_was_used_for_another_command_is_refused()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        var id = await ReportAsync(worker);
        var key = Guid.NewGuid();
        await desk.ActAsync(id, "accept", 1, key: key);
        var other = await desk.ActAsync(id, "comment", 2, new { note = "别的" }, key);
        other.Status.ShouldBe(HttpStatusCode.Conflict);
        other.Code.ShouldBe("idempotency.key_reused");
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_told_the_present_one()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        var id = await ReportAsync(worker);
        await desk.ActAsync(id, "accept", 1);
        var stale = await desk.ActAsync(id, "comment", 1, new { note = "晚了" });
        stale.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        stale.Code.ShouldBe("issue.version_stale");
        stale.Version.ShouldBe(2);
        (await CountAsync(id)).ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_different_commands_at_once_one_wins_and_the_other_is_told_so()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        using var leader = await Server.SignInAsync("leader");
        var id = await ReportAsync(worker);
        var answers = await Task.WhenAll(desk.ActAsync(id, "accept", 1), leader.ActAsync(id, "void", 1, new { note = "不是事项" }));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Single(answer => answer.Status != HttpStatusCode.OK).Code.ShouldBeOneOf("issue.version_stale", "issue.transition_refused");
        (await CountAsync(id)).ShouldBe(2);
    }

    [Fact]
    public async Task A_command_without_version_or_key_is_refused()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        var id = await ReportAsync(worker);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/issues/{id}/accept");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var withoutVersion = await desk.SendAsync(request);
        withoutVersion.Status.ShouldBe((HttpStatusCode)428);
        withoutVersion.Code.ShouldBe("issue.version_required");
        request = new HttpRequestMessage(HttpMethod.Post, $"/api/issues/{id}/accept");
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        (await desk.SendAsync(request)).Code.ShouldBe("idempotency.key_required");
    }

    [Fact]
    public async Task A_wrong_transition_is_refused_with_what_is_allowed()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        var id = await ReportAsync(worker);
        var refused = await desk.ActAsync(id, "resolve", 1, new { answer = "已处理" });
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Code.ShouldBe("issue.transition_refused");
        refused.Members["allowed"]!.AsArray().Select(word => word!.GetValue<string>()).ShouldBe(["accept", "whistle", "merge", "void", "mark", "clear", "comment", "follow"]);
    }

    [Fact]
    public async Task A_role_that_several_hold_is_no_handler_and_one_that_one_holds_is()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        var id = await ReportAsync(worker);
        await desk.ActAsync(id, "accept", 1);
        var ambiguous = await desk.ActAsync(id, "dispatch", 2, new { to = "volunteer" });
        ambiguous.Code.ShouldBe("issue.handler_ambiguous");
        (await desk.ActAsync(id, "dispatch", 2, new { to = "nobody" })).Code.ShouldBe("issue.handler_unknown");
        var one = await desk.ActAsync(id, "dispatch", 2, new { to = "communityGridLeader" });
        one.Status.ShouldBe(HttpStatusCode.OK);
        one.Members["handler"]!["kind"]!.GetValue<string>().ShouldBe("person");
    }

    [Fact]
    public async Task The_desk_closes_an_unrated_issue_only_after_the_rating_window()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        var id = await ReportAsync(worker);
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        await handler.ActAsync(id, "reportIn", 3);
        await handler.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png());
        await handler.ActAsync(id, "resolve", 5, new { answer = "已处理" });
        await desk.ActAsync(id, "verify", 6);
        var early = await desk.ActAsync(id, "close", 7);
        early.Code.ShouldBe("issue.rating_window_open");
        server.Clock.Advance(TimeSpan.FromHours(72));
        (await desk.ActAsync(id, "close", 7)).Text("status").ShouldBe("closed");
    }

    private static async Task<Guid> ReportAsync(MapClient client)
    {
        var answer = await client.ReportAsync();
        return Guid.Parse(answer.Text("id"));
    }

    private async Task<int> CountAsync(Guid id)
    {
        await using var db = Server.Context();
        return await db.Changes.CountAsync(change => change.IssueId == id, TestContext.Current.CancellationToken);
    }
}
