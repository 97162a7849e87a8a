using MapDashboard.Data;
using MapDashboard.Data.Cluster;
using Npgsql;

namespace MapDashboard.Web.Hosting;

/// <summary>The database of this server: one's own by connection string, else the embedded cluster.</summary>
public sealed class MapDatabase : IAsyncDisposable
{
    private readonly FileStream? folderLock;

    private MapDatabase(string connectionString, string directConnectionString, EmbeddedCluster? cluster, FileStream? folderLock)
    {
        DirectConnectionString = directConnectionString;
        Cluster = cluster;
        this.folderLock = folderLock;
        DataSource = Database.DataSource(connectionString);
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>Goes past a pooler: LISTEN and session locks do not survive transaction pooling.</summary>
    public string DirectConnectionString { get; }

    /// <summary>Null on one's own server.</summary>
    public EmbeddedCluster? Cluster { get; }

    public bool IsEmbedded => Cluster is not null;

    /// <exception cref="StartRefusedException">The message says in one sentence what the operator does.</exception>
    public static async Task<MapDatabase> StartAsync(IConfiguration configuration, MapOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        if (configuration.GetConnectionString("Map") is null or "" && Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") == "true" && PostgresBinaries.Find() is null)
        {
            throw new StartRefusedException("Set ConnectionStrings__Map to a PostgreSQL with PostGIS, for example: Host=database;Database=map;Username=map;Password=… (compose.yaml does).");
        }

        return configuration.GetConnectionString("Map") is { Length: > 0 } own
            ? await OpenOwnAsync(own, configuration.GetConnectionString("MapDirect") ?? own)
            : await StartEmbeddedAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (Cluster is not null) await Cluster.StopAsync();
        if (folderLock is not null) await folderLock.DisposeAsync();
    }

    private static async Task<MapDatabase> OpenOwnAsync(string connectionString, string direct)
    {
        var database = new MapDatabase(connectionString, direct, cluster: null, folderLock: null);
        try
        {
            var pending = await DatabaseSetup.PendingAsync(database.DataSource);
            if (pending.Count == 0) return database;
        }
        catch (NpgsqlException unreachable)
        {
            await database.DisposeAsync();
            throw new StartRefusedException($"The database of ConnectionStrings__Map does not answer: {unreachable.Message}", unreachable);
        }

        await database.DisposeAsync();
        throw new StartRefusedException("The database lacks migrations: run `mapdashboard migrate` with the same ConnectionStrings__Map first (in a checkout: dotnet run --project src/MapDashboard.Cli -- migrate).");
    }

    private static async Task<MapDatabase> StartEmbeddedAsync(MapOptions options)
    {
        var taken = Lock(options.DataFolder);
        var cluster = await EmbeddedCluster.StartAsync(new ClusterOptions(options.DataFolder));
        var connectionString = await cluster.EnsureDatabaseAsync("map");
        await DatabaseSetup.MigrateAsync(connectionString);
        return new MapDatabase(connectionString, connectionString, cluster, taken);
    }

    private static FileStream Lock(string folder) => DataFolderLock.TryTake(folder)
        ?? throw new StartRefusedException($"Another server or command uses the data folder {Path.GetFullPath(folder)}: stop it or choose another with --Map:DataFolder=….");
}
