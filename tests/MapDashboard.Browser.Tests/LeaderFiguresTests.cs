using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>Figures on the leader's map: each says how it is counted and leads to its cases.</summary>
public sealed class LeaderFiguresTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_figure_opens_its_formula_and_its_cases_and_a_case_opens_its_issue()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        await worker.ReportAsync();
        await worker.ReportAsync(lon: Places.Grid2Lon, lat: Places.Grid2Lat);
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?panel=figures", "leader");
        var page = open.Page;
        await Expect(page.Locator(".tile-reported strong")).ToHaveTextAsync("2");
        await Expect(page.Locator(".tile-open strong")).ToHaveTextAsync("2");
        await Expect(page.Locator(".tile-satisfiedRate strong")).ToHaveTextAsync("—");
        await page.Locator(".tile-reported").ClickAsync();
        var dialog = page.Locator(".dialog-figure");
        await Expect(dialog.Locator(".figure-formula")).ToContainTextAsync("所选时间内上报的事项");
        await Expect(dialog.Locator(".case")).ToHaveCountAsync(2);
        (await Axe.FaultsAsync(page, "figure")).ShouldBeEmpty();
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);

        // One bar for the grid, one case behind it, and the issue behind that.
        await page.Locator("[data-menu=by]").SelectOptionAsync("area");
        await page.Locator(".figures-panel:not([aria-busy])").WaitForAsync();
        await page.Locator(".figure-row").First.ClickAsync();
        await Expect(dialog.Locator(".case")).ToHaveCountAsync(1);
        await dialog.Locator(".case").ClickAsync();
        await page.Locator("#sheet .story li").First.WaitForAsync();
        page.Url.ShouldContain("by=area");
        page.Url.ShouldContain("issue=");
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tinted_area_leads_one_level_down_and_the_legend_back_up()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        await worker.ReportAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?tint=open&level=grid&heat=true", "leader");
        var page = open.Page;
        var legend = page.Locator(".theme-legend");
        await Expect(legend).ToContainTextAsync("按在办着色 · 网格");
        await Expect(legend.Locator(".class-mark")).ToHaveCountAsync(1);
        (await Axe.FaultsAsync(page, "tinted")).ShouldBeEmpty();
        var map = (await page.Locator("#map").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(map.X + (map.Width / 2), map.Y + (map.Height / 2));
        await Expect(legend.Locator(".theme-up")).ToBeVisibleAsync();
        page.Url.ShouldContain("area=" + Places.Community);
        page.Url.ShouldNotContain("level=grid");
        await legend.Locator(".theme-up").ClickAsync();
        await Expect(legend.Locator(".theme-up")).ToHaveCountAsync(0);
        page.Url.ShouldContain("tint=open");
        open.Complaints.ShouldBeEmpty();
    }
}
