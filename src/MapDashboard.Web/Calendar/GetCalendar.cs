using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Calendar;
using MapDashboard.Domain;
using MapDashboard.Domain.Calendar;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Calendar;

/// <summary>A calendar on the wire. <paramref name="Area"/> is the code of the area that owns it, of the asked one or above it; left out for the default.</summary>
public sealed record CalendarView(
    string? Area, string TimeZone, DateOnly From, DateOnly To, IReadOnlyList<WorkingPeriod> WorkingHours, IReadOnlyList<int> Weekend,
    IReadOnlyList<CalendarDay> Holidays, IReadOnlyList<CalendarDay> WorkingWeekends);

/// <summary>GET /api/calendar: the calendar in force for an area, its own or that of its nearest ancestor, else the default; and the same as a table.</summary>
public static class GetCalendar
{
    public static async Task<IResult> HandleAsync(HttpContext context, MapDbContext db, CancellationToken cancellationToken, string? area = null)
    {
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        if (await FindAsync(db, area, cancellationToken) is not { } found) return Problems.Refuse(RefusalCodes.RequestNotFound, "There is no calendar.");
        var calendar = found.Calendar;
        return Results.Ok(new CalendarView(
            found.AreaCode, calendar.TimeZone, calendar.From, calendar.To, calendar.WorkingHours, calendar.Weekend, calendar.Holidays, calendar.WorkingWeekends));
    }

    /// <summary>GET /api/calendar/template.</summary>
    public static async Task<IResult> TemplateAsync(MapDbContext db, CancellationToken cancellationToken, string? area = null, string? format = null)
    {
        if (!string.IsNullOrEmpty(area) && await db.Areas.PathOfAsync(area, cancellationToken) is null) return Problems.Refuse(RefusalCodes.AreaNotFound, $"There is no area of code {area}.");
        var found = await FindAsync(db, area, cancellationToken);
        return TableUpload.Template(CalendarTable.Layout, format, () => found is null ? [] : CalendarTable.Rows(found.Calendar));
    }

    private static async Task<AreaCalendar?> FindAsync(MapDbContext db, string? area, CancellationToken cancellationToken) =>
        await db.WorkingCalendars.AsNoTracking().InForceAsync(string.IsNullOrEmpty(area) ? [] : await db.Areas.PathOfAsync(area, cancellationToken) ?? [], cancellationToken);
}
