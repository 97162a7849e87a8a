using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;

namespace MapDashboard.Domain.Issues;

/// <summary>
/// What another system says became of an issue of source replay. It is not a command of the lifecycle: the past of elsewhere did not follow
/// our table, and the table stays as it is for every other issue.
/// </summary>
public sealed partial class Issue
{
    /// <summary>The statuses that can be recorded, in the order in which an issue passes them.</summary>
    public static IReadOnlyList<IssueStatus> Recordable { get; } =
    [
        IssueStatus.Reported, IssueStatus.Accepted, IssueStatus.Dispatched, IssueStatus.InProgress, IssueStatus.Resolved, IssueStatus.Verified,
        IssueStatus.Closed,
    ];

    /// <summary>Sets the status as given. What is already so writes no Change, so that a second import adds nothing.</summary>
    /// <param name="actor">Who imports.</param>
    /// <param name="status">One of <see cref="Recordable"/>.</param>
    /// <param name="moment">When the issue came to it, not before it was reported.</param>
    /// <param name="note">For the history.</param>
    public Outcome<Issue> RecordHistory(Actor actor, IssueStatus status, Moment moment, string? note = null)
    {
        if (Source != IssueSource.Replay) return new Refusal(RefusalCodes.IssueNotReplay, "Only an issue of source replay takes recorded history.");
        if (!Recordable.Contains(status))
        {
            return new Refusal(RefusalCodes.RequestUnknownValue, "status is one of: " + string.Join(", ", Recordable.Select(Words<IssueStatus>.Of)) + ".");
        }

        if (!Recordable.Contains(Status))
        {
            return new Refusal(RefusalCodes.IssueTransitionRefused, $"An issue that is {Words<IssueStatus>.Of(Status)} here takes no recorded history.");
        }

        var at = moment.At;
        if (at < ReportedAt) return new Refusal(RefusalCodes.IssueRecordedTooEarly, "at lies before the issue was reported.");
        if (Status == status && StageStartedAt == at) return this;
        AcceptedAt = Reached(IssueStatus.Accepted, AcceptedAt, status, at);
        DispatchedAt = Reached(IssueStatus.Dispatched, DispatchedAt, status, at);
        ReportedInAt = Reached(IssueStatus.InProgress, ReportedInAt, status, at);
        HandlingSince = ReportedInAt;
        ResolvedAt = Reached(IssueStatus.Resolved, ResolvedAt, status, at);
        VerifiedAt = Reached(IssueStatus.Verified, VerifiedAt, status, at);
        HandleDueAt = ReportedInAt is { } reportedIn ? moment.Clock.After(reportedIn, Limits.Handle) : null;
        RatingEndsAt = VerifiedAt + moment.Clock.RatingWindow;
        EndedAt = Reached(IssueStatus.Closed, EndedAt, status, at);
        MoveTo(status, moment, LimitOf(status));
        return Done(ChangeKind.IssueRecorded, moment, actor, note);
    }

    /// <summary>When the stage was reached: now, as known before, or, where the record leads back before it, not yet.</summary>
    private static DateTime? Reached(IssueStatus stage, DateTime? known, IssueStatus recorded, DateTime at) =>
        Recordable.Index().First(each => each.Item == stage).Index.CompareTo(Recordable.Index().First(each => each.Item == recorded).Index) switch
        {
            0 => at,
            < 0 => known,
            _ => null,
        };

    private Limit? LimitOf(IssueStatus status) => status switch
    {
        IssueStatus.Reported or IssueStatus.Accepted => Limits.Accept,
        IssueStatus.Dispatched => Limits.ReportIn,
        IssueStatus.InProgress => Limits.Handle,
        IssueStatus.Resolved => Limits.Verify,
        _ => null,
    };
}
