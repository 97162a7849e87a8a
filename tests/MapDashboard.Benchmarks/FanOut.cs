using System.Diagnostics;
using System.Globalization;

namespace MapDashboard.Benchmarks;

/// <summary>
/// What a change costs the server for each screen that gets it, and how late it comes, against a bare SignalR hub that sends the same bytes, one message a
/// change; alone and in bursts, those against socket.io too. Changes are written straight into the log, at a fixed rate, so that nothing of their
/// intake is in it but the reading of the log.
/// </summary>
internal static class FanOut
{
    private static readonly int RoundCount = int.TryParse(Environment.GetEnvironmentVariable("MAP_BENCH_ROUNDS"), out var rounds) ? rounds : 3;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("MAP_BENCH_SECONDS"), out var seconds) ? seconds : 8);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    /// <summary>Until the servers' hot paths are compiled for good: a young server spends more on that than on what is measured.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public static async Task RunAsync()
    {
        await using var cluster = await PrivateCluster.WithCountyAsync();
        await using var product = await LoggedServer.StartAsync(cluster);
        await using var bare = await BareHub.StartAsync(product.Payload);
        await using var socketIo = await SocketIo.StartAsync(product.Payload);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {System.Text.Encoding.UTF8.GetByteCount(product.Payload)} bytes a change, {RoundCount} rounds of {Length.TotalSeconds} s a side, alternated; load at the start {Rounds.Load()}"));
        await WarmAsync(product, bare);
        Console.WriteLine(Against.Head);
        await PairAsync(product, bare, "a bare hub", (500, 1, 60), "5a", "5c");
        await PairAsync(product, bare, "a bare hub", (5_000, 1, 6), "5b", "5d");
        await PairAsync(product, bare, "a bare hub", (500, 20, 3), "6a", null);
        await PairAsync(product, socketIo, "socket.io", (500, 20, 3), "6b", null);
        Console.WriteLine($"load at the end {Rounds.Load()}");
    }

    private static async Task WarmAsync(params ICrowdServer[] servers)
    {
        foreach (var server in servers)
        {
            using var crowd = await Crowd.ConnectAsync(server, 500);
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < WarmUp; await Task.Delay(15)) await server.SayAsync(1);
        }
    }

    private static async Task PairAsync(LoggedServer product, ICrowdServer other, string otherName, (int Screens, int Changes, double PerSecond) what, string cpuKey, string? lateKey)
    {
        var (screens, changes, perSecond) = what;
        using var ours = await Crowd.ConnectAsync(product, screens);
        using var theirs = await Crowd.ConnectAsync(other, screens);
        var pairs = new List<(Side Product, Side Other)>();
        for (var round = 0; round <= RoundCount; round++)
        {
            // The first is for warming up.
            var pair = (await MeasureAsync(product, ours, changes, perSecond), await MeasureAsync(other, theirs, changes, perSecond));
            if (round > 0) pairs.Add(pair);
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"against {otherName}, {screens} screens, {perSecond} × {changes} changes a second");
        Against[] found =
        [
            new(cpuKey, "CPU of a delivery " + name, [.. pairs.Select(pair => pair.Product.Micros / pair.Other.Micros)],
                string.Create(CultureInfo.InvariantCulture, $"{Of(side => side.Micros, pairs)} µs; generator {Of(side => side.Generator, pairs)} cores")),
            new(lateKey, "p99 until it comes, " + name, [.. pairs.Select(pair => pair.Product.P99 / pair.Other.P99)],
                string.Create(CultureInfo.InvariantCulture, $"{Of(side => side.P99, pairs)} ms; p50 {Of(side => side.P50, pairs)} ms")),
        ];
        foreach (var each in found) each.Say();
    }

    private static string Of(Func<Side, double> figure, List<(Side Product, Side Other)> pairs) => string.Create(
        CultureInfo.InvariantCulture, $"{Rounds.Median(pairs.Select(pair => figure(pair.Product))):0.0#}; {Rounds.Median(pairs.Select(pair => figure(pair.Other))):0.0#}");

    /// <summary>Open loop: the next burst comes when its time has come, whoever is behind; what was due while the one before was still being said counts from then.</summary>
    private static async Task<Side> MeasureAsync(ICrowdServer server, Crowd crowd, int changes, double perSecond)
    {
        using var own = Process.GetCurrentProcess();
        var bursts = (int)(Length.TotalSeconds * perSecond);
        var hearing = new Hearing(await server.SaidAsync(), bursts * changes, crowd.Count);
        crowd.Hearing = hearing;
        var (cpu, generator) = (server.CpuSeconds, own.TotalProcessorTime);
        var watch = Stopwatch.StartNew();
        for (var burst = 0; burst < bursts; burst++)
        {
            var due = TimeSpan.FromSeconds(burst / perSecond);
            var wait = due - watch.Elapsed;
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            var at = Stopwatch.GetTimestamp() - (wait > TimeSpan.Zero ? 0 : (long)((watch.Elapsed - due).TotalSeconds * Stopwatch.Frequency));
            for (var n = 0; n < changes; n++) hearing.Say((burst * changes) + n, at);
            await server.SayAsync(changes);
        }

        var missing = ((long)bursts * changes * crowd.Count) - hearing.Deliveries;
        for (var settling = Stopwatch.StartNew(); missing > 0 && settling.Elapsed < 5 * Settle; missing = ((long)bursts * changes * crowd.Count) - hearing.Deliveries) await Task.Delay(10);
        own.Refresh();
        if (missing > 0) throw new InvalidOperationException($"{missing} deliveries never came; {crowd.Lost} screens were lost.");
        return new Side(
            (server.CpuSeconds - cpu) * 1e6 / hearing.Deliveries, (own.TotalProcessorTime - generator).TotalSeconds / watch.Elapsed.TotalSeconds, hearing.Quantile(0.5), hearing.Quantile(0.99));
    }

    private sealed record Side(double Micros, double Generator, double P50, double P99);
}
