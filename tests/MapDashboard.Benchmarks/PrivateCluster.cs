using System.Globalization;
using MapDashboard.Data;
using MapDashboard.Data.Cluster;
using MapDashboard.Data.Seed;
using MapDashboard.TestSupport;
using MapDashboard.Web.Hosting;
using Npgsql;

namespace MapDashboard.Benchmarks;

/// <summary>A PostgreSQL of one's own with fsync on, in a folder that goes with it.</summary>
internal sealed class PrivateCluster : IAsyncDisposable
{
    private readonly EmbeddedCluster cluster;

    private PrivateCluster(EmbeddedCluster cluster, string folder, string connectionString) =>
        (this.cluster, Folder, ConnectionString, DataSource) = (cluster, folder, connectionString, NpgsqlDataSource.Create(connectionString));

    public string Folder { get; }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>Processor time of all of PostgreSQL so far, seconds.</summary>
    public double CpuSeconds => ProcessTree.CpuSeconds(int.Parse(File.ReadLines(Path.Combine(Folder, "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture));

    /// <summary>With the generated county, reference data and the account admin.</summary>
    public static async Task<PrivateCluster> WithCountyAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-bench-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var cluster = await EmbeddedCluster.StartAsync(new ClusterOptions(folder, MaxConnections: 200));
        var made = new PrivateCluster(cluster, folder, await cluster.EnsureDatabaseAsync("bench") + ";Maximum Pool Size=60");
        await DatabaseSetup.MigrateAsync(made.ConnectionString);
        await using (var dataSource = Database.DataSource(made.ConnectionString))
        await using (var db = Database.Context(dataSource))
        {
            await ReferenceSeed.EnsureAsync(db, new GisData(ContentFolders.Find("gis-data")), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), CancellationToken.None);
            db.Accounts.Add(TestAccounts.New("admin", Domain.Access.AccountRole.Admin, null, null));
            await db.SaveChangesAsync();
        }

        await made.GenerateAsync("county", "--seed", "1", "--since", "2020-01-01");
        return made;
    }

    /// <summary>As the command <c>generate</c> with these words.</summary>
    public async Task GenerateAsync(params string[] words)
    {
        var generated = await CliProcess.RunAsync(ConnectionString, "", ["generate", .. words]);
        if (generated.ExitCode != 0) throw new InvalidOperationException(generated.Error);
    }

    /// <summary>Grids and reports as plain tables, for those whom the product is compared with.</summary>
    public Task AddPlainTablesAsync() => ExecuteAsync(
        """
        create table bench_areas as select code, geom from areas where level in ('grid', 'microgrid');
        create index on bench_areas using gist (geom);
        create table bench_reports (id uuid primary key, area text, at timestamptz not null, location geometry(Point, 4326) not null);
        """);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await cluster.StopAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
