using System.Diagnostics;
using MapDashboard.Data.Cluster;
using Npgsql;

namespace MapDashboard.Cli.Backup;

/// <summary>Runs pg_dump and pg_restore of the newest PostgreSQL that is installed here: they read every older server.</summary>
public static class PostgresTool
{
    /// <exception cref="StartRefusedException">It is missing, or it failed: in its own words.</exception>
    public static async Task RunAsync(string tool, string connectionString, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var info = new ProcessStartInfo(PostgresBinaries.Find() is { } folder ? Path.Combine(folder, tool) : tool, ["--dbname", target.Database ?? "map", "--no-password", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        if (target.Host is { } host) info.Environment["PGHOST"] = host;
        info.Environment["PGPORT"] = target.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (target.Username is { } user) info.Environment["PGUSER"] = user;
        if (target.Password is { } password) info.Environment["PGPASSWORD"] = password;
        if (target.SslMode != SslMode.Prefer) info.Environment["PGSSLMODE"] = Words(target.SslMode);
        if (target.RootCertificate is { } root) info.Environment["PGSSLROOTCERT"] = root;
        try
        {
            using var process = Process.Start(info)!;
            try
            {
                var words = await process.StandardError.ReadToEndAsync(cancellationToken);
                await process.WaitForExitAsync(cancellationToken);
                if (process.ExitCode != 0) throw new StartRefusedException($"{tool} failed: {words.Trim()}");
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new StartRefusedException($"{tool} is missing: apt-get install postgresql-client (of the server's version or newer).", missing);
        }
    }

    private static string Words(SslMode mode) => mode switch
    {
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };
}
