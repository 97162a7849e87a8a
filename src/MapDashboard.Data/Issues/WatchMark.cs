using MapDashboard.Domain;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Data.Issues;

/// <summary>
/// That the watch has done its duty: one row per issue, clock and stage, written in the transaction of the deed. The key makes a second
/// watch, or one that was killed half-way, do nothing twice.
/// </summary>
public sealed class WatchMark
{
    public required Guid IssueId { get; init; }

    public required WatchClock Clock { get; init; }

    /// <summary>The status whose clock it was; the clock's own word for those that outlast a status.</summary>
    public required string Stage { get; init; }

    /// <summary>When that clock began.</summary>
    public required DateTime Since { get; init; }

    /// <summary>True for the warning ahead of time, false for what was done when the clock had run out.</summary>
    public required bool Ahead { get; init; }

    public required WatchDeed Deed { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTime At { get; init; }

    public static WatchMark Of(Guid issueId, WatchDuty duty, DateTime at) => new()
    {
        IssueId = issueId, Clock = duty.Clock, Stage = StageOf(duty), Since = duty.Since, Ahead = duty.Deed == WatchDeed.Warn, Deed = duty.Deed, At = at,
    };

    /// <summary>Whether this is the mark of the duty: once somebody above was called for a clock, nobody is warned of it again.</summary>
    public bool IsOf(WatchDuty duty) =>
        Clock == duty.Clock && Stage == StageOf(duty) && Since == duty.Since && Ahead == (duty.Deed == WatchDeed.Warn);

    private static string StageOf(WatchDuty duty) => duty.Clock == WatchClock.Stage ? Words<IssueStatus>.Of(duty.Stage) : Words<WatchClock>.Of(duty.Clock);
}
