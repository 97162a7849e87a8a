using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>What is half written outlives reloads, crashes and new versions of the page; a new version comes whole.</summary>
public sealed class DraftAndUpdateTests(BrowserFixture browser)
{
    private const string Litter = "暴露垃圾";

    /// <summary>SHA-256 of every file of the draft, once the form shows so many photos.</summary>
    private const string Photos =
        """
        async (count) => {
          const images = [...document.querySelectorAll('.capture .shot img')];
          if (images.length !== count) throw new Error(`${images.length} photos`);
          await Promise.all(images.map((image) => image.decode()));
          const db = await new Promise((resolve) => {
            const asked = indexedDB.open('phone');
            asked.onsuccess = () => resolve(asked.result);
          });
          const files = await new Promise((resolve) => {
            const asked = db.transaction('draftFiles').objectStore('draftFiles').getAll();
            asked.onsuccess = () => resolve(asked.result);
          });
          db.close();
          return Promise.all(files.map(async ({ id, bytes }) => {
            const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
            return `${id} ${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
          }));
        }
        """;

    [Fact]
    public async Task A_draft_outlives_a_reload_and_a_killed_browser_without_a_network_and_is_gone_when_sent()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        await phone.LoadAsync();
        phone.Network.Cut();
        await FillAsync(phone);
        var photos = await phone.Page.EvaluateAsync<string[]>(Photos, 2);
        photos.Length.ShouldBe(2);

        await phone.Page.ReloadAsync();
        await RestoredAsync(phone, photos);
        await phone.RestartAsync();
        await phone.LoadAsync();
        await RestoredAsync(phone, photos);

        await phone.Page.Locator(".report-foot .button-primary").TapAsync();
        await Expect(phone.Page.Locator(".sent")).ToBeVisibleAsync();
        phone.Network.Mend();
        await phone.TabAsync("消息");
        await Expect(phone.Page.Locator(".parcel-state")).ToHaveTextAsync("已送达", new() { Timeout = 60_000 });
        await phone.LoadAsync();
        await Expect(phone.Page.Locator(".draft-note")).ToBeHiddenAsync();
        (await phone.KeysAsync("drafts")).ShouldBeEmpty();
        (await phone.KeysAsync("draftFiles")).ShouldBeEmpty();
        await using var db = server.Context();
        db.Issues.Count().ShouldBe(1);
        db.Photos.Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_draft_is_thrown_away_by_a_tap_and_two_tabs_have_a_draft_each()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        var first = phone.Page;
        await first.GetByLabel("补一句话").FillAsync("第一件");
        await phone.DraftAsync("第一件", 0);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(phone.Address);
        await Expect(second.Locator(".tile").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(second.GetByLabel("补一句话")).ToHaveValueAsync("");
        await second.GetByLabel("补一句话").FillAsync("第二件");
        await phone.DraftAsync("第二件", 0);
        await second.ReloadAsync();
        await Expect(second.GetByLabel("补一句话")).ToHaveValueAsync("第二件");
        await second.GetByRole(AriaRole.Button, new() { Name = "清空" }).TapAsync();
        await Expect(second.GetByLabel("补一句话")).ToHaveValueAsync("");

        // The field is empty before the store is: a tab that is closed in between has thrown nothing away.
        await phone.DraftsAsync(1);
        await second.CloseAsync();
        await first.ReloadAsync();
        await Expect(first.GetByLabel("补一句话")).ToHaveValueAsync("第一件");
        (await phone.KeysAsync("drafts")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_version_that_comes_while_a_form_is_filled_waits_for_a_tap_and_loses_nothing()
    {
        await using var server = await TestServer.StartAsync();
        await using var later = await LaterAsync(server);
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        await phone.LoadAsync();
        var before = await CachesAsync(phone);
        await FillAsync(phone);
        var photos = await phone.Page.EvaluateAsync<string[]>(Photos, 2);
        await phone.Page.EvaluateAsync("() => { window.isTheSame = true; }");
        await ReplaceAsync(phone, later);

        await Expect(phone.Page.GetByText("有新版本")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        (await CachesAsync(phone)).Length.ShouldBe(2);
        (await phone.Page.EvaluateAsync<bool>("() => window.isTheSame === true")).ShouldBeTrue();
        (await Axe.FaultsAsync(phone.Page, "update")).ShouldBeEmpty();

        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "更新" }).TapAsync();
        await phone.Page.WaitForFunctionAsync("() => window.isTheSame === undefined && document.querySelector('.tile')", null, new() { Timeout = 30_000 });
        await RestoredAsync(phone, photos);
        (await Axe.FaultsAsync(phone.Page, "draft")).ShouldBeEmpty();
        var after = (await CachesAsync(phone)).ShouldHaveSingleItem();
        before.ShouldNotContain(after);
    }

    [Fact]
    public async Task A_new_version_takes_over_by_itself_at_a_quiet_moment_and_stays_on_the_tab()
    {
        await using var server = await TestServer.StartAsync();
        await using var later = await LaterAsync(server);
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        await phone.LoadAsync();
        await phone.TabAsync("我的网格");
        await phone.Page.EvaluateAsync("() => { window.isTheSame = true; }");
        await ReplaceAsync(phone, later);
        await phone.Page.WaitForFunctionAsync("() => window.isTheSame === undefined && document.querySelector('.grid-view')", null, new() { Timeout = 90_000 });
        await Expect(phone.Page.Locator("h1")).ToHaveTextAsync("我的网格");
        (await CachesAsync(phone)).Length.ShouldBe(1);
    }

    /// <summary>Another server over the same database whose pages may load tiles: their policy, and so their version, is another.</summary>
    private static Task<TestServer> LaterAsync(TestServer server) => TestServer.StartAsync(
        server.ConnectionString, true,
        "--Map:BaseLayers:0:Kind", "xyz", "--Map:BaseLayers:0:Name", "tiles", "--Map:BaseLayers:0:Url", "https://tiles.example/{z}/{x}/{y}.png", "--Map:BaseLayers:0:ApprovalNumber", "GS(2025)1");

    /// <summary>The operator replaces the server; connections end and come back to the new one.</summary>
    private static async Task ReplaceAsync(Phone phone, TestServer later)
    {
        phone.Network.Cut();
        phone.Network.Target = later.Address;
        phone.Network.Mend();
        await phone.Page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
    }

    private static Task<string[]> CachesAsync(Phone phone) => phone.Page.EvaluateAsync<string[]>("async () => (await caches.keys()).filter((name) => name.startsWith('report-'))");

    private static async Task FillAsync(Phone phone)
    {
        await phone.TakePhotoAsync();
        await phone.TakePhotoAsync();
        await phone.Page.GetByRole(AriaRole.Radio, new() { Name = Litter }).First.TapAsync();
        await phone.Page.GetByLabel("补一句话").FillAsync("三单元门口");
        await phone.DraftAsync("三单元门口", 2);
    }

    private static async Task RestoredAsync(Phone phone, string[] photos)
    {
        await Expect(phone.Page.GetByText("草稿已恢复")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        (await phone.Page.EvaluateAsync<string[]>(Photos, 2)).ShouldBe(photos);
        await Expect(phone.Page.GetByRole(AriaRole.Radio, new() { Name = Litter }).First).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(phone.Page.GetByLabel("补一句话")).ToHaveValueAsync("三单元门口");
    }
}
