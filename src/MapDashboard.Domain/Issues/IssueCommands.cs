using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;

namespace MapDashboard.Domain.Issues;

/// <summary>The road from report to verification. Each command asks the lifecycle's table first, then its own needs, then writes its Change.</summary>
public sealed partial class Issue
{
    /// <param name="actor">The desk, a leader or a grid leader.</param>
    /// <param name="now">By the clock of the area that the issue will have.</param>
    /// <param name="clear">Whether text and photos may be shown in public; only the desk's word counts.</param>
    /// <param name="areaPath">A new area, root first, for an issue that lies outside every area or in the wrong one; null leaves it.</param>
    /// <param name="note">For the history.</param>
    public Outcome<Issue> Accept(Actor actor, Moment now, bool clear, string[]? areaPath = null, string? note = null)
    {
        if (Refused(IssueAction.Accept, actor) is { } refusal) return refusal;

        // Asked before the area moves: the desk may give the issue to an area that is not its own.
        if (clear && Is(actor, Entitled.Desk)) ClearedAt ??= now.At;
        if (areaPath is { Length: > 0 })
        {
            AreaPath = [.. areaPath];
            AreaCode = areaPath[^1];
        }

        AcceptedAt = now.At;
        MoveTo(IssueStatus.Accepted, now, Limits.Accept);
        return Done(ChangeKind.IssueAccepted, now, actor, note);
    }

    /// <summary>自办自结: the grid worker who reported a small matter has settled it on the spot; somebody else still verifies.</summary>
    /// <param name="actor">The reporting worker, who becomes the handler.</param>
    /// <param name="now">By the issue's clock.</param>
    /// <param name="answer">For the reporter; may be left out where the worker reported for itself.</param>
    /// <param name="note">For the history.</param>
    public Outcome<Issue> Settle(Actor actor, Moment now, string? answer = null, string? note = null)
    {
        if (Refused(IssueAction.Settle, actor) is { } refusal) return refusal;
        if (!Small) return new Refusal(RefusalCodes.IssueNotSmall, "Only a small matter is settled on the spot; this category has to be dispatched.");
        if (!HasAfterPhotoSince(ReportedAt)) return AfterPhotoMissing("the report");
        if (ForAnother && string.IsNullOrWhiteSpace(answer)) return new Refusal(RefusalCodes.IssueAnswerRequired, "An answer for the reporter is required.");
        Handler = actor.PersonCode is { } person
            ? new Handler(HandlerKind.Person, person, actor.Name, null, IsPublic: false)
            : new Handler(HandlerKind.Account, CodeOf(actor.AccountId), actor.Name, null, IsPublic: false);
        HandlingSince = ReportedAt;
        HandleDueAt = now.Clock.After(now.At, Limits.Handle);
        Answer = string.IsNullOrWhiteSpace(answer) ? null : answer;
        ResolvedAt = now.At;
        MoveTo(IssueStatus.Resolved, now, Limits.Verify);
        return Done(ChangeKind.IssueSettled, now, actor, note);
    }

    /// <param name="actor">The desk or a leader.</param>
    /// <param name="now">By the issue's clock.</param>
    /// <param name="handler">The lead.</param>
    /// <param name="helpers">协办; each reports in for itself.</param>
    /// <param name="rule">The routing rule that named the handler; null where a person chose.</param>
    /// <param name="note">For the history.</param>
    public Outcome<Issue> Dispatch(Actor actor, Moment now, Handler handler, IReadOnlyList<Handler>? helpers = null, string? rule = null, string? note = null)
    {
        if (Refused(IssueAction.Dispatch, actor) is { } refusal) return refusal;
        GiveTo(handler, helpers, now);
        return Done(ChangeKind.IssueDispatched, now, actor, note, new ChangeExtras(Rule: rule));
    }

    /// <summary>From one handler to another, with a reason; the clock of the report-in starts anew, the whole case's does not.</summary>
    public Outcome<Issue> Transfer(Actor actor, Moment now, Handler handler, IReadOnlyList<Handler>? helpers, string? rule, string? note)
    {
        if (Refused(IssueAction.Transfer, actor, note) is { } refusal) return refusal;
        GiveTo(handler, helpers, now);
        return Done(ChangeKind.IssueTransferred, now, actor, note, new ChangeExtras(Rule: rule));
    }

    public Outcome<Issue> ReportIn(Actor actor, Moment now, string? note = null)
    {
        if (Refused(IssueAction.ReportIn, actor) is { } refusal) return refusal;
        ReportedInAt = now.At;
        HandlingSince = now.At;
        MoveTo(IssueStatus.InProgress, now, Limits.Handle);
        HandleDueAt = DueAt;
        return Done(ChangeKind.IssueReportedIn, now, actor, note);
    }

    /// <summary>协办报到: one who was named to help is there.</summary>
    public Outcome<Issue> Assist(Actor actor, Moment now, string? note = null)
    {
        if (Refused(IssueAction.Assist, actor) is { } refusal) return refusal;
        Helpers = [.. Helpers.Select(helper => helper.ReportedInAt is null && IsOne(helper.Handler, actor) ? helper with { ReportedInAt = now.At } : helper)];
        return Done(ChangeKind.IssueAssisted, now, actor, note);
    }

    /// <summary>The handler gives it back. It keeps no handler: the next dispatch names one.</summary>
    public Outcome<Issue> Return(Actor actor, Moment now, string? note)
    {
        if (Refused(IssueAction.Return, actor, note) is { } refusal) return refusal;
        ForgetHandling();
        Returns++;
        MoveTo(IssueStatus.Accepted, now, Limits.Accept);
        return Done(ChangeKind.IssueReturned, now, actor, note);
    }

    /// <summary>Done, says the handler, with an answer and an after-photo taken since handling (or its rework) began.</summary>
    public Outcome<Issue> Resolve(Actor actor, Moment now, string? answer, string? note = null)
    {
        if (Refused(IssueAction.Resolve, actor) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(answer)) return new Refusal(RefusalCodes.IssueAnswerRequired, "An answer for the reporter is required.");
        if (!HasAfterPhotoSince(HandlingSince)) return AfterPhotoMissing("handling");
        Answer = answer;
        ResolvedAt = now.At;
        MoveTo(IssueStatus.Resolved, now, Limits.Verify);
        return Done(ChangeKind.IssueResolved, now, actor, note);
    }

    /// <summary>Somebody else has looked: the reporter is answered, and may rate until the window ends.</summary>
    public Outcome<Issue> Verify(Actor actor, Moment now, string? note = null)
    {
        if (Refused(IssueAction.Verify, actor) is { } refusal) return refusal;
        VerifiedAt = now.At;
        RatingEndsAt = now.At + now.Clock.RatingWindow;
        MoveTo(IssueStatus.Verified, now, limit: null);
        return Done(ChangeKind.IssueVerified, now, actor, note);
    }

    /// <summary>Sent back to the handler. The clock of handling has not stopped: its due time is the one that it had.</summary>
    public Outcome<Issue> Rework(Actor actor, Moment now, string? note)
    {
        if (Refused(IssueAction.Rework, actor, note) is { } refusal) return refusal;
        Reworks++;
        ResolvedAt = null;
        Status = IssueStatus.InProgress;
        var began = ReportedInAt ?? HandlingSince ?? now.At;
        Due(began, now.Clock.DeadlineAt(began, HandleDueAt ?? now.Clock.After(began, Limits.Handle), Limits.Handle.Unit));
        HandlingSince = now.At;
        return Done(ChangeKind.IssueReworked, now, actor, note);
    }

    public Outcome<Issue> Mark(Actor actor, Moment now, bool urgent, string? note)
    {
        if (Refused(IssueAction.Mark, actor, note) is { } refusal) return refusal;
        Urgent = urgent;
        return Done(ChangeKind.IssueMarked, now, actor, note);
    }

    /// <param name="actor">The desk.</param>
    /// <param name="now">By the issue's clock.</param>
    /// <param name="clear">False takes an earlier clearance back.</param>
    /// <param name="note">For the history.</param>
    public Outcome<Issue> Clear(Actor actor, Moment now, bool clear = true, string? note = null)
    {
        if (Refused(IssueAction.Clear, actor) is { } refusal) return refusal;
        ClearedAt = clear ? now.At : null;
        return Done(ChangeKind.IssueCleared, now, actor, note);
    }

    public Outcome<Issue> Comment(Actor actor, Moment now, string? note)
    {
        if (Refused(IssueAction.Comment, actor, note) is { } refusal) return refusal;
        return Done(ChangeKind.IssueCommented, now, actor, note);
    }

    /// <summary>A photo that the store already holds. Reporter, handler, helpers and whoever leads or runs the desk may add one.</summary>
    public Outcome<Issue> AddPhoto(Actor actor, DateTime now, Photo photo)
    {
        if (PhotoRefusal(actor) is { } refusal) return refusal;
        Photos.Add(photo);
        Record(ChangeKind.IssuePhotoAdded, now, actor);
        return this;
    }

    /// <summary>Why the actor may not add a photo; null when it may.</summary>
    public Refusal? PhotoRefusal(Actor actor) =>
        IsFiledBy(actor) || IsHelper(actor) || Is(actor, Entitled.Handler | Entitled.Desk | Entitled.Leader | Entitled.GridLeader) ? null : NotEntitled();

    /// <summary>A voice note that the store already holds, from whoever may add a photo.</summary>
    public Outcome<Issue> AddVoiceNote(Actor actor, DateTime now, VoiceNote note)
    {
        if (PhotoRefusal(actor) is { } refusal) return refusal;
        if (VoiceNotes.Length >= VoiceNote.MostOfOneIssue)
        {
            return new Refusal(RefusalCodes.VoiceTooMany, $"An issue takes {VoiceNote.MostOfOneIssue} voice notes.");
        }

        VoiceNotes = [.. VoiceNotes, note];
        Record(ChangeKind.IssueVoiceAdded, now, actor);
        return this;
    }

    private bool HasAfterPhotoSince(DateTime? since) => Photos.Exists(photo => photo.Kind == PhotoKind.After && photo.AddedAt >= since);

    private static Refusal AfterPhotoMissing(string since) =>
        new(RefusalCodes.IssueAfterPhotoRequired, $"A photo of kind after, added since {since} began, is required.");

    private void GiveTo(Handler handler, IReadOnlyList<Handler>? helpers, Moment now)
    {
        ForgetHandling();
        Handler = handler;
        Helpers = [.. (helpers ?? []).Where(helper => helper != handler).Distinct().Select(helper => new Helper(helper, null))];
        DispatchedAt = now.At;
        MoveTo(IssueStatus.Dispatched, now, Limits.ReportIn);
    }

    private void ForgetHandling()
    {
        Handler = null;
        Helpers = [];
        DispatchedAt = null;
        ReportedInAt = null;
        HandlingSince = null;
        HandleDueAt = null;
        Extension = null;
    }

    /// <summary>Into a status whose clock starts now; a null limit means that none runs.</summary>
    private void MoveTo(IssueStatus status, Moment now, Limit? limit)
    {
        Status = status;
        Due(now.At, limit is null ? null : now.Clock.DeadlineOf(now.At, limit));
    }

    private void Due(DateTime start, Deadline? deadline) =>
        (StageStartedAt, WarnAt, DueAt, GraveAt) = (start, deadline?.WarnAt, deadline?.DueAt, deadline?.GraveAt);

    /// <summary>Starts the clock of the whole case: accept, report in and handle, one after the other.</summary>
    private void StartCase(Moment start)
    {
        var due = new[] { Limits.Accept, Limits.ReportIn, Limits.Handle }.Aggregate(start.At, start.Clock.After);
        CaseStartedAt = start.At;
        CaseIsDue(start.Clock.DeadlineAt(start.At, due, Limits.Handle.Unit));
    }

    private void CaseIsDue(Deadline deadline) => (CaseWarnAt, CaseDueAt, CaseGraveAt) = (deadline.WarnAt, deadline.DueAt, deadline.GraveAt);

    private Issue Done(string kind, Moment now, Actor actor, string? note, ChangeExtras? extras = null)
    {
        Record(kind, now.At, actor, string.IsNullOrWhiteSpace(note) ? null : note, extras);
        return this;
    }
}
