using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MapDashboard.TestSupport;
using Microsoft.Playwright;

namespace MapDashboard.Browser.Tests;

/// <summary>The wall poster and the plates, as the printer gets them.</summary>
public sealed partial class PosterTests(BrowserFixture browser)
{
    private const double PointsPerMillimetre = 72 / 25.4;

    [Theory]
    [InlineData("a3", 420, 297)]
    [InlineData("a0", 1189, 841)]
    public async Task The_poster_is_one_page_of_its_size_with_everyone_public_on_it_and_no_text_cut(string size, double width, double height)
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, $"/poster?area={Places.Community}&size={size}", "leader");
        var page = open.Page;
        await page.Locator("html[data-ready]").WaitForAsync();
        (await page.EvaluateAsync<string[]>(CutTexts)).ShouldBeEmpty();
        (await page.Locator(".card:not(.card-services)").CountAsync()).ShouldBe(7);
        (await page.Locator(".roster p").CountAsync()).ShouldBe(176);
        (await page.Locator(".map-svg .building").CountAsync()).ShouldBe(176);
        using var leader = await server.SignInAsync("leader");
        var shown = await page.Locator(".sheet").InnerTextAsync();
        foreach (var post in (await leader.GetAsync($"/api/posts?area={Places.Community}&public=true")).Json!.AsArray())
        {
            // The people of units stand on the plates, and of a micro-grid whoever is asked first.
            if (post!["areaCode"]!.GetValue<string>().Length is 17 or > 20 || post["post"]!["person"] is not { } person) continue;
            shown.ShouldContain(person["name"]!.GetValue<string>());
        }

        shown.ShouldContain("3-2微网格");
        shown.ShouldNotContain("志愿者");
        Pages(await PdfAsync(page)).ShouldBe([(width, height)]);
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plates_come_six_to_a_sheet_one_for_each_building()
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, $"/poster?area={Places.Grid1}&plates=building", "leader");
        await open.Page.Locator("html[data-ready]").WaitForAsync();
        var plates = await open.Page.Locator(".plate-card").CountAsync();
        plates.ShouldBeGreaterThan(10);
        (await open.Page.EvaluateAsync<string[]>(CutTexts)).ShouldBeEmpty();
        var pages = Pages(await PdfAsync(open.Page));
        pages.Count.ShouldBe((plates + 5) / 6);
        pages.ShouldAllBe(each => each.Width == 210 && each.Height == 297);
    }

    [Fact]
    public async Task An_area_that_is_not_theirs_is_no_poster()
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, $"/poster?area={Places.Grid2}", "worker1");
        await open.Page.Locator("html[data-ready]").WaitForAsync();
        (await open.Page.Locator("#paper").InnerTextAsync()).ShouldContain("没有找到");
    }

    /// <summary>Texts that reach beyond their own box or beyond the paper.</summary>
    private const string CutTexts =
        """
        () => [...document.querySelectorAll('.sheet, .plate-sheet')].flatMap((sheet) => {
          const paper = sheet.getBoundingClientRect();
          return [...sheet.querySelectorAll('h1, h2, h3, h4, p, li, span, b, i, small, text')].flatMap((element) => {
            const box = element.getBoundingClientRect();
            const beyond = box.left < paper.left - 1 || box.right > paper.right + 1 || box.top < paper.top - 1 || box.bottom > paper.bottom + 1;
            const holder = element.closest('.card, .chiefs, .plate-card, .roster')?.getBoundingClientRect() ?? paper;
            const cut = element.tagName !== 'text' && (box.right > holder.right + 1 || box.bottom > holder.bottom + 1);
            return beyond || cut ? [element.textContent.slice(0, 30)] : [];
          });
        })
        """;

    private static Task<byte[]> PdfAsync(IPage page) => page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true });

    /// <summary>Sizes of the pages, in whole millimetres.</summary>
    private static List<(double Width, double Height)> Pages(byte[] pdf) =>
        [.. MediaBox().Matches(Encoding.Latin1.GetString(pdf)).Select(match => (Millimetres(match, "width"), Millimetres(match, "height")))];

    private static double Millimetres(Match match, string side) =>
        Math.Round(double.Parse(match.Groups[side].Value, CultureInfo.InvariantCulture) / PointsPerMillimetre);

    [GeneratedRegex(@"/MediaBox \[0 0 (?<width>[0-9.]+) (?<height>[0-9.]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MediaBox();
}
