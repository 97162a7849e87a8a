using System.Globalization;

namespace MapDashboard.Benchmarks;

/// <summary>
/// What a connected screen costs in memory: a process started anew a side and round, its private memory at several numbers of screens, and the slope of the
/// line through them. Both collect their young garbage every 4 MB, so that little of what only connecting made is counted; and the last number is held
/// until all have heard of one more change.
/// </summary>
internal static class ScreenMemory
{
    private const int RoundCount = 3;
    private static readonly int[] Steps = [1_000, 4_000, 7_000, 10_000];
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        Environment.SetEnvironmentVariable("DOTNET_GCgen0size", "400000");
        await using var cluster = await PrivateCluster.WithCountyAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {RoundCount} rounds; load at the start {Rounds.Load()}"));
        var pairs = new List<(double Product, double Bare)>();
        for (var round = 0; round < RoundCount; round++)
        {
            string payload;
            double product;
            await using (var server = await LoggedServer.StartAsync(cluster))
            {
                payload = server.Payload;
                product = await SlopeAsync(server, "product");
            }

            await using var bare = await BareHub.StartAsync(payload);
            pairs.Add((product, await SlopeAsync(bare, "bare hub")));
        }

        Environment.SetEnvironmentVariable("DOTNET_GCgen0size", null);
        var row = new Against("8a", "memory of a connected screen against a bare hub, 1,000 to 10,000", [.. pairs.Select(pair => pair.Product / pair.Bare)], string.Create(
            CultureInfo.InvariantCulture, $"{Rounds.Median(pairs.Select(pair => pair.Product)):0.0}; {Rounds.Median(pairs.Select(pair => pair.Bare)):0.0} kB; {Steps[^1]} held, all heard"));
        Console.WriteLine(Against.Head);
        row.Say();
        GoalTable.Add("8b", new Ratio(Steps[^1], Steps[^1], Steps[^1]), "all heard");
        Console.WriteLine($"load at the end {Rounds.Load()}");
    }

    /// <returns>Kilobytes a screen.</returns>
    private static async Task<double> SlopeAsync(ICrowdServer server, string name)
    {
        using var crowd = await Crowd.ConnectAsync(server, Steps[0] / 10);
        var points = new List<(double Screens, double Kilobytes)>();
        foreach (var step in Steps)
        {
            await crowd.GrowAsync(step);
            await HearAsync(server, crowd);
            await Task.Delay(Settle);
            points.Add((step, server.MemoryBytes / 1024.0));
        }

        if (crowd.Lost > 0) throw new InvalidOperationException($"{crowd.Lost} screens were cut.");
        var (x, y) = (points.Average(point => point.Screens), points.Average(point => point.Kilobytes));
        var slope = points.Sum(point => (point.Screens - x) * (point.Kilobytes - y)) / points.Sum(point => (point.Screens - x) * (point.Screens - x));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {slope:0.0} kB a screen; {string.Join(", ", points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Screens:0}: {point.Kilobytes / 1024:0} MB")))}"));
        return slope;
    }

    /// <summary>A few changes, each until all have heard of it.</summary>
    private static async Task HearAsync(ICrowdServer server, Crowd crowd)
    {
        for (var n = 0; n < 10; n++)
        {
            var hearing = new Hearing(await server.SaidAsync(), most: 1, crowd.Count);
            crowd.Hearing = hearing;
            hearing.Say(0, System.Diagnostics.Stopwatch.GetTimestamp());
            await server.SayAsync(1);
            await hearing.LastAsync(0).WaitAsync(TimeSpan.FromMinutes(1));
        }
    }
}
