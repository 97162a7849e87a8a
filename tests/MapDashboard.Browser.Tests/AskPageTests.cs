using System.Diagnostics;
using System.Text.RegularExpressions;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>A stranger with a phone and nothing else, by the visible controls only.</summary>
public sealed partial class AskPageTests(BrowserFixture browser)
{
    private const string Building = "文昌里5栋";

    [Fact]
    public async Task A_stranger_finds_the_leader_of_a_building_in_three_taps_and_ten_seconds()
    {
        await using var server = await TestServer.StartAsync();
        var (name, phone) = await LeaderAsync(server);
        await using var open = await VisitAsync(server, "/ask/" + Places.Grid2);
        var page = open.Page;
        var clock = Stopwatch.StartNew();
        await page.GetByRole(AriaRole.Button, new() { Name = "换一栋" }).TapAsync();
        await page.Locator("summary", new() { HasText = "文昌里" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Building, Exact = true }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Building })).ToBeVisibleAsync();
        var call = page.GetByRole(AriaRole.Link, new() { Name = name });
        await Expect(call).ToBeInViewportAsync();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        (await call.GetAttributeAsync("href")).ShouldBe("tel:" + phone);
        await Expect(page.Locator(".contact").First).ToContainTextAsync("楼栋长");
        page.Url.ShouldNotEndWith(Places.Grid2);
        open.Complaints.ShouldBeEmpty();

        // Back leads to where the plate led.
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "第二网格" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_stranger_types_the_building_as_people_write_it()
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await VisitAsync(server, "/ask/" + Places.Community);
        var page = open.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "换一栋" }).TapAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("文昌里五号楼2单元");
        await page.Locator(".found-one").TapAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Building + " 2单元" })).ToBeVisibleAsync();
        await Expect(page.Locator("a[href^='tel:']").First).ToBeVisibleAsync();
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_resident_reports_and_follows_the_report_by_its_link()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "10"]);
        using var desk = await server.SignInAsync("desk");
        await using var open = await VisitAsync(server, "/ask/" + Places.Microgrid1);
        var page = open.Page;
        await FillAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).TapAsync();
        await Expect(page.GetByText("请保存此链接")).ToBeVisibleAsync();
        var link = await page.GetByLabel("查询链接").InputValueAsync();
        link.ShouldStartWith(server.Address.GetLeftPart(UriPartial.Authority) + "/track/");
        await page.GetByRole(AriaRole.Link, new() { Name = "现在就看进度" }).TapAsync();
        await Expect(page.GetByText("已收到您的反映")).ToBeVisibleAsync();

        var issue = (await desk.GetAsync("/api/issues")).Members["issues"]!.AsArray().Single()!;
        issue["description"]!.GetValue<string>().ShouldBe("楼道灯不亮");
        issue["source"]!.GetValue<string>().ShouldBe("resident");
        await desk.ActAsync(issue["id"]!.GetValue<Guid>(), "accept", 1);

        // Looked at again, the page looks again.
        await page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        await Expect(page.GetByText("社区已受理")).ToBeVisibleAsync();
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_that_finds_no_network_is_kept_on_the_phone_and_sent_once_later()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "4"]);
        await using var proxy = new LoopbackProxy(server.Address);
        await using var open = await OpenPage.VisitAsync(browser.Browser, proxy.Address, "/ask/" + Places.Microgrid1, 360, 640, phone: true);
        var page = open.Page;
        await FillAsync(page);
        proxy.Cut();
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("已保存在这部手机上");
        proxy.Mend();
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "我要反映" }).TapAsync();
        await Expect(page.GetByLabel("说明情况")).ToHaveValueAsync("楼道灯不亮");
        await page.GetByRole(AriaRole.Button, new() { Name = "就是这里" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).TapAsync();
        await Expect(page.GetByText("请保存此链接")).ToBeVisibleAsync();
        await using var db = server.Context();
        (await db.Issues.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task The_hall_screen_shows_the_way_in_where_the_public_address_is_known()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:PublicUrl", "https://map.example.org"]);
        await using var screen = await OpenPage.SignInAsync(browser.Browser, server.Address, "/screen", "screen", 1920, 1080);
        await Expect(screen.Page.GetByRole(AriaRole.Img, new() { Name = "扫码找人" })).ToBeInViewportAsync(new() { Ratio = 1 });
        screen.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/ask/no-such-place", "没有找到这个地方")]
    [InlineData("/track/nobodys", "没有找到这个查询链接对应的事项")]
    public async Task An_address_that_leads_nowhere_says_so(string path, string words)
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await VisitAsync(server, path);
        await Expect(open.Page.GetByText(words)).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/ask", "二维码")]
    [InlineData("/track", "查询链接")]
    public async Task Typed_without_a_code_or_link_the_page_says_by_what_it_is_opened(string path, string what)
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await VisitAsync(server, path);
        await Expect(open.Page.Locator(".card.empty")).ToContainTextAsync(what);
        open.Complaints.ShouldBeEmpty();
    }

    private static async Task FillAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "我要反映" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "市政设施" }).TapAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "市政设施" }).GetByRole(AriaRole.Button).First.TapAsync();
        await page.GetByLabel("说明情况").FillAsync("楼道灯不亮");
        await page.GetByRole(AriaRole.Button, new() { Name = "就是这里" }).TapAsync();
    }

    /// <summary>Who the page has to name, read from the rows themselves.</summary>
    private static async Task<(string Name, string Phone)> LeaderAsync(TestServer server)
    {
        await using var db = server.Context();
        var leader = await (
            from area in db.Areas
            where area.Name == Building
            join post in db.Posts on area.Code equals post.AreaCode
            where post.Role == "buildingLeader" && post.Public
            join person in db.People on post.PersonCode equals person.Code
            select new { person.Name, person.Phone }).FirstAsync(TestContext.Current.CancellationToken);
        await db.Posts.Where(post => post.Role == "buildingLeader").ExecuteUpdateAsync(set => set.SetProperty(post => post.PhonePublic, true), TestContext.Current.CancellationToken);
        return (leader.Name, NotDigits().Replace(leader.Phone!, ""));
    }

    private Task<OpenPage> VisitAsync(TestServer server, string path) =>
        OpenPage.VisitAsync(browser.Browser, server.Address, path, 360, 640, phone: true);

    [GeneratedRegex("[^0-9+]", RegexOptions.None, 1000)]
    private static partial Regex NotDigits();
}
