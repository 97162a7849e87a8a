using MapDashboard.Data;
using MapDashboard.Data.Cluster;
using Npgsql;

namespace MapDashboard.Web.Hosting;

/// <summary>The database of this server: one's own by connection string, else the embedded cluster.</summary>
public sealed class MapDatabase : IAsyncDisposable
{
    /// <summary>Seconds.</summary>
    private const int LiveTimeout = 5;

    private readonly FileStream? folderLock;

    private MapDatabase(string connectionString, string directConnectionString, EmbeddedCluster? cluster, FileStream? folderLock)
    {
        DirectConnectionString = directConnectionString;
        Cluster = cluster;
        this.folderLock = folderLock;
        DataSource = Database.DataSource(connectionString);
        LiveDataSource = Database.DataSource(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 6, CommandTimeout = LiveTimeout }.ConnectionString);
        TailDataSource = PreparedConnections.DataSource(new NpgsqlConnectionStringBuilder(directConnectionString) { CommandTimeout = LiveTimeout }.ConnectionString, most: 1);
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>A few connections that only the watch over rights and the health check use: a crowd of writers must not make screens look dead.</summary>
    public NpgsqlDataSource LiveDataSource { get; }

    /// <summary>The tail's one connection, past a pooler: what is asked twice a second for ever is prepared once.</summary>
    public NpgsqlDataSource TailDataSource { get; }

    /// <summary>Goes past a pooler: LISTEN and session locks do not survive transaction pooling.</summary>
    public string DirectConnectionString { get; }

    /// <summary>Null on one's own server.</summary>
    public EmbeddedCluster? Cluster { get; }

    public bool IsEmbedded => Cluster is not null;

    /// <exception cref="StartRefusedException">The message says in one sentence what the operator does.</exception>
    public static async Task<MapDatabase> StartAsync(IConfiguration configuration, MapOptions options, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(options.DataFolder);

        // Logs and photos are nobody's on this machine but ours.
        foreach (var folder in new[] { options.LogFolder, options.PhotoFolder })
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (configuration.GetConnectionString("Map") is null or "" && Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") == "true" && PostgresBinaries.Find() is null)
        {
            throw new StartRefusedException("Set ConnectionStrings__Map to a PostgreSQL with PostGIS, for example: Host=database;Database=map;Username=map;Password=… (compose.yaml does).");
        }

        return configuration.GetConnectionString("Map") is { Length: > 0 } own
            ? await OpenOwnAsync(own, configuration.GetConnectionString("MapDirect") ?? own)
            : await StartEmbeddedAsync(options, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await LiveDataSource.DisposeAsync();
        await TailDataSource.DisposeAsync();
        if (Cluster is not null) await Cluster.StopAsync();
        if (folderLock is not null) await folderLock.DisposeAsync();
    }

    private static async Task<MapDatabase> OpenOwnAsync(string connectionString, string direct)
    {
        var database = new MapDatabase(connectionString, direct, cluster: null, folderLock: null);
        try
        {
            var pending = await DatabaseSetup.PendingAsync(database.DataSource);
            if (pending.Count == 0)
            {
                await DatabaseSetup.EnsureWholeAsync(database.DataSource);
                return database;
            }
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await database.DisposeAsync();
            throw new StartRefusedException($"The database of ConnectionStrings__Map does not exist: {missing.MessageText}", missing);
        }
        catch (NpgsqlException unreachable)
        {
            await database.DisposeAsync();
            throw new StartRefusedException($"The database of ConnectionStrings__Map does not answer: {unreachable.Message}", unreachable);
        }

        await database.DisposeAsync();
        throw new StartRefusedException("The database lacks migrations: run `mapdashboard migrate` with the same ConnectionStrings__Map first (in a checkout: dotnet run --project src/MapDashboard.Cli -- migrate).");
    }

    private static async Task<MapDatabase> StartEmbeddedAsync(MapOptions options, CancellationToken cancellationToken)
    {
        var taken = Lock(options.DataFolder);
        var cluster = await EmbeddedCluster.StartAsync(new ClusterOptions(options.DataFolder), cancellationToken);
        try
        {
            var connectionString = await cluster.EnsureDatabaseAsync("map", cancellationToken);
            await DatabaseSetup.MigrateAsync(connectionString, cancellationToken);
            var database = new MapDatabase(connectionString, connectionString, cluster, taken);
            await DatabaseSetup.EnsureWholeAsync(database.DataSource, cancellationToken);
            return database;
        }
        catch
        {
            // Whatever it was goes on to the caller, but the cluster does not stay behind.
            await cluster.StopAsync();
            throw;
        }
    }

    private static FileStream Lock(string folder) => DataFolderLock.TryTake(folder)
        ?? throw new StartRefusedException($"Another server or command uses the data folder {Path.GetFullPath(folder)}: stop it or choose another with --Map:DataFolder=….");
}
