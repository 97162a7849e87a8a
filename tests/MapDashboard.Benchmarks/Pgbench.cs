using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MapDashboard.Data.Cluster;
using Npgsql;

namespace MapDashboard.Benchmarks;

/// <summary>PostgreSQL's own load generator, over the same socket and with prepared statements: what the database can do at best.</summary>
internal static partial class Pgbench
{
    public static async Task<Measured> RunAsync(PrivateCluster cluster, string script, int clients, int seconds)
    {
        var parts = new NpgsqlConnectionStringBuilder(cluster.ConnectionString);
        var file = Path.Combine(cluster.Folder, "script.sql");
        await File.WriteAllTextAsync(file, script);

        // By the shell, which tells the processor time of what it ran.
        var info = new ProcessStartInfo(
            "bash",
            ["-c", "TIMEFORMAT='cpu = %U %S'; time \"$0\" \"$@\"", Path.Combine(PostgresBinaries.Find()!, "pgbench"), "-n", "-M", "prepared", "-f", file, "-c", Text(clients), "-j", Text(Math.Min(clients, 2)), "-T", Text(seconds), "-h", parts.Host!, "-p", Text(parts.Port), "-U", parts.Username!, parts.Database!])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var (said, text) = (await error, await output);
        if (process.ExitCode != 0) throw new InvalidOperationException(said);
        var cpu = Cpu().Match(said).Groups;
        var used = double.Parse(cpu["user"].Value, CultureInfo.InvariantCulture) + double.Parse(cpu["system"].Value, CultureInfo.InvariantCulture);
        return new Measured(Number(Rate(), text), used / seconds, Number(Latency(), text));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(Regex pattern, string text) => double.Parse(pattern.Match(text).Groups["number"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("cpu = (?<user>[0-9.]+) (?<system>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cpu();

    [GeneratedRegex("tps = (?<number>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();

    [GeneratedRegex("latency average = (?<number>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Latency();
}
