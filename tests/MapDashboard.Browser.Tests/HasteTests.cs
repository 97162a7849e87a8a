using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>A worker's thumb is faster than the phone, and pages are killed while they send.</summary>
public sealed class HasteTests(BrowserFixture browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_photo_that_is_still_being_shrunk_goes_with_its_report_and_not_with_the_next()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        var page = phone.Page;
        await page.EvaluateAsync(
            """
            () => {
              const shrink = window.createImageBitmap;
              const go = new Promise((resolve) => { window.go = resolve; });
              window.createImageBitmap = async (...args) => { await go; return shrink(...args); };
            }
            """);
        await page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = Pictures.Png() });
        await page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).TapAsync();
        await page.Locator(".report-foot .button-primary").TapAsync();
        await page.EvaluateAsync("() => window.go()");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已存入手机" }).Or(page.GetByRole(AriaRole.Heading, new() { Name = "已送达" })).First).ToBeVisibleAsync();
        await Expect(page.Locator(".capture").First.Locator(".shot")).ToHaveCountAsync(0);
        await using var db = server.Context();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        late.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await db.Photos.AnyAsync(late.Token)) await Task.Yield();
        (await db.Issues.CountAsync(Stop)).ShouldBe(1);
    }

    [Fact]
    public async Task The_browser_is_to_come_again_where_a_page_sends_that_may_be_killed()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        var page = phone.Page;
        await page.EvaluateAsync("() => new Promise((has) => { navigator.locks.request('outbox', () => { has(); return new Promise(() => {}); }); })");
        await page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).TapAsync();
        await page.Locator(".report-foot .button-primary").TapAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已存入手机" })).ToBeVisibleAsync();
        var end = await page.EvaluateAsync<string>("async () => { const m = await import('/js/outbox/background.js'); return m.sendInBackground().then(() => 'done', String); }");
        end.ShouldContain("later");
    }
}
