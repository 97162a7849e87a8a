using Deque.AxeCore.Playwright;
using MapDashboard.TestSupport;
using Microsoft.Playwright;

namespace MapDashboard.Browser.Tests;

/// <summary>Every page as axe-core sees it (WCAG 2.1 A and AA), in both themes. What is painted on a canvas it cannot see.</summary>
public sealed class AccessibilityTests(BrowserFixture browser)
{
    private const string OpenIssue = "0a5d1c1e-7f2b-4c57-9d5f-3f1a86f4b001";

    private static readonly (string Path, string? User, string Ready)[] Pages =
    [
        ("/", null, "main.door"),
        ("/", "leader", ".issues"),
        ("/?place=" + Places.Grid1, "leader", "#sheet"),
        ("/?filing=true", "desk", ".filing-tile"),
        ("/?issue=" + OpenIssue, "desk", "#sheet .story li"),
        ("/screen", "screen", ".feed"),
        ("/report", "worker1", ".tiles"),
        ("/import", "admin", ".drop"),
        ("/import?kind=people", "leader", ".drop"),
        ("/webhooks", "admin", ".webhook-list p"),
        ("/poster?area=" + Places.Grid1, "leader", "html[data-ready]"),
        ("/ask/" + Places.Grid1, null, "a[href^='tel:']"),
    ];

    [Fact]
    public async Task No_page_breaks_a_rule_that_a_machine_can_check()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        await worker.ReportAsync(Guid.Parse(OpenIssue));
        var faults = new List<string>();
        foreach (var (path, user, ready) in Pages)
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
                var result = await page.RunAxe(new Deque.AxeCore.Commons.AxeRunOptions
                {
                    RunOnly = new Deque.AxeCore.Commons.RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] },
                });
                faults.AddRange(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{path} {user} {theme}: {violation.Id} {node.Html[..Math.Min(node.Html.Length, 160)]}")));
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
