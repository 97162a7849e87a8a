using System.Net;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>What a hall must not show comes to a screen through no door: list, story, snapshot, changes, photo, search.</summary>
public sealed class PublicDoorTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Secret = "三楼王家";

    private TestServer Server => fixture.Server;

    [Fact]
    public async Task Text_that_is_not_cleared_is_behind_no_door()
    {
        using var worker = await Server.SignInAsync("worker1");
        var issue = await worker.ReportAsync(description: Secret);
        await ShouldBeHiddenAsync(Guid.Parse(issue.Text("id")), after: "", searched: true);
    }

    [Fact]
    public async Task A_clearance_that_was_taken_back_shows_nothing_through_old_changes_either()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        using var screen = await Server.SignInAsync("screen");
        var before = (await screen.GetAsync("/api/snapshot")).Text("cursor");
        var id = Guid.Parse((await worker.ReportAsync(description: Secret)).Text("id"));
        var photo = Guid.NewGuid();
        await worker.PutBytesAsync($"/api/issues/{id}/photos/{photo}?kind=before", Pictures.Png());
        await desk.ActAsync(id, "accept", 2);
        (await screen.GetAsync("/api/snapshot")).Json!.ToJsonString(Data.Json.Options).ShouldContain(Secret);
        (await screen.GetAsync($"/api/issues/{id}/photos/{photo}")).Status.ShouldBe(HttpStatusCode.OK);
        var cleared = Server.Clock.GetUtcNow();
        await desk.ActAsync(id, "clear", 3, new { clear = false });
        (await screen.GetAsync($"/api/issues/{id}/photos/{photo}")).Status.ShouldBe(HttpStatusCode.NotFound);
        await ShouldBeHiddenAsync(id, before, searched: true);
        (await screen.GetAsync("/api/snapshot?at=" + cleared.UtcDateTime.ToString("O"))).Json!.ToJsonString(Data.Json.Options).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_screen_sees_posts_of_the_public_board_only()
    {
        using var screen = await Server.SignInAsync("screen");
        using var leader = await Server.SignInAsync("leader");
        var shown = (await screen.GetAsync("/api/responsible?area=" + Places.Grid1)).Json!.ToJsonString(Data.Json.Options);
        var all = (await leader.GetAsync("/api/responsible?area=" + Places.Grid1)).Json!.ToJsonString(Data.Json.Options);
        all.ShouldContain("volunteer");
        shown.ShouldNotContain("volunteer");
        shown.ShouldContain("communityGridLeader");
    }

    private async Task ShouldBeHiddenAsync(Guid id, string after, bool searched)
    {
        using var screen = await Server.SignInAsync("screen");
        var doors = new List<string> { "/api/snapshot", "/api/issues", "/api/issues/" + id, "/api/snapshot?area=" + Places.Grid1 };
        if (after.Length > 0) doors.Add("/api/changes?after=" + after);
        if (searched) doors.Add("/api/issues?q=" + Uri.EscapeDataString(Secret));
        foreach (var door in doors)
        {
            var answer = await screen.GetAsync(door);
            answer.Status.ShouldBe(HttpStatusCode.OK, door);
            answer.Json!.ToJsonString(Data.Json.Options).ShouldNotContain(Secret, Case.Sensitive, door);
        }
    }
}
