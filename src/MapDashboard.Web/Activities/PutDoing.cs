using MapDashboard.Data;
using MapDashboard.Data.Activities;
using MapDashboard.Data.Calendar;
using MapDashboard.Data.Identity;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Activities;

/// <param name="Task">Code of the daily task.</param>
/// <param name="AreaCode">Where the account has it.</param>
/// <param name="At">When it was done; later than now counts as now, whatever the phone's clock says.</param>
/// <param name="Count">Left out: 1.</param>
/// <param name="Note">In words.</param>
public sealed record DoingRequest(string? Task, string? AreaCode, DateTime? At, int? Count, string? Note);

public sealed record DoingView(Guid Id, string Task, string AreaCode, DateOnly Day, DateTime At, int Count, string? Note);

/// <summary>PUT /api/daily-tasks/doings/{id}: a daily task done, or some of it, for the day on which it was done.</summary>
public sealed class PutDoing(MapDbContext db, TimeProvider time)
{
    public static async Task<IResult> HandleAsync(Guid id, DoingRequest request, HttpContext context, PutDoing useCase, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.Task) || string.IsNullOrEmpty(request.AreaCode) || request.At is null) return Problems.Refuse(RefusalCodes.RequestInvalid, "task, areaCode and at are required.");
        if (request.Count is < 1 or > DailyTask.MostTarget) return Problems.Refuse(RefusalCodes.RequestInvalid, $"count lies between 1 and {DailyTask.MostTarget}.");
        if (TextLimits.Exceeded((nameof(request.Note), request.Note, TextLimits.Prose)) is { } tooLong) return Problems.Refuse(RefusalCodes.RequestInvalid, tooLong);
        var caller = context.Caller();
        return await Race.AgainAsync(context, () => useCase.RunAsync(id, request, caller, cancellationToken));
    }

    private async Task<IResult> RunAsync(Guid id, DoingRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var hash = SentHash.Of(request);
        if (await db.Doings.AsNoTracking().SingleOrDefaultAsync(doing => doing.Id == id, cancellationToken) is { } earlier)
        {
            return earlier.AccountId == caller.Actor.AccountId && earlier.ContentHash == hash
                ? Results.Ok(View(earlier))
                : Problems.Refuse(RefusalCodes.ActivityIdTaken, "Something else has this id.");
        }

        var now = time.UtcNow();
        var at = request.At < now ? request.At.Value : now;
        if (now - at > Backlog.Longest) return Problems.Refuse(RefusalCodes.RequestInvalid, Backlog.Words);
        if (await FindAsync(request, caller, at, cancellationToken) is not { } due)
        {
            return Problems.Refuse(RefusalCodes.TaskNotDue, "This account has no such task to tell of by hand in this area on this day.");
        }

        if (due.Task.NeedsNote && string.IsNullOrWhiteSpace(request.Note)) return Problems.Refuse(RefusalCodes.TaskNoteRequired, "This task needs a note.");
        var doing = new Doing
        {
            Id = id, AccountId = caller.Actor.AccountId, By = caller.Actor.Name, Task = due.Task.Code, AreaCode = due.Seat.AreaCode, Day = due.Day, At = at,
            Count = request.Count ?? 1, Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(), ReceivedAt = now, ContentHash = hash,
        };
        db.Doings.Add(doing);
        await db.CommitAsync([ActivityChange.Of(ChangeKind.DailyTaskDone, now, caller.Actor, due.Seat.Path)], cancellationToken);
        return Results.Created((string?)null, View(doing));
    }

    /// <summary>The task as it was due where and when it was done, by the posts of that day.</summary>
    private async Task<DueTask?> FindAsync(DoingRequest request, Caller caller, DateTime at, CancellationToken cancellationToken)
    {
        var day = await db.LocalDayAsync(request.AreaCode!, at, cancellationToken);
        if (day is null) return null;
        var due = await db.DueAsync(caller.Actor.AccountId, null, day, at, cancellationToken);
        return due.Tasks.FirstOrDefault(each => each.Task.Code == request.Task && each.Seat.AreaCode == request.AreaCode && each.Task.CountedBy == CountedBy.Hand);
    }

    private static DoingView View(Doing doing) => new(doing.Id, doing.Task, doing.AreaCode, doing.Day, doing.At, doing.Count, doing.Note);
}
