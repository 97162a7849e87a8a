using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>Every scene of the hall screen on every kind of wall, read as somebody five metres away reads it.</summary>
public sealed class WallTests(BrowserFixture browser)
{
    /// <summary>Each scene with what it shows once it is there.</summary>
    private static readonly (string Kind, string Ready)[] Scenes =
    [
        ("overview", ".bars strong"),
        ("grids", ".scene-person"),
        ("overdue", ".scene-row[data-late=deep]"),
        ("closed", ".echo.has-photos"),
        ("who", ".door .qr"),
        ("figures", ".gauge canvas"),
        ("visits", ".rank"),
        ("replay", ".replay-row"),
    ];

    /// <summary>Four walls are painted at once, without a graphics card.</summary>
    private const float Patience = 30_000;

    private const string FaultsOfText =
        """
        async () => {
          // What is fading in or being trimmed to its place is looked at afterwards.
          for (let still = 0, frames = 0; still < 4 && frames < 300; frames++) {
            await new Promise(requestAnimationFrame);
            still = document.getAnimations().some(each => each.playState === 'running' && each.effect.getComputedTiming().endTime !== Infinity) ? 0 : still + 1;
          }
          const look = () => {
            const faults = [];
            const root = document.documentElement;
            if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) faults.push('the page scrolls');
            const unit = parseFloat(getComputedStyle(root).fontSize) / 16;
            const boxes = [];
            for (const element of document.querySelectorAll('body *')) {
              const texts = [...element.childNodes].filter(node => node.nodeType === 3 && node.textContent.trim());
              if (texts.length === 0 || !element.checkVisibility({ visibilityProperty: true })) continue;
              const text = texts.map(node => node.textContent.trim()).join(' ');
              const style = getComputedStyle(element);
              if (parseFloat(style.fontSize) < 15 * unit - 0.01) faults.push(`${style.fontSize} is small: ${text}`);
              for (const node of texts) {
                const range = document.createRange();
                range.selectNodeContents(node);
                for (const box of range.getClientRects()) {
                  let { left, top, right, bottom } = box;
                  if (right > innerWidth + 1 || bottom > innerHeight + 1 || left < -1 || top < -1) faults.push(`outside: ${text}`);
                  for (let around = element; around !== document.body; around = around.parentElement) {
                    const look = getComputedStyle(around);
                    if (look.overflowX === 'visible' && look.overflowY === 'visible') continue;
                    const frame = around.getBoundingClientRect();
                    const mayEnd = look.textOverflow === 'ellipsis';
                    if (!mayEnd && (right > frame.right + 2 || bottom > frame.bottom + 6 * unit || left < frame.left - 2 || top < frame.top - 6 * unit)) faults.push(`cut: ${text}`);
                    right = Math.min(right, frame.right);
                    bottom = Math.min(bottom, frame.bottom);
                  }
                  const play = (bottom - top) * 0.2;
                  if (right > left && bottom > top) boxes.push({ element, text, left, right, top: top + play, bottom: bottom - play });
                }
              }
            }
            boxes.forEach((a, i) => {
              for (const b of boxes.slice(i + 1)) {
                if (a.element === b.element) continue;
                if (a.left < b.right - 2 && a.right > b.left + 2 && a.top < b.bottom - 1 && a.bottom > b.top + 1) faults.push(`“${a.text}” lies over “${b.text}”`);
              }
            });
            return faults;
          };

          // What came in since the last frame is trimmed in the next one, before anybody sees it: a fault is what stays.
          let faults = look();
          for (let again = 0; again < 3 && faults.length > 0; again++) {
            await new Promise(seen => requestAnimationFrame(() => setTimeout(seen)));
            const now = look();
            faults = faults.filter(fault => now.includes(fault));
          }

          return faults;
        }
        """;

    [Fact]
    public async Task No_scene_scrolls_cuts_overlaps_or_whispers_on_any_wall()
    {
        await using var server = await StartAsync();
        var faults = await Task.WhenAll(
            FaultsAsync(server, 1920, 1080, "dark", withAxe: true),
            FaultsAsync(server, 1920, 1080, "light", withAxe: true),
            FaultsAsync(server, 3840, 1080, "dark", withAxe: false),
            FaultsAsync(server, 3840, 2160, "dark", withAxe: false));
        string.Join("\n", faults.SelectMany(each => each)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("zh", 1920)]
    [InlineData("en", 1920)]
    [InlineData("en", 3840)]
    public async Task The_counters_of_a_grid_keep_one_line(string lang, int width)
    {
        await using var server = await TestServer.StartAsync();
        await using var screen = await OpenPage.SignInAsync(browser.Browser, server.Address, $"/screen?scene=grids&lang={lang}", "screen", width, 1080);
        await Expect(screen.Page.Locator(".grid-figures .figure span")).ToHaveCountAsync(3);
        await Expect(screen.Page.Locator(".grid-figures .figure-closed")).ToBeVisibleAsync();
        var broken = await screen.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.grid-figures .figure span')].filter((word) => {
              const range = document.createRange();
              range.selectNodeContents(word);
              return range.getClientRects().length !== 1;
            }).map((word) => word.textContent)
            """);
        broken.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_urgent_report_breaks_into_any_scene_and_the_scene_comes_back()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        await worker.ReportAsync();
        await using var screen = await OpenPage.SignInAsync(browser.Browser, server.Address, "/screen?scene=who", "screen", 1920, 1080);
        await Expect(screen.Page.Locator("body")).ToHaveAttributeAsync("data-scene", "who");
        await Expect(screen.Page.Locator(".feed [data-id]")).ToHaveCountAsync(1);

        await worker.ReportAsync(category: "environment.litter");
        await Expect(screen.Page.Locator(".feed [data-id]")).ToHaveCountAsync(2);
        await Expect(screen.Page.Locator("body")).ToHaveAttributeAsync("data-scene", "who");

        await worker.ReportAsync(category: "security.fallingObject", lon: Places.Grid2Lon, lat: Places.Grid2Lat);
        await Expect(screen.Page.Locator(".arrival.is-urgent")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator("body")).ToHaveAttributeAsync("data-scene", "overview");
        await Expect(screen.Page.Locator("body")).ToHaveAttributeAsync("data-scene", "who", new() { Timeout = 25_000 });
        screen.Complaints.ShouldBeEmpty();
    }

    /// <summary>Overdue ones, one answered today with both photos, and the address that the codes need.</summary>
    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync(arguments: ["--Map:PublicUrl", "https://map.example.org"]);
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        for (var n = 0; n < 9; n++) await worker.ReportAsync();
        server.Clock.Advance(TimeSpan.FromDays(21));
        var id = Guid.Parse((await worker.ReportAsync(category: "fireSafety.flyingCable", description: "电线从窗口垂下")).Text("id"));
        (await desk.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=before", Pictures.Png())).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        await ActAsync(desk, id, "accept", new { clear = true });
        await ActAsync(desk, id, "dispatch", new { to = "handler" });
        await ActAsync(handler, id, "reportIn", new { });
        (await handler.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png())).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        await ActAsync(handler, id, "resolve", new { answer = "飞线已拆除，充电点就在楼下，全天开放" });
        await ActAsync(desk, id, "verify", new { });
        await ActAsync(worker, id, "rate", new { solved = true, satisfied = true });
        return server;
    }

    private static async Task ActAsync(MapClient client, Guid id, string action, object body) =>
        (await client.ActAsync(id, action, (await client.GetAsync("/api/issues/" + id)).Version, body)).Status.ShouldBe(System.Net.HttpStatusCode.OK);

    private async Task<IReadOnlyList<string>> FaultsAsync(TestServer server, int width, int height, string theme, bool withAxe)
    {
        await using var context = await browser.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = "zh-CN", BypassCSP = withAxe, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        (await context.APIRequest.PostAsync(new Uri(server.Address, "/api/session").ToString(), new APIRequestContextOptions
        {
            DataObject = new { userName = "screen", password = TestAccounts.Password },
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Origin"] = server.Address.GetLeftPart(UriPartial.Authority) },
        })).Ok.ShouldBeTrue();
        var page = await context.NewPageAsync();
        var faults = new List<string>();
        page.PageError += (_, error) => faults.Add($"{width}×{height}: {error}");
        foreach (var (kind, ready) in Scenes)
        {
            var name = $"{kind} {width}×{height} {theme}";
            await page.GotoAsync(new Uri(server.Address, $"/screen?scene={kind}&theme={theme}").ToString());
            await Expect(page.Locator("body")).ToHaveAttributeAsync("data-scene", kind, new() { Timeout = Patience });
            await Expect(page.Locator(".feed [data-id]").First).ToBeVisibleAsync(new() { Timeout = Patience });
            await Expect(page.Locator(ready).First).ToBeVisibleAsync(new() { Timeout = Patience });
            faults.AddRange((await page.EvaluateAsync<string[]>(FaultsOfText)).Select(fault => $"{name}: {fault}"));
            if (withAxe) faults.AddRange(await Axe.FaultsAsync(page, name));
        }

        return faults;
    }
}
