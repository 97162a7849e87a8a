using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MapDashboard.Browser.Tests.Soak;

/// <summary>What a page holds after everything that nobody needs was collected.</summary>
internal sealed record PageMeasure(double HeapBytes, int Nodes, int Listeners);

/// <summary>A page under watch: what it weighs, what it complained about, how often it was loaded.</summary>
internal sealed partial class SoakPage
{
    private readonly ICDPSession session;

    private SoakPage(string name, IPage page, ICDPSession session) => (Name, Page, this.session) = (name, page, session);

    public string Name { get; }

    public IPage Page { get; }

    public int Loads { get; private set; }

    /// <summary>Without those of a network or server that was away.</summary>
    public List<string> Complaints { get; } = [];

    public List<PageMeasure> Measures { get; } = [];

    public static async Task<SoakPage> WatchAsync(string name, IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable");
        var watched = new SoakPage(name, page, session);
        page.Load += (_, _) => watched.Loads++;
        page.PageError += (_, error) => watched.Complain(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !OfNetwork().IsMatch(message.Text)) watched.Complain(message.Text);
        };
        return watched;
    }

    public async Task MeasureAsync()
    {
        await session.SendAsync("HeapProfiler.collectGarbage");
        var answer = await session.SendAsync("Performance.getMetrics");
        var metrics = answer!.Value.GetProperty("metrics").EnumerateArray().ToDictionary(each => each.GetProperty("name").GetString()!, each => each.GetProperty("value").GetDouble(), StringComparer.Ordinal);
        Measures.Add(new PageMeasure(metrics["JSHeapUsedSize"], (int)metrics["Nodes"], (int)metrics["JSEventListeners"]));
    }

    private void Complain(string text)
    {
        lock (Complaints) Complaints.Add(text);
    }

    [GeneratedRegex("Failed to load resource|net::ERR_|WebSocket|Failed to start the connection|Failed to complete negotiation|Connection disconnected|status code: 503", RegexOptions.None, 1000)]
    private static partial Regex OfNetwork();
}
