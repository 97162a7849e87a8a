using System.Diagnostics;
using System.Globalization;
using MapDashboard.Data;
using MapDashboard.Data.Cluster;
using Npgsql;

namespace MapDashboard.Benchmarks;

/// <summary>
/// What the change log's statement triggers (lock before, notify after) cost: commits per second of one small insert, with the triggers
/// against without them, on a private cluster with fsync on, at 1, 8 and 32 connections.
/// </summary>
internal static class TriggerCost
{
    private const int Rounds = 5;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);
    private static readonly int[] Connections = [1, 8, 32];

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-bench-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var cluster = await EmbeddedCluster.StartAsync(new ClusterOptions(folder));
        try
        {
            var connectionString = await cluster.EnsureDatabaseAsync("bench");
            await DatabaseSetup.MigrateAsync(connectionString);
            await using var dataSource = NpgsqlDataSource.Create(connectionString);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, fsync on, {Rounds} rounds of {Length.TotalSeconds} s a side, alternated"));
            Console.WriteLine("connections | with triggers /s | without /s | ratio: median (least–most)");
            foreach (var connections in Connections) await CompareAsync(dataSource, connections);
        }
        finally
        {
            await cluster.StopAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(NpgsqlDataSource dataSource, int connections)
    {
        await MeasureAsync(dataSource, connections, triggers: true);
        var pairs = new List<(double With, double Without)>();
        for (var round = 0; round < Rounds; round++)
        {
            pairs.Add((await MeasureAsync(dataSource, connections, triggers: true), await MeasureAsync(dataSource, connections, triggers: false)));
        }

        double[] ratios = [.. pairs.Select(pair => pair.With / pair.Without).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{connections,11} | {Median(pairs.Select(pair => pair.With)),16:0} | {Median(pairs.Select(pair => pair.Without)),10:0} | {Median(ratios):0.00} ({ratios[0]:0.00}–{ratios[^1]:0.00})"));
    }

    private static async Task<double> MeasureAsync(NpgsqlDataSource dataSource, int connections, bool triggers)
    {
        await using (var toggle = dataSource.CreateCommand($"alter table changes {(triggers ? "enable" : "disable")} trigger user")) await toggle.ExecuteNonQueryAsync();
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => InsertAsync(dataSource, watch))));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task<int> InsertAsync(NpgsqlDataSource dataSource, Stopwatch watch)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand(
            "insert into changes (at, kind, audiences, data) values (now(), 'bench', '{staff:*}', '{\"issue\":null}')", connection);
        await insert.PrepareAsync();
        var count = 0;
        while (watch.Elapsed < Length)
        {
            await insert.ExecuteNonQueryAsync();
            count++;
        }

        return count;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
