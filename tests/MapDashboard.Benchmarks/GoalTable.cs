using System.Globalization;
using System.Text.RegularExpressions;

namespace MapDashboard.Benchmarks;

/// <summary>
/// The table of the goals in docs/performance.md. A run writes the rows that it measured, each with its day; the others stay as they are.
/// </summary>
internal static partial class GoalTable
{
    private const string Begin = "<!-- goals: written by tests/bench -->";
    private const string End = "<!-- end of goals -->";

    private static readonly Dictionary<string, (Ratio Ratio, string Remark)> Found = [];

    /// <summary>What a pairing found for a goal; printed at once.</summary>
    public static void Add(string key, Ratio ratio, string remark = "")
    {
        var goal = Goal.All.Single(each => each.Key == key);
        Found[key] = (ratio, remark);
        Console.WriteLine($"goal {key}, {goal.Measure}: {ratio}, {goal.Aim} {(goal.IsMet(ratio) ? "met" : "missed")}{(remark.Length > 0 ? "; " + remark : "")}");
    }

    /// <param name="file">The document with the two marks.</param>
    /// <param name="loadBefore">Of the machine when the run began.</param>
    public static async Task WriteAsync(string file, string loadBefore)
    {
        var text = await File.ReadAllTextAsync(file);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (from < 0 || to < from) throw new InvalidOperationException($"{file} has no table of goals.");
        var before = Row().Matches(text[from..to]).ToDictionary(row => row.Groups["key"].Value, row => row.Value, StringComparer.Ordinal);
        string[] lines =
        [
            Begin, "",
            $"Last run {DateTime.UtcNow:yyyy-MM-dd} on {Machine()}, at a load of {loadBefore} when it began and {Rounds.Load()} when it ended. Median (least–most) of the rounds.", "",
            "| # | measure | goal | measured | | on |", "|---|---|---|---|---|---|",
            .. Goal.All.Select(goal => Found.ContainsKey(goal.Key) ? Line(goal) : before.GetValueOrDefault(goal.Key) ?? $"| {goal.Key} | {goal.Measure} | {goal.Aim} | not measured | open | |"),
            "", "",
        ];
        await File.WriteAllTextAsync(file, text[..from] + string.Join('\n', lines) + text[to..]);
    }

    private static string Line(Goal goal)
    {
        var (ratio, remark) = Found[goal.Key];
        return $"| {goal.Key} | {goal.Measure} | {goal.Aim} | {ratio}{(remark.Length > 0 ? "; " + remark : "")} | {(goal.IsMet(ratio) ? "met" : "**missed**")} | {DateTime.UtcNow:yyyy-MM-dd} |";
    }

    /// <summary>Processor, cores, memory and system, as they say of themselves.</summary>
    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "an unnamed processor";
        var memory = long.Parse(File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024 / 1024;
        var system = File.ReadLines("/etc/os-release").First(line => line.StartsWith("PRETTY_NAME", StringComparison.Ordinal)).Split('"')[1];
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores of {model}, {memory} GB, {system}, .NET {Environment.Version}");
    }

    [GeneratedRegex(@"^\| (?<key>[0-9]+[a-d]?) \|.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
