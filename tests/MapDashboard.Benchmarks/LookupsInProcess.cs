using System.Diagnostics;
using MapDashboard.Data;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Intake;
using MapDashboard.Data.People;
using Npgsql;

namespace MapDashboard.Benchmarks;

/// <summary>Who answers for a place, asked of the product's memory by one thread, without HTTP.</summary>
internal sealed class LookupsInProcess : IAsyncDisposable
{
    private readonly NpgsqlDataSource dataSource;
    private readonly GroundCache grounds;
    private readonly ChainCache chains;

    public LookupsInProcess(PrivateCluster cluster)
    {
        dataSource = Database.DataSource(cluster.ConnectionString);
        grounds = new GroundCache(dataSource);
        chains = new ChainCache(grounds, new PeopleVersion(), dataSource);
    }

    /// <summary>One after the other over random points; points on a border, which PostGIS would decide, count as none.</summary>
    public async Task<Measured> RunAsync(CountyBox box, int seconds)
    {
        using var own = Process.GetCurrentProcess();
        var (cpu, watch, count) = (own.TotalProcessorTime, Stopwatch.StartNew(), 0);
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            var (lon, lat) = box.Random();
            var (at, now) = (Wgs84.Point(lon, lat), DateTime.UtcNow);
            if (await chains.PathAsync(at, now, CancellationToken.None) is not { } path) continue;
            if (path.Length == 0 || await chains.ChainAsync(path, at, publicView: false, now, CancellationToken.None) is not null) count++;
        }

        own.Refresh();
        var rate = count / watch.Elapsed.TotalSeconds;
        return new Measured(rate, 0, 1000 / rate) { CpuOfOne = (own.TotalProcessorTime - cpu).TotalMilliseconds / count };
    }

    public ValueTask DisposeAsync()
    {
        grounds.Dispose();
        return dataSource.DisposeAsync();
    }
}
