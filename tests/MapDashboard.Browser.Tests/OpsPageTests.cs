using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>How the server is, as an admin sees it.</summary>
public sealed class OpsPageTests(BrowserFixture browser)
{
    [Fact]
    public async Task An_admin_sees_a_report_come_in_while_looking()
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/ops", "admin");
        var page = open.Page;
        var commit = page.Locator(".ops-tile").Filter(new() { HasText = "提交" }).First;
        await Expect(commit.Locator(".ops-value")).ToHaveTextAsync("—");
        using var worker = await server.SignInAsync("worker1");
        (await worker.ReportAsync(Guid.CreateVersion7())).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        await Expect(commit.Locator(".ops-value")).Not.ToHaveTextAsync("—");
        await Expect(commit.Locator(".ops-facts")).ToContainTextAsync("每批条数 1");
        await Expect(page.Locator(".ops-line")).ToHaveAttributeAsync("data-state", "good");
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_is_shown_anything()
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/ops", "leader");
        await Expect(open.Page.Locator(".verdict-bad")).ToContainTextAsync("只有管理员");
        await Expect(open.Page.Locator(".ops-tile")).ToHaveCountAsync(0);
    }
}
