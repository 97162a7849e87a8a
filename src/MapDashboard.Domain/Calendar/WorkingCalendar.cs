namespace MapDashboard.Domain.Calendar;

/// <summary>A stretch of a working day, local time, <paramref name="From"/> before <paramref name="To"/>.</summary>
public sealed record WorkingPeriod(TimeOnly From, TimeOnly To);

/// <summary>A day of the calendar that is not as its weekday says, with the festival that it belongs to.</summary>
public sealed record CalendarDay(DateOnly Date, string Name);

/// <summary>
/// When people work (工作日历): a working day is one that is not in <see cref="Holidays"/> and is either no weekend day or in
/// <see cref="WorkingWeekends"/> (调休). Limits in working hours and working days are counted by it. Immutable; an import replaces it whole.
/// </summary>
public sealed record WorkingCalendar
{
    /// <summary>IANA name, such as Asia/Shanghai. Dates and times of day are of this zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The first day that the calendar knows.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day that the calendar knows, itself included.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Of every working day, in order, at least one.</summary>
    public required IReadOnlyList<WorkingPeriod> WorkingHours { get; init; }

    /// <summary>ISO weekdays, 1 = Monday … 7 = Sunday; may be empty, but never all seven.</summary>
    public required IReadOnlyList<int> Weekend { get; init; }

    public required IReadOnlyList<CalendarDay> Holidays { get; init; }

    /// <summary>Weekend days on which people work.</summary>
    public required IReadOnlyList<CalendarDay> WorkingWeekends { get; init; }

    /// <summary>ISO weekday of a date, 1 = Monday … 7 = Sunday.</summary>
    public static int IsoWeekday(DateOnly date) => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;

    // The lists make the difference; a record alone would compare them by reference.
    public bool Equals(WorkingCalendar? other) =>
        other is not null && TimeZone == other.TimeZone && From == other.From && To == other.To
        && WorkingHours.SequenceEqual(other.WorkingHours) && Weekend.SequenceEqual(other.Weekend)
        && Holidays.SequenceEqual(other.Holidays) && WorkingWeekends.SequenceEqual(other.WorkingWeekends);

    public override int GetHashCode() => HashCode.Combine(TimeZone, From, To, WorkingHours.Count, Weekend.Count, Holidays.Count, WorkingWeekends.Count);
}
