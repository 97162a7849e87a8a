using System.Net;
using System.Net.Sockets;
using MapDashboard.TestSupport;
using MapDashboard.Web.Lan;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>A phone that reaches the server on plain http by an address of the local network. The loopback counts as secure and would show nothing of it.</summary>
public sealed class PlainHttpTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_page_without_https_says_what_it_lacks_and_still_reports_with_a_pin_set_by_hand()
    {
        var address = LanNames.OfThisMachine().Addresses.FirstOrDefault(found => found.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(found));
        Assert.SkipWhen(address is null, "This machine has no address but the loopback.");
        await using var server = await TestServer.StartAsync(arguments: ["--lan", "--Map:LanPort", "0", "--urls", "http://0.0.0.0:0"]);
        await using var phone = await OpenPage.SignInAsync(
            browser.Browser, new Uri($"http://{address}:{server.Address.Port}"), "/report", "worker1", 360, 640, phone: true);
        var page = phone.Page;
        await Expect(page.Locator(".connection[data-state=fresh]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        (await page.EvaluateAsync<bool>("() => isSecureContext || 'serviceWorker' in navigator || Boolean(crypto.subtle)")).ShouldBeFalse();
        await Expect(page.Locator(".plain-note")).ToContainTextAsync("不能离线打开");
        (await Axe.FaultsAsync(page, "plain http")).ShouldBeEmpty();

        await page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = Pictures.Png() });
        await Expect(page.Locator(".capture").First.Locator(".shot")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).First.TapAsync();
        await page.Locator(".place").TapAsync();
        await page.Locator(".adjust .button-primary").TapAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("草稿已恢复")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.Locator(".report-foot .button-primary").TapAsync();
        await page.Locator(".tab").Last.TapAsync();
        await Expect(page.Locator(".parcel-state")).ToHaveTextAsync("已送达", new() { Timeout = 60_000 });
        await using var db = server.Context();
        (await db.Photos.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(1);

        await page.GetByRole(AriaRole.Link, new() { Name = "怎么办" }).TapAsync();
        await Expect(page.Locator(".fingerprint span")).ToHaveCountAsync(4);
        await Expect(page.Locator(".trust-address")).ToContainTextAsync($"https://{address}:");
        (await Axe.FaultsAsync(page, "trust")).ShouldBeEmpty();
    }
}
