using System.CommandLine;
using System.Globalization;
using MapDashboard.Cli.Generate;
using MapDashboard.Domain;
using Npgsql;

namespace MapDashboard.Cli;

/// <summary>
/// <c>generate history</c>: years of invented issues with all their Changes, chained as the product chains them, with the checkpoints and counts that
/// servers derive. Into a log without issues, while no server runs on it.
/// </summary>
internal static class GenerateHistoryVerb
{
    private const int MostIssues = 20_000_000;

    private static readonly Option<int> Issues = new("--issues") { Description = "How many", Required = true };
    private static readonly Option<int> Years = new("--years") { Description = "How far it goes back from now, 1 to 10", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Open = new("--open")
    {
        Description = "How many issues are open at any time, on average: of a hundred thousand as of millions", DefaultValueFactory = _ => 400,
    };

    private static readonly Option<string> Zone = new("--time-zone") { Description = "IANA name, that of the server's Map:TimeZone", DefaultValueFactory = _ => "Asia/Shanghai" };
    private static readonly Option<string?> Folder = CliDatabase.FolderOption();

    public static Command Create()
    {
        var verb = new Command("history", "Years of issues with all their Changes, into a log without issues; stop the server first") { Issues, Years, Open, GenerateVerb.Seed, Zone, Folder };
        verb.SetAction((parse, token) =>
        {
            var now = TimeProvider.System.UtcNow();
            if (parse.GetValue(Issues) is < 1 or > MostIssues) return Refused($"--issues lies between 1 and {MostIssues}.");
            if (parse.GetValue(Years) is < 1 or > 10) return Refused("--years lies between 1 and 10.");
            if (parse.GetValue(Open) < 1) return Refused("--open is a positive number.");
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(parse.GetValue(Zone)!, out var zone)) return Refused("--time-zone is an IANA name, such as Asia/Shanghai.");
            var plan = new HistoryPlan(parse.GetValue(Issues), now.AddYears(-parse.GetValue(Years)), now, parse.GetValue(Open), parse.GetValue(GenerateVerb.Seed), zone);
            return CliDatabase.RunAsync(parse.GetValue(Folder), (NpgsqlDataSource dataSource) => RunAsync(dataSource, plan, token), token);
        });
        return verb;
    }

    private static async Task<int> Refused(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 1;
    }

    private static async Task<int> RunAsync(NpgsqlDataSource dataSource, HistoryPlan plan, CancellationToken cancellationToken)
    {
        var need = HistoryNeed.Of(plan.Issues);
        var free = await HistoryNeed.FreeAsync(dataSource, cancellationToken);
        Tell($"{plan.Issues} issues from {plan.Beginning:yyyy-MM-dd} on need {need}; {(free is { } bytes ? $"{bytes / 1_000_000_000} GB are free" : "how much is free there is not known here")}.");
        if (free < need.Bytes) return await Refused("The disk is too small for that. Nothing was written.");
        try
        {
            await new HistoryRun(dataSource, plan, Tell).RunAsync(cancellationToken);
        }
        catch (InvalidOperationException refused)
        {
            return await Refused($"{refused.Message} Nothing was written.");
        }

        await using var size = dataSource.CreateCommand("select pg_database_size(current_database())");
        Tell($"The database has {(long)(await size.ExecuteScalarAsync(cancellationToken))! / 1e9:0.00} GB now.");
        return 0;
    }

    private static void Tell(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
