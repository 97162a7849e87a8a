using System.Diagnostics;
using System.Globalization;
using MapDashboard.Web.Packed;

namespace MapDashboard.Benchmarks;

/// <summary>
/// Whether answers stay as fast as the history grows: the same questions to two running servers over the same county, one with a short history and
/// one with a long one (<c>MAP_SMALL</c>, <c>MAP_LARGE</c>, <c>MAP_USER</c>, <c>MAP_PASSWORD</c>), one request at a time, alternated; and, where
/// <c>MAP_LARGE_DB</c> is a connection string, a year's figures against the plain SQL over issues and Changes. <c>MAP_ONLY</c> takes the questions
/// whose names hold it, <c>MAP_REQUESTS</c> is how often each is asked in a round.
/// </summary>
internal static class FlatHistory
{
    private const int Turns = 4;
    private const int WarmUps = 10;

    /// <summary>A question that takes long is asked less often.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(8);
    private static readonly int RequestsOfTurn = int.Parse(Environment.GetEnvironmentVariable("MAP_REQUESTS") ?? "100", CultureInfo.InvariantCulture);

    public static async Task RunAsync()
    {
        if (Environment.GetEnvironmentVariable("MAP_SMALL") is not { Length: > 0 } small || Environment.GetEnvironmentVariable("MAP_LARGE") is not { Length: > 0 } large)
        {
            Console.WriteLine("flat asks two running servers with histories of different lengths over the same county: MAP_SMALL, MAP_LARGE, MAP_USER, MAP_PASSWORD. Nothing was measured.");
            return;
        }

        using var shorter = await FlatSite.OpenAsync(new Uri(small));
        using var longer = await FlatSite.OpenAsync(new Uri(large));
        Say($"{Environment.ProcessorCount} cores at a load of {Rounds.Load()}; {shorter.Summary} against {longer.Summary} (since {shorter.First:yyyy-MM-dd} and {longer.First:yyyy-MM-dd}); {Turns} rounds of up to {RequestsOfTurn} requests a side, one at a time, alternated");
        Console.WriteLine("\n| question | p50 ms, short | p50 ms, long | ratio of p50: median (least–most) | p99 ms, short | p99 ms, long | ratio of p99 |\n|---|---|---|---|---|---|---|");
        var only = Environment.GetEnvironmentVariable("MAP_ONLY") ?? "";
        using var self = Process.GetCurrentProcess();
        var (watch, used) = (Stopwatch.StartNew(), self.TotalProcessorTime);

        // Neither side is compiled, nor its first pages read, while it is measured.
        for (var n = 0; n < WarmUps; n++)
        {
            foreach (var (_, question) in FlatQuestions.All)
            {
                await shorter.AskAsync(question(shorter, new Random(n)));
                await longer.AskAsync(question(longer, new Random(n)));
            }
        }

        var (middles, slowest) = (new List<double>(), new List<double>());
        foreach (var (name, question) in FlatQuestions.All.Where(each => each.Name.Contains(only, StringComparison.Ordinal)))
        {
            var (middle, slow) = await RowAsync(name, question, shorter, longer);
            middles.Add(middle);
            slowest.Add(slow);
        }

        if (only.Length == 0)
        {
            AddGoal("14a", middles, 1.2);
            AddGoal("14b", slowest, 1.5);
        }

        self.Refresh();
        Say($"\nload at the end {Rounds.Load()}; the generator's own CPU {(self.TotalProcessorTime - used) / watch.Elapsed:P0} of a core");
        if (Environment.GetEnvironmentVariable("MAP_LARGE_DB") is { Length: > 0 } database) await RawFigures.RunAsync(longer, database);
    }

    private static void AddGoal(string key, List<double> ratios, double limit)
    {
        var within = ratios.Count(each => each <= limit);
        GoalTable.Add(key, Ratio.Of([100.0 * within / ratios.Count]), FormattableString.Invariant($"{within} of {ratios.Count}, the middle one {Ratio.Of(ratios)}"));
    }

    private static async Task<(double P50, double P99)> RowAsync(string name, Func<FlatSite, Random, string> question, FlatSite shorter, FlatSite longer)
    {
        // Both sides are asked the same places, and moments equally far into their history.
        var (one, other) = (new Random(7), new Random(7));
        for (var n = 0; n < 3; n++)
        {
            await shorter.AskAsync(question(shorter, one));
            await longer.AskAsync(question(longer, other));
        }

        var (shorts, longs, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            var (left, right) = (new List<double>(), new List<double>());
            var watch = Stopwatch.StartNew();
            for (var n = 0; n < RequestsOfTurn && watch.Elapsed < LongestTurn; n++)
            {
                left.Add(await shorter.AskAsync(question(shorter, one)));
                right.Add(await longer.AskAsync(question(longer, other)));
            }

            ratios.Add(Rounds.Median(right) / Rounds.Median(left));
            shorts.AddRange(left);
            longs.AddRange(right);
        }

        ratios.Sort();
        Say($"| {name} | {Rounds.Median(shorts):0.0} | {Rounds.Median(longs):0.0} | {Rounds.Median(ratios):0.00} ({ratios[0]:0.00}–{ratios[^1]:0.00}) | {P99(shorts):0.0} | {P99(longs):0.0} | {P99(longs) / P99(shorts):0.00} |");
        return (Rounds.Median(ratios), P99(longs) / P99(shorts));
    }

    private static double P99(List<double> values) => values.Order().ElementAt((int)Math.Ceiling(values.Count * 0.99) - 1);

    internal static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

/// <summary>A running server, and what of its data the questions need.</summary>
internal sealed class FlatSite : IDisposable
{
    private const int Samples = 60;
    private const int LongestYears = 12;

    private readonly HttpClient client;

    private FlatSite(HttpClient client) => this.client = client;

    public DateTime First { get; private set; }

    public DateTime Last { get; private set; }

    public List<string> Areas { get; } = [];

    public List<Guid> Issues { get; } = [];

    public List<string> Numbers { get; } = [];

    /// <summary>Cursors of lists that lie somewhere in the history.</summary>
    public List<string> Cursors { get; } = [];

    public string LogCursor { get; private set; } = "";

    public string Summary { get; private set; } = "";

    public static async Task<FlatSite> OpenAsync(Uri address)
    {
        var site = new FlatSite(await FirstLoad.SignInAsync(address));
        var open = await site.JsonAsync("/api/snapshot");
        var cursor = open.GetProperty("cursor").GetString()!.Split(':');
        var seq = long.Parse(cursor[1], CultureInfo.InvariantCulture);
        site.LogCursor = string.Create(CultureInfo.InvariantCulture, $"{cursor[0]}:{Math.Max(0, seq - 400)}");
        site.Last = DateTime.UtcNow;
        site.First = await site.BeginningAsync();
        var areas = await site.JsonAsync("/api/areas");
        site.Areas.AddRange(areas.GetProperty("features").EnumerateArray().Select(area => area.GetProperty("properties"))
            .Where(area => area.GetProperty("level").GetString() != "building").Select(area => area.GetProperty("code").GetString()!).Order(StringComparer.Ordinal));
        var random = new Random(1);
        for (var n = 0; n < Samples; n++)
        {
            var page = await site.JsonAsync($"/api/issues?limit=2&to={site.Moment(random):O}");
            var issue = page.GetProperty("issues")[0];
            site.Issues.Add(issue.GetProperty("id").GetGuid());
            site.Numbers.Add(issue.GetProperty("number").GetString()!);
            site.Cursors.Add(page.GetProperty("cursor").GetString()!);
        }

        site.Summary = string.Create(CultureInfo.InvariantCulture, $"{seq} Changes with {open.GetProperty("issues").GetArrayLength()} issues open");
        return site;
    }

    /// <summary>A random moment of the history.</summary>
    public DateTime Moment(Random random) => First + ((Last - First) * random.NextDouble() * 0.97);

    /// <summary>When the first issue was reported, to a day.</summary>
    private async Task<DateTime> BeginningAsync()
    {
        var (none, some) = (Last.AddYears(-LongestYears), Last);
        while (some - none > TimeSpan.FromDays(1))
        {
            var middle = none + ((some - none) / 2);
            var isThere = (await JsonAsync($"/api/issues?limit=1&to={middle:O}")).GetProperty("issues").GetArrayLength() > 0;
            (none, some) = isThere ? (none, middle) : (middle, some);
        }

        return some;
    }

    /// <summary>A random area of the level whose codes are so long.</summary>
    public string Area(Random random, int digits)
    {
        var all = Areas.Where(code => code.Length == digits).ToArray();
        return all[random.Next(all.Length)];
    }

    /// <returns>Milliseconds to the last byte.</returns>
    public async Task<double> AskAsync(string path)
    {
        var began = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", PackedBody.MediaType + ", application/json");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await response.Content.CopyToAsync(Stream.Null);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{path} is answered with {(int)response.StatusCode}.");
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    public async Task<System.Text.Json.JsonElement> JsonAsync(string path) =>
        System.Text.Json.JsonDocument.Parse(await client.GetByteArrayAsync(path)).RootElement.Clone();

    public void Dispose() => client.Dispose();
}
