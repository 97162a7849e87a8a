using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>A worker's day besides issues: tasks, a patrol, a visit, a notice; and what the leader sees of it.</summary>
public sealed class ActivityPageTests(BrowserFixture browser)
{
    private const string Hide = "(state) => { Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state }); document.dispatchEvent(new Event('visibilitychange')); }";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_daily_task_is_done_by_one_tap_and_the_leader_sees_it_without_a_reload()
    {
        await using var server = await TestServer.StartAsync();
        await using var leader = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?panel=activities", "leader");
        var line = leader.Page.Locator(".activity-row", new() { HasText = "第一网格" }).First;
        await Expect(line).ToContainTextAsync("0/");
        await using var phone = await OpenAsync(server);
        var page = phone.Page;
        await TabAsync(page, "我的任务");
        await page.GetByRole(AriaRole.Button, new() { Name = "日常" }).TapAsync();
        var board = page.Locator(".daily[data-task='grid.board']");
        await board.GetByRole(AriaRole.Button, new() { Name = "完成" }).TapAsync();
        await Expect(board).ToHaveAttributeAsync("data-state", "done");
        await Expect(line).ToContainTextAsync("1/");
        phone.Complaints.ShouldBeEmpty();
        leader.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_patrol_draws_its_way_leaves_a_gap_where_the_page_was_hidden_and_outlives_a_reload()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await OpenAsync(server);
        var page = phone.Page;
        await TabAsync(page, "我的网格");
        await page.GetByRole(AriaRole.Button, new() { Name = "巡查" }).TapAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "环境卫生" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "开始巡查" }).TapAsync();
        await Expect(page.Locator(".patrol-way")).ToHaveTextAsync("0 米");
        await WalkAsync(page, 1, "10 米");
        await WalkAsync(page, 2, "20 米");

        // Hidden, it hears nothing; what lies between is not counted.
        await page.EvaluateAsync(Hide, "hidden");
        await MoveAsync(page, 8);
        await page.EvaluateAsync(Hide, "visible");
        await page.WaitForFunctionAsync("() => JSON.parse(localStorage.getItem('activities.walk.worker1')).segments.length === 2");
        await WalkAsync(page, 9, "29 米");

        // Killed in the middle of it.
        await page.ReloadAsync();
        await TabAsync(page, "我的网格");
        await page.GetByRole(AriaRole.Button, new() { Name = "巡查" }).TapAsync();
        await Expect(page.Locator(".patrol-state")).ToHaveTextAsync("已中断");
        await page.GetByRole(AriaRole.Button, new() { Name = "继续巡查" }).TapAsync();
        await Expect(page.Locator(".patrol-state")).ToHaveTextAsync("巡查中");
        await page.GetByRole(AriaRole.Button, new() { Name = "结束巡查" }).TapAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "结束巡查" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "开始巡查" })).ToBeVisibleAsync();
        await Expect(page.Locator(".patrol-row")).ToContainTextAsync("29 米", new() { Timeout = 20_000 });

        using var leader = await server.SignInAsync("leader");
        var patrol = (await leader.GetAsync("/api/patrols")).Json!.AsArray().ShouldHaveSingleItem()!;
        patrol["endedAt"].ShouldNotBeNull();
        var segments = (await leader.GetAsync($"/api/patrols/{patrol["id"]}")).Members["segments"]!.AsArray();
        segments.Count.ShouldBeGreaterThanOrEqualTo(2);
        segments[0]!.AsArray().Count.ShouldBe(3);
        phone.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_is_recorded_and_what_it_found_goes_on_to_a_report_with_place_and_words()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await OpenAsync(server);
        var page = phone.Page;
        await TabAsync(page, "我的网格");
        await page.GetByRole(AriaRole.Button, new() { Name = "走访" }).TapAsync();
        await Expect(page.Locator(".coverage-row").First).ToContainTextAsync("未走访");
        await page.Locator($".coverage-row[data-key='{Places.Building1}']").TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "多一户" }).TapAsync();
        await page.GetByLabel("情况").FillAsync("楼道灯不亮");
        await page.GetByRole(AriaRole.Button, new() { Name = "发现问题，去上报" }).TapAsync();
        await Expect(page.Locator(".place-words")).ToContainTextAsync("文昌里1栋");
        await Expect(page.GetByLabel("补一句话")).ToHaveValueAsync("楼道灯不亮");
        await page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).TapAsync();
        await page.Locator(".report-foot button").TapAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已送达" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await TabAsync(page, "我的网格");
        await Expect(page.Locator($".coverage-row[data-key='{Places.Building1}']")).ToContainTextAsync("今天");

        await using var db = server.Context();
        var visit = await db.Visits.SingleAsync(Stop);
        (visit.BuildingCode, visit.Households, visit.Note, visit.Problem).ShouldBe((Places.Building1, 2, "楼道灯不亮", true));
        (await db.Issues.SingleAsync(Stop)).BuildingCode.ShouldBe(Places.Building1);
        phone.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_notice_comes_down_by_the_stream_and_its_receipt_goes_up_by_it()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await OpenAsync(server);
        var page = phone.Page;
        await using var leader = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?panel=activities", "leader");
        await leader.Page.GetByRole(AriaRole.Button, new() { Name = "发通知" }).ClickAsync();
        await leader.Page.GetByLabel("内容").FillAsync("周五三点开会");
        await leader.Page.GetByLabel("网格员").CheckAsync();
        await leader.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "发通知" }).ClickAsync();
        var sent = leader.Page.Locator(".activity-notice", new() { HasText = "周五三点开会" });
        await Expect(sent).ToContainTextAsync("已读 0/7");

        // The community's own for its staff is unread, too; those for residents want no receipt.
        await Expect(page.Locator(".tab-badge").Last).ToHaveTextAsync("2");
        await TabAsync(page, "消息");
        var card = page.Locator(".notice-card", new() { HasText = "周五三点开会" });
        await card.GetByRole(AriaRole.Button, new() { Name = "我已阅读" }).TapAsync();
        await Expect(card).ToHaveAttributeAsync("data-read", "true");

        // What the phone does not take for answered holds up everything behind it.
        await Expect(page.Locator(".parcel[data-state=done]")).ToContainTextAsync("周五三点开会");
        await Expect(sent).ToContainTextAsync("已读 1/7");
        await sent.GetByRole(AriaRole.Button, new() { Name = "已读 1/7" }).ClickAsync();
        await Expect(sent).ToContainTextAsync("未读：worker2");
        phone.Complaints.ShouldBeEmpty();
        leader.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task What_hangs_in_the_tabs_breaks_no_rule_and_its_targets_are_large_enough(string theme)
    {
        await using var server = await TestServer.StartAsync();
        using var leader = await server.SignInAsync("leader");
        await leader.PostAsync("/api/notices", new { areaCode = Places.Community, text = "周五三点开会" });
        await using var phone = await OpenAsync(server, "/report?theme=" + theme);
        var page = phone.Page;
        var faults = new List<string>();
        foreach (var (tab, segment, ready) in new[] { ("我的任务", "daily", ".daily"), ("我的网格", "visits", ".coverage-row"), ("我的网格", "patrol", ".patrol-theme"), ("消息", null, ".notice-card") })
        {
            await TabAsync(page, tab);
            if (segment is not null) await page.Locator($"[data-segment={segment}]").TapAsync();
            await page.Locator(ready).First.WaitForAsync();
            faults.AddRange(await Axe.FaultsAsync(page, $"{theme} {tab} {segment}"));
            var small = await page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('#page button')].filter((b) => b.checkVisibility() && b.getBoundingClientRect().height < 47.5 && !b.closest('.map')).map((b) => b.className + ' ' + b.textContent)");
            faults.AddRange(small.Select(each => $"{tab} {segment}: {each} is less than 48 px"));
            (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{tab} {segment} is wider than the phone");
        }

        string.Join("\n", faults).ShouldBeEmpty();
    }

    private Task<OpenPage> OpenAsync(TestServer server, string path = "/report") =>
        OpenPage.SignInAsync(browser.Browser, server.Address, path, "worker1", 360, 640, phone: true, at: (Places.Grid1Lon, Places.Grid1Lat));

    private static Task TabAsync(IPage page, string name) => page.Locator(".tab", new() { HasText = name }).TapAsync();

    private static Task MoveAsync(IPage page, int steps) =>
        page.Context.SetGeolocationAsync(new Geolocation { Longitude = (float)(Places.Grid1Lon + (steps * 0.0001)), Latitude = (float)Places.Grid1Lat, Accuracy = 8 });

    /// <summary>On to a place, and until the page has heard of it.</summary>
    private static async Task WalkAsync(IPage page, int steps, string way)
    {
        await MoveAsync(page, steps);
        await Expect(page.Locator(".patrol-way")).ToHaveTextAsync(way);
    }
}
