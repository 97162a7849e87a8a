using MapDashboard.Data.ChangeLog;

namespace MapDashboard.Data.Archives;

/// <summary>Whether the history of an archived issue is whole.</summary>
internal static class ArchivedHistoryCheck
{
    /// <summary>By itself: every link, from the first to the head that it names.</summary>
    public static HistoryBreak? Break(this ArchivedHistory history)
    {
        using var roots = new ExpectedRoots([]);
        return history.Walk(history.Number, rowSeal: null, roots);
    }

    /// <param name="history">As the file has it.</param>
    /// <param name="number">Of the issue's row.</param>
    /// <param name="rowSeal">Of the reporter's row; null where there is none.</param>
    /// <param name="roots">Told of every link.</param>
    public static HistoryBreak? Walk(this ArchivedHistory history, string number, string? rowSeal, ExpectedRoots roots)
    {
        var issue = new IssueHistory { Id = history.Issue, Number = number, RowVersion = history.Version, RowHead = Bytes(history.Head), RowSeal = rowSeal };
        foreach (var change in history.Changes)
        {
            if (issue.Next(change.Row(history.Issue), Bytes(change.Hash), roots) is { } broken) return broken;
        }

        return issue.Finish(roots)
            ?? (history.FirstSeq == history.Changes[0].Seq && history.LastSeq == history.Changes[^1].Seq ? null : new HistoryBreak(number, null, "Its file gives it other numbers of the log than its Changes have."));
    }

    private static byte[] Bytes(string hex) => hex.Length == 2 * HistoryChain.Length && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : [];
}
