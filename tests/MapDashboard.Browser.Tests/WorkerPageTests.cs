using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>The phone of those who walk the grid, by its visible controls.</summary>
public sealed class WorkerPageTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_small_matter_is_reported_and_settled_on_the_spot_in_four_taps_after_the_photo()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await OpenAsync(server, "worker1");
        var page = phone.Page;
        await TakePhotoAsync(page.Locator(".capture-first").First, page);
        await Expect(page.Locator(".settle")).ToBeHiddenAsync();

        // One: what it is. Two: done already. Three: the photo of after. Four: send.
        await page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).TapAsync();
        await page.GetByRole(AriaRole.Switch).TapAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "请拍处置后的照片" })).ToBeDisabledAsync();
        await TakePhotoAsync(page.GetByText("再拍一张处置后的"), page);
        await page.GetByRole(AriaRole.Button, new() { Name = "上报并办结" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已当场办结" })).ToBeVisibleAsync();

        using var desk = await server.SignInAsync("desk");
        var issue = (await desk.GetAsync("/api/issues")).Members["issues"]!.AsArray().ShouldHaveSingleItem()!;
        issue["status"]!.GetValue<string>().ShouldBe("resolved");
        issue["photos"]!.AsArray().Select(photo => photo!["kind"]!.GetValue<string>()).ShouldBe(["before", "after"]);

        // Whoever settled it does not verify it.
        await page.GetByRole(AriaRole.Button, new() { Name = "我的任务" }).TapAsync();
        await Expect(page.GetByText("没有等您处理的事项")).ToBeVisibleAsync();
        phone.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_settling_that_finds_no_network_is_taken_up_by_itself_where_it_stopped()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await OpenAsync(server, "worker1");
        var page = phone.Page;
        await page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).TapAsync();
        await page.GetByRole(AriaRole.Switch).TapAsync();
        await TakePhotoAsync(page.GetByText("再拍一张处置后的"), page);
        await page.RouteAsync("**/settle", route => route.AbortAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "上报并办结" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已存入手机，稍后自动发送" })).ToBeVisibleAsync();
        await page.UnrouteAsync("**/settle");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已当场办结" })).ToBeVisibleAsync();
        using var desk = await server.SignInAsync("desk");
        var issue = (await desk.GetAsync("/api/issues")).Members["issues"]!.AsArray().ShouldHaveSingleItem()!;
        issue["photos"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_somebody_has_reported_close_by_is_followed_instead()
    {
        await using var server = await TestServer.StartAsync();
        using var other = await server.SignInAsync("worker2");
        var id = (await other.ReportAsync(category: "environment.litter", lon: Places.Grid1Lon, lat: Places.Grid1Lat)).Text("id");
        await using var phone = await OpenAsync(server, "worker1");
        var page = phone.Page;
        await page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "关注" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "已关注，不报了" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "请选一个类别" })).ToBeVisibleAsync();
        await Expect(page.Locator(".toast", new() { HasText = "关注：已完成" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        var history = (await other.GetAsync("/api/issues/" + id)).Members["history"]!.AsArray();
        history.Select(entry => entry!["kind"]!.GetValue<string>()).ShouldBe(["issue.reported", "issue.followed"]);
        phone.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_position_that_is_hardly_worth_anything_asks_for_the_pin()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await OpenAsync(server, "worker1");
        var page = phone.Page;
        await Expect(page.Locator(".place")).ToContainTextAsync("定位精度 8 米");
        foreach (var (lon, lat, accuracy, words) in new (double, double, float, string)[]
        {
            (Places.Grid1Lon, Places.Grid1Lat, 420, "定位不准（约 420 米），请移动图钉"),
            (0, 0, 8, "手机给出的位置不可信"),
            (Places.Grid1Lon + 1, Places.Grid1Lat, 8, "公里外，请在地图上确认"),
        })
        {
            await page.Context.SetGeolocationAsync(new Geolocation { Longitude = (float)lon, Latitude = (float)lat, Accuracy = accuracy });
            await page.ReloadAsync();
            await Expect(page.Locator(".place")).ToContainTextAsync(words);
            await page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).TapAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "请先确定位置" })).ToBeDisabledAsync();
        }

        await page.Locator(".place").TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "就在这里" }).TapAsync();
        await Expect(page.Locator(".place")).ToContainTextAsync("手动选点");
        await page.Locator(".report-foot .button-primary").TapAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已送达" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        phone.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_photo_from_the_gallery_says_where_and_when_the_phone_does_not()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await OpenAsync(server, "worker1");
        var page = phone.Page;
        await page.Context.ClearPermissionsAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".place")).ToContainTextAsync("手机没有给出位置");
        await Expect(page.Locator(".connection[data-state=fresh]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var taken = DateTime.UtcNow.AddHours(8 - 3).ToString("yyyy:MM:dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        var picture = Pictures.WithExif(Pictures.As(".jpg"), new ExifBlock { Original = taken, Offset = "+08:00", Place = (Places.Grid1Lat, Places.Grid1Lon) });
        await page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "old.jpg", MimeType = "image/jpeg", Buffer = picture });
        await Expect(page.Locator(".place")).ToContainTextAsync("照片里的位置");
        await page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).TapAsync();
        await page.Locator(".report-foot .button-primary").TapAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已送达" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        using var desk = await server.SignInAsync("desk");
        var issue = (await desk.GetAsync("/api/issues")).Members["issues"]!.AsArray().ShouldHaveSingleItem()!;
        var captured = DateTimeOffset.Parse(issue["capturedAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        (server.Clock.GetUtcNow() - captured).TotalMinutes.ShouldBe(180, 5);
        issue["location"]!["lon"]!.GetValue<double>().ShouldBe(Places.Grid1Lon, 0.00001);
    }

    [Fact]
    public async Task A_handler_is_warned_by_a_toast_and_a_badge_and_a_tap_leads_to_the_task()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        await using var phone = await OpenAsync(server, "handler");
        var page = phone.Page;
        var id = Guid.Parse((await worker.ReportAsync(category: "municipal.manhole")).Text("id"));
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "我的任务 1" })).ToBeVisibleAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(50));
        await Expect(page.GetByText("“井盖破损”快到时限了")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "消息 1" }).TapAsync();
        await page.Locator(".warning.is-new", new() { HasText = "报到时限快到了" }).TapAsync();
        await Expect(page.Locator($"[data-id='{id}']")).ToBeInViewportAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "消息", Exact = true })).ToBeVisibleAsync();

        // Read once, it is no longer new after a reload either.
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "消息", Exact = true }).TapAsync();
        await Expect(page.Locator(".warning:not(.is-new)")).ToBeVisibleAsync();

        // And from the card it goes one level up.
        await page.Locator(".warning").TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "吹哨" }).TapAsync();
        await page.GetByLabel("原因").FillAsync("要市政的车");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "吹哨" }).TapAsync();
        await Expect(page.GetByText("没有等您处理的事项")).ToBeVisibleAsync();
        phone.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Form_tasks_and_messages_break_no_rule_that_a_machine_can_check()
    {
        await using var server = await TestServer.StartAsync();
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        var id = Guid.Parse((await desk.ReportAsync(category: "municipal.manhole")).Text("id"));
        await desk.ReportAsync();
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        await handler.ActAsync(id, "reportIn", 3);
        await desk.ActAsync(id, "whistle", 4, new { note = "跨部门" });
        await desk.ActAsync(id, "transfer", 5, new { to = "handler", note = "回到本单位" });
        await handler.ActAsync(id, "reportIn", 6);
        var due = server.Clock.GetUtcNow().AddMinutes(5);
        using var leader = await server.SignInAsync("leader");
        (await leader.ActAsync(id, "supervise", 7, new { dueAt = due, note = "今天办完" })).Text("status").ShouldBe("inProgress");
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        var faults = new List<string>();
        foreach (var theme in new[] { "dark", "light" })
        {
            await using var given = await OpenAsync(server, "handler");
            await given.Page.GotoAsync(new Uri(server.Address, "/report?theme=" + theme).ToString());
            await given.Page.GetByRole(AriaRole.Button, new() { Name = "我的任务" }).TapAsync();
            await given.Page.Locator(".task-more").First.WaitForAsync();
            faults.AddRange(await Axe.FaultsAsync(given.Page, theme + " tasks"));
            await given.Page.Locator(".tab").Last.TapAsync();
            await given.Page.Locator(".warning.is-over").First.WaitForAsync();
            faults.AddRange(await Axe.FaultsAsync(given.Page, theme + " messages"));

            await using var form = await OpenAsync(server, "worker1");
            await form.Page.GotoAsync(new Uri(server.Address, "/report?theme=" + theme).ToString());
            await form.Page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).TapAsync();
            await form.Page.GetByRole(AriaRole.Switch).TapAsync();
            faults.AddRange(await Axe.FaultsAsync(form.Page, theme + " form"));
        }

        string.Join("\n", faults).ShouldBeEmpty();
    }

    private Task<OpenPage> OpenAsync(TestServer server, string user) =>
        OpenPage.SignInAsync(browser.Browser, server.Address, "/report", user, 360, 640, phone: true, at: (Places.Grid1Lon, Places.Grid1Lat));

    /// <summary>A tap opens the camera, which answers with a picture.</summary>
    private static async Task TakePhotoAsync(ILocator on, IPage page)
    {
        var chooser = await page.RunAndWaitForFileChooserAsync(() => on.TapAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = Pictures.Png() });
    }
}
