using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MapDashboard.Cli.Replay;

namespace MapDashboard.Cli;

/// <summary><c>replay</c>: a file of real reports played through the API. The same file again adds nothing.</summary>
internal static class ReplayVerb
{
    private static readonly Argument<string> FileName = new("FILE") { Description = "CSV, also gzipped (.csv.gz)" };
    private static readonly Option<string> Mapping = new("--mapping") { Description = "How to read its columns: JSON, see gis-data/mappings", Required = true };
    private static readonly Option<double> Speed = new("--speed") { Description = "So many times real time; 0 (default) as fast as it goes" };
    private static readonly Option<string?> Rejected = new("--rejected") { Description = "Where rows go that cannot be used; FILE.rejected.csv when left out" };
    private static readonly Option<string> Server = ServerConnection.ServerOption();
    private static readonly Option<string> TokenFile = ServerConnection.TokenFileOption();

    public static Command Create()
    {
        var verb = new Command("replay", "Play a file of real reports through the server") { FileName, Mapping, Speed, Rejected, Server, TokenFile };
        verb.SetAction((parse, token) => ServerConnection.RunAsync(() => RunAsync(parse, token)));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var path = parse.GetRequiredValue(FileName);
        if (!File.Exists(parse.GetRequiredValue(Mapping))) throw new VerbRefusedException($"There is no file {parse.GetRequiredValue(Mapping)}.");
        var mapping = ReplayMapping.Read(parse.GetRequiredValue(Mapping));
        using var http = ServerConnection.Open(parse.GetRequiredValue(Server), parse.GetRequiredValue(TokenFile));
        var file = ReplayFile.Read(path, mapping, cancellationToken);
        using var run = new ReplayRun(http, mapping, parse.GetValue(Speed), TimeProvider.System);
        var clock = Stopwatch.StartNew();
        try
        {
            await SendAsync(run, file.Rows, cancellationToken);
            return 0;
        }
        finally
        {
            // Also after a cancelled run: what was done is done, and the next run goes on from there.
            RejectedRow[] rejected = [.. file.Rejected, .. run.Rejected];
            var rejectedPath = parse.GetValue(Rejected) ?? RejectedPath(path);
            ReplayFile.WriteRejected(rejectedPath, file.Header, rejected);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Rows.Count + file.Rejected.Count} rows: {run.Added} added, {run.Known} known, {run.Recorded} statuses recorded, {rejected.Length} rejected; "
                + $"{run.Sent} requests in {clock.Elapsed.TotalSeconds:0.0} s, {run.Sent / Math.Max(0.001, clock.Elapsed.TotalSeconds):0} a second."));
            foreach (var reason in rejected.GroupBy(row => row.Reason, StringComparer.Ordinal).OrderByDescending(group => group.Count()).Take(20))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {reason.Count()} × {reason.Key}"));
            }

            if (rejected.Length > 0) Console.WriteLine("  They are in " + rejectedPath);
        }
    }

    private static Task SendAsync(ReplayRun run, IReadOnlyList<ReplayRow> rows, CancellationToken cancellationToken) =>
        Screen.Progress().StartAsync(async context =>
        {
            var progress = context.AddTask("Replay", maxValue: Math.Max(1, ReplayRun.Steps(rows)));
            var sending = run.RunAsync(rows, cancellationToken);
            while (!sending.IsCompleted)
            {
                progress.Value = run.Sent;
                await Task.WhenAny(sending, Task.Delay(100, CancellationToken.None));
            }

            progress.Value = run.Sent;
            await sending;
        });

    private static string RejectedPath(string path)
    {
        foreach (var ending in new[] { ".csv.gz", ".csv", ".gz" })
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return path[..^ending.Length] + ".rejected.csv";
        }

        return path + ".rejected.csv";
    }
}
