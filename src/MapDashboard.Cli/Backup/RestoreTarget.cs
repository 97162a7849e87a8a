using MapDashboard.Data.Cluster;
using Npgsql;

namespace MapDashboard.Cli.Backup;

/// <summary>An empty database to restore into: one's own, or the embedded one of a data folder, which is made where it is not there.</summary>
internal sealed class RestoreTarget : IAsyncDisposable
{
    private readonly EmbeddedCluster? cluster;
    private readonly FileStream? folderLock;

    private RestoreTarget(string connectionString, EmbeddedCluster? cluster, FileStream? folderLock)
    {
        ConnectionString = connectionString;
        this.cluster = cluster;
        this.folderLock = folderLock;
    }

    public string ConnectionString { get; }

    /// <exception cref="StartRefusedException">It is not empty, or a server runs over it.</exception>
    public static async Task<RestoreTarget> OpenAsync(string? dataFolder, CancellationToken cancellationToken)
    {
        var target = dataFolder is null ? Own() : await EmbeddedAsync(dataFolder, cancellationToken);
        try
        {
            await using var connection = new NpgsqlConnection(target.ConnectionString + ";Pooling=false");
            await connection.OpenAsync(cancellationToken);
            if ((await TableSums.NamesAsync(connection, cancellationToken)).Count == 0) return target;
            throw new StartRefusedException("The database is not empty. Restoring never overwrites: make a new database, or choose another --data-folder.");
        }
        catch
        {
            // Whatever it was goes on to the caller, but no cluster stays behind.
            await target.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null) await cluster.StopAsync();
        if (folderLock is not null) await folderLock.DisposeAsync();
    }

    private static RestoreTarget Own() => new(
        CliDatabase.ConnectionString() ?? throw new StartRefusedException("Say where to: --data-folder FOLDER, or ConnectionStrings__Map in the environment (Host=db;Database=map;Username=map;Password=…)."),
        cluster: null,
        folderLock: null);

    private static async Task<RestoreTarget> EmbeddedAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var taken = DataFolderLock.TryTake(folder) ?? throw new StartRefusedException($"A server uses the data folder {Path.GetFullPath(folder)}: stop it first.");
        var cluster = await EmbeddedCluster.StartAsync(new ClusterOptions(folder), cancellationToken);
        return new RestoreTarget(await cluster.EnsureDatabaseAsync("map", cancellationToken), cluster, taken);
    }
}
