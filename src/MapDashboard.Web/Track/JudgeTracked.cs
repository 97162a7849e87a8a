using MapDashboard.Data;
using MapDashboard.Data.Archives;
using MapDashboard.Data.Calendar;
using MapDashboard.Data.Intake;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Track;

public sealed record TrackRatingRequest(bool? Solved, bool? Satisfied, string? Note);

public sealed record TrackReopenRequest(string? Note);

/// <summary>
/// POST /api/track/{secret}/rating and …/reopen: the reporter's own word. It needs neither version nor key: who holds the link judges what
/// there is, once, and the same rating again is the same.
/// </summary>
public sealed class JudgeTracked(MapDbContext db, GroupCommit intake, GetTrack track, IOptions<MapOptions> options, TimeProvider time)
{
    private const int Attempts = 5;

    public static Task<IResult> RateAsync(string secret, TrackRatingRequest request, JudgeTracked useCase, CancellationToken cancellationToken) => useCase.RunAsync(
        secret, request.Note,
        (issue, now) => issue.Rate(Actor.LinkHolder, now, request.Solved, request.Satisfied, request.Note),
        issue => issue.Rating is { By: RatedBy.Reporter } rating && rating.Solved == request.Solved && rating.Satisfied == request.Satisfied,
        cancellationToken);

    public static Task<IResult> ReopenAsync(string secret, TrackReopenRequest request, JudgeTracked useCase, CancellationToken cancellationToken) => useCase.RunAsync(
        secret, request.Note, (issue, now) => issue.Reopen(Actor.LinkHolder, now, request.Note), isDone: _ => false, cancellationToken);

    private async Task<IResult> RunAsync(
        string secret, string? note, Func<Issue, Moment, Outcome<Issue>> judge, Func<Issue, bool> isDone, CancellationToken cancellationToken)
    {
        if (TextLimits.Exceeded((nameof(note), note, TextLimits.Prose)) is { } tooLong) return Problems.Refuse(RefusalCodes.RequestInvalid, tooLong);
        for (var attempt = 1; ; attempt++)
        {
            if (await TrackedIssue.FindAsync(db, secret, cancellationToken) is not { } tracked) return TrackedIssue.Unknown.ToResult();
            if (!tracked.IsReporter) return Problems.Refuse(RefusalCodes.IssueNotEntitled, "Only the reporter of an issue judges it, not those who joined.");
            if (!isDone(tracked.Own))
            {
                if (await db.ArchivedRefusalAsync(tracked.Own, cancellationToken) is { } archived) return archived.ToResult();
                var clock = await db.CaseClockAsync(tracked.Own.AreaPath, options.Value.RatingWindow, cancellationToken);
                var outcome = judge(tracked.Own, clock.At(time.UtcNow()));
                if (outcome.Refusal is { } refusal) return refusal.ToResult();
            }

            try
            {
                if (!await intake.CommitAsync(db, tracked.Own.TakeChanges(), cancellationToken)) return Problems.IntakeFull.ToResult();
                return Results.Ok(await track.ViewAsync(tracked, cancellationToken));
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Somebody else did something to the issue; the word of the reporter stands against what it has become.
                db.ChangeTracker.Clear();
            }
        }
    }
}
