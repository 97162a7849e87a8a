using MapDashboard.Domain.Issues;

namespace MapDashboard.Domain.Changes;

/// <summary>The kinds of Change, past tense. Unknown kinds must be ignored by readers, so that old pages survive new servers.</summary>
public static class ChangeKind
{
    public const string IssueReported = "issue.reported";
    public const string IssueAccepted = "issue.accepted";
    public const string IssueDispatched = "issue.dispatched";
    public const string IssueReportedIn = "issue.reportedIn";
    public const string IssueReturned = "issue.returned";
    public const string IssueResolved = "issue.resolved";
    public const string IssueVerified = "issue.verified";
    public const string IssueReworked = "issue.reworked";
    public const string IssueRated = "issue.rated";
    public const string IssueClosed = "issue.closed";
    public const string IssueReopened = "issue.reopened";
    public const string IssueCommented = "issue.commented";
    public const string IssueMarked = "issue.marked";
    public const string IssueCleared = "issue.cleared";
    public const string IssueVoided = "issue.voided";
    public const string IssueSettled = "issue.settled";
    public const string IssueTransferred = "issue.transferred";
    public const string IssueAssisted = "issue.assisted";
    public const string IssueWhistled = "issue.whistled";
    public const string IssueExtensionRequested = "issue.extensionRequested";
    public const string IssueExtended = "issue.extended";
    public const string IssueSuspended = "issue.suspended";
    public const string IssueResumed = "issue.resumed";
    public const string IssueMerged = "issue.merged";
    public const string IssueFollowed = "issue.followed";
    public const string IssueSupervised = "issue.supervised";

    /// <summary>The watch tells that a clock has turned amber or red.</summary>
    public const string IssueWarned = "issue.warned";

    /// <summary>What another system says became of an imported issue.</summary>
    public const string IssueRecorded = "issue.recorded";
    public const string IssuePhotoAdded = "issue.photoAdded";
    public const string IssueVoiceAdded = "issue.voiceAdded";

    /// <summary>Never stored: what an audience is sent when an issue leaves its scope.</summary>
    public const string IssueRemoved = "issue.removed";

    public const string ModeSwitched = "mode.switched";
    public const string AreaImported = "area.imported";
    public const string CategoryImported = "category.imported";
    public const string CalendarImported = "calendar.imported";
    public const string PostAppointed = "post.appointed";
    public const string PostEnded = "post.ended";
    public const string PostChanged = "post.changed";
    public const string PersonChanged = "person.changed";
    public const string PeopleImported = "people.imported";
    public const string FacilityChanged = "facility.changed";
    public const string PairingChanged = "pairing.changed";

    /// <summary>Households, group or duty phone of an area; its outline changes by area.imported.</summary>
    public const string AreaChanged = "area.changed";
    public const string NoticePosted = "notice.posted";
    public const string NoticeWithdrawn = "notice.withdrawn";
    public const string NoticeRead = "notice.read";
    public const string DailyTaskDone = "dailyTask.done";
    public const string VisitRecorded = "visit.recorded";
    public const string PatrolStarted = "patrol.started";
    public const string PatrolEnded = "patrol.ended";

    /// <summary>Of a patrol that has ended: the phone told of the way only now.</summary>
    public const string PatrolTracked = "patrol.tracked";
    public const string DailyTasksImported = "dailyTasks.imported";
}

/// <summary>One entry of the change log (变更), written in the transaction of the rows that it tells of.</summary>
public sealed record Change
{
    public required string Kind { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Null for a Change that is not about an issue.</summary>
    public Guid? IssueId { get; init; }

    /// <summary>The issue's version after this Change; null with <see cref="IssueId"/>.</summary>
    public int? IssueVersion { get; init; }

    /// <summary>The area concerned; null for an issue outside every area.</summary>
    public string? AreaCode { get; init; }

    /// <summary>Who sees it (<see cref="Access.Audience"/>).</summary>
    public required string[] Audiences { get; init; }

    /// <summary>Who saw the issue before; null where that is the same. Those who no longer do get its removal.</summary>
    public string[]? AudiencesBefore { get; init; }

    public required ChangeData Data { get; init; }
}

/// <summary>What a Change tells. Personal data of reporters is never here.</summary>
public sealed record ChangeData
{
    public Guid? Id { get; init; }

    public int? Version { get; init; }

    /// <summary>The whole issue after the Change, so that a reader needs no earlier one.</summary>
    public IssueView? Issue { get; init; }

    /// <summary>Null for what the server did by itself.</summary>
    public ChangeActor? By { get; init; }

    public string? Note { get; init; }

    /// <summary>Stands for name and phone of the reporter, so that the history proves them and outlives their erasure; set by the log.</summary>
    public string? ReporterSeal { get; init; }

    /// <summary>Of issue.whistled.</summary>
    public WhistleData? Whistle { get; init; }

    /// <summary>Of issue.dispatched, transferred and whistled: the routing rule that named the handler; null where a person chose.</summary>
    public string? Rule { get; init; }

    /// <summary>Of issue.warned.</summary>
    public WarningData? Warning { get; init; }

    /// <summary>Of mode.switched.</summary>
    public Areas.Mode? Mode { get; init; }

    /// <summary>Never stored: tells one audience that a mode.switched is about its own mode and not only about a part of its area.</summary>
    public bool? Own { get; init; }
}

/// <summary>Who did it, as named at the time.</summary>
public sealed record ChangeActor(string Name, Access.AccountRole Role);

/// <summary>Where a whistle went.</summary>
/// <param name="From">Code of the area whose level had the issue; null outside every area.</param>
/// <param name="To">Code of the area whose level is called; null outside every area.</param>
/// <param name="PastTop">There was no level above: it goes to the world outside, and the top level's desk keeps it.</param>
/// <param name="Clocks">The clocks that had run out when the watch whistled; null where a person whistled.</param>
public sealed record WhistleData(string? From, string? To, bool PastTop, IReadOnlyList<WatchClock>? Clocks);

/// <summary>Which clock the watch warns of.</summary>
/// <param name="Clock">Of the stage, the whole case, or the leader's order.</param>
/// <param name="Stage">The status in which it was.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Overdue">False for the warning ahead of time.</param>
public sealed record WarningData(WatchClock Clock, IssueStatus Stage, DateTime DueAt, bool Overdue);

/// <summary>What a command adds to its Change.</summary>
internal sealed record ChangeExtras(WhistleData? Whistle = null, string? Rule = null, WarningData? Warning = null);
