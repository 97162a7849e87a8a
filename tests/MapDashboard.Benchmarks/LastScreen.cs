using System.Diagnostics;
using System.Globalization;

namespace MapDashboard.Benchmarks;

/// <summary>How long a report takes from its POST to the last of 200 screens, one at a time, against a bare hub that gets a POST and sends the same bytes to all, and against Node-RED that inserts a row and does so.</summary>
internal static class LastScreen
{
    private const int Screens = 200, Each = 60, RoundCount = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Until the servers' hot paths are compiled for good.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public static async Task RunAsync()
    {
        await using var cluster = await PrivateCluster.WithCountyAsync();
        await using var product = await LoggedServer.StartAsync(cluster);
        await using var bare = await BareHub.StartAsync(product.Payload);
        await cluster.AddPlainTablesAsync();
        await using var flow = await NodeRed.StartAsync(cluster, product.Payload, await CountyBox.ReadAsync(cluster));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {RoundCount} rounds of {Each} a side, alternated; load at the start {Rounds.Load()}"));
        Console.WriteLine(Against.Head);
        await PairAsync(product, bare, "7a", "a bare hub");
        await PairAsync(product, flow, "7b", "Node-RED");
        Console.WriteLine($"load at the end {Rounds.Load()}");
    }

    private static async Task PairAsync(LoggedServer product, ICrowdServer other, string key, string name)
    {
        using var ours = await Crowd.ConnectAsync(product, Screens);
        using var theirs = await Crowd.ConnectAsync(other, Screens);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < WarmUp; await other.SayAsync(1)) await product.ReportAsync();
        var pairs = new List<(Side Product, Side Other)>();
        for (var round = -1; round < RoundCount; round++)
        {
            var pair = (await MeasureAsync(product, ours, product.ReportAsync), await MeasureAsync(other, theirs, () => other.SayAsync(1)));
            if (round >= 0) pairs.Add(pair);
        }

        new Against(key, $"p50 from the POST to the last of 200 screens against {name}", [.. pairs.Select(pair => pair.Product.P50 / pair.Other.P50)], string.Create(
            CultureInfo.InvariantCulture,
            $"{Rounds.Median(pairs.Select(pair => pair.Product.P50)):0.0}; {Rounds.Median(pairs.Select(pair => pair.Other.P50)):0.0} ms; answered after {Rounds.Median(pairs.Select(pair => pair.Product.Answer)):0.0}; {Rounds.Median(pairs.Select(pair => pair.Other.Answer)):0.0} ms; slowest {pairs.Max(pair => pair.Product.Most):0}; {pairs.Max(pair => pair.Other.Most):0} ms; generator {Rounds.Median(pairs.Select(pair => pair.Product.Generator)):0.00}; {Rounds.Median(pairs.Select(pair => pair.Other.Generator)):0.00} cores")).Say();
    }

    private static async Task<Side> MeasureAsync(ICrowdServer server, Crowd crowd, Func<Task> post)
    {
        using var own = Process.GetCurrentProcess();
        var (generator, watch) = (own.TotalProcessorTime, Stopwatch.StartNew());
        List<double> times = [], answers = [];
        for (var n = 0; n < Each; n++)
        {
            var hearing = new Hearing(await server.SaidAsync(), most: 1, crowd.Count);
            crowd.Hearing = hearing;
            var posted = Stopwatch.GetTimestamp();
            hearing.Say(0, posted);
            await post();
            answers.Add(Stopwatch.GetElapsedTime(posted).TotalMilliseconds);
            times.Add(await hearing.LastAsync(0).WaitAsync(TimeSpan.FromSeconds(20)));
            await Task.Delay(Pause);
        }

        own.Refresh();
        return new Side(Rounds.Median(times), times.Max(), Rounds.Median(answers), (own.TotalProcessorTime - generator).TotalSeconds / watch.Elapsed.TotalSeconds);
    }

    private sealed record Side(double P50, double Most, double Answer, double Generator);
}
