using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MapDashboard.TestSupport;
using Microsoft.Playwright;

namespace MapDashboard.Browser.Tests.Soak;

/// <summary>
/// An hour in the life of a hall screen and a leader's map, started by tests/soak.sh and never by ./test. Time, rate and seed come from
/// SOAK_MINUTES, SOAK_RATE and SOAK_SEED.
/// </summary>
public sealed class SoakTests(BrowserFixture browser)
{
    /// <summary>As many as a page keeps of the ended ones: before that its state still grows by right.</summary>
    private const int EndedBefore = 210;
    private const int Window = 10;
    private const double MostGrowth = 1.10;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(35);
    private static readonly int Minutes = Setting("SOAK_MINUTES", 60);
    private static readonly int Rate = Setting("SOAK_RATE", 20);
    private static readonly int Seed = Setting("SOAK_SEED", 7);
    private readonly List<string> faults = [];

    [Fact(Explicit = true)]
    public async Task Pages_stay_whole_and_light_through_outages()
    {
        Say($"soak: {Minutes} min, {Rate} reports a minute, seed {Seed}");
        await using var server = await SoakServer.StartAsync();
        using var load = new SoakLoad(server.Address, new Random(Seed));
        await load.SignInAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, EndedBefore), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (_, _) => await load.LiveAsync(TimeSpan.Zero, CancellationToken.None));
        Say($"{load.Acknowledged.Count} issues reported and ended beforehand");

        await using var hallContext = await NewContextAsync(1920, 1080);
        await using var leaderContext = await NewContextAsync(1440, 900);
        var hall = await SoakPage.WatchAsync("screen", await hallContext.NewPageAsync());
        var leader = await SoakPage.WatchAsync("leader", await leaderContext.NewPageAsync());
        await PairAsync(hall.Page, server, load.Of("admin"));
        await SignInAsync(leader.Page, server);
        var (hallLoads, leaderLoads) = (hall.Loads, leader.Loads);

        using var ending = new CancellationTokenSource();
        using var hurry = new CancellationTokenSource();
        var reporting = ReportAsync(load, ending.Token, hurry.Token);
        var breaking = BreakAsync(server, ending.Token);
        Say(" min   screen MB  nodes  listeners   leader MB  nodes  listeners   commands");
        var watch = Stopwatch.StartNew();
        for (var minute = 1; minute <= Minutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(minute) - watch.Elapsed > TimeSpan.Zero ? TimeSpan.FromMinutes(minute) - watch.Elapsed : TimeSpan.Zero, TestContext.Current.CancellationToken);
            await hall.MeasureAsync();
            await leader.MeasureAsync();
            Say($"{minute,4}   {Row(hall)}   {Row(leader)}   {load.Commands,8}");
        }

        await ending.CancelAsync();
        await hurry.CancelAsync();
        await breaking;
        await reporting;
        await ShouldBeWholeAsync(server, load, hall, leader);
        ShouldBeLight(hall);
        ShouldBeLight(leader);
        Expect(hall.Loads == hallLoads, $"the screen was loaded {hall.Loads - hallLoads} times more");
        Expect(leader.Loads == leaderLoads, $"the leader's page was loaded {leader.Loads - leaderLoads} times more");
        foreach (var page in new[] { hall, leader }) faults.AddRange(page.Complaints.Distinct(StringComparer.Ordinal).Select(text => $"{page.Name} complained: {text}"));
        faults.AddRange(load.Refusals.Take(10));
        Say(faults.Count == 0 ? "verdict: PASSED" : "verdict: FAILED\n" + string.Join('\n', faults));
        faults.ShouldBeEmpty();
    }

    private static string Row(SoakPage page)
    {
        var (heap, nodes, listeners) = page.Measures[^1];
        return $"{heap / 1e6,9:F2}  {nodes,5}  {listeners,9}";
    }

    private static void Say(string line) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss} {line}"));

    private static int Setting(string name, int usual) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static async Task ReportAsync(SoakLoad load, CancellationToken ending, CancellationToken hurry)
    {
        var lives = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1.0 / Rate));
        while (!ending.IsCancellationRequested)
        {
            lives.RemoveAll(life => life.IsCompletedSuccessfully);
            lives.Add(load.LiveAsync(LongestPause, hurry));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(lives);
    }

    private static async Task BreakAsync(SoakServer server, CancellationToken ending)
    {
        var random = new Random(Seed + 1);
        while (true)
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(random.Next(60, 240)), ending);
            }
            catch (OperationCanceledException)
            {
                // The soak is over.
                return;
            }

            Say("       " + await server.BreakAsync(random));
        }
    }

    private static async Task PairAsync(IPage page, SoakServer server, MapClient admin)
    {
        await page.GotoAsync(new Uri(server.Cable.Address, "/screen").ToString());
        var digits = page.Locator(".screen-pairing-code");
        await Microsoft.Playwright.Assertions.Expect(digits).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]{3} [0-9]{3}$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 30_000 });
        var code = (await digits.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        var paired = await admin.PostAsync("/api/screens", new { code, name = "soak", areaCode = Places.Community });
        ((int)paired.Status).ShouldBeLessThan(300, paired.Json?.ToJsonString());
        await page.Locator(".feed [data-id]").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
    }

    private static async Task SignInAsync(IPage page, SoakServer server)
    {
        await page.GotoAsync(new Uri(server.Cable.Address, "/").ToString());
        await page.Locator("input[name=username]").FillAsync("leader");
        await page.Locator("input[name=password]").FillAsync("demo");
        await page.Locator("form button[type=submit]").ClickAsync();
        await page.Locator("main.door").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached, Timeout = 60_000 });
        await page.Locator(".connection[data-state=fresh]").WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
    }

    /// <summary>Both pages have everything that was acknowledged, and nothing else: they equal a fresh snapshot, and stand at its cursor.</summary>
    private async Task ShouldBeWholeAsync(SoakServer server, SoakLoad load, SoakPage hall, SoakPage leader)
    {
        using var reader = new MapClient(server.Address);
        await reader.SignInAsync("leader", "demo");
        var snapshot = (await reader.GetAsync("/api/snapshot")).Members;
        var limit = Stopwatch.StartNew();
        string? shown = null;
        while (limit.Elapsed < TimeSpan.FromSeconds(120) && shown != snapshot["cursor"]!.GetValue<string>())
        {
            await Task.Delay(500);
            snapshot = (await reader.GetAsync("/api/snapshot")).Members;
            shown = await hall.Page.Locator("#stage").GetAttributeAsync("data-cursor");
        }

        Expect(shown == snapshot["cursor"]!.GetValue<string>(), $"the screen stands at {shown}, the server at {snapshot["cursor"]}");
        var open = snapshot["issues"]!.AsArray().Select(issue => issue!["id"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var listed = await leader.Page.Locator(".issues [data-id]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.id)");
        Expect(open.SetEquals(listed), $"the leader's list holds {listed.Length} issues, the snapshot {open.Count}");

        // 实时事项 is of open and ended ones: the newest by their report.
        var newest = snapshot["issues"]!.AsArray().Concat(snapshot["recent"]!.AsArray()).Where(issue => issue!["status"]!.GetValue<string>() != "voided")
            .OrderByDescending(issue => DateTimeOffset.Parse(issue!["reportedAt"]!.GetValue<string>(), CultureInfo.InvariantCulture)).Select(issue => issue!["id"]!.GetValue<string>()).ToArray();
        var feed = await hall.Page.Locator(".feed [data-id]").EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.id)");
        Expect(feed.Length > 0 && feed.SequenceEqual(newest.Take(feed.Length), StringComparer.Ordinal), $"the screen's feed shows {string.Join(' ', feed)} instead of {string.Join(' ', newest.Take(feed.Length))}");

        var versions = snapshot["issues"]!.AsArray().Concat(snapshot["recent"]!.AsArray()).ToDictionary(issue => issue!["id"]!.GetValue<Guid>(), Version);
        foreach (var (id, version) in load.Acknowledged)
        {
            if (!versions.TryGetValue(id, out var known)) known = Version((await reader.GetAsync("/api/issues/" + id)).Json);
            Expect(known >= version, $"{id} is at version {known}, but {version} was acknowledged");
        }

        var left = snapshot["issues"]!.AsArray().CountBy(issue => $"{issue!["status"]} {issue["category"]}").Select(pair => $"{pair.Key} {pair.Value}");
        Say($"open: {string.Join(", ", left)}");
        Say($"state: {load.Acknowledged.Count} issues, {load.Commands} commands acknowledged; pages at {shown}; {open.Count} open; feed of {feed.Length}");
    }

    private static int Version(JsonNode? issue) => issue!["version"]!.GetValue<int>();

    private void ShouldBeLight(SoakPage page)
    {
        // The first minutes warm up: code is compiled, tiles and panels are made once.
        var warm = Math.Min(5, Minutes / 3);
        var window = Math.Max(1, Math.Min(Window, (Minutes - warm) / 2));
        var before = Median(page.Measures.Skip(warm).Take(window).Select(measure => measure.HeapBytes));
        var after = Median(page.Measures.TakeLast(window).Select(measure => measure.HeapBytes));
        Say(string.Create(CultureInfo.InvariantCulture, $"{page.Name}: heap of the first {window} min {before / 1e6:F2} MB, of the last {after / 1e6:F2} MB ({(after / before) - 1:+0.0%;-0.0%})"));
        Expect(after <= before * MostGrowth, $"the heap of the {page.Name} has grown by {(after / before) - 1:P1}");
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds) faults.Add(otherwise);
    }

    private Task<IBrowserContext> NewContextAsync(int width, int height) => browser.Browser.NewContextAsync(new BrowserNewContextOptions
    {
        ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = "zh-CN", TimezoneId = "Asia/Shanghai",
    });
}
