using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>Each page as its person meets it.</summary>
public sealed class PageTests(BrowserFixture browser)
{
    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(3840, 2160)]
    [InlineData(3840, 1080)]
    public async Task The_hall_screen_fills_its_size_without_scroll_bars_cut_text_or_small_print(int width, int height)
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        for (var n = 0; n < 12; n++) await worker.ReportAsync();
        await using var screen = await OpenPage.SignInAsync(browser.Browser, server.Address, "/screen", "screen", width, height);
        await Expect(screen.Page.Locator("[data-id]").First).ToBeVisibleAsync();
        var faults = await screen.Page.EvaluateAsync<string[]>(
            """
            () => {
              const faults = [];
              const root = document.documentElement;
              if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) faults.push('the page scrolls');
              for (const element of document.querySelectorAll('body *')) {
                const text = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent.trim()).join('');
                if (!text || !element.checkVisibility()) continue;
                const style = getComputedStyle(element);
                if (parseFloat(style.fontSize) < 15) faults.push(`${style.fontSize}: ${text}`);
                if (element.scrollWidth > element.clientWidth + 1 && style.overflow === 'hidden' && style.textOverflow !== 'ellipsis') faults.push(`cut: ${text}`);
                const box = element.getBoundingClientRect();
                if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1) faults.push(`outside: ${text}`);
              }
              return faults;
            }
            """);
        faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/?area=" + Places.Grid1)]
    [InlineData("/?lang=zh&area=" + Places.Grid1)]
    public async Task Another_language_loads_the_leaders_map_once_and_leaves_it_where_it_was(string path)
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, path, "leader");
        await Expect(open.Page.Locator(".counter-open")).ToContainTextAsync("在办");
        var loads = 0;
        open.Page.Request += (_, request) => loads += request.IsNavigationRequest ? 1 : 0;
        await open.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(open.Page.Locator(".counter-open")).ToContainTextAsync("Open");
        loads.ShouldBe(1);
        open.Page.Url.ShouldEndWith("/?area=" + Places.Grid1);
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_worker_reports_with_photo_tile_and_position_from_the_phone()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await OpenPage.SignInAsync(
            browser.Browser, server.Address, "/report", "worker1", 360, 640, phone: true, at: (Places.Grid1Lon, Places.Grid1Lat));
        await phone.Page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload
        {
            Name = "photo.png", MimeType = "image/png", Buffer = Pictures.Png(),
        });
        await phone.Page.Locator(".tiles button").First.ClickAsync();
        await phone.Page.Locator(".button-big").ClickAsync();
        using var desk = await server.SignInAsync("desk");
        var issue = await WaitForIssueWithPhotoAsync(desk);
        issue["areaCode"]!.GetValue<string>().ShouldBe(Places.Microgrid1);
        issue["photos"]!.AsArray().Count.ShouldBe(1);
        phone.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_phone_the_leader_has_the_map_above_the_list_and_an_issue_over_both()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        var id = (await worker.ReportAsync()).Text("id");
        await using var leader = await OpenPage.SignInAsync(browser.Browser, server.Address, "/", "leader", 390, 844, phone: true);
        var entry = leader.Page.Locator($".issues [data-id='{id}']");
        await Expect(entry).ToBeInViewportAsync();
        var map = (await leader.Page.Locator("#map").BoundingBoxAsync())!;
        map.Width.ShouldBe(390);
        map.Height.ShouldBeGreaterThan(200);
        (await entry.BoundingBoxAsync())!.Y.ShouldBeGreaterThan(map.Y + map.Height);
        foreach (var control in await leader.Page.Locator("#top button, #top a").AllAsync())
        {
            if (await control.BoundingBoxAsync() is { } box) (box.X + box.Width).ShouldBeLessThanOrEqualTo(390, await control.InnerTextAsync());
        }

        await entry.TapAsync();
        var sheet = (await leader.Page.Locator("#sheet").BoundingBoxAsync())!;
        (sheet.X, sheet.Y, sheet.Width, sheet.Height).ShouldBe((0, 0, 390, 844));
        await leader.Page.Locator("#sheet .sheet-close").TapAsync();
        await Expect(entry).ToBeInViewportAsync();
        leader.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_the_smallest_phone_nothing_of_the_leaders_map_lies_over_something_else_or_beyond_the_edge()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        var id = (await worker.ReportAsync()).Text("id");
        await using var leader = await OpenPage.SignInAsync(browser.Browser, server.Address, "/", "leader", 360, 640, phone: true);
        var page = leader.Page;
        var entry = page.Locator($".issues [data-id='{id}']");
        await Expect(entry).ToBeAttachedAsync();
        (await page.Locator("#map").BoundingBoxAsync())!.Height.ShouldBeGreaterThan(170);
        await AreFreeAsync(page.Locator("#top button, #top a, .map-tool, .panel-tabs button, .replay button, .replay select, .replay input"));
        await entry.ScrollIntoViewIfNeededAsync();
        await Expect(page.Locator(".panel-tabs")).ToBeInViewportAsync(new() { Ratio = 1 });
        await entry.TapAsync();
        await Expect(page.Locator("#sheet")).ToBeVisibleAsync();
        await page.Locator("#sheet .sheet-close").TapAsync();
        await page.Locator(".replay select").First.SelectOptionAsync("day");
        await Expect(page.Locator(".replay-back")).ToBeVisibleAsync();
        await Expect(page.Locator(".replay-day")).ToBeVisibleAsync();
        await AreFreeAsync(page.Locator(".map-tool, .panel-tabs button, .replay button, .replay select, .replay input"));
        leader.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(900, 1100)]
    public async Task With_a_building_chosen_its_name_stands_in_the_filter_and_nothing_is_pushed_beyond_the_edge(int width, int height)
    {
        await using var server = await TestServer.StartAsync();
        await using var db = server.Context();
        var name = (await db.Areas.FindAsync([Places.Building1], TestContext.Current.CancellationToken))!.Name;
        await using var leader = await OpenPage.SignInAsync(
            browser.Browser, server.Address, $"/?area={Places.Building1}&place={Places.Building1}", "leader", width, height);
        await Expect(leader.Page.Locator("#sheet h2").First).ToHaveTextAsync(name);
        await Expect(leader.Page.Locator(".filters select.is-set option:checked")).ToHaveTextAsync(name);
        await AreFreeAsync(leader.Page.Locator("#top button:not(.crumb), #top a, .map-tool, .panel-tabs button, .replay button, .replay select, .replay time, .sheet-close"));
        await leader.Page.Locator(".filter-clear").ClickAsync();
        await Expect(leader.Page.Locator(".filters option", new() { HasText = name })).ToHaveCountAsync(0);
        leader.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_desk_accepts_from_the_sheet_and_the_stream_brings_it_back()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        var id = (await worker.ReportAsync()).Text("id");
        await using var desk = await OpenPage.SignInAsync(browser.Browser, server.Address, "/", "desk");
        await desk.Page.Locator($".issues [data-id='{id}']").ClickAsync();
        await Expect(desk.Page.Locator("#sheet")).ToBeVisibleAsync();
        await desk.Page.Locator("#sheet").GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "受理", Exact = true }).ClickAsync();
        await desk.Page.Locator("#sheet .dialog-actions .button-primary").ClickAsync();
        await Expect(desk.Page.Locator($".issues [data-id='{id}']")).ToContainTextAsync("待派遣", new() { Timeout = 20_000 });
        desk.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_credentials_are_told_in_words_and_a_stranger_sees_the_door_only()
    {
        await using var server = await TestServer.StartAsync();
        var page = await browser.Browser.NewPageAsync(new() { Locale = "zh-CN" });
        await page.GotoAsync(new Uri(server.Address, "/screen").ToString());
        await page.Locator("input[name=username]").FillAsync("leader");
        await page.Locator("input[name=password]").FillAsync("wrong");
        await page.Locator("form button[type=submit]").ClickAsync();
        await Expect(page.Locator(".door-problem")).ToBeVisibleAsync();
        (await page.Locator("canvas").CountAsync()).ShouldBe(0);
        await page.CloseAsync();
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> WaitForIssueWithPhotoAsync(MapClient desk)
    {
        // Waits for the stream's own word that the photo is there.
        var cursor = (await desk.GetAsync("/api/snapshot")).Text("cursor");
        await using var live = await LiveClient.ConnectAsync(desk);
        await live.FollowAsync(null, cursor);
        while (true)
        {
            var issues = (await desk.GetAsync("/api/snapshot")).Members["issues"]!.AsArray();
            if (issues.Count > 0 && issues[0]!["photos"]!.AsArray().Count > 0) return issues[0]!.AsObject();
            await live.NextAsync("changes");
        }
    }

    /// <summary>Each that is shown lies on the screen, and nothing over it.</summary>
    private static async Task AreFreeAsync(ILocator controls)
    {
        foreach (var control in await controls.AllAsync())
        {
            if (!await control.IsVisibleAsync()) continue;
            var isFree = await control.EvaluateAsync<bool>(
                """
                (each) => {
                  const { left, right, top, bottom } = each.getBoundingClientRect();
                  const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
                  return left >= 0 && right <= innerWidth && bottom <= innerHeight && each.contains(above);
                }
                """);
            isFree.ShouldBeTrue(await control.EvaluateAsync<string>("each => each.outerHTML"));
        }
    }
}
