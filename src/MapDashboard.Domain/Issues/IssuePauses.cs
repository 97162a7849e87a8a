using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;

namespace MapDashboard.Domain.Issues;

/// <summary>What moves the clocks without moving the issue on: more time, a pause, a leader's order.</summary>
public sealed partial class Issue
{
    /// <summary>延期: the handler asks for more time, once.</summary>
    public Outcome<Issue> RequestExtension(Actor actor, Moment now, DateTime? dueAt, string? note)
    {
        if ((Refused(IssueAction.RequestExtension, actor, note) ?? DueRefusal(dueAt, now.At, later: DueAt)) is { } refusal) return refusal;
        if (Extension is not null) return new Refusal(RefusalCodes.IssueExtensionUsed, "More time was asked for before; that is possible once.");
        Extension = new Extension(now.At, dueAt!.Value, note!.Trim(), GrantedAt: null);
        return Done(ChangeKind.IssueExtensionRequested, now, actor, note);
    }

    /// <summary>A leader grants what the handler asked for, or another due time; the whole case is due no earlier than that.</summary>
    /// <param name="actor">A leader.</param>
    /// <param name="now">By the issue's clock.</param>
    /// <param name="dueAt">UTC; null grants what was asked for.</param>
    /// <param name="note">For the history.</param>
    public Outcome<Issue> Extend(Actor actor, Moment now, DateTime? dueAt, string? note = null)
    {
        if (Refused(IssueAction.Extend, actor) is { } refusal) return refusal;
        if (Extension is not { GrantedAt: null } asked) return new Refusal(RefusalCodes.IssueExtensionNotAsked, "The handler has not asked for more time, or has got it.");
        var due = dueAt ?? asked.DueAt;
        if (DueRefusal(due, now.At, later: DueAt) is { } refused) return refused;
        var unit = Limits.Handle.Unit;
        if (due > CaseDueAt) CaseIsDue(now.Clock.DeadlineAt(CaseStartedAt, due, unit));
        Extension = asked with { DueAt = due, GrantedAt = now.At };
        HandleDueAt = due;
        Due(StageStartedAt, now.Clock.DeadlineAt(StageStartedAt, due, unit));
        return Done(ChangeKind.IssueExtended, now, actor, note);
    }

    /// <summary>挂账: the clocks stop until a leader resumes; what runs instead is the time to the review.</summary>
    public Outcome<Issue> Suspend(Actor actor, Moment now, DateTime? reviewAt, string? note)
    {
        if ((Refused(IssueAction.Suspend, actor, note) ?? DueRefusal(reviewAt, now.At)) is { } refusal) return refusal;
        var unit = Limits.Handle.Unit;
        var (clock, stage) = (now.Clock, StageDeadline(now));
        Suspension = new Suspension(
            now.At, reviewAt!.Value, note!.Trim(), stage, clock.LeftAt(now.At, stage, unit), clock.LeftAt(now.At, CaseDeadline(now), unit));
        Status = IssueStatus.Suspended;
        Due(now.At, clock.DeadlineAt(now.At, reviewAt.Value, LimitUnit.Hours));
        return Done(ChangeKind.IssueSuspended, now, actor, note);
    }

    /// <summary>The clocks go on with what was left of them; what was overdue still is.</summary>
    public Outcome<Issue> Resume(Actor actor, Moment now, string? note = null)
    {
        if (Refused(IssueAction.Resume, actor) is { } refusal) return refusal;
        var (unit, pause) = (Limits.Handle.Unit, Suspension!);
        var stage = now.Clock.Resumed(now.At, pause.Stage, pause.StageLeft, unit);
        CaseIsDue(now.Clock.Resumed(now.At, CaseDeadline(now), pause.CaseLeft, unit));
        HandleDueAt = stage.DueAt;
        Status = IssueStatus.InProgress;
        Due(ReportedInAt ?? HandlingSince ?? pause.At, stage);
        Suspension = null;
        return Done(ChangeKind.IssueResumed, now, actor, note);
    }

    /// <summary>督办. A later order replaces an earlier one; both stand in the history.</summary>
    public Outcome<Issue> Supervise(Actor actor, Moment now, DateTime? dueAt, string? note)
    {
        if ((Refused(IssueAction.Supervise, actor) ?? DueRefusal(dueAt, now.At)) is { } refusal) return refusal;
        Supervision = new Supervision(now.At, dueAt!.Value, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), actor.Name);
        return Done(ChangeKind.IssueSupervised, now, actor, note);
    }

    /// <summary>Issues from before these marks were kept have only the due time.</summary>
    private Deadline StageDeadline(Moment now)
    {
        var due = DueAt ?? HandleDueAt ?? now.At;
        return WarnAt is { } warn && GraveAt is { } grave ? new Deadline(warn, due, grave) : now.Clock.DeadlineAt(StageStartedAt, due, Limits.Handle.Unit);
    }

    private Deadline CaseDeadline(Moment now) => CaseWarnAt is { } warn && CaseGraveAt is { } grave
        ? new Deadline(warn, CaseDueAt, grave)
        : now.Clock.DeadlineAt(CaseStartedAt, CaseDueAt, Limits.Handle.Unit);

    private static Refusal? DueRefusal(DateTime? dueAt, DateTime now, DateTime? later = null) => dueAt switch
    {
        null => new Refusal(RefusalCodes.IssueDueAtRefused, "dueAt is required, UTC."),
        { } due when due <= now || due <= later => new Refusal(RefusalCodes.IssueDueAtRefused, "dueAt lies ahead, and later than the due time that it replaces."),
        { } due when due > now.AddYears(MostYears) => new Refusal(RefusalCodes.IssueDueAtRefused, "dueAt lies within ten years."),
        _ => null,
    };

    private const int MostYears = 10;
}
