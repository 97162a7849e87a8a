using MapDashboard.Domain.Areas;
using MapDashboard.Domain.People;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>Who to turn to on the leader's map: found, edited, and the same on every open page.</summary>
public sealed class PeopleOnTheMapTests(BrowserFixture browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_ended_post_shows_as_a_gap_in_a_second_browser_until_somebody_is_appointed()
    {
        await using var server = await TestServer.StartAsync();
        await using var leader = await OpenPage.SignInAsync(browser.Browser, server.Address, $"/?place={Places.Grid1}", "leader");
        await using var second = await OpenPage.SignInAsync(browser.Browser, server.Address, $"/?panel=staffing&place={Places.Grid1}", "admin");
        var gap = Gap(second, Places.Grid1, "vacancy", "gridWorker");
        var figure = second.Page.Locator(".tab-figure");
        await Expect(figure).ToHaveTextAsync(DigitsOnly());
        await Expect(gap).ToHaveCountAsync(0);
        var before = int.Parse(await figure.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);

        var sheet = leader.Page.Locator("#sheet");
        var step = sheet.Locator($".chain-step[data-area='{Places.Grid1}']");
        await sheet.Locator("[data-key=edit]").ClickAsync();
        await step.Locator("[data-role=gridWorker] .mini[data-key^=end]").First.ClickAsync();
        await leader.Page.Locator(".dialog .button-danger").ClickAsync();
        await Expect(gap).ToBeVisibleAsync();
        await Expect(figure).ToHaveTextAsync($"{before + 1}");
        await Expect(second.Page.Locator($".chain-step[data-area='{Places.Grid1}'] .is-vacant[data-role=gridWorker]")).ToBeVisibleAsync();

        await step.Locator(".is-vacant[data-role=gridWorker] .mini[data-key^=appoint]").ClickAsync();
        var dialog = leader.Page.Locator(".dialog");
        await dialog.Locator("input[type=radio][value=new]").CheckAsync();
        await dialog.Locator(".new-person input[type=text]").FillAsync("新网格员");
        await dialog.Locator(".new-person input[type=tel]").FillAsync("打电话");
        await dialog.Locator(".button-primary").ClickAsync();
        await Expect(dialog).ToBeVisibleAsync();
        await dialog.Locator(".new-person input[type=tel]").FillAsync("199 0001 7777");
        await dialog.Locator(".button-primary").ClickAsync();
        await Expect(gap).ToHaveCountAsync(0);
        await Expect(figure).ToHaveTextAsync($"{before}");
        await Expect(second.Page.Locator("a.call[href='tel:19900017777']")).ToBeVisibleAsync();
        leader.Complaints.ShouldBeEmpty();
        second.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_five_findings_are_listed_and_each_goes_live_when_it_is_mended()
    {
        await using var server = await TestServer.StartAsync();
        using var leader = await server.SignInAsync("leader");
        var section = Places.Community + "901";
        await AddSectionAsync(server, section, buildings: 16, groupMembers: 36);
        foreach (var role in new[] { "firstGridLeader", "streetCadre" })
        {
            var chain = (await leader.GetAsync("/api/responsible?area=" + Places.Grid2)).Json!.AsArray();
            var post = chain[0]!["posts"]!.AsArray().First(each => each!["role"]!.GetValue<string>() == role)!;
            await leader.PostAsync($"/api/posts/{post["id"]}/end", new { });
        }

        var unit = (await leader.GetAsync("/api/staffing")).Members["findings"]!.AsArray()
            .First(finding => finding!["measure"]?.GetValue<string>() == "households" && finding["have"]!.GetValue<int>() == 31)!["area"]!["code"]!.GetValue<string>();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?panel=staffing", "leader");
        var firstLeader = Gap(open, Places.Grid2, "vacancy", "firstGridLeader");
        var cadre = Gap(open, Places.Grid2, "vacancy", "streetCadre");
        var households = Gap(open, unit, "tooLarge").Filter(new() { HasText = "31 户" });
        var buildings = Gap(open, section, "tooLarge").Filter(new() { HasText = "16 栋" });
        var group = Gap(open, section, "tooLarge").Filter(new() { HasText = "36 人" });
        foreach (var finding in new[] { firstLeader, cadre, households, buildings, group }) await Expect(finding).ToBeVisibleAsync();

        await leader.PostAsync("/api/posts", new { areaCode = Places.Grid2, role = "firstGridLeader", personCode = "P003" });
        await Expect(firstLeader).ToHaveCountAsync(0);
        await leader.PostAsync("/api/posts", new { areaCode = Places.Grid2, role = "streetCadre", personCode = "P003" });
        await Expect(cadre).ToHaveCountAsync(0);
        await leader.PutAsync($"/api/areas/{unit}/details", new { households = 25 });
        await Expect(households).ToHaveCountAsync(0);
        await leader.PutAsync($"/api/areas/{section}/details", new { groupMembers = 35 });
        await Expect(group).ToHaveCountAsync(0);
        await Expect(buildings).ToBeVisibleAsync();
        await RetireAsync(server, section + "16");
        await leader.PutAsync($"/api/areas/{section}/details", new { groupMembers = 34 });
        await Expect(buildings).ToHaveCountAsync(0);
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_search_by_address_glides_there_and_opens_the_chain_with_numbers_to_call()
    {
        await using var server = await TestServer.StartAsync();
        await using var leader = await OpenPage.SignInAsync(browser.Browser, server.Address, "/", "leader");
        var scale = leader.Page.Locator(".leaflet-control-scale-line");
        await Expect(scale).ToHaveTextAsync("100 m");
        await leader.Page.Locator("#search").FillAsync("云津花园8栋2单元");
        await leader.Page.Locator(".search-entry", new() { HasText = "2单元" }).First.ClickAsync();
        await Expect(leader.Page.Locator("#sheet h2")).ToHaveTextAsync("2单元");
        await Expect(leader.Page.Locator("#sheet .chain-step a.call[href^='tel:']").First).ToBeVisibleAsync();
        await Expect(scale).Not.ToHaveTextAsync("100 m");

        // Several bear this name: they are all offered.
        leader.Complaints.ShouldBeEmpty();
        await leader.Page.Locator("#search").FillAsync("5号楼");
        await Expect(leader.Page.Locator(".search-remote .search-entry").Nth(1)).ToBeVisibleAsync();
        await leader.Page.Keyboard.PressAsync("Escape");
        await Expect(leader.Page.Locator(".search-results")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Who_may_not_edit_sees_the_chain_and_no_tools()
    {
        await using var server = await TestServer.StartAsync();
        await using var desk = await OpenPage.SignInAsync(browser.Browser, server.Address, $"/?place={Places.Grid1}", "desk");
        await Expect(desk.Page.Locator("#sheet .chain-step a.call").First).ToBeVisibleAsync();
        await Expect(desk.Page.Locator("#sheet [data-key=edit], #sheet [data-key^=appoint]")).ToHaveCountAsync(0);
        await desk.Page.Locator("#sheet .choice-row [data-value=party]").ClickAsync();
        await Expect(desk.Page.Locator("#sheet [data-role=partyGroupLeader]").First).ToBeVisibleAsync();
        await Expect(desk.Page.Locator("#sheet [data-role=communityGridLeader]")).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator(".legend-network")).ToBeVisibleAsync();
    }

    private static ILocator Gap(OpenPage open, string area, string kind, string? role = null) =>
        open.Page.Locator($".gap[data-area='{area}'] .gap-line[data-kind={kind}]" + (role is null ? "" : $"[data-role={role}]"));

    private static System.Text.RegularExpressions.Regex DigitsOnly() => new("^[0-9]+$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static async Task AddSectionAsync(TestServer server, string code, int buildings, int groupMembers)
    {
        await using var db = server.Context();
        var since = server.Clock.GetUtcNow().UtcDateTime.AddDays(-1);
        db.Areas.Add(new Area { Code = code, Name = "第一片", Level = "section", ParentCode = Places.Community, Path = [Places.Community, code], GroupMembers = groupMembers, ValidFrom = since });
        for (var number = 1; number <= buildings; number++)
        {
            var building = $"{code}{number:00}";
            db.Areas.Add(new Area { Code = building, Name = $"片{number}栋", Level = "building", ParentCode = code, Path = [Places.Community, code, building], ValidFrom = since });
            db.Posts.Add(new Post { Id = Guid.NewGuid(), AreaCode = building, Role = "buildingLeader", PersonCode = "P003", ValidFrom = since });
        }

        await db.SaveChangesAsync(Stop);
    }

    private static async Task RetireAsync(TestServer server, string code)
    {
        await using var db = server.Context();
        var now = server.Clock.GetUtcNow().UtcDateTime;
        await db.Areas.Where(area => area.Code == code).ExecuteUpdateAsync(set => set.SetProperty(area => area.ValidTo, now), Stop);
    }
}
