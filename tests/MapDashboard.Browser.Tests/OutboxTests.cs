using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>The phone that loses nothing: what is kept there arrives once, whatever happens to network, server, session and tab.</summary>
public sealed class OutboxTests(BrowserFixture browser)
{
    private const string Litter = "暴露垃圾";
    private const string Manhole = "井盖破损";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>SHA-256 of every file in the outbox, by its id.</summary>
    private const string Hashes =
        """
        async () => {
          const db = await new Promise((resolve) => {
            const asked = indexedDB.open('outbox');
            asked.onsuccess = () => resolve(asked.result);
          });
          const files = await new Promise((resolve) => {
            const asked = db.transaction('files').objectStore('files').getAll();
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
    public async Task A_report_without_a_network_outlives_a_reload_and_arrives_once_with_its_photos()
    {
        await using var server = await TestServer.StartAsync();
        await using var proxy = new LoopbackProxy(server.Address);
        await using var phone = await OpenAsync(proxy.Address);
        var page = phone.Page;
        proxy.Cut();
        await FillAsync(page, Litter, photos: 2);
        await SendAsync(page);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已存入手机" })).ToBeVisibleAsync();

        // The form is free for the next one at once.
        await Expect(page.Locator(".capture-first").First).ToBeVisibleAsync();
        await MessagesAsync(page);
        await Expect(page.Locator(".parcel-state")).ToHaveTextAsync("等待网络");
        var kept = await page.EvaluateAsync<string[]>(Hashes);
        kept.Length.ShouldBe(2);
        await Should.ThrowAsync<PlaywrightException>(() => page.ReloadAsync());

        proxy.Mend();
        var again = await page.Context.NewPageAsync();
        await page.CloseAsync();
        await again.GotoAsync(new Uri(proxy.Address, "/report").ToString());
        await DeliveredAsync(again);
        await using var db = server.Context();
        (await db.Issues.CountAsync(Stop)).ShouldBe(1);
        var photos = await db.Photos.ToListAsync(Stop);
        photos.Select(photo => $"{photo.Id} {photo.SentHash}").ShouldBe(kept, ignoreOrder: true);
        (await again.EvaluateAsync<string[]>(Hashes)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_killed_between_receiving_and_answering_has_the_report_once()
    {
        var connectionString = await TestCluster.NewDatabaseAsync();
        await using var dataSource = Data.Database.DataSource(connectionString);
        await using var db = Data.Database.Context(dataSource);
        await TestAccounts.AddAsync(db);
        var folder = Directory.CreateTempSubdirectory("mapdashboard-outbox-").FullName;
        await using (var server = await ServerProcess.StartAsync("--ConnectionStrings:Map", connectionString, "--Map:DataFolder", folder))
        {
            await using var phone = await OpenAsync(server.Address);
            var page = phone.Page;
            var posts = 0;
            await page.RouteAsync("**/api/issues", async route =>
            {
                if (route.Request.Method != "POST" || posts++ > 0)
                {
                    await route.ContinueAsync();
                    return;
                }

                (await route.FetchAsync()).Status.ShouldBe(201);
                await server.KillAsync();
                await route.AbortAsync();
            });
            await FillAsync(page, Litter, photos: 1);
            await SendAsync(page);
            await MessagesAsync(page);
            await Expect(page.Locator(".parcel-state")).ToHaveTextAsync("等待网络", new() { Timeout = 20_000 });
            await server.StartAgainAsync();
            await DeliveredAsync(page);
            posts.ShouldBeGreaterThan(1);
        }

        (await db.Issues.CountAsync(Stop)).ShouldBe(1);
        (await db.Photos.CountAsync(Stop)).ShouldBe(1);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_tabs_on_one_outbox_send_each_item_once(bool withLocks)
    {
        await using var server = await TestServer.StartAsync();
        await using var proxy = new LoopbackProxy(server.Address);
        await using var phone = await OpenAsync(proxy.Address);
        var first = phone.Page;

        // On plain http there are no locks: a lease in the database stands in.
        if (!withLocks) await first.Context.AddInitScriptAsync("Object.defineProperty(navigator, 'locks', { value: undefined })");
        await first.ReloadAsync();
        await ReadyAsync(first);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(new Uri(proxy.Address, "/report").ToString());
        await ReadyAsync(second);
        var answers = new System.Collections.Concurrent.ConcurrentBag<int>();
        foreach (var page in new[] { first, second })
        {
            page.Response += (_, answer) =>
            {
                if (answer.Request.Method is "POST" or "PUT" && answer.Url.Contains("/api/issues", StringComparison.Ordinal)) answers.Add(answer.Status);
            };
        }

        proxy.Cut();
        await FillAsync(first, Litter, photos: 1);
        await SendAsync(first);
        await Expect(first.Locator(".sent")).ToBeVisibleAsync();
        await FillAsync(second, Manhole, photos: 1);
        await SendAsync(second);
        await MessagesAsync(second);
        await Expect(second.Locator(".parcel")).ToHaveCountAsync(2);
        proxy.Mend();
        foreach (var page in new[] { first, second }) await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(second.Locator(".parcel[data-state=done]")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await using var db = server.Context();
        (await db.Issues.CountAsync(Stop)).ShouldBe(2);
        (await db.Photos.CountAsync(Stop)).ShouldBe(2);
        answers.ShouldBe([201, 201, 201, 201]);
    }

    [Fact]
    public async Task A_session_that_ends_mid_queue_keeps_it_for_its_owner_and_for_nobody_else()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await OpenAsync(server.Address);
        var page = phone.Page;
        await page.RouteAsync("**/photos/**", route => route.AbortAsync());
        await FillAsync(page, Litter, photos: 2);
        await SendAsync(page);
        await Expect(page.Locator(".sent")).ToBeVisibleAsync();

        // What is half written keeps the page from going to the sign-in by itself.
        await page.GetByLabel("补一句话").FillAsync("下一件");
        await MessagesAsync(page);
        await Expect(page.Locator(".parcel-state")).ToHaveTextAsync("等待网络", new() { Timeout = 30_000 });
        await using var db = server.Context();
        (await db.Issues.CountAsync(Stop)).ShouldBe(1);
        await page.EvaluateAsync("() => fetch('/api/session', { method: 'DELETE' }).then((answer) => answer.status)");
        await page.UnrouteAsync("**/photos/**");
        await Expect(page.Locator(".parcel-state")).ToHaveTextAsync("等待登录", new() { Timeout = 30_000 });
        await page.Locator(".outbox-sign-in").GetByRole(AriaRole.Button, new() { Name = "去登录" }).TapAsync();
        await SignInAsync(page, "worker2");
        await MessagesAsync(page);
        await Expect(page.GetByText("还有 1 件属于别的账号")).ToBeVisibleAsync();
        (await db.Photos.CountAsync(Stop)).ShouldBe(0);

        await page.Locator(".me summary").TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).TapAsync();
        await SignInAsync(page, "worker1");
        await DeliveredAsync(page);
        (await db.Issues.CountAsync(Stop)).ShouldBe(1);
        var owner = (await db.Accounts.SingleAsync(account => account.UserName == "worker1", Stop)).Id;
        (await db.Photos.Select(photo => photo.AddedBy).ToListAsync(Stop)).ShouldBe([owner, owner]);
    }

    [Fact]
    public async Task A_refusal_after_queueing_holds_up_nobody_and_is_mended_by_another_category()
    {
        await using var server = await TestServer.StartAsync();
        await using var proxy = new LoopbackProxy(server.Address);
        await using var phone = await OpenAsync(proxy.Address);
        var page = phone.Page;
        proxy.Cut();
        await FillAsync(page, Litter, photos: 1);
        await SendAsync(page);
        await Expect(page.Locator(".sent")).ToBeVisibleAsync();
        await FillAsync(page, Manhole, photos: 1);
        await SendAsync(page);
        await MessagesAsync(page);
        await Expect(page.Locator(".parcel")).ToHaveCountAsync(2);
        await using var db = server.Context();
        await db.Categories.Where(category => category.Code == "environment.litter").ExecuteUpdateAsync(set => set.SetProperty(category => category.Retired, true), Stop);
        proxy.Mend();

        var refused = page.Locator(".parcel[data-state=refused]");
        await Expect(refused).ToContainTextAsync("这个类别已停用，请选择别的类别", new() { Timeout = 60_000 });
        await Expect(page.Locator(".parcel[data-state=done]")).ToContainTextAsync(Manhole, new() { Timeout = 60_000 });
        (await Axe.FaultsAsync(page, "outbox")).ShouldBeEmpty();

        // Whoever leaves is asked first.
        await page.Locator(".me summary").TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("还有 1 件没有送达");
        await page.GetByRole(AriaRole.Button, new() { Name = "先不退出" }).TapAsync();
        await page.Locator(".me summary").TapAsync();

        await refused.GetByRole(AriaRole.Button, new() { Name = "修改后再发" }).TapAsync();
        await page.GetByLabel("类别").SelectOptionAsync("traffic.parking");
        await page.GetByLabel("补一句话").FillAsync("楼下的垃圾");
        (await Axe.FaultsAsync(page, "mending")).ShouldBeEmpty();
        await page.GetByRole(AriaRole.Button, new() { Name = "存好，再发" }).TapAsync();
        await Expect(page.Locator(".parcel[data-state=done]")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        (await db.Issues.Select(issue => issue.Category).ToListAsync(Stop)).ShouldBe(["municipal.manhole", "traffic.parking"], ignoreOrder: true);
        (await db.Photos.CountAsync(Stop)).ShouldBe(2);
    }

    [Fact]
    public async Task What_waits_is_deleted_only_after_asking_and_a_full_phone_is_said_at_once()
    {
        await using var server = await TestServer.StartAsync();
        await using var proxy = new LoopbackProxy(server.Address);
        await using var phone = await OpenAsync(proxy.Address);
        var page = phone.Page;
        proxy.Cut();
        await FillAsync(page, Litter, photos: 1);
        await SendAsync(page);
        await MessagesAsync(page);
        var delete = page.GetByRole(AriaRole.Button, new() { Name = "删除", Exact = true });
        await delete.TapAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "取消" }).TapAsync();
        await Expect(page.Locator(".parcel")).ToHaveCountAsync(1);
        await delete.TapAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "删除" }).TapAsync();
        await Expect(page.Locator(".parcel")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "上报", Exact = true }).First.TapAsync();
        await page.EvaluateAsync("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }");
        await FillAsync(page, Litter, photos: 1);
        await SendAsync(page);

        // Cut off for a quarter of a minute, the page has another alert: how old it is.
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "手机存储空间已满" })).ToBeVisibleAsync();
        await Expect(page.Locator(".shot")).ToHaveCountAsync(1);
        await using var db = server.Context();
        (await db.Issues.CountAsync(Stop)).ShouldBe(0);
    }

    private async Task<OpenPage> OpenAsync(Uri address)
    {
        var phone = await OpenPage.SignInAsync(
            browser.Browser, address, "/report", "worker1", 360, 640, phone: true, at: (Places.Grid1Lon, Places.Grid1Lat));
        await ReadyAsync(phone.Page);
        return phone;
    }

    /// <summary>The clock of the tests is another year's: the page has heard it once it is live.</summary>
    private static Task ReadyAsync(IPage page) =>
        Expect(page.Locator(".connection[data-state=fresh]")).ToBeVisibleAsync(new() { Timeout = 30_000 });

    private static async Task SignInAsync(IPage page, string userName)
    {
        await page.Locator("input[name=username]").FillAsync(userName, new() { Timeout = 30_000 });
        await page.Locator("input[name=password]").FillAsync(TestAccounts.Password);
        await page.Locator("form button[type=submit]").TapAsync();
        await page.Locator("main.door").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static async Task FillAsync(IPage page, string category, int photos)
    {
        for (var i = 0; i < photos; i++)
        {
            await page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = Pictures.Png() });
            await Expect(page.Locator(".capture").First.Locator(".shot")).ToHaveCountAsync(i + 1);
        }

        await page.GetByRole(AriaRole.Radio, new() { Name = category }).First.TapAsync();
    }

    private static Task SendAsync(IPage page) => page.Locator(".report-foot .button-primary").TapAsync();

    private static Task MessagesAsync(IPage page) => page.Locator(".tab").Last.TapAsync();

    private static async Task DeliveredAsync(IPage page)
    {
        await MessagesAsync(page);
        await Expect(page.Locator(".parcel-state")).ToHaveTextAsync("已送达", new() { Timeout = 60_000 });
    }
}
