using System.Net;
using MapDashboard.Data.Archives;
using MapDashboard.Data.Statistics;
using MapDashboard.Domain;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>A tracking link tells of one issue what its holder may know, and nothing of any other.</summary>
public sealed class TrackTests
{
    [Fact]
    public async Task The_steps_come_as_they_happen_without_words_or_names_of_people()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        using var worker = await server.SignInAsync("worker1");
        var other = await worker.ReportAsync(description: "别家的事");
        var id = Guid.NewGuid();
        var made = await Resident.ReportAsync(stranger, Places.Grid1, id, description: "三楼漏水", reporter: new { name = "赵大妈", phone = "19911112222" });
        var path = "/api/track/" + made.Text("trackingSecret");
        Statuses(await stranger.GetAsync(path)).ShouldBe(["reported"]);
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "comment", 2, new { note = "内部备注" });
        await desk.ActAsync(id, "dispatch", 3, new { to = "handler" });
        await handler.ActAsync(id, "reportIn", 4);
        await handler.ActAsync(id, "return", 5, new { note = "不归本单位" });
        var track = await stranger.GetAsync(path);
        Statuses(track).ShouldBe(["reported", "accepted", "dispatched", "inProgress", "accepted"]);
        track.Text("number").ShouldBe(made.Text("number"));
        track.Text("areaName").ShouldBe("1-1微网格");
        track.Members["category"]!["code"]!.GetValue<string>().ShouldBe("municipal.manhole");
        track.Members.ContainsKey("closedAt").ShouldBeFalse();
        var text = track.Json!.ToJsonString(Data.Json.Options);
        foreach (var hidden in new[] { "三楼漏水", "赵大妈", "19911112222", "内部备注", "不归本单位", "别家的事", other.Text("number"), id.ToString(), "\"by\"", "note", "lon" }) text.ShouldNotContain(hidden);
        await desk.ActAsync(id, "void", 6, new { note = "现场没有发现" });
        var voided = await stranger.GetAsync(path);
        voided.Members.ContainsKey("closedAt").ShouldBeTrue();
        voided.Text("answer").ShouldBe("现场没有发现");
    }

    [Fact]
    public async Task Of_an_archived_issue_a_link_tells_what_its_row_knows()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        using var desk = await server.SignInAsync("desk");
        var (own, target) = (Guid.NewGuid(), Guid.NewGuid());
        var path = "/api/track/" + (await Resident.ReportAsync(stranger, Places.Grid1, own)).Text("trackingSecret");
        await Resident.ReportAsync(stranger, Places.Grid1, target);
        await desk.ActAsync(own, "accept", 1);
        (await desk.ActAsync(own, "merge", 2, new { to = target.ToString() })).Status.ShouldBe(HttpStatusCode.OK);
        var merged = Statuses(await stranger.GetAsync(path));
        server.Clock.Advance(TimeSpan.FromHours(1));
        await desk.ActAsync(target, "void", await VersionAsync(desk, target), new { note = "现场没有发现" });
        server.Clock.Advance(TimeSpan.FromHours(1));
        await desk.ReportAsync();
        var before = Statuses(await stranger.GetAsync(path));
        before.ShouldBe([.. merged, "voided"]);

        var folder = Directory.CreateTempSubdirectory("mapdashboard-archive-").FullName;
        await new MeasureUpkeep(server.DataSource, "Asia/Shanghai").CatchUpAsync(TestContext.Current.CancellationToken);
        var now = server.Clock.UtcNow();
        (await new ArchiveRun(server.DataSource, new ArchivePlan(DateOnly.FromDateTime(now), now.AddMinutes(-30), folder, now, "test")).RunAsync(TestContext.Current.CancellationToken)).Issues.ShouldBe(2);
        Directory.Delete(folder, recursive: true);
        var track = await stranger.GetAsync(path);
        Statuses(track).ShouldBe(["reported", "accepted", "merged", "voided"]);
    }

    [Fact]
    public async Task A_secret_that_is_nobodys_finds_nothing()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        var secret = (await Resident.ReportAsync(stranger, Places.Grid1)).Text("trackingSecret");
        secret.Length.ShouldBe(43);
        foreach (var wrong in new[] { secret[..^1], secret + "A", new string('A', 43), new string('A', 5000), "%20" })
        {
            var answer = await stranger.GetAsync("/api/track/" + wrong);
            (answer.Status, answer.Code).ShouldBe((HttpStatusCode.NotFound, "track.not_found"), wrong);
        }
    }

    [Fact]
    public async Task The_reporter_is_answered_once_another_has_verified_and_judges_once()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        var (id, path) = await ResolvedAsync(server, stranger);
        var before = await stranger.GetAsync(path);
        before.Members.ContainsKey("answer").ShouldBeFalse();
        before.Members["photos"]!.AsArray().ShouldBeEmpty();
        (await stranger.PostAsync(path + "/rating", new { solved = true, satisfied = true })).Code.ShouldBe("issue.transition_refused");

        using var desk = await server.SignInAsync("desk");
        await desk.ActAsync(id, "verify", await VersionAsync(desk, id));
        var answered = await stranger.GetAsync(path);
        answered.Text("answer").ShouldBe("井盖已换新");
        answered.Members.ContainsKey("ratingEndsAt").ShouldBeTrue();
        var photo = answered.Members["photos"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>();
        (await stranger.GetAsync($"{path}/photos/{photo}?size=thumb")).Status.ShouldBe(HttpStatusCode.OK);
        (await stranger.GetAsync($"{path}/photos/{Guid.NewGuid()}")).Code.ShouldBe("photo.not_found");

        (await stranger.PostAsync(path + "/rating", new { solved = true })).Code.ShouldBe("issue.rating_required");
        var rated = await stranger.PostAsync(path + "/rating", new { solved = true, satisfied = true, note = "谢谢" });
        rated.Text("status").ShouldBe("closed");
        rated.Members["rating"]!["by"]!.GetValue<string>().ShouldBe("reporter");
        (await stranger.PostAsync(path + "/rating", new { solved = true, satisfied = true })).Status.ShouldBe(HttpStatusCode.OK);
        (await stranger.PostAsync(path + "/rating", new { solved = false, satisfied = false })).Code.ShouldBe("issue.transition_refused");
        (await VersionAsync(desk, id)).ShouldBe(8, "one rating, however often it is sent");
    }

    [Fact]
    public async Task A_photo_that_came_after_the_verification_does_not_take_the_place_of_the_verified_one()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        var (id, path) = await ResolvedAsync(server, stranger);
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        await desk.ActAsync(id, "verify", await VersionAsync(desk, id));
        var verified = Photo(await stranger.GetAsync(path));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = Guid.NewGuid();
        (await handler.PutBytesAsync($"/api/issues/{id}/photos/{later}?kind=after", Pictures.Png())).Status.ShouldBe(HttpStatusCode.Created);

        Photo(await stranger.GetAsync(path)).ShouldBe(verified);
        (await stranger.GetAsync($"{path}/photos/{later}")).Code.ShouldBe("photo.not_found");

        static string Photo(Answer track) => track.Members["photos"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>();
    }

    [Fact]
    public async Task An_unsatisfied_reporter_reopens_and_so_does_one_who_comes_back_within_the_window()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        var (id, path) = await ResolvedAsync(server, stranger);
        using var desk = await server.SignInAsync("desk");
        await desk.ActAsync(id, "verify", await VersionAsync(desk, id));
        var rated = await stranger.PostAsync(path + "/rating", new { solved = false, satisfied = false, note = "还在晃" });
        rated.Text("status").ShouldBe("accepted");
        Statuses(rated).TakeLast(2).ShouldBe(["closed", "accepted"]);

        var other = await ResolvedAsync(server, stranger);
        await desk.ActAsync(other.Id, "verify", await VersionAsync(desk, other.Id));
        await stranger.PostAsync(other.Path + "/rating", new { solved = true, satisfied = true });
        (await stranger.PostAsync(other.Path + "/reopen", new { })).Code.ShouldBe("issue.note_required");
        server.Clock.Advance(TimeSpan.FromHours(71));
        (await stranger.PostAsync(other.Path + "/reopen", new { note = "又松了" })).Text("status").ShouldBe("accepted");

        var late = await ResolvedAsync(server, stranger);
        await desk.ActAsync(late.Id, "verify", await VersionAsync(desk, late.Id));
        await stranger.PostAsync(late.Path + "/rating", new { solved = true, satisfied = true });
        server.Clock.Advance(TimeSpan.FromHours(73));
        (await stranger.GetAsync(late.Path)).Members.ContainsKey("reopenEndsAt").ShouldBeFalse();
        (await stranger.PostAsync(late.Path + "/reopen", new { note = "又松了" })).Code.ShouldBe("issue.reopen_window_passed");
    }

    [Fact]
    public async Task A_merged_reporter_is_answered_too_and_judges_nothing()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        using var desk = await server.SignInAsync("desk");
        var (target, _) = await ResolvedAsync(server, stranger);
        var id = Guid.NewGuid();
        var made = await Resident.ReportAsync(stranger, Places.Grid1, id);
        var path = "/api/track/" + made.Text("trackingSecret");
        var merged = await desk.ActAsync(id, "merge", 1, new { to = target, note = "同一个井盖" });
        merged.Status.ShouldBe(HttpStatusCode.OK);
        merged.Text("status").ShouldBe("merged");
        await desk.ActAsync(target, "clear", await VersionAsync(desk, target));
        await desk.ActAsync(target, "verify", await VersionAsync(desk, target));

        var track = await stranger.GetAsync(path);
        track.Text("status").ShouldBe("verified");
        track.Text("answer").ShouldBe("井盖已换新");
        track.Text("mergedNumber").ShouldNotBe(made.Text("number"));
        Statuses(track).ShouldBe(["reported", "merged", "resolved", "verified"]);
        track.Members.ContainsKey("ratingEndsAt").ShouldBeFalse();
        (await stranger.PostAsync(path + "/rating", new { solved = true, satisfied = true })).Code.ShouldBe("issue.not_entitled");
    }

    [Fact]
    public async Task Who_joins_anothers_report_sees_what_is_public_of_it_and_judges_nothing()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        using var desk = await server.SignInAsync("desk");
        var first = Guid.NewGuid();
        await Resident.ReportAsync(stranger, Places.Grid1, first, description: "三楼王家门口");
        var near = await stranger.GetAsync(FormattableString.Invariant($"/api/ask/{Places.Grid1}/near?category=municipal.manhole&lon={Places.Grid1Lon}&lat={Places.Grid1Lat + 0.0003}"));
        near.Json!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>().ShouldBe(first.ToString());
        near.Json.ToJsonString(Data.Json.Options).ShouldNotContain("王家");
        var far = await stranger.GetAsync(FormattableString.Invariant($"/api/ask/{Places.Grid1}/near?category=municipal.manhole&lon={Places.Grid1Lon}&lat={Places.Grid1Lat + 0.0006}"));
        far.Json!.AsArray().ShouldBeEmpty();

        var joining = Guid.NewGuid();
        var joined = await Resident.FollowAsync(stranger, Places.Grid1, first, joining);
        (await Resident.FollowAsync(stranger, Places.Grid1, first, joining)).Text("trackingSecret").ShouldBe(joined.Text("trackingSecret"));
        (await Resident.FollowAsync(stranger, Places.Grid1, Guid.NewGuid())).Code.ShouldBe("issue.not_found");
        var path = "/api/track/" + joined.Text("trackingSecret");
        var track = await stranger.GetAsync(path);
        Statuses(track).ShouldBe(["reported"]);
        track.Members["joined"]!.GetValue<bool>().ShouldBeTrue();
        (await stranger.PostAsync(path + "/rating", new { solved = true, satisfied = true })).Code.ShouldBe("issue.not_entitled");
    }

    [Fact]
    public async Task A_step_tells_also_that_it_went_to_another_level_or_another_handler()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        using var desk = await server.SignInAsync("desk");
        var id = Guid.NewGuid();
        var made = await Resident.ReportAsync(stranger, Places.Grid1, id);
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        await desk.ActAsync(id, "transfer", 3, new { to = "handler", note = "换一班" });
        await desk.ActAsync(id, "whistle", 4, new { note = "需要上级" });
        var track = await stranger.GetAsync("/api/track/" + made.Text("trackingSecret"));
        track.Members["steps"]!.AsArray().Select(step => step!["kind"]!.GetValue<string>())
            .ShouldBe(["issue.reported", "issue.accepted", "issue.dispatched", "issue.transferred", "issue.whistled"]);
        track.Members.ContainsKey("joined").ShouldBeFalse();
    }

    /// <summary>A resident's report that its handler says is done.</summary>
    private static async Task<(Guid Id, string Path)> ResolvedAsync(TestServer server, MapClient stranger)
    {
        var id = Guid.NewGuid();
        var made = await Resident.ReportAsync(stranger, Places.Grid1, id);
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        await desk.ActAsync(id, "accept", 1, new { clear = false });
        await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        await handler.ActAsync(id, "reportIn", 3);
        await handler.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png());
        (await handler.ActAsync(id, "resolve", 5, new { answer = "井盖已换新" })).Text("status").ShouldBe("resolved");
        return (id, "/api/track/" + made.Text("trackingSecret"));
    }

    private static async Task<int> VersionAsync(MapClient client, Guid id) => (await client.GetAsync("/api/issues/" + id)).Version;

    private static IEnumerable<string> Statuses(Answer track) => track.Members["steps"]!.AsArray().Select(step => step!["status"]!.GetValue<string>());
}
