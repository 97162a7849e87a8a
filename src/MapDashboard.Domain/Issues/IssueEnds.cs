using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;

namespace MapDashboard.Domain.Issues;

/// <summary>How an issue ends, and comes back: rated, closed, voided, merged, reopened.</summary>
public sealed partial class Issue
{
    /// <summary>The reporter's judgement closes the issue; a bad one reopens it in the same breath (two Changes).</summary>
    public Outcome<Issue> Rate(Actor actor, Moment now, bool? solved, bool? satisfied, string? note = null)
    {
        if (Refused(IssueAction.Rate, actor) is { } refusal) return refusal;
        if (solved is null || satisfied is null)
        {
            return new Refusal(RefusalCodes.IssueRatingRequired, "Both solved and satisfied are required.");
        }

        var by = !Is(actor, Entitled.Reporter) ? RatedBy.Desk : IsWorkOf(actor) ? RatedBy.Self : RatedBy.Reporter;
        Rating = new Rating(solved.Value, satisfied.Value, by);
        End(IssueStatus.Closed, now);
        Done(ChangeKind.IssueRated, now, actor, note);
        return Rating.IsGood ? this : StartAgain(actor, now, note);
    }

    /// <summary>Closes an unrated issue once the rating window has passed.</summary>
    public Outcome<Issue> Close(Actor actor, Moment now, string? note = null)
    {
        if (Refused(IssueAction.Close, actor) is { } refusal) return refusal;
        if (now.At < RatingEnd)
        {
            return new Refusal(
                RefusalCodes.IssueRatingWindowOpen,
                "The reporter may still rate.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["endsAt"] = RatingEnd });
        }

        End(IssueStatus.Closed, now);
        return Done(ChangeKind.IssueClosed, now, actor, note);
    }

    /// <summary>Not an issue. The reason is the reporter's answer.</summary>
    public Outcome<Issue> Void(Actor actor, Moment now, string? note)
    {
        if (Refused(IssueAction.Void, actor, note) is { } refusal) return refusal;
        Answer = note!.Trim();
        End(IssueStatus.Voided, now);
        return Done(ChangeKind.IssueVoided, now, actor, note);
    }

    /// <summary>A new round, with a reason, while the issue is verified or has been closed for no longer than the rating window.</summary>
    public Outcome<Issue> Reopen(Actor actor, Moment now, string? note)
    {
        if (Refused(IssueAction.Reopen, actor, note) is { } refusal) return refusal;
        return EndedAt + now.Clock.RatingWindow < now.At
            ? new Refusal(RefusalCodes.IssueReopenWindowPassed, "The issue ended too long ago; what remains of it is a new report.")
            : StartAgain(actor, now, note);
    }

    /// <summary>Joins this issue to another, which gains its followers: two Changes, one on each.</summary>
    /// <param name="actor">The desk or a leader.</param>
    /// <param name="now">By the issue's clock.</param>
    /// <param name="target">Open and another; the caller has seen to it that the actor sees it.</param>
    /// <param name="note">For the history.</param>
    public Outcome<Issue> Merge(Actor actor, Moment now, Issue? target, string? note = null)
    {
        if (Refused(IssueAction.Merge, actor) is { } refusal) return refusal;
        if (target is null || target.Id == Id || !target.Status.IsOpen())
        {
            return new Refusal(RefusalCodes.IssueMergeTargetRefused, "to names another open issue of this account's scope, by id or number.");
        }

        MergedInto = target.Id;
        End(IssueStatus.Merged, now);
        Done(ChangeKind.IssueMerged, now, actor, note);
        target.AddFollowers([.. ReporterAccountId is { } reporter ? [reporter] : Array.Empty<Guid>(), .. Followers]);
        target.Record(ChangeKind.IssueFollowed, now.At, actor);
        return this;
    }

    /// <summary>The actor waits for the answer too. Whoever does already changes nothing.</summary>
    public Outcome<Issue> Follow(Actor actor, Moment now)
    {
        if (Refused(IssueAction.Follow, actor) is { } refusal) return refusal;
        if (actor.AccountId == ReporterAccountId || Followers.Contains(actor.AccountId)) return this;
        AddFollowers([actor.AccountId]);
        return Done(ChangeKind.IssueFollowed, now, actor, note: null);
    }

    private DateTime? RatingEnd => RatingEndsAt ?? (VerifiedAt + CaseClock.DefaultRatingWindow);

    private void AddFollowers(IEnumerable<Guid> accounts) => Followers = [.. Followers.Concat(accounts.Where(account => account != ReporterAccountId)).Distinct()];

    /// <summary>A new round: answer and rating of the last one stand in the history, and its clocks start anew.</summary>
    private Issue StartAgain(Actor actor, Moment now, string? note)
    {
        Reopens++;
        ForgetHandling();
        EndedAt = null;
        ResolvedAt = null;
        VerifiedAt = null;
        RatingEndsAt = null;
        Answer = null;
        Rating = null;
        WhistledTo = null;
        Escalated = false;
        Supervision = null;
        StartCase(now);
        MoveTo(IssueStatus.Accepted, now, Limits.Accept);
        return Done(ChangeKind.IssueReopened, now, actor, note);
    }

    private void End(IssueStatus status, Moment now)
    {
        MoveTo(status, now, limit: null);
        EndedAt = now.At;
    }
}
