namespace MapDashboard.Domain.Calendar;

/// <summary>
/// Working time by a calendar: how much of it lies between two moments, and when so much of it will have passed. All moments are UTC; days and
/// times of day are of the calendar's zone. Outside the days that the calendar knows, weekends are free and there are no holidays.
/// </summary>
public sealed class WorkingClock
{
    /// <summary>Beyond any limit that a category may have: a calendar without working time ahead would be searched for ever.</summary>
    private const int MostDays = 366 * 200;

    private readonly WorkingCalendar calendar;
    private readonly TimeZoneInfo zone;
    private readonly HashSet<DateOnly> holidays;
    private readonly HashSet<DateOnly> workingWeekends;

    /// <param name="calendar">Without faults (<see cref="CalendarCheck"/>).</param>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know the calendar's zone.</exception>
    public WorkingClock(WorkingCalendar calendar)
    {
        this.calendar = calendar;
        zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        holidays = [.. calendar.Holidays.Select(day => day.Date)];
        workingWeekends = [.. calendar.WorkingWeekends.Select(day => day.Date)];
        DayLength = calendar.WorkingHours.Aggregate(TimeSpan.Zero, (sum, period) => sum + (period.To - period.From));
    }

    /// <summary>Working time of a working day: what a limit of one 工作日 is.</summary>
    public TimeSpan DayLength { get; }

    public bool IsWorkingDay(DateOnly date) =>
        !holidays.Contains(date) && (workingWeekends.Contains(date) || !calendar.Weekend.Contains(WorkingCalendar.IsoWeekday(date)));

    /// <summary>Working time from one moment to a later one; nought where the second is not later.</summary>
    public TimeSpan Between(DateTime from, DateTime to)
    {
        var sum = TimeSpan.Zero;
        if (to <= from) return sum;
        for (var date = DateOf(from); date <= DateOf(to); date = date.AddDays(1))
        {
            foreach (var (opens, closes) in Periods(date))
            {
                var start = opens > from ? opens : from;
                var end = closes < to ? closes : to;
                if (end > start) sum += end - start;
            }
        }

        return sum;
    }

    /// <summary>
    /// The earliest moment at which so much working time has passed since the start. Time that runs out as work ends is out then, and not only
    /// when work begins again.
    /// </summary>
    /// <exception cref="InvalidOperationException">The calendar has no working time in two hundred years.</exception>
    public DateTime After(DateTime start, TimeSpan working)
    {
        if (working <= TimeSpan.Zero) return start;
        var date = DateOf(start);
        for (var day = 0; day < MostDays; day++, date = date.AddDays(1))
        {
            foreach (var (opens, closes) in Periods(date))
            {
                var from = opens > start ? opens : start;
                if (from >= closes) continue;
                if (closes - from >= working) return from + working;
                working -= closes - from;
            }
        }

        throw new InvalidOperationException("The calendar has no working time ahead.");
    }

    /// <summary>The moment at which a day of the calendar's zone begins, UTC.</summary>
    public DateTime StartOf(DateOnly date) => Utc(date, TimeOnly.MinValue);

    /// <summary>The day that a moment is of, in the calendar's zone.</summary>
    public DateOnly DateOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    private IEnumerable<(DateTime Opens, DateTime Closes)> Periods(DateOnly date) =>
        IsWorkingDay(date) ? calendar.WorkingHours.Select(period => (Utc(date, period.From), Utc(date, period.To))) : [];

    /// <summary>A time of day that the clocks leap over counts as the first moment after the leap.</summary>
    private DateTime Utc(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
