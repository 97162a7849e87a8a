using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MapDashboard.Browser.Tests;

/// <summary>A page as axe-core sees it (WCAG 2.1 A and AA).</summary>
internal static class Axe
{
    private static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } };

    /// <returns>One line for each fault, and for a page that is wider than its window.</returns>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string name)
    {
        var result = await page.RunAxe(Rules);
        var faults = result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{name}: {violation.Id} {node.Html[..Math.Min(node.Html.Length, 160)]}")).ToList();
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) faults.Add($"{name}: wider than its window");
        return faults;
    }
}
