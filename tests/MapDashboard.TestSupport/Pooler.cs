using System.Diagnostics;
using Npgsql;

namespace MapDashboard.TestSupport;

/// <summary>pgbouncer in transaction mode before the tests' cluster, with few connections, so that sessions really change hands.</summary>
public sealed class Pooler : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private Pooler(Process process, string folder, string connectionString)
    {
        this.process = process;
        this.folder = folder;
        ConnectionString = connectionString;
    }

    /// <summary>Through the pooler.</summary>
    public string ConnectionString { get; }

    /// <param name="direct">Of a database of the tests' cluster.</param>
    /// <param name="connections">To PostgreSQL, for all clients together.</param>
    public static async Task<Pooler> StartAsync(string direct, int connections)
    {
        var target = new NpgsqlConnectionStringBuilder(direct);
        var folder = Directory.CreateTempSubdirectory("mapdashboard-pooler-").FullName;
        var port = ServerProcess.FreePort();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "pgbouncer.ini"),
            $"""
            [databases]
            {target.Database} = host={target.Host} port={target.Port} user={target.Username} dbname={target.Database}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = {connections}
            max_client_conn = 500
            logfile = {folder}/pgbouncer.log
            ignore_startup_parameters = extra_float_digits
            """);

        // It refuses to run as root, and only the owner of the cluster may enter its socket folder.
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", "pgbouncer"] : ["pgbouncer"];
        if (Environment.IsPrivilegedProcess)
        {
            using var own = Process.Start("chown", ["-R", "postgres:", folder]);
            await own.WaitForExitAsync();
        }

        var info = new ProcessStartInfo(command[0], [.. command[1..], Path.Combine(folder, "pgbouncer.ini")]) { UseShellExecute = false, WorkingDirectory = "/" };
        var process = Process.Start(info)!;
        var pooled = new NpgsqlConnectionStringBuilder(direct) { Host = "127.0.0.1", Port = port, NoResetOnClose = true }.ConnectionString;
        var pooler = new Pooler(process, folder, pooled);
        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromSeconds(30))
        {
            if (process.HasExited) throw new InvalidOperationException("pgbouncer ended.");
            if (await AnswersAsync(pooled)) return pooler;
            await Task.Delay(20);
        }

        throw new TimeoutException("pgbouncer did not answer within half a minute.");
    }

    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("pkill", ["-INT", "-f", Path.Combine(folder, "pgbouncer.ini")])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> AnswersAsync(string connectionString)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            // Not listening yet.
            return false;
        }
    }
}
