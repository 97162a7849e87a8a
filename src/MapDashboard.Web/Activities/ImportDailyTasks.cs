using MapDashboard.Data;
using MapDashboard.Data.Activities;
using MapDashboard.Data.Calendar;
using MapDashboard.Domain;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Activities;

/// <summary>
/// GET /api/daily-tasks/template and POST /api/daily-tasks/import: the list goes out and comes back whole. A report first; with
/// <c>apply=true</c> and no error the list too, from tomorrow, in one transaction.
/// </summary>
public sealed class ImportDailyTasks(MapDbContext db, TimeProvider time)
{
    public static async Task<IResult> TemplateAsync(MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? format = null)
    {
        var tomorrow = (await db.CalendarsAsync(cancellationToken)).Of([]).DateOf(time.UtcNow()).AddDays(1);
        var tasks = await db.DailyTasks.AsNoTracking().OrderBy(task => task.Position).ThenBy(task => task.Code).ToListAsync(cancellationToken);
        return TableUpload.Template(DailyTaskTable.Layout, format, () => DailyTaskTable.Rows(tasks.Where(task => task.IsInForce(tomorrow)).Select(File)));
    }

    public static async Task<IResult> HandleAsync([AsParameters] TableQuery query, HttpContext context, ImportDailyTasks useCase, CancellationToken cancellationToken)
    {
        var upload = await TableUpload.ReadAsync(context, query, cancellationToken);
        return upload.Refusal is { } refusal ? refusal.ToResult() : await useCase.RunAsync(upload.Value, context, cancellationToken);
    }

    private async Task<IResult> RunAsync(TableUpload upload, HttpContext context, CancellationToken cancellationToken)
    {
        var read = TableReader.IsJson(upload.Bytes)
            ? TableJson.Read<DailyTaskFile[]>(upload.Bytes, DailyTaskTable.OfJson)
            : TableReader.Read(upload.Bytes, DailyTaskTable.Layout, cancellationToken);
        if (read.Refusal is { } unreadable) return unreadable.ToResult();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockImportsAsync(cancellationToken);
        var now = time.UtcNow();
        var today = (await db.CalendarsAsync(cancellationToken)).Of([]).DateOf(now);
        var (tasks, errors) = await DailyTaskTable.ReadAsync(db, read.Value, cancellationToken);
        var plan = DailyTaskPlan.Of(tasks, await db.DailyTasks.ToListAsync(cancellationToken), today);
        var report = new TableReport(
            false, read.Value.Rows.Count, plan.Created, plan.Changed, plan.Unchanged, plan.Retired, [.. errors.OrderBy(error => error.Row ?? 0)]);
        if (report.Errors.Count > 0) return upload.Refuse(RefusalCodes.TaskImportRefused, report, DailyTaskTable.Layout, read.Value, context);
        if (!upload.Apply) return Results.Ok(report);
        plan.End(today);
        db.DailyTasks.RemoveRange(plan.Removed);

        // First those that go: of a task whose first day has not come, the new version has the same first day.
        await db.SaveChangesAsync(cancellationToken);
        db.DailyTasks.AddRange(plan.Added);
        var caller = context.Caller();
        var change = new Change
        {
            Kind = ChangeKind.DailyTasksImported, At = now, Audiences = await db.EveryoneAsync(cancellationToken),
            Data = new ChangeData { By = new ChangeActor(caller.Actor.Name, caller.Role) },
        };
        await db.CommitAsync(plan.Added.Count + plan.Retired > 0 ? [change] : [], cancellationToken);
        return Results.Ok(report with { Applied = true });
    }

    private static DailyTaskFile File(DailyTask task) => new(
        task.Code, task.Name, task.NameEn, task.Role, task.AccountRole, task.Level, task.Cadence, task.On, task.Target, task.CountedBy, task.NeedsNote);
}
