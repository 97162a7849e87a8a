using MapDashboard.Data;
using MapDashboard.Data.Archives;
using MapDashboard.Data.Calendar;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Intake;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Issues;

public sealed record RecordRequest(IssueStatus? Status, DateTime? At, string? Note);

/// <summary>
/// POST /api/issues/{id}/record: what another system says became of an imported issue. It needs neither version nor key: the record itself
/// says what shall be so, and sent again it is so already.
/// </summary>
public sealed class RecordIssue(MapDbContext db, GroupCommit intake, IOptions<MapOptions> options, TimeProvider time)
{
    private const int Attempts = 3;

    public static async Task<IResult> HandleAsync(Guid id, RecordRequest request, RecordIssue useCase, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.Status is not { } status || request.At is not { } at) return Problems.Refuse(RefusalCodes.RequestInvalid, "status and at are required.");
        if (TextLimits.Exceeded((nameof(request.Note), request.Note, TextLimits.Prose)) is { } tooLong) return Problems.Refuse(RefusalCodes.RequestInvalid, tooLong);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await useCase.RunAsync(id, status, at, request.Note, context.Caller(), cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Another writer was faster; what shall be so is read against what is so now.
                useCase.Forget();
            }
        }
    }

    private async Task<IResult> RunAsync(Guid id, IssueStatus status, DateTime at, string? note, Caller caller, CancellationToken cancellationToken)
    {
        if (at > time.UtcNow()) return Problems.Refuse(RefusalCodes.RequestInvalid, "at lies in the future; history does not.");
        if (await db.FindVisibleAsync(caller.Viewer, id, cancellationToken) is not { } issue)
        {
            return Problems.Refuse(RefusalCodes.IssueNotFound, "There is no such issue in this account's scope.");
        }

        if (await db.ArchivedRefusalAsync(issue, cancellationToken) is { } archived) return archived.ToResult();
        var clock = await db.CaseClockAsync(issue.AreaPath, options.Value.RatingWindow, cancellationToken);
        var outcome = issue.RecordHistory(caller.Actor, status, clock.At(at), note);
        if (outcome.Refusal is { } refusal) return refusal.ToResult();
        if (issue.TakeChanges() is { Count: > 0 } changes && !await intake.CommitAsync(db, changes, cancellationToken)) return Problems.IntakeFull.ToResult();
        return Results.Ok(issue.View());
    }

    private void Forget() => db.ChangeTracker.Clear();
}
