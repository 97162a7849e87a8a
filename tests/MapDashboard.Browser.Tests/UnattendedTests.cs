using System.Text.RegularExpressions;
using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>A paired hall screen that nobody touches: what it comes back from by itself.</summary>
public sealed partial class UnattendedTests(BrowserFixture browser)
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Patience = new() { Timeout = 60_000 };

    [Fact]
    public async Task A_screen_outlives_a_cut_network_and_says_meanwhile_how_old_it_is()
    {
        await using var server = await TestServer.StartAsync();
        await using var cable = new LoopbackProxy(server.Address);
        using var worker = await server.SignInAsync("worker1");
        var first = (await worker.ReportAsync()).Text("id");
        await using var hall = await PairedAsync(server, cable.Address);
        await Expect(Card(hall, first)).ToBeVisibleAsync();
        cable.Cut();
        var second = (await worker.ReportAsync()).Text("id");
        await Expect(hall.Page.Locator(".connection")).ToHaveAttributeAsync("data-state", "stale", Patience);
        await Expect(Card(hall, first)).ToBeVisibleAsync();
        cable.Mend();
        await Expect(hall.Page.Locator(".connection")).ToHaveAttributeAsync("data-state", "fresh", Patience);
        await Expect(Card(hall, second)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_screen_goes_on_with_a_server_that_was_killed_and_started_again()
    {
        var connectionString = await TestCluster.NewDatabaseAsync();
        await using (var dataSource = Data.Database.DataSource(connectionString))
        await using (var db = Data.Database.Context(dataSource)) await TestAccounts.AddAsync(db);
        var folder = Directory.CreateTempSubdirectory("mapdashboard-unattended-").FullName;
        await using (var server = await ServerProcess.StartAsync("--ConnectionStrings:Map", connectionString, "--Map:DataFolder", folder))
        {
            await using var hall = await OpenPage.VisitAsync(browser.Browser, server.Address, "/screen", 1920, 1080);
            await PairAsync(hall.Page, await SignInAsync(server.Address, "admin"));
            var loads = Loads(hall.Page);
            await server.KillAsync();
            await Expect(hall.Page.Locator(".connection")).Not.ToHaveAttributeAsync("data-state", "fresh", Patience);
            await server.StartAgainAsync();
            using var worker = await SignInAsync(server.Address, "worker1");
            var id = (await worker.ReportAsync()).Text("id");
            await Expect(Card(hall, id)).ToBeVisibleAsync(new() { Timeout = 60_000 });
            loads.ShouldBeEmpty();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_page_started_while_the_server_is_away_shows_the_last_picture_with_its_age_and_comes_alive()
    {
        await using var server = await TestServer.StartAsync();
        await using var cable = new LoopbackProxy(server.Address);
        using var worker = await server.SignInAsync("worker1");
        var first = (await worker.ReportAsync()).Text("id");
        await using var hall = await PairedAsync(server, cable.Address);
        await Expect(Card(hall, first)).ToBeVisibleAsync();
        await Until(hall.Page, () => hall.Page.EvaluateAsync<bool>("async () => { for (const name of await caches.keys()) if (await (await caches.open(name)).match('/screen', { ignoreVary: true })) return true; return false; }"));

        cable.Cut();
        await hall.Page.ReloadAsync();
        await Expect(Card(hall, first)).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(hall.Page.Locator(".connection")).Not.ToHaveAttributeAsync("data-state", "fresh");
        var second = (await worker.ReportAsync()).Text("id");
        cable.Mend();
        await Expect(Card(hall, second)).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(hall.Page.Locator(".connection")).ToHaveAttributeAsync("data-state", "fresh", Patience);
    }

    [Fact]
    public async Task A_revoked_screen_shows_digits_and_is_back_once_they_were_typed_again()
    {
        await using var server = await TestServer.StartAsync();
        await using var hall = await PairedAsync(server, server.Address);
        using var admin = await server.SignInAsync("admin");
        var id = await OnlyScreenAsync(admin);
        (await admin.PostAsync($"/api/screens/{id}/revoke", new { })).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await Expect(hall.Page.Locator(".screen-pairing-code")).ToHaveTextAsync(Digits(), new() { Timeout = 60_000 });
        await PairAsync(hall.Page, admin, id);
    }

    [Fact]
    public async Task A_new_version_is_loaded_once_and_not_again_within_five_minutes()
    {
        await using var server = await TestServer.StartAsync();
        await using var hall = await PairedAsync(server, server.Address);
        var loads = Loads(hall.Page);
        var beats = 0;

        // As if a server of another version answered each status, also after the reload.
        await hall.Page.RouteAsync("**/api/screen/status", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = Version().Replace(await answer.TextAsync(), "\"serverVersion\":\"9.9.9+other\"") });
            beats++;
        });
        await hall.Page.Clock.InstallAsync();
        await hall.Page.GotoAsync(new Uri(server.Address, "/screen?scene=overview").ToString());
        await Until(hall.Page, () => loads.Count == 2);
        await Expect(hall.Page.Locator(".connection")).ToHaveAttributeAsync("data-state", "fresh", Patience);

        // The page before was told once at least, and the first thing that this one does is to ask. Later beats are no measure: their timer
        // is set when the page comes to read the answer, so time that is put forward before that passes none of it.
        await Until(hall.Page, () => beats >= 2);
        for (var minute = 1; minute <= 3; minute++) await hall.Page.Clock.FastForwardAsync(60_000);
        loads.Count.ShouldBe(2);
        await hall.Page.Clock.FastForwardAsync(180_000);
        await Until(hall.Page, () => loads.Count == 3);
    }

    [Fact]
    public async Task An_admins_reload_is_obeyed_and_told_is_how_the_screen_is()
    {
        await using var server = await TestServer.StartAsync();
        await using var hall = await PairedAsync(server, server.Address);
        using var admin = await server.SignInAsync("admin");
        var id = await OnlyScreenAsync(admin);
        await hall.Page.Clock.InstallAsync();
        await hall.Page.GotoAsync(new Uri(server.Address, "/screen?scene=overview").ToString());
        await Expect(hall.Page.Locator(".connection")).ToHaveAttributeAsync("data-state", "fresh", Patience);
        var loads = Loads(hall.Page);
        (await admin.PostAsync($"/api/screens/{id}/reload", new { })).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await Until(hall.Page, async () =>
        {
            // Each beat waits for the answer to the one before.
            await hall.Page.Clock.FastForwardAsync(31_000);
            return loads.Count == 1;
        });
        var screen = (await admin.GetAsync("/api/screens")).Json!.AsArray().Single()!;
        screen["scene"]!.GetValue<string>().ShouldBe("overview");
        screen["width"]!.GetValue<int>().ShouldBe(1920);
        screen["version"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task A_wrong_device_clock_is_told_and_shown_are_the_servers_hours(int days)
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        var id = (await worker.ReportAsync()).Text("id");
        await using var hall = await PairedAsync(server, server.Address);
        await hall.Page.AddInitScriptAsync($"{{ const real = Date.now; const now = () => real() + {days} * 86_400_000; Date = class extends Date {{ constructor(...given) {{ given.length ? super(...given) : super(now()); }} static now() {{ return now(); }} }}; }}");
        await hall.Page.ReloadAsync();
        await Expect(Card(hall, id)).ToBeVisibleAsync();
        using var admin = await server.SignInAsync("admin");
        await Until(hall.Page, async () => (await admin.GetAsync("/api/screens")).Json!.AsArray().Single()!["problem"]?.GetValue<string>() == "clock");
        var today = TimeZoneInfo.ConvertTime(server.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        await Expect(hall.Page.Locator(".head .now")).ToContainTextAsync($"{today.Day}日");
        await Expect(Card(hall, id).Locator(".feed-age")).ToContainTextAsync(Recent());
        await Expect(hall.Page.Locator(".connection")).ToHaveAttributeAsync("data-state", "fresh", Patience);
    }

    private static ILocator Card(OpenPage hall, string id) => hall.Page.Locator($".feed [data-id='{id}']");

    private static List<string> Loads(IPage page)
    {
        var loads = new List<string>();
        page.Load += (_, _) => loads.Add(page.Url);
        return loads;
    }

    /// <summary>The page is asked in between, so that its events come in.</summary>
    private static Task Until(IPage page, Func<bool> holds) => Until(page, () => Task.FromResult(holds()));

    private static async Task Until(IPage page, Func<Task<bool>> holds)
    {
        var limit = System.Diagnostics.Stopwatch.StartNew();
        while (!await holds())
        {
            limit.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
            await Expect(page.Locator("body")).ToBeVisibleAsync();
        }
    }

    private static async Task<string> OnlyScreenAsync(MapClient admin) => (await admin.GetAsync("/api/screens")).Json!.AsArray().Single()!["id"]!.GetValue<string>();

    private static async Task<MapClient> SignInAsync(Uri address, string name)
    {
        var client = new MapClient(address);
        await client.SignInAsync(name, TestAccounts.Password);
        return client;
    }

    private static async Task PairAsync(IPage page, MapClient admin, string? screenId = null)
    {
        var digits = page.Locator(".screen-pairing-code");
        await Expect(digits).ToHaveTextAsync(Digits());
        var code = (await digits.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        var paired = await admin.PostAsync("/api/screens", new { code, name = "一楼服务大厅", areaCode = Places.Community, screenId });
        ((int)paired.Status).ShouldBeLessThan(300, paired.Json?.ToJsonString());
        await Expect(page.Locator(".connection")).ToHaveAttributeAsync("data-state", "fresh", Patience);

        // The stream may be there before the last picture is: this load is none that a test counts.
        await page.WaitForLoadStateAsync();
    }

    private async Task<OpenPage> PairedAsync(TestServer server, Uri address)
    {
        var hall = await OpenPage.VisitAsync(browser.Browser, address, "/screen", 1920, 1080);
        using var admin = await server.SignInAsync("admin");
        await PairAsync(hall.Page, admin);
        return hall;
    }

    [GeneratedRegex("^[0-9]{3} [0-9]{3}$", RegexOptions.None, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex("刚刚|秒|分钟", RegexOptions.None, 1000)]
    private static partial Regex Recent();

    [GeneratedRegex("\"serverVersion\":\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Version();
}
