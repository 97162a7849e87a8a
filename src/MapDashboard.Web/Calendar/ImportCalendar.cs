using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Calendar;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Calendar;

/// <summary>
/// POST /api/calendar/import: the calendar of an area, or the default, replaced whole by a file: table or JSON. A report first; with
/// <c>apply=true</c> and no error the calendar too. The report counts days: new, with another name, as before, and gone (retired).
/// </summary>
public sealed class ImportCalendar(MapDbContext db, TimeProvider time)
{
    public static async Task<IResult> HandleAsync(
        [AsParameters] TableQuery query, HttpContext context, ImportCalendar useCase, CancellationToken cancellationToken, string? area = null)
    {
        var upload = await TableUpload.ReadAsync(context, query, cancellationToken);
        return upload.Refusal is { } refusal ? refusal.ToResult() : await useCase.RunAsync(upload.Value, string.IsNullOrEmpty(area) ? null : area, context, cancellationToken);
    }

    private async Task<IResult> RunAsync(TableUpload upload, string? area, HttpContext context, CancellationToken cancellationToken)
    {
        var path = area is null ? [] : await db.Areas.PathOfAsync(area, cancellationToken);
        if (path is null) return Problems.Refuse(RefusalCodes.AreaNotFound, $"There is no area of code {area}.");
        var read = TableReader.IsJson(upload.Bytes) ? TableJson.Read<WorkingCalendar>(upload.Bytes, CalendarTable.OfJson) : TableReader.Read(upload.Bytes, CalendarTable.Layout, cancellationToken);
        if (read.Refusal is { } unreadable) return unreadable.ToResult();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockImportsAsync(cancellationToken);
        var (calendar, errors) = CalendarTable.Read(read.Value);
        var before = await db.WorkingCalendars.SingleOrDefaultAsync(row => row.AreaCode == area, cancellationToken);
        var report = Report(read.Value.Rows.Count, calendar, before?.Calendar, [.. errors.OrderBy(error => error.Row ?? 0)]);
        if (calendar is null || report.Errors.Count > 0) return upload.Refuse(RefusalCodes.CalendarImportRefused, report, CalendarTable.Layout, read.Value, context);
        if (!upload.Apply) return Results.Ok(report);
        if (!calendar.Equals(before?.Calendar)) await ApplyAsync(calendar, before, area, path, context.Caller(), cancellationToken);
        return Results.Ok(report with { Applied = true });
    }

    private async Task ApplyAsync(WorkingCalendar calendar, AreaCalendar? before, string? area, string[] path, Data.Identity.Caller caller, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        if (before is null) db.WorkingCalendars.Add(AreaCalendar.Of(area, calendar, now));
        else before.Replace(calendar, now);
        await db.CommitAsync(
            [new Change
            {
                Kind = ChangeKind.CalendarImported, At = now, AreaCode = area,
                Audiences = area is null ? await db.EveryoneAsync(cancellationToken) : Audience.OfArea(path),
                Data = new ChangeData { By = new ChangeActor(caller.Actor.Name, caller.Role) },
            }],
            cancellationToken);
    }

    private static TableReport Report(int rows, WorkingCalendar? calendar, WorkingCalendar? before, IReadOnlyList<RowError> errors)
    {
        var (now, old) = (Days(calendar), Days(before));
        return new TableReport(
            false, rows, now.Count(day => !old.ContainsKey(day.Key)), now.Count(day => old.TryGetValue(day.Key, out var was) && was != day.Value),
            now.Count(day => old.TryGetValue(day.Key, out var was) && was == day.Value), old.Keys.Count(day => !now.ContainsKey(day)), errors);
    }

    /// <summary>The days that are not as their weekday says; a file with a day twice has errors and no figures of worth.</summary>
    private static Dictionary<DateOnly, (bool Works, string Name)> Days(WorkingCalendar? calendar) =>
        calendar is null ? [] : calendar.Holidays.Select(day => (day.Date, Works: false, day.Name)).Concat(calendar.WorkingWeekends.Select(day => (day.Date, Works: true, day.Name)))
            .DistinctBy(day => day.Date).ToDictionary(day => day.Date, day => (day.Works, day.Name));
}
