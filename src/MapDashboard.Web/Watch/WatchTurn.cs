using MapDashboard.Data;
using MapDashboard.Data.Issues;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Issues;

namespace MapDashboard.Web.Watch;

/// <summary>The watch at one issue: does what it owes and marks it, for the caller to commit together.</summary>
public static class WatchTurn
{
    /// <param name="db">The issue and its new marks are tracked here.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="now">By the issue's clock.</param>
    /// <param name="marks">Of this issue, so far.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was done; nothing where nothing was owed.</returns>
    public static async Task<IReadOnlyList<WatchDuty>> DoAsync(
        MapDbContext db, Issue issue, Moment now, IReadOnlyCollection<WatchMark> marks, CancellationToken cancellationToken)
    {
        // What is still open has not been closed, whatever a mark says: a record of imported history may have led back behind the closing.
        WatchDuty[] owed = [.. issue.WatchDuties(now.At).Where(duty => duty.Deed == WatchDeed.Close || !marks.Any(mark => mark.IsOf(duty)))];
        if (owed.Length == 0) return [];

        // One whistle answers every clock that has run out; warnings of the others go to whoever has the issue then, at the next turn.
        WatchDuty[] whistled = [.. owed.Where(duty => duty.Deed == WatchDeed.Whistle)];
        if (whistled.Length > 0)
        {
            owed = whistled;
            var called = await FindCalled.FindAsync(db, issue, now.At, cancellationToken);
            _ = issue.Whistle(Actor.Watch, now, called, clocks: [.. whistled.Select(duty => duty.Clock)]).Value;
        }

        foreach (var duty in owed)
        {
            if (duty.Deed == WatchDeed.Close) _ = issue.Close(Actor.Watch, now).Value;
            else if (duty.Deed is WatchDeed.Warn or WatchDeed.WarnOverdue) issue.Warn(now, duty);
        }

        db.WatchMarks.AddRange(owed.Where(duty => !marks.Any(mark => mark.IsOf(duty))).Select(duty => WatchMark.Of(issue.Id, duty, now.At)));
        return owed;
    }
}
