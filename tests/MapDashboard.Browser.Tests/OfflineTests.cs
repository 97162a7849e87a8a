using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>/report without a network: what it opens with, whose data that is, and when it goes.</summary>
public sealed class OfflineTests(BrowserFixture browser)
{
    private const string Words = "楼道里有杂物";

    [Fact]
    public async Task A_cold_start_without_a_network_opens_all_tabs_with_their_content_and_says_how_old_it_is()
    {
        await using var server = await TestServer.StartAsync();
        await GiveTaskAsync(server, "worker1");
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        await phone.StoryKeptAsync();
        await phone.Page.WaitForFunctionAsync("async () => (await caches.keys()).some((name) => name.startsWith('report-'))");
        phone.Network.Cut();
        await phone.RestartAsync();

        var answer = await phone.LoadAsync();
        (await answer.AllHeadersAsync())["content-security-policy"].ShouldContain("default-src 'self'");
        var page = phone.Page;
        await Expect(page.Locator(".connection")).ToContainTextAsync("离线 · 数据截至");
        await Expect(page.Locator(".place-words")).ToContainTextAsync("第一网格");

        await phone.TabAsync("我的任务");
        await Expect(page.Locator(".task")).ToContainTextAsync(Words);
        await page.Locator(".task-words").TapAsync();
        await Expect(page.Locator("dialog .story li").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "关闭" }).TapAsync();

        await phone.TabAsync("我的网格");
        await Expect(page.Locator(".grid-map canvas").First).ToBeVisibleAsync();
        await Expect(page.Locator(".grid-view .person").First).ToBeVisibleAsync();

        // The server's answers are never the worker's: without a network there are none.
        (await page.EvaluateAsync<bool>("() => fetch('/api/areas').then(() => true, () => false)")).ShouldBeFalse();

        phone.Network.Mend();
        await phone.LiveAsync();
    }

    [Fact]
    public async Task What_was_missed_while_the_phone_was_off_comes_by_the_kept_cursor()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        phone.Network.Cut();
        await phone.RestartAsync();
        await phone.LoadAsync();
        await GiveTaskAsync(server, "worker1");
        var snapshots = 0;
        phone.Page.Request += (_, request) => snapshots += request.Url.Contains("/api/snapshot", StringComparison.Ordinal) ? 1 : 0;
        phone.Network.Mend();
        await phone.TabAsync("我的任务");
        await Expect(phone.Page.Locator(".task")).ToContainTextAsync(Words, new() { Timeout = 30_000 });
        snapshots.ShouldBe(0);
    }

    [Fact]
    public async Task Signing_out_takes_away_all_that_was_kept_and_another_account_sees_nothing_of_it()
    {
        await using var server = await TestServer.StartAsync();
        await GiveTaskAsync(server, "worker1");
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        var page = phone.Page;
        (await phone.KeysAsync("kept")).ShouldAllBe(key => key.StartsWith("worker1,", StringComparison.Ordinal));
        await page.Locator(".me summary").TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).TapAsync();
        await Expect(page.Locator("input[name=username]")).ToBeVisibleAsync();
        (await phone.KeysAsync("kept")).ShouldBeEmpty();

        await phone.SignInAsync("worker2");
        await phone.KeptAsync();
        phone.Network.Cut();
        await phone.RestartAsync();
        await phone.LoadAsync();
        await phone.TabAsync("我的任务");
        await Expect(phone.Page.Locator(".task")).ToHaveCountAsync(0);
        (await phone.KeysAsync("kept")).ShouldAllBe(key => key.StartsWith("worker2,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_signs_out_without_a_network_is_signed_out_at_the_server_when_it_is_back()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        await phone.LoadAsync();
        phone.Network.Cut();
        await phone.Page.Locator(".me summary").TapAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "退出" }).TapAsync();
        await Expect(phone.Page.GetByText("暂时连不上服务器")).ToBeVisibleAsync();
        await phone.RestartAsync();
        await phone.Page.GotoAsync(phone.Address);
        await Expect(phone.Page.GetByText("暂时连不上服务器")).ToBeVisibleAsync(new() { Timeout = 20_000 });

        phone.Network.Mend();
        await phone.Page.GotoAsync(phone.Address);
        await Expect(phone.Page.Locator("input[name=username]")).ToBeVisibleAsync();
        (await phone.Page.EvaluateAsync<int>("() => fetch('/api/session').then((answer) => answer.status)")).ShouldBe(401);
    }

    [Fact]
    public async Task An_ended_session_takes_what_others_wrote_and_leaves_the_draft_to_its_owner()
    {
        await using var server = await TestServer.StartAsync();
        await GiveTaskAsync(server, "worker1");
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        await phone.Page.GetByLabel("补一句话").FillAsync("还没写完");
        await phone.DraftAsync("还没写完", 0);
        await phone.Page.EvaluateAsync("() => fetch('/api/session', { method: 'DELETE' }).then((answer) => answer.status)");
        await phone.Page.GotoAsync(phone.Address);
        await Expect(phone.Page.Locator("input[name=username]")).ToBeVisibleAsync();
        (await phone.KeysAsync("kept")).ShouldBeEmpty();
        (await phone.KeysAsync("drafts")).Length.ShouldBe(1);

        await phone.SignInAsync("worker2");
        await phone.LiveAsync();
        await Expect(phone.Page.GetByLabel("补一句话")).ToHaveValueAsync("");
        await phone.Page.Locator(".me summary").TapAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "退出" }).TapAsync();
        await phone.SignInAsync("worker1");
        await Expect(phone.Page.GetByLabel("补一句话")).ToHaveValueAsync("还没写完", new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task The_app_can_be_installed()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        await phone.LoadAsync();
        var cdp = await phone.Page.Context.NewCDPSessionAsync(phone.Page);
        var manifest = (await cdp.SendAsync("Page.getAppManifest"))!.Value;
        manifest.GetProperty("errors").GetArrayLength().ShouldBe(0, manifest.GetProperty("errors").ToString());
        var errors = (await cdp.SendAsync("Page.getInstallabilityErrors"))!.Value.GetProperty("installabilityErrors");
        errors.GetArrayLength().ShouldBe(0, errors.ToString());
    }

    /// <summary>A report in the first grid, dispatched to the worker.</summary>
    private static async Task GiveTaskAsync(TestServer server, string userName)
    {
        using var desk = await server.SignInAsync("desk");
        var issue = await desk.ReportAsync(category: "fireSafety.clutter", description: Words);
        var id = Guid.Parse(issue.Text("id"));
        var accepted = await desk.ActAsync(id, "accept", issue.Version);
        (await desk.ActAsync(id, "dispatch", accepted.Version, new { to = userName })).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
