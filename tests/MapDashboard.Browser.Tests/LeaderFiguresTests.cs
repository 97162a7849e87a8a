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

        // Seven days: of today alone, what was reported just before midnight is not part when the page opens after it.
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?panel=figures&span=days7", "leader");
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

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Tabs_queues_and_figures_keep_one_line_and_their_boxes(string lang)
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?panel=issues&lang=" + lang, "leader");
        var page = open.Page;
        await page.Locator(".counter-closedToday").WaitForAsync();
        await page.EvaluateAsync("for (const figure of document.querySelectorAll('.tab-figure')) { figure.hidden = false; figure.textContent = '28'; }");
        (await LooseAsync(".panel-tabs button, .counter span")).ShouldBeEmpty();
        await page.Locator(".panel-tabs button").Nth(1).ClickAsync();
        await page.Locator(".figures-panel:not([aria-busy]) .tile-onTimeRate .tile-before span").First.WaitForAsync();

        // As on a day with rates of three digits behind it.
        await page.EvaluateAsync("for (const span of document.querySelectorAll('.tile-before span')) span.textContent = span.textContent.replace('—', '92.9%')");
        (await LooseAsync(".panel-tabs button, .tile > span, .tiles-rates .tile-before span, .tiles-quality .tile-before span, .tiles-times .tile-before span")).ShouldBeEmpty();

        // What has more than one line, ends beyond its tile, or stands below its neighbours.
        async Task<string[]> LooseAsync(string selector) => await page.EvaluateAsync<string[]>(
            """
            (selector) => [...document.querySelectorAll(selector)].filter((element) => {
              const range = document.createRange();
              range.selectNodeContents(element);
              const lines = new Set([...range.getClientRects()].filter((each) => each.width > 0).map((each) => Math.round(each.bottom / 8)));
              const box = (element.closest('.tile') ?? element.closest('.counter') ?? element).getBoundingClientRect();
              const first = element.parentElement.matches('.panel-tabs') ? element.parentElement.firstElementChild.getBoundingClientRect() : box;
              return element.textContent.trim() && (range.getBoundingClientRect().right > box.right || box.top !== first.top || (lines.size > 1 && !element.matches('.panel-tabs button')));
            }).map((element) => element.textContent)
            """, selector);
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
