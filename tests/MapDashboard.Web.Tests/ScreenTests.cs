using System.Net;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>Hall screens: let in by a code that an admin types, configured, looked after, revoked.</summary>
public sealed class ScreenTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] SceneKinds = ["overview", "grids", "overdue", "closed", "who", "figures", "visits"];
    private readonly TestServer server = fixture.Server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_screen_is_let_in_by_the_code_that_an_admin_types_and_sees_the_public_view_of_its_area()
    {
        using var admin = await server.SignInAsync("admin");
        using var browser = server.Stranger();
        var (screen, code) = await PairAsync(admin, browser, "一楼大厅", Places.Community);
        (await browser.GetAsync("/api/session")).Members["role"]!.GetValue<string>().ShouldBe("screen");
        var own = (await browser.GetAsync("/api/screen")).Members;
        (own["id"]!.GetValue<string>(), own["name"]!.GetValue<string>()).ShouldBe((screen, "一楼大厅"));
        own["settings"]!["areaCode"]!.GetValue<string>().ShouldBe(Places.Community);
        own["settings"]!["scenes"]!.AsArray().Select(scene => scene!["kind"]!.GetValue<string>()).ShouldBe(SceneKinds);
        (await browser.GetAsync("/api/snapshot")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/api/screens")).Status.ShouldBe(HttpStatusCode.Forbidden);

        // The answer that gives the token out may get lost: it is given again, and the lost one counts for nothing.
        (await browser.GetAsync("/api/screens/pairings/own")).Text("state").ShouldBe("paired");
        (await browser.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.OK);
        await using var db = server.Context();
        (await db.Sessions.CountAsync(session => session.EndedAt == null && db.Screens.Any(each => each.Id == Guid.Parse(screen) && each.AccountId == session.AccountId), Token)).ShouldBe(1);

        // Typed twice is paired once.
        var again = await admin.PostAsync("/api/screens", new { code, name = "second" });
        (again.Status, again.Text("id"), again.Text("name")).ShouldBe((HttpStatusCode.OK, screen, "一楼大厅"));
    }

    [Fact]
    public async Task The_code_alone_lets_nobody_in()
    {
        using var admin = await server.SignInAsync("admin");
        using var browser = server.Stranger();
        using var stranger = server.Stranger();
        var code = (await browser.PostAsync("/api/screens/pairings", new { })).Text("code");
        code.ShouldMatch("^[0-9]{6}$");
        (await browser.GetAsync("/api/screens/pairings/own")).Text("state").ShouldBe("waiting");
        (await stranger.GetAsync("/api/screens/pairings/own")).Code.ShouldBe("screen.pairing_not_found");
        (await stranger.PostAsync("/api/screens", new { code, name = "mine" })).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await admin.PostAsync("/api/screens", new { code, name = "hall" })).Status.ShouldBe(HttpStatusCode.Created);
        (await stranger.GetAsync("/api/screens/pairings/own")).Code.ShouldBe("screen.pairing_not_found");
        (await stranger.GetAsync("/api/snapshot")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_code_ends_after_ten_minutes_and_with_the_next_one()
    {
        await using var own = await TestServer.StartAsync();
        using var admin = await own.SignInAsync("admin");
        using var browser = own.Stranger();
        var first = (await browser.PostAsync("/api/screens/pairings", new { })).Text("code");
        var second = (await browser.PostAsync("/api/screens/pairings", new { })).Text("code");
        (await admin.PostAsync("/api/screens", new { code = first, name = "hall" })).Code.ShouldBe("screen.code_unknown");
        own.Clock.Advance(TimeSpan.FromMinutes(10));
        (await admin.PostAsync("/api/screens", new { code = second, name = "hall" })).Code.ShouldBe("screen.code_unknown");
        (await browser.GetAsync("/api/screens/pairings/own")).Code.ShouldBe("screen.pairing_not_found");
        await using var db = own.Context();
        (await db.Screens.CountAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_asks_for_codes_without_end_is_told_to_wait()
    {
        await using var own = await TestServer.StartAsync();
        using var browser = own.Stranger();
        Answer answer;
        var asked = 0;
        do answer = await browser.PostAsync("/api/screens/pairings", new { });
        while (answer.Status == HttpStatusCode.OK && ++asked < 200);
        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.TooManyRequests, "screen.too_many_pairings"));
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_revoked_screen_is_cut_off_and_may_be_paired_again_with_what_it_was()
    {
        using var admin = await server.SignInAsync("admin");
        using var browser = server.Stranger();
        var (screen, _) = await PairAsync(admin, browser, "east hall", Places.Grid1);
        var settings = new { scenes = new[] { new { kind = "who", seconds = 30 } }, voice = true, theme = "light", quietHours = new { from = "22:00", to = "06:30" }, areaCode = Places.Grid1 };
        (await admin.PutAsync("/api/screens/" + screen, new { name = "east hall", settings })).Status.ShouldBe(HttpStatusCode.OK);
        (await admin.PostAsync($"/api/screens/{screen}/revoke", new { })).Members["revokedAt"].ShouldNotBeNull();
        (await browser.GetAsync("/api/snapshot")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.GetAsync("/api/screens/pairings/own")).Code.ShouldBe("screen.pairing_not_found");

        var code = (await browser.PostAsync("/api/screens/pairings", new { })).Text("code");
        var back = await admin.PostAsync("/api/screens", new { code, screenId = screen });
        (back.Status, back.Text("id"), back.Text("name"), back.Members["revokedAt"]).ShouldBe((HttpStatusCode.Created, screen, "east hall", null));
        (await browser.GetAsync("/api/screens/pairings/own")).Text("state").ShouldBe("paired");
        var own = (await browser.GetAsync("/api/screen")).Members["settings"]!;
        (own["voice"]!.GetValue<bool>(), own["theme"]!.GetValue<string>(), own["quietHours"]!["to"]!.GetValue<string>()).ShouldBe((true, "light", "06:30"));
        (await admin.DeleteAsync("/api/screens/" + screen)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await admin.DeleteAsync("/api/screens/" + screen)).Code.ShouldBe("screen.not_found");
        (await admin.GetAsync("/api/screens")).Json!.AsArray().ShouldNotContain(each => each!["id"]!.GetValue<string>() == screen);
    }

    [Fact]
    public async Task A_screen_tells_how_it_is_and_hears_what_it_shall_do()
    {
        using var admin = await server.SignInAsync("admin");
        using var browser = server.Stranger();
        var (screen, _) = await PairAsync(admin, browser, "north hall", Places.Community);
        var status = new { version = "1.2.3+abc", scene = "figures", memoryBytes = 123_456_789L, width = 3840, height = 1080, problem = "noVoice" };
        var heard = (await browser.PutAsync("/api/screen/status", status)).Members;
        heard["reloadAskedAt"].ShouldBeNull();
        heard["serverVersion"]!.GetValue<string>().ShouldContain("+");
        var seen = (await admin.GetAsync("/api/screens")).Json!.AsArray().Single(each => each!["id"]!.GetValue<string>() == screen)!;
        (seen["scene"]!.GetValue<string>(), seen["memoryBytes"]!.GetValue<long>(), seen["width"]!.GetValue<int>(), seen["problem"]!.GetValue<string>()).ShouldBe(("figures", 123_456_789L, 3840, "noVoice"));
        seen["lastSeenAt"].ShouldNotBeNull();
        (await admin.PostAsync($"/api/screens/{screen}/reload", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.PutAsync("/api/screen/status", status)).Members["reloadAskedAt"].ShouldNotBeNull();

        // An account with a password is no paired screen: it gets the default and is not in the list.
        using var signedIn = await server.SignInAsync("screen");
        (await signedIn.PutAsync("/api/screen/status", status)).Members["id"].ShouldBeNull();
    }

    [Fact]
    public async Task Wrong_screens_are_refused_with_a_code_and_nothing_changes()
    {
        using var admin = await server.SignInAsync("admin");
        using var browser = server.Stranger();
        var (screen, _) = await PairAsync(admin, browser, "south hall", Places.Community);
        async Task<string?> PutAsync(object settings, string? name = "south hall") => (await admin.PutAsync("/api/screens/" + screen, new { name, settings })).Code;
        object[] none = [];
        (await PutAsync(new { scenes = new[] { new { kind = "who", seconds = 4 } } })).ShouldBe("request.invalid");
        (await PutAsync(new { scenes = new[] { new { kind = "who", seconds = 601 } } })).ShouldBe("request.invalid");
        (await PutAsync(new { scenes = new[] { new { kind = "disco", seconds = 10 } } })).ShouldBe("request.invalid_json");
        (await PutAsync(new { scenes = new object?[] { null } })).ShouldBe("request.invalid");
        (await PutAsync(new { scenes = Enumerable.Repeat(new { kind = "who", seconds = 10 }, 21) })).ShouldBe("request.invalid");
        (await PutAsync(new { scenes = none, theme = "pink" })).ShouldBe("request.invalid");
        (await PutAsync(new { scenes = none, quietHours = new { from = "22:00", to = "22:00" } })).ShouldBe("request.invalid");
        (await PutAsync(new { scenes = none, quietHours = new { from = "25:00", to = "06:00" } })).ShouldBe("request.invalid_json");
        (await PutAsync(new { scenes = none, areaCode = "nowhere" })).ShouldBe("area.not_found");
        (await PutAsync(new { scenes = none }, "")).ShouldBe("request.invalid");
        (await PutAsync(new { scenes = none }, new string('a', 61))).ShouldBe("request.invalid");
        (await admin.PutAsync("/api/screens/" + screen, new { name = "south hall" })).Code.ShouldBe("request.invalid");
        (await admin.PostAsync("/api/screens", new { code = "12345", name = "hall" })).Code.ShouldBe("screen.code_unknown");
        (await admin.PostAsync("/api/screens", new { name = "hall" })).Code.ShouldBe("screen.code_unknown");
        (await browser.PutAsync("/api/screen/status", new { memoryBytes = -1 })).Code.ShouldBe("request.invalid");
        (await browser.PutAsync("/api/screen/status", new { scene = new string('a', 101) })).Code.ShouldBe("request.invalid");
        var row = (await admin.GetAsync("/api/screens")).Json!.AsArray().Single(each => each!["id"]!.GetValue<string>() == screen)!;
        (row["name"]!.GetValue<string>(), row["settings"]!["scenes"]!.AsArray().Count, row["lastSeenAt"]).ShouldBe(("south hall", SceneKinds.Length, null));
    }

    private static async Task<(string Screen, string Code)> PairAsync(MapClient admin, MapClient browser, string name, string areaCode)
    {
        var code = (await browser.PostAsync("/api/screens/pairings", new { })).Text("code");
        var paired = await admin.PostAsync("/api/screens", new { code, name, areaCode });
        paired.Status.ShouldBe(HttpStatusCode.Created);
        (await browser.GetAsync("/api/screens/pairings/own")).Text("state").ShouldBe("paired");
        return (paired.Text("id"), code);
    }
}
