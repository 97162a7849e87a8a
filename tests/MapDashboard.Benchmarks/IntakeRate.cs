using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MapDashboard.Benchmarks;

/// <summary>
/// Reports accepted and who-to-find lookups answered in a second, over HTTP by the whole product, against pgbench doing one INSERT with an
/// ST_Contains lookup over the same county's 3,376 grids and micro-grids, and the lookup alone; and reports against Node-RED. Same cluster, fsync on.
/// </summary>
internal static class IntakeRate
{
    private static readonly int RoundCount = int.TryParse(Environment.GetEnvironmentVariable("MAP_BENCH_ROUNDS"), out var rounds) ? rounds : 3;
    private static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("MAP_BENCH_SECONDS"), out var seconds) ? seconds : 4;

    /// <summary>Until the server's hot paths are compiled for good: a young server spends most of a core on that.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public static async Task RunAsync()
    {
        await using var cluster = await PrivateCluster.WithCountyAsync();
        await cluster.AddPlainTablesAsync();
        await cluster.ExecuteAsync("vacuum analyze");
        var box = await CountyBox.ReadAsync(cluster);
        await using var server = await ServerUnderLoad.StartAsync(cluster);
        var place = string.Create(CultureInfo.InvariantCulture, $"\\set x random({box.West:0}, {box.East:0})\n\\set y random({box.South:0}, {box.North:0})\n");
        const string Lookup = "select code from bench_areas where st_contains(geom, st_setsrid(st_makepoint(:x / 1e7, :y / 1e7), 4326)) order by code desc limit 1";
        var insert = $"{place}insert into bench_reports values (gen_random_uuid(), ({Lookup}), now(), st_setsrid(st_makepoint(:x / 1e7, :y / 1e7), 4326));\n";
        var lookup = $"{place}{Lookup};\n";

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, fsync on, {RoundCount} rounds of {Seconds} s a side, alternated; load at the start {Rounds.Load()}"));
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < WarmUp;)
        {
            await ReportAsync(32);
            await AskAsync(8);
        }

        Console.WriteLine(Rounds.Head);
        await Rounds.RowAsync("reports, 1 connection, against 1 client", RoundCount, () => ReportAsync(1), () => BestAsync(insert, 1), "3");
        await Rounds.RowAsync("reports, 32 against 32", RoundCount, () => ReportAsync(32), () => BestAsync(insert, 32), "1");
        await Rounds.RowAsync("reports, 128 against 32", RoundCount, () => ReportAsync(128), () => BestAsync(insert, 32), "2");
        await Rounds.RowAsync("who to find, 8 against 8 lookups", RoundCount, () => AskAsync(8), () => BestAsync(lookup, 8), "13a");
        await using (var lookups = new LookupsInProcess(cluster))
        {
            // The first question about a neighbourhood reads it.
            await lookups.RunAsync(box, 10);
            await Rounds.RowAsync("who to find in process, against 1 lookup", RoundCount, () => lookups.RunAsync(box, Seconds), () => BestAsync(lookup, 1), "13b");
        }

        await using (var flow = await NodeRed.StartAsync(cluster, "{}", box))
        {
            string Post() => Report(flow.Port, cookie: "", "/reports", box);
            await HttpLoad.RunAsync(flow.Port, 32, TimeSpan.FromSeconds(Seconds), Post, 201);
            await Rounds.RowAsync("reports, 32 against Node-RED with pg", RoundCount, () => ReportAsync(32), () => Measured.WithCpuAsync(
                () => flow.CpuSeconds + cluster.CpuSeconds, Seconds, () => HttpLoad.RunAsync(flow.Port, 32, TimeSpan.FromSeconds(Seconds), Post, 201)), "4b");
        }

        Console.WriteLine($"load at the end {Rounds.Load()}");

        Task<Measured> ReportAsync(int connections) => LoadAsync(connections, () => Report(server.Port, server.Cookie, "/api/issues", box), 201);
        Task<Measured> AskAsync(int connections) => LoadAsync(connections, () => Ask(server, box), 200);
        Task<Measured> LoadAsync(int connections, Func<string> request, int status) => Measured.WithCpuAsync(
            () => server.CpuSeconds + cluster.CpuSeconds, Seconds, () => HttpLoad.RunAsync(server.Port, connections, TimeSpan.FromSeconds(Seconds), request, status));
        Task<Measured> BestAsync(string script, int clients) => Measured.WithCpuAsync(() => cluster.CpuSeconds, Seconds, () => Pgbench.RunAsync(cluster, script, clients, Seconds));
    }

    private static string Report(int port, string cookie, string path, CountyBox box)
    {
        var body = box.Report();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static string Ask(ServerUnderLoad server, CountyBox box)
    {
        var (lon, lat) = box.Random();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"GET /api/responsible?lon={lon:0.0000000}&lat={lat:0.0000000} HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\nCookie: {server.Cookie}\r\n\r\n");
    }
}
