using System.Net;
using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>What a handler orders on the phone without a network happens once, in order, and not behind anybody's back.</summary>
public sealed class OrderTests(BrowserFixture browser)
{
    [Fact]
    public async Task Reporting_in_and_resolving_in_a_basement_arrive_in_order_after_a_reload_and_a_comment_in_between()
    {
        await using var server = await TestServer.StartAsync();
        await using var proxy = new LoopbackProxy(server.Address);
        using var desk = await server.SignInAsync("desk");
        var id = await DispatchedAsync(desk);
        await using var phone = await OpenAsync(proxy.Address);
        var page = phone.Page;
        await TasksAsync(page);
        proxy.Cut();
        var card = page.Locator($"[data-id='{id}']");
        await card.GetByRole(AriaRole.Button, new() { Name = "报到", Exact = true }).TapAsync();
        await Expect(card.Locator(".task-pending")).ToContainTextAsync("等待网络", new() { Timeout = 20_000 });

        // Whoever has reported in goes on without waiting.
        await ResolveAsync(page, card, "已换新井盖");
        await Expect(card.Locator(".task-pending")).ToHaveCountAsync(2);
        await Expect(card.Locator(".task-actions")).ToHaveCountAsync(0);

        // The version moves on meanwhile, and the task is still the same one's.
        (await desk.ActAsync(id, "comment", 3, new { note = "请带上警示牌" })).Status.ShouldBe(HttpStatusCode.OK);
        var again = await page.Context.NewPageAsync();
        await page.CloseAsync();
        proxy.Mend();
        await again.GotoAsync(new Uri(proxy.Address, "/report").ToString());
        await again.Locator(".tab").Last.TapAsync();
        await Expect(again.Locator(".parcel[data-state=done]")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        var issue = (await desk.GetAsync("/api/issues/" + id)).Members;
        issue["status"]!.GetValue<string>().ShouldBe("resolved");
        issue["answer"]!.GetValue<string>().ShouldBe("已换新井盖");
        issue["history"]!.AsArray().Select(entry => entry!["kind"]!.GetValue<string>()).ShouldBe(
            ["issue.reported", "issue.accepted", "issue.dispatched", "issue.commented", "issue.reportedIn", "issue.photoAdded", "issue.resolved"]);
    }

    [Fact]
    public async Task What_is_taken_back_within_five_seconds_is_never_sent()
    {
        await using var server = await TestServer.StartAsync();
        using var desk = await server.SignInAsync("desk");
        var id = await DispatchedAsync(desk);
        await using var phone = await OpenAsync(server.Address);
        var page = phone.Page;
        await TasksAsync(page);
        var card = page.Locator($"[data-id='{id}']");
        await card.GetByRole(AriaRole.Button, new() { Name = "报到", Exact = true }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "撤销" }).TapAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("已撤销");
        await Expect(card.Locator(".task-pending")).ToHaveCountAsync(0);

        // What is given after it arrives: the one taken back would have come before.
        await card.GetByRole(AriaRole.Button, new() { Name = "退回", Exact = true }).TapAsync();
        await page.GetByLabel("原因").FillAsync("不归我管");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "退回" }).TapAsync();
        await Expect(page.GetByText("没有等您处理的事项")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var history = (await desk.GetAsync("/api/issues/" + id)).Members["history"]!.AsArray();
        history.Select(entry => entry!["kind"]!.GetValue<string>()).ShouldBe(["issue.reported", "issue.accepted", "issue.dispatched", "issue.returned"]);
        phone.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_task_that_went_to_somebody_else_meanwhile_waits_for_its_person_with_a_sentence()
    {
        await using var server = await TestServer.StartAsync();
        await using var proxy = new LoopbackProxy(server.Address);
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        var id = await DispatchedAsync(desk);
        await handler.ActAsync(id, "reportIn", 3);
        await using var phone = await OpenAsync(proxy.Address);
        var page = phone.Page;
        await TasksAsync(page);
        proxy.Cut();
        await ResolveAsync(page, page.Locator($"[data-id='{id}']"), "已处理");
        await desk.ActAsync(id, "transfer", 4, new { to = "worker1", note = "改派网格员" });
        proxy.Mend();
        await page.Locator(".tab").Last.TapAsync();
        var parcel = page.Locator(".parcel[data-state=refused]");
        await Expect(parcel).ToContainTextAsync("需要处理", new() { Timeout = 60_000 });
        (await desk.GetAsync("/api/issues/" + id)).Members["status"]!.GetValue<string>().ShouldBe("dispatched");
        (await Axe.FaultsAsync(page, "refused order")).ShouldBeEmpty();
        await parcel.GetByRole(AriaRole.Button, new() { Name = "删除" }).Last.TapAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "删除" }).TapAsync();
        await Expect(page.Locator(".parcel")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_task_has_its_way_there_and_stands_on_the_map()
    {
        await using var server = await TestServer.StartAsync();
        using var desk = await server.SignInAsync("desk");
        var id = await DispatchedAsync(desk);
        await using var phone = await OpenAsync(server.Address);
        var page = phone.Page;
        await TasksAsync(page);
        var way = page.Locator($"[data-id='{id}']").GetByRole(AriaRole.Link, new() { Name = "导航" });
        (await way.GetAttributeAsync("href"))!.ShouldStartWith(FormattableString.Invariant($"geo:{Places.Grid1Lat},{Places.Grid1Lon}?q="));

        // The only marker: the map opens on it, and a tap on it leads back to the task.
        await page.Locator("[data-segment=map]").TapAsync();
        var map = page.Locator(".task-map");
        await Expect(map.Locator("canvas").First).ToBeVisibleAsync();
        await map.TapAsync();
        await Expect(page.Locator($"[data-id='{id}']")).ToBeInViewportAsync();
        (await Axe.FaultsAsync(page, "tasks")).ShouldBeEmpty();
        phone.Complaints.ShouldBeEmpty();
    }

    private static async Task<Guid> DispatchedAsync(MapClient desk)
    {
        var id = Guid.Parse((await desk.ReportAsync(category: "municipal.manhole")).Text("id"));
        await desk.ActAsync(id, "accept", 1);
        (await desk.ActAsync(id, "dispatch", 2, new { to = "handler" })).Status.ShouldBe(HttpStatusCode.OK);
        return id;
    }

    private static async Task ResolveAsync(IPage page, ILocator card, string answer)
    {
        await card.Locator(".task-actions .button-primary").TapAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "after.png", MimeType = "image/png", Buffer = Pictures.Png() });
        await dialog.Locator("textarea[name=answer]").FillAsync(answer);
        await Expect(dialog.Locator("img")).ToBeVisibleAsync();
        await dialog.Locator(".button-primary").TapAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    private static Task TasksAsync(IPage page) => page.Locator(".tab").Nth(1).TapAsync();

    private async Task<OpenPage> OpenAsync(Uri address)
    {
        var phone = await OpenPage.SignInAsync(browser.Browser, address, "/report", "handler", 360, 640, phone: true, at: (Places.Grid1Lon, Places.Grid1Lat));
        await Expect(phone.Page.Locator(".connection[data-state=fresh]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return phone;
    }
}
