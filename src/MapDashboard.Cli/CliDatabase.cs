using System.CommandLine;
using MapDashboard.Data;
using MapDashboard.Data.Cluster;
using Npgsql;

namespace MapDashboard.Cli;

/// <summary>The database of a verb: one's own by environment, or the embedded one of a data folder, whether its server runs or not.</summary>
internal sealed class CliDatabase : IAsyncDisposable
{
    private static readonly string[] Names = ["ConnectionStrings__MapDirect", "ConnectionStrings__Map"];

    private readonly FileStream? folderLock;
    private readonly EmbeddedCluster? cluster;

    private CliDatabase(string connectionString, EmbeddedCluster? cluster, FileStream? folderLock)
    {
        ConnectedBy = connectionString;
        DataSource = Database.DataSource(connectionString);
        this.cluster = cluster;
        this.folderLock = folderLock;
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>With its password, which a data source hides.</summary>
    public string ConnectedBy { get; }

    public static Option<string?> FolderOption() => new("--data-folder")
    {
        Description = "The data folder of a server with the embedded database; else ConnectionStrings__MapDirect or ConnectionStrings__Map",
    };

    /// <summary>From the environment; null when neither variable is set.</summary>
    public static string? ConnectionString() =>
        Names.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    /// <exception cref="StartRefusedException">The message says what to do.</exception>
    public static async Task<CliDatabase> OpenAsync(string? dataFolder, CancellationToken cancellationToken)
    {
        if (dataFolder is not null) return await OpenEmbeddedAsync(dataFolder, cancellationToken);
        var connectionString = ConnectionString()
            ?? throw new StartRefusedException("Say which database: --data-folder FOLDER, or ConnectionStrings__Map in the environment (Host=db;Database=map;Username=map;Password=…).");
        var database = new CliDatabase(connectionString, cluster: null, folderLock: null);
        if ((await DatabaseSetup.PendingAsync(database.DataSource, cancellationToken)).Count == 0) return database;
        await database.DisposeAsync();
        throw new StartRefusedException("The database lacks migrations: run `mapdashboard migrate` first.");
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();

        // Only who holds the lock may stop it: a running server keeps its cluster.
        if (folderLock is null) return;
        await cluster!.StopAsync();
        await folderLock.DisposeAsync();
    }

    /// <summary>Runs the verb's work and turns what an operator can mend into one sentence and exit code 1.</summary>
    public static Task<int> RunAsync(string? dataFolder, Func<MapDbContext, Task<int>> work, CancellationToken cancellationToken) =>
        RunAsync(
            dataFolder,
            async (NpgsqlDataSource dataSource) =>
            {
                await using var db = Database.Context(dataSource);
                return await work(db);
            },
            cancellationToken);

    /// <summary>The same for a verb that reads with plain SQL.</summary>
    public static Task<int> RunAsync(string? dataFolder, Func<NpgsqlDataSource, Task<int>> work, CancellationToken cancellationToken) =>
        RunAsync(dataFolder, (CliDatabase database) => work(database.DataSource), cancellationToken);

    /// <summary>The same for a verb that starts programs of PostgreSQL.</summary>
    public static async Task<int> RunAsync(string? dataFolder, Func<CliDatabase, Task<int>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var database = await OpenAsync(dataFolder, cancellationToken);
            return await work(database);
        }
        catch (Exception refused) when (refused is StartRefusedException or NpgsqlException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<CliDatabase> OpenEmbeddedAsync(string folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder, "postgres", "PG_VERSION")))
        {
            throw new StartRefusedException($"There is no embedded database in {Path.GetFullPath(folder)}; a server makes it at its first start.");
        }

        var taken = DataFolderLock.TryTake(folder);
        var cluster = await EmbeddedCluster.StartAsync(new ClusterOptions(folder), cancellationToken);
        var connectionString = await cluster.EnsureDatabaseAsync("map", cancellationToken);

        // A running server has brought it up to date itself.
        if (taken is not null) await DatabaseSetup.MigrateAsync(connectionString, cancellationToken);
        return new CliDatabase(connectionString, cluster, taken);
    }
}
