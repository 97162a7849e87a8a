using Deque.AxeCore.Playwright;
using MapDashboard.TestSupport;
using Microsoft.Playwright;

namespace MapDashboard.Browser.Tests;

/// <summary>Every page as axe-core sees it (WCAG 2.1 A and AA), in both themes. What is painted on a canvas it cannot see.</summary>
public sealed class AccessibilityTests(BrowserFixture browser)
{
    private const string OpenIssue = "0a5d1c1e-7f2b-4c57-9d5f-3f1a86f4b001";

    private static readonly (string Path, string? User, string Ready, string? Key, string? Then)[] Pages =
    [
        ("/", null, "main.door", null, null),
        ("/", "leader", ".issues", null, null),
        ("/?place=" + Places.Grid1, "leader", "#sheet", null, null),
        ("/?panel=figures", "leader", ".figure-row, .figure-rows .list-note", null, null),
        ("/?filing=true", "desk", ".filing-tile", null, null),
        ("/?issue=" + OpenIssue, "desk", "#sheet .story li", "d", ".is-ruled"),
        ("/?issue=" + OpenIssue, "leader", "#sheet .story li", "g", ".preset[aria-pressed=true]"),
        ("/?issue=" + OpenIssue, "admin", "#sheet .story li", "?", ".help"),
        ("/?issue=" + OpenIssue + "&queue=accepted", "desk", ".issues [aria-selected=true]", "x", ".bulk button"),
        ("/screen", "screen", ".feed", null, null),
        ("/report", "worker1", ".tiles", null, null),
        ("/import", "admin", ".drop", null, null),
        ("/import?kind=people", "leader", ".drop", null, null),
        ("/screens", "admin", ".screens-none", null, null),
        ("/screen", null, ".screen-pairing-code", null, null),
        ("/webhooks", "admin", ".webhook-list p", null, null),
        ("/ops", "admin", ".ops-tile", null, null),
        ("/poster?area=" + Places.Grid1, "leader", "html[data-ready]", null, null),
        ("/ask/" + Places.Grid1, null, "a[href^='tel:']", null, null),
    ];

    [Fact]
    public async Task No_page_breaks_a_rule_that_a_machine_can_check()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        await worker.ReportAsync(Guid.Parse(OpenIssue));
        using var desk = await server.SignInAsync("desk");
        await desk.ActAsync(Guid.Parse(OpenIssue), "accept", 1);
        var faults = new List<string>();
        foreach (var (path, user, ready, key, then) in Pages)
        {
            foreach (var theme in new[] { "dark", "light" })
            {
                await using var context = await browser.Browser.NewContextAsync(new BrowserNewContextOptions
                {
                    Locale = "zh-CN", BypassCSP = true, ReducedMotion = ReducedMotion.Reduce, ViewportSize = path.StartsWith("/report", StringComparison.Ordinal) || path.StartsWith("/ask", StringComparison.Ordinal)
                        ? new ViewportSize { Width = 412, Height = 915 }
                        : new ViewportSize { Width = 1440, Height = 900 },
                });
                if (user is not null) await SignInAsync(context, server.Address, user);
                var page = await context.NewPageAsync();
                var address = new Uri(server.Address, path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "theme=" + theme).ToString();
                await page.GotoAsync(address);
                await page.Locator(ready).First.WaitForAsync();
                if (key is not null)
                {
                    await page.Keyboard.PressAsync(key);
                    await page.Locator(then!).First.WaitForAsync();
                }

                var result = await page.RunAxe(new Deque.AxeCore.Commons.AxeRunOptions
                {
                    RunOnly = new Deque.AxeCore.Commons.RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] },
                });
                faults.AddRange(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{path} {user} {key} {theme}: {violation.Id} {node.Html[..Math.Min(node.Html.Length, 160)]}")));
            }
        }

        string.Join("\n", faults).ShouldBeEmpty();
    }

    private static async Task SignInAsync(IBrowserContext context, Uri server, string user) =>
        (await context.APIRequest.PostAsync(new Uri(server, "/api/session").ToString(), new APIRequestContextOptions
        {
            DataObject = new { userName = user, password = TestAccounts.Password },
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Origin"] = server.GetLeftPart(UriPartial.Authority) },
        })).Ok.ShouldBeTrue();
}
