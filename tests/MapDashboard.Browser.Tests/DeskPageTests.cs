using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>The desk at work: many at once, by keys, and with others at the same issue.</summary>
public sealed class DeskPageTests(BrowserFixture browser)
{
    [Fact]
    public async Task Marked_issues_are_accepted_together_unless_it_is_undone_and_what_refuses_is_named()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        for (var n = 0; n < 3; n++) await worker.ReportAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?queue=reported", "desk");
        var page = open.Page;
        await Expect(Rows(page)).ToHaveCountAsync(3);
        await MarkAllAsync(page);
        await AcceptAsync(page);
        await page.Keyboard.PressAsync("z");
        await Expect(page.Locator(".toast")).ToContainTextAsync("已撤销");
        await Expect(page.Locator(".bulk")).ToContainTextAsync("已选 3 件");

        // Somebody voids one of them in the five seconds.
        var taken = await Rows(page).First.GetAttributeAsync("data-id");
        using var other = await server.SignInAsync("leader");
        await AcceptAsync(page);
        await other.ActAsync(Guid.Parse(taken!), "void", 1, new { note = "重复" });
        await Expect(page.Locator(".toast-good")).ToContainTextAsync("受理：2 件已完成", new() { Timeout = 20_000 });
        await Expect(page.Locator(".toast-bad")).ToContainTextAsync("未执行");
        await page.Keyboard.PressAsync("2");
        await Expect(Rows(page)).ToHaveCountAsync(2);
        page.Url.ShouldContain("queue=accepted");
    }

    [Fact]
    public async Task A_form_outlives_a_comment_of_somebody_else_and_its_command_is_done_all_the_same()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        var id = (await worker.ReportAsync()).Text("id");
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?issue=" + id, "desk");
        var sheet = open.Page.Locator("#sheet");
        await sheet.Locator("[data-key=whistle]").WaitForAsync();
        await open.Page.Keyboard.PressAsync("w");
        await sheet.Locator("textarea").FillAsync("网格里没有人手");
        await worker.ActAsync(Guid.Parse(id), "comment", 1, new { note = "还在现场" });
        await Expect(sheet.Locator(".story")).ToContainTextAsync("还在现场");
        await Expect(sheet.Locator("textarea")).ToHaveValueAsync("网格里没有人手");
        await sheet.Locator("textarea").PressAsync("Control+Enter");

        // Taken back, it is there as it was written.
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "撤销" }).ClickAsync();
        await Expect(sheet.Locator("textarea")).ToHaveValueAsync("网格里没有人手");
        await sheet.Locator("textarea").PressAsync("Control+Enter");
        var version = await worker.ActAsync(Guid.Parse(id), "comment", 2, new { note = "还在等" });
        version.Version.ShouldBe(3);
        await Expect(sheet.Locator(".badges")).ToContainTextAsync("已吹哨 ×1", new() { Timeout = 20_000 });
        await Expect(sheet.Locator(".story")).ToContainTextAsync("第一网格");
    }

    [Fact]
    public async Task A_leader_supervises_from_an_area_in_two_clicks()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        await worker.ReportAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?place=" + Places.Grid1, "leader");
        var sheet = open.Page.Locator("#sheet");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "督办", Exact = true }).ClickAsync();
        await sheet.Locator(".action-ask [type=submit]").ClickAsync();
        await Expect(sheet.Locator(".badges")).ToContainTextAsync("督办", new() { Timeout = 20_000 });
        await Expect(sheet.Locator(".clocks")).ToContainTextAsync("督办时限");
        open.Complaints.ShouldBeEmpty();
    }

    private static ILocator Rows(IPage page) => page.Locator(".issues [data-id]");

    private static async Task MarkAllAsync(IPage page)
    {
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.GetByRole(AriaRole.Button, new() { Name = "全选" }).ClickAsync();
        await Expect(page.Locator(".bulk")).ToContainTextAsync("已选 3 件");
    }

    private static async Task AcceptAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "受理 3 件" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "受理", Exact = true }).ClickAsync();
        await page.Locator(".toast-action").WaitForAsync();
    }
}
