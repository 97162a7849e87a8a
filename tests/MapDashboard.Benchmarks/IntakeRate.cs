using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MapDashboard.Benchmarks;

/// <summary>
/// Reports accepted and who-to-find lookups answered in a second, over HTTP by the whole product, against pgbench doing one INSERT with an
/// ST_Contains lookup over the same county's 3,376 grids and micro-grids, and the lookup alone. Same cluster, fsync on.
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
        await cluster.ExecuteAsync(
            """
            create table bench_areas as select code, geom from areas where level in ('grid', 'microgrid');
            create index on bench_areas using gist (geom);
            create table bench_reports (id uuid primary key, area text, at timestamptz not null, location geometry(Point, 4326) not null);
            """);
        await cluster.ExecuteAsync("vacuum analyze");
        var box = await BoxAsync(cluster);
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
        Console.WriteLine(await Rounds.RowAsync("reports, 1 connection, against 1 client", RoundCount, () => ReportAsync(1), () => BestAsync(insert, 1)));
        Console.WriteLine(await Rounds.RowAsync("reports, 32 against 32", RoundCount, () => ReportAsync(32), () => BestAsync(insert, 32)));
        Console.WriteLine(await Rounds.RowAsync("reports, 128 against 32", RoundCount, () => ReportAsync(128), () => BestAsync(insert, 32)));
        Console.WriteLine(await Rounds.RowAsync("who to find, 8 against 8 lookups", RoundCount, () => AskAsync(8), () => BestAsync(lookup, 8)));
        Console.WriteLine($"load at the end {Rounds.Load()}");

        Task<Measured> ReportAsync(int connections) => LoadAsync(connections, () => Report(server, box), 201);
        Task<Measured> AskAsync(int connections) => LoadAsync(connections, () => Ask(server, box), 200);
        Task<Measured> LoadAsync(int connections, Func<string> request, int status) => Measured.WithCpuAsync(
            () => server.CpuSeconds + cluster.CpuSeconds, Seconds, () => HttpLoad.RunAsync(server, connections, TimeSpan.FromSeconds(Seconds), request, status));
        Task<Measured> BestAsync(string script, int clients) => Measured.WithCpuAsync(() => cluster.CpuSeconds, Seconds, () => Pgbench.RunAsync(cluster, script, clients, Seconds));
    }

    private static string Report(ServerUnderLoad server, Box box)
    {
        var (lon, lat) = box.Random();
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"id":"{{{Guid.NewGuid()}}}","category":"environment.litter","description":"楼下垃圾堆放两天了，味道很大","location":{"lon":{{{lon:0.0000000}}},"lat":{{{lat:0.0000000}}},"accuracy":12}}""");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"POST /api/issues HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\nOrigin: http://127.0.0.1:{server.Port}\r\nCookie: {server.Cookie}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static string Ask(ServerUnderLoad server, Box box)
    {
        var (lon, lat) = box.Random();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"GET /api/responsible?lon={lon:0.0000000}&lat={lat:0.0000000} HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\nCookie: {server.Cookie}\r\n\r\n");
    }

    private static async Task<Box> BoxAsync(PrivateCluster cluster)
    {
        await using var command = cluster.DataSource.CreateCommand(
            "select (st_xmin(e) * 1e7)::float8, (st_ymin(e) * 1e7)::float8, (st_xmax(e) * 1e7)::float8, (st_ymax(e) * 1e7)::float8 from (select st_extent(geom) e from bench_areas) x");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new Box(Math.Floor(reader.GetDouble(0)), Math.Floor(reader.GetDouble(1)), Math.Floor(reader.GetDouble(2)), Math.Floor(reader.GetDouble(3)));
    }

    /// <summary>In ten-millionths of a degree.</summary>
    private sealed record Box(double West, double South, double East, double North)
    {
        public (double Lon, double Lat) Random()
        {
            var random = System.Random.Shared;
            return ((West + (random.NextDouble() * (East - West))) / 1e7, (South + (random.NextDouble() * (North - South))) / 1e7);
        }
    }
}
