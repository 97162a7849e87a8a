using MapDashboard.Domain.Calendar;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Calendar;

/// <summary>Which calendar is in force where.</summary>
public static class CalendarQueries
{
    /// <summary>The clock by which the issues of an area count.</summary>
    /// <param name="db">The database.</param>
    /// <param name="path">Codes from the root down to the area; empty outside every area.</param>
    /// <param name="ratingWindow">The place's setting.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="InvalidOperationException">There is no calendar, not even the default.</exception>
    public static async Task<CaseClock> CaseClockAsync(this MapDbContext db, string[] path, TimeSpan ratingWindow, CancellationToken cancellationToken) =>
        await db.WorkingCalendars.AsNoTracking().InForceAsync(path, cancellationToken) is { } found
            ? new CaseClock(new WorkingClock(found.Calendar), ratingWindow)
            : throw new InvalidOperationException("There is no working calendar, not even the default; a start of the server restores it.");

    /// <summary>All of them, to ask about many areas.</summary>
    public static async Task<Calendars> CalendarsAsync(this MapDbContext db, CancellationToken cancellationToken) =>
        new(await db.WorkingCalendars.AsNoTracking().ToListAsync(cancellationToken));

    /// <summary>The calendar of the area or of its nearest ancestor that has one, else the default; null only where even that was deleted by hand.</summary>
    /// <param name="calendars">The table.</param>
    /// <param name="path">Codes from the root down to the area; empty for the default.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<AreaCalendar?> InForceAsync(this IQueryable<AreaCalendar> calendars, string[] path, CancellationToken cancellationToken)
    {
        var found = await calendars.Where(row => row.AreaCode == null || path.Contains(row.AreaCode)).ToListAsync(cancellationToken);
        return found.MaxBy(row => row.AreaCode is null ? -1 : Array.IndexOf(path, row.AreaCode));
    }
}

/// <summary>All working calendars at once, for what looks at many areas.</summary>
public sealed class Calendars
{
    private readonly Dictionary<string, WorkingClock> clocks;
    private readonly WorkingClock standard;

    internal Calendars(IReadOnlyList<AreaCalendar> rows)
    {
        clocks = rows.Where(row => row.AreaCode is not null).ToDictionary(row => row.AreaCode!, row => new WorkingClock(row.Calendar), StringComparer.Ordinal);
        standard = new WorkingClock(rows.Single(row => row.AreaCode is null).Calendar);
    }

    /// <summary>The clock of the area or of its nearest ancestor that has one, else the default.</summary>
    /// <param name="path">Codes from the root down to the area.</param>
    public WorkingClock Of(IReadOnlyList<string> path)
    {
        for (var n = path.Count - 1; n >= 0; n--)
        {
            if (clocks.TryGetValue(path[n], out var clock)) return clock;
        }

        return standard;
    }
}
