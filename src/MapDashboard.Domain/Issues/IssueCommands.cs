using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;

namespace MapDashboard.Domain.Issues;

/// <summary>The commands of an issue. Each asks the lifecycle's table first, then its own needs, then writes its Change.</summary>
public sealed partial class Issue
{
    /// <summary>How long the reporter may rate; then the desk or the watch closes.</summary>
    public static readonly TimeSpan RatingWindow = TimeSpan.FromHours(72);

    /// <param name="actor">The desk, a leader or a grid leader.</param>
    /// <param name="now">UTC.</param>
    /// <param name="clear">Whether text and photos may be shown in public; only the desk's word counts.</param>
    /// <param name="areaPath">A new area, root first, for an issue that lies outside every area or in the wrong one; null leaves it.</param>
    /// <param name="note">For the history.</param>
    public Outcome<Issue> Accept(Actor actor, DateTime now, bool clear, string[]? areaPath = null, string? note = null)
    {
        if (Refused(IssueAction.Accept, actor) is { } refusal) return refusal;

        // Asked before the area moves: the desk may give the issue to an area that is not its own.
        if (clear && Is(actor, Entitled.Desk)) ClearedAt ??= now;
        if (areaPath is { Length: > 0 })
        {
            AreaPath = [.. areaPath];
            AreaCode = areaPath[^1];
        }

        AcceptedAt = now;
        MoveTo(IssueStatus.Accepted, now, Limits.Accept);
        return Done(ChangeKind.IssueAccepted, now, actor, note);
    }

    public Outcome<Issue> Dispatch(Actor actor, DateTime now, Handler handler, string? note = null)
    {
        if (Refused(IssueAction.Dispatch, actor) is { } refusal) return refusal;
        Handler = handler;
        DispatchedAt = now;
        ReportedInAt = null;
        MoveTo(IssueStatus.Dispatched, now, Limits.ReportIn);
        return Done(ChangeKind.IssueDispatched, now, actor, note);
    }

    public Outcome<Issue> ReportIn(Actor actor, DateTime now, string? note = null)
    {
        if (Refused(IssueAction.ReportIn, actor) is { } refusal) return refusal;
        ReportedInAt = now;
        HandlingSince = now;
        MoveTo(IssueStatus.InProgress, now, Limits.Handle);
        return Done(ChangeKind.IssueReportedIn, now, actor, note);
    }

    /// <summary>The handler gives it back. It keeps no handler: the next dispatch names one.</summary>
    public Outcome<Issue> Return(Actor actor, DateTime now, string? note)
    {
        if ((Refused(IssueAction.Return, actor) ?? NoteMissing(note)) is { } refusal) return refusal;
        ForgetHandling();
        Returns++;
        MoveTo(IssueStatus.Accepted, now, Limits.Accept);
        return Done(ChangeKind.IssueReturned, now, actor, note);
    }

    /// <summary>Done, says the handler, with an answer and an after-photo taken since handling (or its rework) began.</summary>
    public Outcome<Issue> Resolve(Actor actor, DateTime now, string? answer, string? note = null)
    {
        if (Refused(IssueAction.Resolve, actor) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(answer)) return new Refusal(RefusalCodes.IssueAnswerRequired, "An answer for the reporter is required.");
        if (!Photos.Exists(photo => photo.Kind == PhotoKind.After && photo.AddedAt >= HandlingSince))
        {
            return new Refusal(RefusalCodes.IssueAfterPhotoRequired, "A photo of kind after, added since handling began, is required.");
        }

        Answer = answer;
        ResolvedAt = now;
        MoveTo(IssueStatus.Resolved, now, Limits.Verify);
        return Done(ChangeKind.IssueResolved, now, actor, note);
    }

    public Outcome<Issue> Verify(Actor actor, DateTime now, string? note = null)
    {
        if (Refused(IssueAction.Verify, actor) is { } refusal) return refusal;
        VerifiedAt = now;
        MoveTo(IssueStatus.Verified, now, limit: null);
        return Done(ChangeKind.IssueVerified, now, actor, note);
    }

    /// <summary>Sent back to the handler. The clock of handling has not stopped: its due time is the one from the report-in.</summary>
    public Outcome<Issue> Rework(Actor actor, DateTime now, string? note)
    {
        if ((Refused(IssueAction.Rework, actor) ?? NoteMissing(note)) is { } refusal) return refusal;
        Reworks++;
        HandlingSince = now;
        ResolvedAt = null;
        MoveTo(IssueStatus.InProgress, ReportedInAt ?? now, Limits.Handle);
        return Done(ChangeKind.IssueReworked, now, actor, note);
    }

    /// <summary>The reporter's judgement closes the issue; a bad one reopens it in the same breath (two Changes).</summary>
    public Outcome<Issue> Rate(Actor actor, DateTime now, bool? solved, bool? satisfied, string? note = null)
    {
        if (Refused(IssueAction.Rate, actor) is { } refusal) return refusal;
        if (solved is null || satisfied is null)
        {
            return new Refusal(RefusalCodes.IssueRatingRequired, "Both solved and satisfied are required.");
        }

        var by = IsFiledBy(actor) && !ForAnother ? RatedBy.Reporter : RatedBy.Desk;
        Rating = new Rating(solved.Value, satisfied.Value, by);
        End(IssueStatus.Closed, now);
        Record(ChangeKind.IssueRated, now, actor, note);
        if (!Rating.IsGood) Reopen(actor, now, note);
        return this;
    }

    /// <summary>Closes an unrated issue once the rating window has passed.</summary>
    public Outcome<Issue> Close(Actor actor, DateTime now, string? note = null)
    {
        if (Refused(IssueAction.Close, actor) is { } refusal) return refusal;
        var endsAt = VerifiedAt!.Value + RatingWindow;
        if (now < endsAt)
        {
            return new Refusal(
                RefusalCodes.IssueRatingWindowOpen,
                "The reporter may still rate.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["endsAt"] = endsAt });
        }

        End(IssueStatus.Closed, now);
        return Done(ChangeKind.IssueClosed, now, actor, note);
    }

    public Outcome<Issue> Void(Actor actor, DateTime now, string? note)
    {
        if ((Refused(IssueAction.Void, actor) ?? NoteMissing(note)) is { } refusal) return refusal;
        End(IssueStatus.Voided, now);
        return Done(ChangeKind.IssueVoided, now, actor, note);
    }

    public Outcome<Issue> Mark(Actor actor, DateTime now, bool urgent, string? note)
    {
        if ((Refused(IssueAction.Mark, actor) ?? NoteMissing(note)) is { } refusal) return refusal;
        Urgent = urgent;
        return Done(ChangeKind.IssueMarked, now, actor, note);
    }

    /// <param name="clear">False takes an earlier clearance back.</param>
    public Outcome<Issue> Clear(Actor actor, DateTime now, bool clear = true, string? note = null)
    {
        if (Refused(IssueAction.Clear, actor) is { } refusal) return refusal;
        ClearedAt = clear ? now : null;
        return Done(ChangeKind.IssueCleared, now, actor, note);
    }

    public Outcome<Issue> Comment(Actor actor, DateTime now, string? note)
    {
        if ((Refused(IssueAction.Comment, actor) ?? NoteMissing(note)) is { } refusal) return refusal;
        return Done(ChangeKind.IssueCommented, now, actor, note);
    }

    /// <summary>A photo that the store already holds. Reporter, handler and whoever leads or runs the desk may add one.</summary>
    public Outcome<Issue> AddPhoto(Actor actor, DateTime now, Photo photo)
    {
        if (PhotoRefusal(actor) is { } refusal) return refusal;
        Photos.Add(photo);
        return Done(ChangeKind.IssuePhotoAdded, now, actor, note: null);
    }

    /// <summary>Why the actor may not add a photo; null when it may.</summary>
    public Refusal? PhotoRefusal(Actor actor) =>
        IsFiledBy(actor) || Is(actor, Entitled.Handler | Entitled.Desk | Entitled.Leader | Entitled.GridLeader) ? null : NotEntitled();

    /// <summary>A voice note that the store already holds, from whoever may add a photo.</summary>
    public Outcome<Issue> AddVoiceNote(Actor actor, DateTime now, VoiceNote note)
    {
        if (PhotoRefusal(actor) is { } refusal) return refusal;
        if (VoiceNotes.Length >= VoiceNote.MostOfOneIssue)
        {
            return new Refusal(RefusalCodes.VoiceTooMany, $"An issue takes {VoiceNote.MostOfOneIssue} voice notes.");
        }

        VoiceNotes = [.. VoiceNotes, note];
        return Done(ChangeKind.IssueVoiceAdded, now, actor, note: null);
    }

    private void Reopen(Actor actor, DateTime now, string? note)
    {
        // A new round: answer and rating of the last one stand in the history, and its clocks start anew.
        Reopens++;
        ForgetHandling();
        EndedAt = null;
        ResolvedAt = null;
        VerifiedAt = null;
        Answer = null;
        Rating = null;
        CaseDueAt = WholeCaseDueAt(now);
        MoveTo(IssueStatus.Accepted, now, Limits.Accept);
        Record(ChangeKind.IssueReopened, now, actor, note);
    }

    private void ForgetHandling()
    {
        Handler = null;
        DispatchedAt = null;
        ReportedInAt = null;
        HandlingSince = null;
    }

    private void MoveTo(IssueStatus status, DateTime stageStart, Limit? limit)
    {
        Status = status;
        StartStage(stageStart, limit);
    }

    private void End(IssueStatus status, DateTime now)
    {
        MoveTo(status, now, limit: null);
        EndedAt = now;
    }

    private Issue Done(string kind, DateTime now, Actor actor, string? note)
    {
        Record(kind, now, actor, string.IsNullOrWhiteSpace(note) ? null : note);
        return this;
    }

    private static Refusal? NoteMissing(string? note) =>
        string.IsNullOrWhiteSpace(note) ? new Refusal(RefusalCodes.IssueNoteRequired, "A note with the reason is required.") : null;
}
