using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>Webhooks as an admin sets them up and sees them fail and arrive.</summary>
public sealed class WebhooksPageTests(BrowserFixture browser)
{
    [Fact]
    public async Task An_admin_adds_one_sees_the_secret_once_sends_a_test_and_sends_it_again()
    {
        await using var server = await TestServer.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Status = 500;
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/webhooks", "admin");
        var page = open.Page;
        await page.GetByLabel("接收系统的地址").FillAsync(receiver.Address + "hook");
        await page.GetByRole(AriaRole.Button, new() { Name = "添加" }).ClickAsync();
        var secret = await page.GetByRole(AriaRole.Textbox, new() { Name = "签名密钥" }).InputValueAsync();
        secret.ShouldStartWith("mapwh_");
        await page.GetByRole(AriaRole.Button, new() { Name = "已保存，关闭" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "发送测试" }).ClickAsync();
        await Expect(page.Locator(".deliveries tbody tr")).ToContainTextAsync("HTTP 500");
        receiver.Posts.TryPeek(out var post).ShouldBeTrue();
        post!.IsSignedWith(secret).ShouldBeTrue();
        receiver.Status = 200;
        await page.Locator(".deliveries tbody tr").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator(".deliveries tbody tr")).ToContainTextAsync("已送达");
        await page.GetByRole(AriaRole.Button, new() { Name = "删除" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "删除" }).ClickAsync();
        await Expect(page.Locator(".webhook-list")).ToHaveTextAsync("还没有推送地址");
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_sets_them_up()
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/webhooks", "leader");
        await Expect(open.Page.Locator(".verdict-bad")).ToContainTextAsync("只有管理员");
        await Expect(open.Page.Locator("form")).ToHaveCountAsync(0);
    }
}
