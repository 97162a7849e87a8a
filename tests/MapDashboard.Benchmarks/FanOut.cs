using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;

namespace MapDashboard.Benchmarks;

/// <summary>
/// What a change costs the server for each screen that gets it, against a bare SignalR hub that sends the same bytes, one message a change; alone and in
/// bursts; and what a connected screen costs in memory. Changes are written straight into the log, at a fixed rate, so that nothing of their
/// intake is in it but the reading of the log.
/// </summary>
internal static class FanOut
{
    private const int RoundCount = 3;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    public static async Task RunAsync()
    {
        await using var cluster = await PrivateCluster.WithCountyAsync();
        await using var server = await ServerUnderLoad.StartAsync(cluster);
        var change = await OneAsync(server, cluster);
        await using var product = new LoggedServer(server, cluster, change.Data);
        await using var bare = await BareHub.StartAsync(change.Message);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {change.Message.Length} characters a change, {RoundCount} rounds of {Length.TotalSeconds} s a side, alternated; load at the start {Rounds.Load()}"));
        Console.WriteLine("| | product: server's CPU µs a delivery | bare hub | ratio: median (least–most) | memory kB a connection, product, bare | generator's CPU, cores |\n|---|---|---|---|---|---|");
        foreach (var (screens, changes, perSecond) in new[] { (500, 1, 60.0), (500, 20, 3.0), (2_000, 1, 15.0) })
        {
            using var ours = await WatchedAsync(product, screens, await FollowAsync(server));
            using var theirs = await WatchedAsync(bare, screens, follow: null);
            var pairs = new List<(Side Product, Side Bare)>();
            for (var round = 0; round <= RoundCount; round++)
            {
                var pair = (await MeasureAsync(product, ours.Crowd, screens, changes, perSecond), await MeasureAsync(bare, theirs.Crowd, screens, changes, perSecond));
                if (round > 0) pairs.Add(pair);
            }

            double[] ratios = [.. pairs.Select(pair => pair.Product.Micros / pair.Bare.Micros).Order()];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {screens} screens, {perSecond} × {changes} changes a second | {Rounds.Median(pairs.Select(pair => pair.Product.Micros)):0.0} | {Rounds.Median(pairs.Select(pair => pair.Bare.Micros)):0.0} | {Rounds.Median(ratios):0.00} ({ratios[0]:0.00}–{ratios[^1]:0.00}) | {ours.Kilobytes:0}, {theirs.Kilobytes:0} | {Rounds.Median(pairs.Select(pair => pair.Product.Generator)):0.00}, {Rounds.Median(pairs.Select(pair => pair.Bare.Generator)):0.00} |"));
        }

        Console.WriteLine($"load at the end {Rounds.Load()}");
    }

    /// <summary>A reported issue as the log holds it and as the stream sends it.</summary>
    private static async Task<(string Data, string Message)> OneAsync(ServerUnderLoad server, PrivateCluster cluster)
    {
        using var client = Client(server);
        var before = await CursorAsync(client);
        using var body = new StringContent(
            $$$"""{"id":"{{{Guid.NewGuid()}}}","category":"environment.litter","description":"楼下垃圾堆放两天了，味道很大","location":{"lon":118.2,"lat":34.8,"accuracy":12}}""", System.Text.Encoding.UTF8, "application/json");
        using (var reported = await client.PostAsync(new Uri("/api/issues", UriKind.Relative), body)) reported.EnsureSuccessStatusCode();
        var answer = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/changes?after=" + before, UriKind.Relative)))!;
        await using var command = cluster.DataSource.CreateCommand("select data::text from changes order by seq desc limit 1");
        var data = (string)(await command.ExecuteScalarAsync())!;
        var message = new JsonObject { ["from"] = before, ["to"] = answer["cursor"]!.DeepClone(), ["changes"] = answer["changes"]!.DeepClone() };
        return (data, message.ToJsonString());
    }

    /// <summary>What a page sends first, from where the log is now: whoever follows from long ago is sent all of it.</summary>
    private static async Task<string> FollowAsync(ServerUnderLoad server)
    {
        using var client = Client(server);
        return $$"""{"type":1,"target":"Follow","arguments":[null,"{{await CursorAsync(client)}}"]}""";
    }

    private static HttpClient Client(ServerUnderLoad server)
    {
        var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}")) };
        client.DefaultRequestHeaders.Add("Cookie", server.Cookie);
        client.DefaultRequestHeaders.Add("Origin", client.BaseAddress.GetLeftPart(UriPartial.Authority));
        return client;
    }

    private static async Task<string> CursorAsync(HttpClient client) =>
        JsonNode.Parse(await client.GetStringAsync(new Uri("/api/snapshot", UriKind.Relative)))!["cursor"]!.GetValue<string>();

    private static async Task<Watched> WatchedAsync(ICrowdServer server, int screens, string? follow)
    {
        var before = server.MemoryBytes;
        var crowd = await Crowd.ConnectAsync(server, screens, follow);
        await Task.Delay(Settle);
        return new Watched(crowd, (server.MemoryBytes - before) / 1024.0 / screens);
    }

    /// <summary>Open loop: the next burst comes when its time has come, whoever is behind.</summary>
    private static async Task<Side> MeasureAsync(ICrowdServer server, Crowd crowd, int screens, int changes, double perSecond)
    {
        using var own = Process.GetCurrentProcess();
        var (cpu, generator, bytes) = (server.CpuSeconds, own.TotalProcessorTime, crowd.Bytes);
        var watch = Stopwatch.StartNew();
        var said = 0;
        for (; watch.Elapsed < Length; said++)
        {
            await server.SayAsync(changes);
            var due = TimeSpan.FromSeconds((said + 1) / perSecond) - watch.Elapsed;
            if (due > TimeSpan.Zero) await Task.Delay(due);
        }

        await Task.Delay(Settle);
        own.Refresh();
        if (crowd.Bytes == bytes) throw new InvalidOperationException("The crowd heard nothing.");
        return new Side(
            (server.CpuSeconds - cpu) * 1e6 / ((double)said * changes * screens), (own.TotalProcessorTime - generator).TotalSeconds / watch.Elapsed.TotalSeconds);
    }

    private sealed record Side(double Micros, double Generator);

    private sealed record Watched(Crowd Crowd, double Kilobytes) : IDisposable
    {
        public void Dispose() => Crowd.Dispose();
    }

    /// <summary>The product, made to say something by its log.</summary>
    private sealed class LoggedServer(ServerUnderLoad server, PrivateCluster cluster, string data) : ICrowdServer
    {
        public int Port => server.Port;

        public string Cookie => server.Cookie;

        public double CpuSeconds => server.CpuSeconds;

        public long MemoryBytes => server.MemoryBytes;

        public async Task SayAsync(int changes)
        {
            await using var command = cluster.DataSource.CreateCommand(
                "insert into changes (at, kind, area_code, audiences, data) select now(), 'area.edited', null, array['staff:*'], $1::jsonb from generate_series(1, $2)");
            command.Parameters.Add(new NpgsqlParameter { Value = data });
            command.Parameters.Add(new NpgsqlParameter { Value = changes });
            await command.ExecuteNonQueryAsync();
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
