namespace MapDashboard.Domain.Calendar;

/// <summary>The part of a calendar that a fault is about: the members of <see cref="WorkingCalendar"/>.</summary>
public enum CalendarPart
{
    TimeZone,
    From,
    To,
    WorkingHours,
    Weekend,
    Holidays,
    WorkingWeekends,
}

/// <summary>What is wrong with a calendar.</summary>
/// <param name="Part">Where.</param>
/// <param name="Index">Position in the part's list, from 0; null for a fault of the part as a whole.</param>
/// <param name="Message">In the clerk's language.</param>
public sealed record CalendarFault(CalendarPart Part, int? Index, string Message);

/// <summary>Whether a calendar can be: every fault at once, so that a clerk mends a file in one go.</summary>
public static class CalendarCheck
{
    private const int MostNameLength = 50;
    private const int MostDays = 366 * 20;

    /// <summary>With less, a limit of some days of work would last for centuries.</summary>
    private static readonly TimeSpan LeastDay = TimeSpan.FromHours(1);

    /// <summary>No fault at all, or a calendar that nobody may reckon with.</summary>
    public static IReadOnlyList<CalendarFault> Faults(WorkingCalendar calendar) =>
        [.. Frame(calendar), .. Hours(calendar.WorkingHours), .. Weekend(calendar.Weekend), .. Days(calendar)];

    private static IEnumerable<CalendarFault> Frame(WorkingCalendar calendar)
    {
        // Windows names would be found on some machines only.
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(calendar.TimeZone, out var zone) || !zone.HasIanaId)
        {
            yield return new(CalendarPart.TimeZone, null, $"没有时区“{calendar.TimeZone}”；例如 Asia/Shanghai");
        }

        if (calendar.From > calendar.To) yield return new(CalendarPart.To, null, $"止 {calendar.To:yyyy-MM-dd} 早于起 {calendar.From:yyyy-MM-dd}");
        else if (calendar.To.DayNumber - calendar.From.DayNumber >= MostDays) yield return new(CalendarPart.To, null, "起止相隔超过 20 年");
    }

    private static IEnumerable<CalendarFault> Hours(IReadOnlyList<WorkingPeriod> periods)
    {
        if (periods.Count == 0) yield return new(CalendarPart.WorkingHours, null, "没有上班时段");
        else if (periods.All(period => period.From < period.To) && periods.Aggregate(TimeSpan.Zero, (sum, period) => sum + (period.To - period.From)) < LeastDay)
        {
            yield return new(CalendarPart.WorkingHours, null, "每天上班不足一小时");
        }

        for (var n = 0; n < periods.Count; n++)
        {
            var period = periods[n];
            if (period.From >= period.To) yield return new(CalendarPart.WorkingHours, n, $"时段 {Text(period)} 的结束不晚于开始");
            if (n > 0 && period.From < periods[n - 1].To)
            {
                yield return new(CalendarPart.WorkingHours, n, $"时段 {Text(period)} 与前一段 {Text(periods[n - 1])} 重叠或次序颠倒");
            }
        }
    }

    private static IEnumerable<CalendarFault> Weekend(IReadOnlyList<int> weekend)
    {
        for (var n = 0; n < weekend.Count; n++)
        {
            if (weekend[n] is < 1 or > 7) yield return new(CalendarPart.Weekend, n, $"周休日 {weekend[n]} 不在 1（周一）到 7（周日）之间");
            else if (weekend.Take(n).Contains(weekend[n])) yield return new(CalendarPart.Weekend, n, $"周休日 {weekend[n]} 重复");
        }

        if (weekend.Distinct().Count(day => day is >= 1 and <= 7) == 7) yield return new(CalendarPart.Weekend, null, "七天都是周休日，没有工作日");
    }

    private static IEnumerable<CalendarFault> Days(WorkingCalendar calendar)
    {
        var taken = new HashSet<DateOnly>();
        var working = calendar.WorkingWeekends.Select(day => day.Date).ToHashSet();
        for (var n = 0; n < calendar.Holidays.Count; n++)
        {
            var day = calendar.Holidays[n];
            foreach (var message in Day(calendar, day, taken)) yield return new(CalendarPart.Holidays, n, message);
            if (working.Contains(day.Date)) yield return new(CalendarPart.Holidays, n, $"{day.Date:yyyy-MM-dd} 既是放假又是上班");
        }

        taken.Clear();
        for (var n = 0; n < calendar.WorkingWeekends.Count; n++)
        {
            var day = calendar.WorkingWeekends[n];
            foreach (var message in Day(calendar, day, taken)) yield return new(CalendarPart.WorkingWeekends, n, message);
            if (!calendar.Weekend.Contains(WorkingCalendar.IsoWeekday(day.Date)))
            {
                yield return new(CalendarPart.WorkingWeekends, n, $"{day.Date:yyyy-MM-dd} 不是周休日，本来就上班");
            }
        }
    }

    private static IEnumerable<string> Day(WorkingCalendar calendar, CalendarDay day, HashSet<DateOnly> taken)
    {
        if (day.Date < calendar.From || day.Date > calendar.To)
        {
            yield return $"{day.Date:yyyy-MM-dd} 不在起止 {calendar.From:yyyy-MM-dd}—{calendar.To:yyyy-MM-dd} 之内";
        }

        if (!taken.Add(day.Date)) yield return $"{day.Date:yyyy-MM-dd} 重复";
        if (string.IsNullOrWhiteSpace(day.Name)) yield return $"{day.Date:yyyy-MM-dd} 没有名称";
        else if (day.Name.Length > MostNameLength) yield return $"名称超过 {MostNameLength} 个字";
    }

    private static string Text(WorkingPeriod period) => $"{period.From:HH\\:mm}-{period.To:HH\\:mm}";
}
