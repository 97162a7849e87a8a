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

    /// <summary>Of mode.switched.</summary>
    public Areas.Mode? Mode { get; init; }

    /// <summary>Never stored: tells one audience that a mode.switched is about its own mode and not only about a part of its area.</summary>
    public bool? Own { get; init; }
}

/// <summary>Who did it, as named at the time.</summary>
public sealed record ChangeActor(string Name, Access.AccountRole Role);
