using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace MapDashboard.Data.Cluster;

/// <summary>The server cannot start for a reason that its operator can mend; the message is one sentence that says how.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Options of a private cluster.</summary>
/// <param name="Folder">The data folder; the cluster lives in its sub-folder <c>postgres</c>.</param>
/// <param name="Durable">fsync. Off only for the tests' throwaway cluster.</param>
/// <param name="MaxConnections">Of PostgreSQL.</param>
public sealed record ClusterOptions(string Folder, bool Durable = true, int MaxConnections = 100);

/// <summary>
/// A private PostgreSQL with PostGIS under a data folder, on a Unix socket only, never as root. The same class gives tests their
/// throwaway cluster. A cluster left running by a killed server is taken over; a killed postgres is started again.
/// </summary>
public sealed class EmbeddedCluster
{
    private const string Superuser = "map";
    /// <summary>A socket path holds 107 bytes, of which postgres takes fifteen for its own file name.</summary>
    private const int LongestSocketFolder = 90;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly ClusterOptions options;
    private readonly string bin;
    private readonly ClusterUser user;
    private readonly string folder;
    private readonly string socketFolder;

    private EmbeddedCluster(ClusterOptions options, string folder, string bin, ClusterUser user)
    {
        this.options = options;
        this.folder = folder;
        this.bin = bin;
        this.user = user;

        // The cluster's own folder is closed to others. Only where its name is too long for a socket path does the socket lie under /tmp.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];
        socketFolder = Encoding.UTF8.GetByteCount(folder) <= LongestSocketFolder ? folder : $"/tmp/mapdashboard-{hash}";
    }

    /// <summary>Starts the cluster, making it first where there is none.</summary>
    /// <exception cref="StartRefusedException">PostgreSQL is missing or does not start; the message says what to do.</exception>
    public static async Task<EmbeddedCluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken = default)
    {
        var user = ClusterUser.Choose();
        var folder = ClusterFolder.Prepare(options.Folder, user);
        var cluster = new EmbeddedCluster(options, folder, FindBinaries(folder), user);
        try
        {
            await cluster.EnsureRunningAsync(cancellationToken);
            return cluster;
        }
        catch (OperationCanceledException)
        {
            await cluster.StopAsync();
            throw;
        }
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Username = Superuser,
        Database = database,
        MaxPoolSize = Math.Max(10, options.MaxConnections - 20),
        Timeout = 5,
        KeepAlive = 30,
        IncludeErrorDetail = false,
    }.ConnectionString;

    /// <summary>Starts postgres unless it runs: at first start, after a kill, after a crash.</summary>
    public async Task EnsureRunningAsync(CancellationToken cancellationToken = default)
    {
        if (!File.Exists(Path.Combine(folder, "PG_VERSION"))) await InitialiseAsync(cancellationToken);
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            if ((await PgCtlAsync(["status"], cancellationToken)).ExitCode == 0 && await AnswersAsync(cancellationToken)) return;
            PrepareSocketFolder();
            var start = await PgCtlAsync(
                ["start", "-w", "-t", "60", "-l", Path.Combine(folder, "server.log"), "-o", ServerOptions()],
                cancellationToken);
            if (start.ExitCode == 0 && await AnswersAsync(cancellationToken)) return;

            // After kill -9 its children hold the shared memory for a moment; then the start goes through.
            if (deadline.Elapsed > StartLimit)
            {
                throw new StartRefusedException($"The embedded PostgreSQL does not start; its own words are in {folder}/server.log. {start.Output.Trim()}");
            }

            await Task.Delay(500, cancellationToken);
        }
    }

    /// <summary>Whether the postmaster process lives. Cheap: asked every second.</summary>
    public bool IsRunning()
    {
        try
        {
            var first = File.ReadLines(Path.Combine(folder, "postmaster.pid")).FirstOrDefault();
            return int.TryParse(first, System.Globalization.CultureInfo.InvariantCulture, out var pid) && Directory.Exists($"/proc/{pid}");
        }
        catch (IOException)
        {
            // No pid file, or it vanished between two reads: not running.
            return false;
        }
    }

    /// <summary>A fast, clean stop: sessions are ended, everything is on disk. A throwaway cluster has nothing to bring there.</summary>
    public async Task StopAsync() => await PgCtlAsync(["stop", "-m", options.Durable ? "fast" : "immediate", "-w", "-t", "60"], CancellationToken.None);

    /// <summary>Makes the database if it is not there.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> EnsureDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = new NpgsqlCommand($"create database \"{name}\"", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        return ConnectionString(name);
    }

    private static string FindBinaries(string folder)
    {
        var version = Path.Combine(folder, "PG_VERSION");
        if (!File.Exists(version))
        {
            return PostgresBinaries.Find()
                ?? throw new StartRefusedException("PostgreSQL with PostGIS is missing: apt-get install postgresql-15-postgis-3 (or the newest that apt offers).");
        }

        var number = File.ReadAllText(version).Trim();
        return PostgresBinaries.Find(number)
            ?? throw new StartRefusedException($"The data folder was made by PostgreSQL {number}, which is not installed: apt-get install postgresql-{number}-postgis-3.");
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        // Made beside and moved: a kill half-way must not leave a folder that looks like a cluster.
        var draft = folder + ".new";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        Directory.CreateDirectory(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        user.Own(draft);
        var made = await user.RunAsync(
            Path.Combine(bin, "initdb"),
            ["-D", draft, "-U", Superuser, "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C.UTF-8",
                .. options.Durable ? Array.Empty<string>() : ["--no-sync"]],
            cancellationToken);
        if (made.ExitCode != 0) throw new StartRefusedException($"initdb failed in {draft}: {made.Output.Trim()}");
        Directory.Delete(folder, recursive: true);
        Directory.Move(draft, folder);
    }

    // Trust on the socket is safe because only its owner (and root) can enter the folder.
    private void PrepareSocketFolder()
    {
        if (socketFolder == folder) return;
        Directory.CreateDirectory(socketFolder);
        if (new DirectoryInfo(socketFolder).LinkTarget is not null) throw new StartRefusedException($"{socketFolder} is a link; remove it.");
        try
        {
            File.SetUnixFileMode(socketFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (UnauthorizedAccessException foreign)
        {
            throw new StartRefusedException($"{socketFolder} belongs to another user; remove it.", foreign);
        }

        user.Own(socketFolder);
    }

    /// <summary>An eighth of the memory, from PostgreSQL's own default up: with less, a history of many years is read from the disk again and again.</summary>
    private static long BufferMegabytes => Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 >> 20, 128, 2048);

    /// <summary>Pages asked of the disk ahead of their turn, where rows of one answer lie scattered: a solid-state disk answers many at once.</summary>
    private const int PagesAhead = 32;

    private string ServerOptions()
    {
        // Compiling a statement takes longer than running any of ours does (measured: 1.5 s for one of 80 ms).
        var durability = options.Durable ? "" : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off";
        return $"-k '{socketFolder.Replace("'", "'\\''", StringComparison.Ordinal)}' -c listen_addresses= -c max_connections={options.MaxConnections} -c logging_collector=off -c log_min_messages=warning"
            + $" -c shared_buffers={(options.Durable ? BufferMegabytes : 128)}MB -c effective_io_concurrency={PagesAhead} -c max_wal_size=1GB -c timezone=UTC -c jit=off{durability}";
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            // Starting up, shutting down or gone: the caller asks again.
            return false;
        }
    }

    private Task<ProcessResult> PgCtlAsync(string[] arguments, CancellationToken cancellationToken) =>
        user.RunAsync(Path.Combine(bin, "pg_ctl"), [.. arguments, "-D", folder], cancellationToken);
}
