using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>A page of which a file did not come through a bad network: it says so, and becomes whole by itself.</summary>
public sealed class HalfPageTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("/ask/" + Places.Microgrid1, "**/js/ask/answer.js", "main h1")]
    [InlineData("/ask/" + Places.Microgrid1, "**/css/tokens.css", "main h1")]
    [InlineData("/ask/" + Places.Microgrid1, "**/js/ask/main.js", "main h1")]
    [InlineData("/", "**/js/leader/sync.js", ".counters")]
    [InlineData("/report", "**/js/report/tabs.js", ".tile")]
    public async Task A_page_of_which_a_file_is_missing_says_so_and_loads_anew_until_it_is_whole(string path, string missing, string whole)
    {
        await using var server = await TestServer.StartAsync();
        await using var context = await browser.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 360, Height = 640 }, Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "/sign-in").ToString());
        await page.EvaluateAsync(
            "async (body) => { const answer = await fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }); if (!answer.ok) throw new Error(String(answer.status)); }",
            new { userName = path == "/report" ? "worker1" : "leader", password = TestAccounts.Password });

        var lost = 0;
        await page.RouteAsync(missing, route => Interlocked.Increment(ref lost) <= 2 ? route.AbortAsync() : route.ContinueAsync());
        await page.GotoAsync(new Uri(server.Address, path).ToString());
        await Expect(page.Locator(".half-page", new() { HasText = "页面没有载全" })).ToBeVisibleAsync();
        await page.WaitForFunctionAsync(
            "(whole) => document.querySelector(whole) && !document.querySelector('.half-page') && sessionStorage.getItem('half-page-tries') === null", whole, new() { Timeout = 60_000 });
        lost.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_half_page_waits_for_the_server_and_can_be_loaded_anew_by_hand()
    {
        await using var server = await TestServer.StartAsync();
        await using var context = await browser.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 360, Height = 640 }, Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        var isAway = true;
        await page.RouteAsync("**/health/ready", route => route.AbortAsync());
        await page.RouteAsync("**/js/ask/answer.js", route => isAway ? route.AbortAsync() : route.ContinueAsync());
        var asked = page.WaitForRequestAsync("**/health/ready");
        await page.GotoAsync(new Uri(server.Address, "/ask/" + Places.Microgrid1).ToString());
        await asked;
        await Expect(page.Locator(".half-page")).ToBeVisibleAsync();
        isAway = false;
        await page.GetByRole(AriaRole.Button, new() { Name = "重新载入" }).ClickAsync();
        await Expect(page.Locator("main h1").First).ToBeVisibleAsync();
        await Expect(page.Locator(".half-page")).ToHaveCountAsync(0);
    }
}
