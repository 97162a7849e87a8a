using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>Two pages converge, through reports, cuts and a dead server, and say in between how old their data is.</summary>
public sealed class LivePagesTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_report_shows_on_the_leaders_map_and_on_the_hall_screen_without_reload()
    {
        await using var server = await TestServer.StartAsync();
        await using var leader = await OpenPage.SignInAsync(browser.Browser, server.Address, "/", "leader");
        await using var screen = await OpenPage.SignInAsync(browser.Browser, server.Address, "/screen", "screen", 1920, 1080);
        using var worker = await server.SignInAsync("worker1");
        var issue = await worker.ReportAsync(category: "fireSafety.flyingCable");
        var id = issue.Text("id");
        await Expect(leader.Page.Locator($".issues [data-id='{id}']")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator($"[data-id='{id}']").First).ToBeVisibleAsync();
        leader.Complaints.ShouldBeEmpty();
        screen.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_that_was_cut_off_shows_its_age_and_ends_equal_to_one_that_was_not()
    {
        await using var server = await TestServer.StartAsync();
        await using var proxy = new LoopbackProxy(server.Address);
        await using var whole = await OpenPage.SignInAsync(browser.Browser, server.Address, "/", "leader");
        await using var cut = await OpenPage.SignInAsync(browser.Browser, proxy.Address, "/", "leader");
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        var first = await worker.ReportAsync();
        await Expect(cut.Page.Locator($"[data-id='{first.Text("id")}']")).ToBeVisibleAsync();

        proxy.Cut();
        for (var n = 0; n < 5; n++) await worker.ReportAsync();
        await desk.ActAsync(Guid.Parse(first.Text("id")), "void", 1, new { note = "重复" });
        await Expect(whole.Page.Locator(".issues [data-id]")).ToHaveCountAsync(5);
        await Expect(cut.Page.Locator(".connection")).Not.ToHaveAttributeAsync("data-state", "fresh", new() { Timeout = 30_000 });
        await Expect(cut.Page.Locator(".stale-banner")).ToBeVisibleAsync(new() { Timeout = 30_000 });

        proxy.Mend();
        await Expect(cut.Page.Locator(".connection")).ToHaveAttributeAsync("data-state", "fresh", new() { Timeout = 30_000 });
        await Expect(cut.Page.Locator(".issues [data-id]")).ToHaveCountAsync(5);
        (await IdsAsync(cut.Page)).ShouldBe(await IdsAsync(whole.Page), ignoreOrder: true);
        (await IdsAsync(cut.Page)).ShouldBe(await SnapshotIdsAsync(desk), ignoreOrder: true);
    }

    [Fact]
    public async Task Pages_outlive_a_killed_server_and_end_equal_to_the_snapshot()
    {
        var connectionString = await TestCluster.NewDatabaseAsync();
        await using (var dataSource = Data.Database.DataSource(connectionString))
        await using (var db = Data.Database.Context(dataSource))
        {
            await TestAccounts.AddAsync(db);
        }

        var folder = Directory.CreateTempSubdirectory("mapdashboard-browser-").FullName;
        await using var server = await ServerProcess.StartAsync("--ConnectionStrings:Map", connectionString, "--Map:DataFolder", folder);
        await using var leader = await OpenPage.SignInAsync(browser.Browser, server.Address, "/", "leader");
        await using var screen = await OpenPage.SignInAsync(browser.Browser, server.Address, "/screen", "screen", 1920, 1080);
        using var worker = new MapClient(server.Address);
        await worker.SignInAsync("worker1", TestAccounts.Password);
        await worker.ReportAsync();
        await Expect(leader.Page.Locator(".issues [data-id]")).ToHaveCountAsync(1);
        await server.KillAsync();
        await Expect(leader.Page.Locator(".connection")).Not.ToHaveAttributeAsync("data-state", "fresh", new() { Timeout = 30_000 });
        await server.StartAgainAsync();
        var last = await worker.ReportAsync();
        await Expect(leader.Page.Locator(".issues [data-id]")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await Expect(screen.Page.Locator($"[data-id='{last.Text("id")}']").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        (await IdsAsync(leader.Page)).ShouldBe(await SnapshotIdsAsync(worker), ignoreOrder: true);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(IPage page) =>
        await page.Locator(".issues [data-id]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.id)");

    private static async Task<IEnumerable<string>> SnapshotIdsAsync(MapClient client) =>
        (await client.GetAsync("/api/snapshot")).Members["issues"]!.AsArray().Select(issue => issue!["id"]!.GetValue<string>());
}
