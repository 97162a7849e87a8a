using System.Collections.Concurrent;
using System.Threading.Channels;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>
/// A shift in a basement: reports with photos through a network that refuses, breaks and crawls, while the page is loaded anew and the
/// browser is killed. Each report arrives once, and each photo as it was kept.
/// </summary>
public sealed class BadNetworkTests(BrowserFixture browser)
{
    private const int Photos = 3;

    /// <summary>Tells of every file that the page puts into the outbox: its id and the SHA-256 of its bytes.</summary>
    private const string Witness =
        """
        (() => {
          const put = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = function (value, ...rest) {
            if (this.name === 'files' && this.transaction.db.name === 'outbox') {
              crypto.subtle.digest('SHA-256', value.bytes).then((hash) =>
                witness(value.id, [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')));
            }
            return put.call(this, value, ...rest);
          };
        })();
        """;

    private readonly ConcurrentDictionary<Guid, string> kept = new();

    /// <summary>Each photo that the page has told of.</summary>
    private readonly Channel<Guid> told = Channel.CreateUnbounded<Guid>();

    [Fact]
    public Task Fifty_reports_of_three_photos_arrive_once_and_whole() => WorkAsync(reports: 50, meanBytes: 60_000, Pictures.Png);

    /// <summary>A quarter of an hour; with photos as a phone's camera makes them.</summary>
    [Fact(Explicit = true)]
    public Task Two_hundred_reports_of_three_full_size_photos_arrive_once_and_whole() =>
        WorkAsync(reports: 200, meanBytes: 1_500_000, () => Pictures.As(".jpg", "resize 8"));

    private async Task WorkAsync(int reports, int meanBytes, Func<byte[]> picture)
    {
        // As phones have it: only over https does a browser see that an answer was cut in its head. Over plain http it takes what came for the whole, and an
        // empty script for the page's new worker.
        await using var server = await TestServer.StartAsync(arguments: ["--lan", "--Map:LanPort", "0"]);
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        await WatchAsync(phone.Page);
        await ReadyAsync(phone);
        var random = new Random(5);
        phone.Network.Faults = new BadNetwork(5, meanBytes);
        for (var n = 1; n <= reports; n++)
        {
            await ReportAsync(phone, n, picture);

            // In the middle of whatever is on its way.
            if (random.Next(6) == 0)
            {
                await phone.CrashAsync();
                await WatchAsync(phone.Page);
            }
            else if (random.Next(6) > 0)
            {
                continue;
            }

            await ReadyAsync(phone);
        }

        phone.Network.Faults = null;
        phone.Network.Cut();
        phone.Network.Mend();
        await ReadyAsync(phone);
        kept.Count.ShouldBe(reports * Photos);
        await using var db = server.Context();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromMinutes(10));
        while (await db.Photos.CountAsync(late.Token) < reports * Photos) await Task.Delay(100, late.Token);
        var issues = await db.Issues.AsNoTracking().Include(issue => issue.Photos).ToListAsync(late.Token);
        issues.Select(issue => issue.Description).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, reports).Select(Words).Order(StringComparer.Ordinal));
        issues.ShouldAllBe(issue => issue.Photos.Count == Photos && issue.Version == 1 + Photos);
        issues.SelectMany(issue => issue.Photos).ToDictionary(photo => photo.Id, photo => photo.SentHash).ShouldBe(kept.ToDictionary(pair => pair.Key, pair => (string?)pair.Value), ignoreOrder: true);
        await phone.TabAsync("消息");
        await Expect(phone.Page.Locator(".parcel:not([data-state=done])")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
    }

    private static string Words(int n) => $"第 {n} 件";

    private async Task ReportAsync(Phone phone, int n, Func<byte[]> picture)
    {
        var page = phone.Page;
        for (var i = 1; i <= Photos; i++)
        {
            await page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "photo", MimeType = "image/jpeg", Buffer = picture() });
            await Expect(page.Locator(".capture").First.Locator(".shot")).ToHaveCountAsync(i, new() { Timeout = 20_000 });
        }

        await ChooseAsync(page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).First);
        await page.GetByLabel("补一句话").FillAsync(Words(n));
        await page.Locator(".report-foot .button-primary").TapAsync();
        await Expect(page.GetByLabel("补一句话")).ToHaveValueAsync("", new() { Timeout = 20_000 });

        // A page that is killed now has kept them, and would not tell any more.
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(20));
        for (var i = 1; i <= Photos; i++) await told.Reader.ReadAsync(late.Token);
    }

    /// <summary>What comes through the network moves things about, and a finger may meet something else: whoever sees that nothing is chosen taps again.</summary>
    private static async Task ChooseAsync(ILocator tile)
    {
        for (var taps = 0; taps < 5 && await tile.GetAttributeAsync("aria-checked") != "true"; taps++) await tile.TapAsync();
        await Expect(tile).ToHaveAttributeAsync("aria-checked", "true");
    }

    private async Task WatchAsync(IPage page)
    {
        await page.Context.ExposeFunctionAsync("witness", (string id, string hash) =>
        {
            kept[Guid.Parse(id)] = hash;
            return told.Writer.TryWrite(Guid.Parse(id));
        });
        await page.Context.AddInitScriptAsync(Witness);
    }

    /// <summary>Loaded anew.</summary>
    private static async Task ReadyAsync(Phone phone)
    {
        await phone.Page.GotoAsync(phone.Address);
        await Expect(phone.Page.Locator(".tile").First).ToBeVisibleAsync(new() { Timeout = 120_000 });
    }
}
