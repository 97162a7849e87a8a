using System.Globalization;
using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>The past on the leader's map: as it was, said to be the past, and back again.</summary>
public sealed class ReplayPageTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_link_to_a_moment_shows_what_was_then_and_the_way_back_shows_what_is_now()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        var first = await worker.ReportAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(20));
        var then = server.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        server.Clock.Advance(TimeSpan.FromMinutes(20));
        await desk.ActAsync(Guid.Parse(first.Text("id")), "accept", 1, new { clear = true });
        await worker.ReportAsync(category: "fireSafety.flyingCable");

        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, $"/?t={then}&issue={first.Text("id")}", "desk");
        var page = open.Page;
        await Expect(page.Locator(".past-banner")).ToContainTextAsync("不是实时");
        await Expect(page.Locator(".issues [data-id]")).ToHaveCountAsync(1);
        await Expect(page.Locator("#sheet .badges")).ToContainTextAsync("待受理");
        await Expect(page.Locator("#sheet .story li")).ToHaveCountAsync(1);
        await Expect(page.Locator("#sheet .actions button")).ToHaveCountAsync(0);

        // The present goes on unseen.
        await worker.ReportAsync();
        await Expect(page.Locator(".issues [data-id]")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "回到实时" }).ClickAsync();
        await Expect(page.Locator(".issues [data-id]")).ToHaveCountAsync(3);
        await Expect(page.Locator(".past-banner")).ToBeHiddenAsync();
        await Expect(page.Locator("#sheet .badges")).ToContainTextAsync("待派遣");
        await Expect(page.Locator("#sheet .actions button").First).ToBeVisibleAsync();
        page.Url.ShouldNotContain("t=");
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_replay_plays_what_happened_up_to_the_present()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        var before = server.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        for (var n = 0; n < 3; n++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(2));
            await worker.ReportAsync();
        }

        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, $"/?t={before}", "leader");
        var page = open.Page;
        await Expect(page.Locator(".past-banner")).ToBeVisibleAsync();
        await Expect(page.Locator(".issues [data-id]")).ToHaveCountAsync(0);
        await page.GetByLabel("回放速度").SelectOptionAsync("600");
        await page.GetByRole(AriaRole.Button, new() { Name = "播放", Exact = true }).ClickAsync();
        await Expect(page.Locator(".issues [data-id]")).ToHaveCountAsync(3);

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "播放", Exact = true })).ToBeVisibleAsync();

        // At rest, by the keys of a slider to its beginning.
        var slider = page.GetByLabel("回放到的时刻");
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator(".issues [data-id]")).ToHaveCountAsync(0);
        await Expect(slider).ToHaveValueAsync((await slider.GetAttributeAsync("min"))!);
        open.Complaints.ShouldBeEmpty();
    }
}
