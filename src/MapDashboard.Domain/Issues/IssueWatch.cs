using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;

namespace MapDashboard.Domain.Issues;

/// <summary>A clock over which the watch keeps.</summary>
public enum WatchClock
{
    /// <summary>Of the present status; of a suspended issue the time to its review.</summary>
    Stage,

    /// <summary>Of all stages to the resolution.</summary>
    Case,

    /// <summary>Of a leader's order.</summary>
    Supervision,

    /// <summary>Of the reporter's judgement.</summary>
    Rating,
}

public enum WatchDeed
{
    /// <summary>Ahead of time, at 80 %.</summary>
    Warn,

    /// <summary>Overdue, and nobody above can be called.</summary>
    WarnOverdue,
    Whistle,
    Close,
}

/// <summary>Something that the watch owes an issue, once.</summary>
/// <param name="Deed">What.</param>
/// <param name="Clock">For which clock.</param>
/// <param name="Stage">The status of the issue when the clock ran out.</param>
/// <param name="Since">When the clock began: another round of the same stage is another duty. UTC.</param>
/// <param name="DueAt">UTC.</param>
public sealed record WatchDuty(WatchDeed Deed, WatchClock Clock, IssueStatus Stage, DateTime Since, DateTime DueAt);

/// <summary>What the watch over the clocks does by itself: warns, whistles, closes.</summary>
public sealed partial class Issue
{
    private static readonly IReadOnlyList<IssueStatus> CaseRuns = [IssueStatus.Reported, IssueStatus.Accepted, IssueStatus.Dispatched, IssueStatus.InProgress];

    /// <summary>What the watch owes by now, whether or not it has done it.</summary>
    public IReadOnlyList<WatchDuty> WatchDuties(DateTime now)
    {
        var duties = new List<WatchDuty>();
        if (Status == IssueStatus.Verified && RatingEnd is { } end && now >= end) Owe(WatchDeed.Close, WatchClock.Rating, VerifiedAt!.Value, end);

        // The past of elsewhere is closed in its time, and whistled for by nobody here.
        if (Source == IssueSource.Replay) return duties;
        if (DueAt is { } due) OweFor(WatchClock.Stage, StageStartedAt, WarnAt, due);
        if (CaseRuns.Contains(Status)) OweFor(WatchClock.Case, CaseStartedAt, CaseWarnAt, CaseDueAt);
        if (Status.IsOpen() && Supervision is { } order && now > order.DueAt) Owe(WatchDeed.WarnOverdue, WatchClock.Supervision, order.At, order.DueAt);
        return duties;

        void OweFor(WatchClock clock, DateTime since, DateTime? warnAt, DateTime dueAt)
        {
            if (now > dueAt) Owe(Lifecycle.Allows(Status, IssueAction.Whistle) && !Escalated ? WatchDeed.Whistle : WatchDeed.WarnOverdue, clock, since, dueAt);
            else if (now >= warnAt) Owe(WatchDeed.Warn, clock, since, dueAt);
        }

        void Owe(WatchDeed deed, WatchClock clock, DateTime since, DateTime dueAt) => duties.Add(new WatchDuty(deed, clock, Status, since, dueAt));
    }

    /// <summary>Tells the holder, and whoever sees the issue, of a clock.</summary>
    public void Warn(Moment now, WatchDuty duty) => Record(
        ChangeKind.IssueWarned, now.At, Actor.Watch,
        extras: new ChangeExtras(Warning: new WarningData(duty.Clock, duty.Stage, duty.DueAt, duty.Deed == WatchDeed.WarnOverdue)));
}
