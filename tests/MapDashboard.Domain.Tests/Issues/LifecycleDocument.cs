using System.Text;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Domain.Tests.Issues;

/// <summary>docs/lifecycle.md as the table in the code would have it.</summary>
internal static class LifecycleDocument
{
    private static readonly Dictionary<IssueStatus, string> Chinese = new()
    {
        [IssueStatus.Reported] = "待受理", [IssueStatus.Accepted] = "待派遣", [IssueStatus.Dispatched] = "待报到", [IssueStatus.InProgress] = "处置中",
        [IssueStatus.Resolved] = "待核查", [IssueStatus.Verified] = "待评价", [IssueStatus.Suspended] = "挂账", [IssueStatus.Closed] = "已办结",
        [IssueStatus.Merged] = "已合并", [IssueStatus.Voided] = "作废",
    };

    private static readonly Dictionary<Needs, string> Wants = new()
    {
        [Needs.Note] = "a reason (`note`)", [Needs.Answer] = "an answer for the reporter", [Needs.AfterPhoto] = "an after-photo since handling began",
        [Needs.Handler] = "`to`, or a routing rule", [Needs.DueAt] = "`dueAt` ahead", [Needs.Rating] = "`solved` and `satisfied`",
        [Needs.Target] = "another open issue in `to`", [Needs.Small] = "a small category", [Needs.WindowPassed] = "the rating window has passed",
        [Needs.Request] = "the handler's open request", [Needs.WithinWindow] = "within the rating window after the end",
    };

    private static readonly Dictionary<Entitled, string> Who = new()
    {
        [Entitled.Desk] = "desk", [Entitled.Leader] = "leader", [Entitled.GridLeader] = "grid leader", [Entitled.Handler] = "handler",
        [Entitled.Verifier] = "staff of the area who did not handle it", [Entitled.Reporter] = "reporter", [Entitled.Watch] = "the watch",
        [Entitled.LeaderAbove] = "leader of a level above", [Entitled.Anyone] = "any staff who see it",
        [Entitled.OtherLeader] = "leader who does not handle it", [Entitled.OtherDesk] = "desk that does not handle it",
        [Entitled.ReportingWorker] = "reporting grid worker", [Entitled.Helper] = "helper",
    };

    public static string Text()
    {
        var text = new StringBuilder(
            """
            # The life of an issue

            Made from the one table in the code (`src/MapDashboard.Domain/Issues/Lifecycle.cs`); a test compares. After a change of the table run
            `UPDATE_DOCS=1 ./test Domain`.

            ## Statuses

            | status | 中文 | open |
            |---|---|---|

            """);
        foreach (var status in Enum.GetValues<IssueStatus>()) text.Append($"| `{Word(status)}` | {Chinese[status]} | {(status.IsOpen() ? "yes" : "")} |\n");
        text.Append("\n## Actions\n\n| action | from | to | who | needs |\n|---|---|---|---|---|\n");
        foreach (var row in Lifecycle.Table)
        {
            var from = row.From.Count == Chinese.Count ? "any" : row.From.SequenceEqual(IssueStatuses.Open) ? "any open" : string.Join(", ", row.From.Select(Word));
            text.Append($"| `{Words<IssueAction>.Of(row.Action)}` | {from} | {(row.To is { } to ? Word(to) : "unchanged")} | {Listed(row.Who, Who)} | {Listed(row.Needs, Wants)} |\n");
        }

        text.Append("\nAn admin may do what a desk, a leader and a leader above may. A bad rating closes and reopens in one transaction. ");
        text.Append("A whistle goes one level up, and past the top to the world outside.\n\n## Diagram\n\n```mermaid\nstateDiagram-v2\n  [*] --> reported\n");
        var moves = Lifecycle.Table.Where(row => row.To is not null).SelectMany(row => row.From.Select(from => (From: from, To: row.To!.Value, row.Action)));
        foreach (var move in moves.GroupBy(move => (move.From, move.To)).OrderBy(group => group.Key))
        {
            text.Append($"  {Word(move.Key.From)} --> {Word(move.Key.To)}: {string.Join(", ", move.Select(each => Words<IssueAction>.Of(each.Action)))}\n");
        }

        return text.Append("  closed --> [*]\n  merged --> [*]\n  voided --> [*]\n```\n").ToString();
    }

    private static string Word(IssueStatus status) => Words<IssueStatus>.Of(status);

    private static string Listed<TFlags>(TFlags flags, Dictionary<TFlags, string> words)
        where TFlags : struct, Enum => string.Join(", ", words.Where(word => flags.HasFlag(word.Key)).Select(word => word.Value));
}
