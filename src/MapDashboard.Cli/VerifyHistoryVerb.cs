using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MapDashboard.Data.ChangeLog;
using Npgsql;

namespace MapDashboard.Cli;

/// <summary><c>verify-history</c>: recomputes the chain of every issue and the roots over them, and names the first break.</summary>
internal static class VerifyHistoryVerb
{
    private const int HexLength = 2 * HistoryChain.Length;

    private static readonly Option<string?> Folder = CliDatabase.FolderOption();

    private static readonly Option<(long Seq, string Hex)[]> Root = new("--root")
    {
        Description = "A root as the log file of a server told it, SEQ:HEX; may be given more than once",
        CustomParser = Parse,
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Archive = new("--archive") { Description = "The folder with the archive files: they are checked, too" };

    public static Command Create()
    {
        var verb = new Command("verify-history", "Check that nobody altered the history of the issues") { Root, Archive, Folder };
        verb.SetAction((parse, token) => CliDatabase.RunAsync(
            parse.GetValue(Folder), (NpgsqlDataSource dataSource) => RunAsync(dataSource, parse.GetValue(Root)!, parse.GetValue(Archive), token), token));
        return verb;
    }

    private static async Task<int> RunAsync(NpgsqlDataSource dataSource, (long Seq, string Hex)[] roots, string? archives, CancellationToken cancellationToken)
    {
        var progress = new Progress<long>(changes => Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{changes} Changes")));
        var report = await new HistoryVerification(dataSource).RunAsync(roots, Console.IsErrorRedirected ? null : progress, cancellationToken, archives);
        if (!Console.IsErrorRedirected) await Console.Error.WriteAsync("\r");
        var counts = string.Create(CultureInfo.InvariantCulture, $"{report.Changes} Changes of {report.Issues} issues");
        if (report.Break is not { } broken)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counts} hold; {report.Roots} roots agree.{Archived(report, archives)}"));
            return 0;
        }

        var version = broken.Version is { } number ? string.Create(CultureInfo.InvariantCulture, $", version {number}") : "";
        Console.WriteLine($"BROKEN after {counts}. {(broken.Issue is { } issue ? $"Issue {issue}{version}: " : "")}{broken.What}");
        return 1;
    }

    private static string Archived(HistoryReport report, string? archives) => report.Archived == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $" {report.Archived} issues are archived: {(archives is null ? "their ends agree, and the rest is not checked without the archive files (--archive FOLDER)" : "the files are whole, and their histories hold")}.{(report.UncheckedRoots == 0 ? "" : $" {report.UncheckedRoots} roots are not checked without the archive files.")}");

    private static (long Seq, string Hex)[] Parse(ArgumentResult result)
    {
        var roots = new List<(long, string)>();
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            var parts = text.Split(':');
            if (parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
                && parts[1].Length == HexLength && parts[1].All(char.IsAsciiHexDigit))
            {
                roots.Add((seq, parts[1]));
            }
            else
            {
                result.AddError($"A root is SEQ:HEX with {HexLength} hexadecimal digits, as it stands in the log file, not {text}.");
            }
        }

        return [.. roots];
    }
}
