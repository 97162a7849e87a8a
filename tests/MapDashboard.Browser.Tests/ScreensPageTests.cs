using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>A hall screen is let in by an admin, on a phone in the hall, and cut off again.</summary>
public sealed class ScreensPageTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_screen_shows_digits_until_an_admin_types_them_and_again_when_it_is_revoked()
    {
        await using var server = await TestServer.StartAsync();
        await using var hall = await OpenPage.VisitAsync(browser.Browser, server.Address, "/screen", 1920, 1080);
        var digits = hall.Page.Locator(".screen-pairing-code");
        await Expect(digits).ToHaveTextAsync(Digits);
        await using var admin = await OpenPage.SignInAsync(browser.Browser, server.Address, "/screens", "admin", 360, 640, phone: true);
        await admin.Page.GetByLabel("配对码").FillAsync(await digits.InnerTextAsync());
        await admin.Page.GetByLabel("名称").FillAsync("一楼服务大厅");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "接入", Exact = true }).TapAsync();
        await Expect(hall.Page.Locator("#feed, .feed").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        var card = admin.Page.Locator(".screen-card", new() { HasText = "一楼服务大厅" });
        await Expect(card).ToBeVisibleAsync();

        await card.GetByRole(AriaRole.Button, new() { Name = "设置" }).TapAsync();
        var dialog = admin.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("总览", new() { Exact = true }).UncheckAsync();
        await dialog.GetByLabel("有困难找谁的秒数").FillAsync("33");
        await dialog.GetByLabel("静默开始").FillAsync("22:00");
        await dialog.GetByLabel("静默结束").FillAsync("06:30");
        await dialog.GetByLabel("语音播报新的紧急事项").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "保存" }).TapAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        using var reader = await server.SignInAsync("admin");
        var settings = (await reader.GetAsync("/api/screens")).Json!.AsArray().Single()!["settings"]!;
        settings["scenes"]!.AsArray().Select(scene => $"{scene!["kind"]} {scene["seconds"]}").ShouldContain("who 33");
        settings["scenes"]!.AsArray().Select(scene => scene!["kind"]!.GetValue<string>()).ShouldNotContain("overview");
        (settings["quietHours"]!["from"]!.GetValue<string>(), settings["voice"]!.GetValue<bool>()).ShouldBe(("22:00", true));

        await card.GetByRole(AriaRole.Button, new() { Name = "撤销" }).TapAsync();
        await admin.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "撤销" }).TapAsync();
        await Expect(card).ToContainTextAsync("已撤销");
        await Expect(digits).ToHaveTextAsync(Digits, new() { Timeout = 30_000 });
        admin.Complaints.ShouldBeEmpty();
    }

    private static readonly System.Text.RegularExpressions.Regex Digits = new("^[0-9]{3} [0-9]{3}$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
