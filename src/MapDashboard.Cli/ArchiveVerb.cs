using System.CommandLine;
using System.Globalization;
using MapDashboard.Data.Archives;
using MapDashboard.Data.Cluster;
using MapDashboard.Domain;
using Npgsql;

namespace MapDashboard.Cli;

/// <summary><c>archive</c>: gives the Changes of issues that ended long ago to a file, and takes them from the log (decisions/0024).</summary>
internal static class ArchiveVerb
{
    private const string DefaultZone = "Asia/Shanghai";

    private static readonly Option<string> Before = new("--before") { Description = "A day, 2024-01-01: issues with nothing since its beginning", Required = true };
    private static readonly Option<string> To = new("--to") { Description = "The folder of the archive files; keep it beside the backups", Required = true };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what it would take, and change nothing" };
    private static readonly Option<string?> Zone = new("--time-zone") { Description = "IANA name; left out: that by which the servers count" };
    private static readonly Option<string?> Folder = CliDatabase.FolderOption();

    public static Command Create()
    {
        var verb = new Command("archive", "Move the history of issues that ended long ago from the log to a file") { Before, To, DryRun, Zone, Folder };
        verb.SetAction((parse, token) => CliDatabase.RunAsync(parse.GetValue(Folder), (NpgsqlDataSource dataSource) => RunAsync(dataSource, parse, token), token));
        return verb;
    }

    private static async Task<int> RunAsync(NpgsqlDataSource dataSource, ParseResult parse, CancellationToken cancellationToken)
    {
        if (!DateOnly.TryParseExact(parse.GetValue(Before), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) throw new StartRefusedException("--before is a day such as 2024-01-01.");
        var zone = await ZoneAsync(dataSource, parse.GetValue(Zone), cancellationToken);
        var plan = ArchivePlan.Of(day, zone, parse.GetValue(To)!, TimeProvider.System.UtcNow(), Environment.UserName);
        var run = new ArchiveRun(dataSource, plan);
        var isDry = parse.GetValue(DryRun);
        var report = isDry ? await run.LookAsync(cancellationToken) : await run.RunAsync(cancellationToken);
        Console.WriteLine(report switch
        {
            { Issues: 0 } => string.Create(CultureInfo.InvariantCulture, $"Nothing to archive: no issue has ended for good before {day:yyyy-MM-dd} ({zone.Id}) that is not archived already."),
            _ when isDry => string.Create(CultureInfo.InvariantCulture, $"{Taken(report)} would leave the log for {plan.Folder}. Nothing was changed."),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Taken(report)} left the log for {plan.Path}, {report.Bytes} bytes, SHA-256 {report.Sha256}. Keep that file beside the backups."),
        });
        return 0;
    }

    private static string Taken(ArchiveReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"{report.Changes} Changes of {report.Issues} issues, numbers {report.FirstSeq} to {report.LastSeq},");

    private static async Task<TimeZoneInfo> ZoneAsync(NpgsqlDataSource dataSource, string? given, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select zone from measure_cursor");
        var name = given ?? await command.ExecuteScalarAsync(cancellationToken) as string ?? DefaultZone;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw new StartRefusedException("--time-zone is an IANA name, such as Asia/Shanghai.");
    }
}
