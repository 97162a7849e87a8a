namespace MapDashboard.Web.Statistics;

/// <summary>A time range cut into what is counted ahead, whole local months and days, and the two ends that are not. Times are UTC, days local.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment after.</param>
/// <param name="FirstDay">The first whole day; equal to <paramref name="LastDay"/> where there is none.</param>
/// <param name="FirstMonth">First of the first whole month; equal to <paramref name="LastMonth"/> where there is none.</param>
/// <param name="LastMonth">First of the month after the last whole one.</param>
/// <param name="LastDay">The day after the last whole one.</param>
/// <param name="WholeFrom">When the first whole day begins; <paramref name="To"/> where there is none.</param>
/// <param name="WholeTo">When the last whole day ends; <paramref name="To"/> where there is none.</param>
public sealed record MeasureRange(
    DateTime From, DateTime To, DateOnly FirstDay, DateOnly FirstMonth, DateOnly LastMonth, DateOnly LastDay, DateTime WholeFrom, DateTime WholeTo)
{
    /// <param name="from">UTC.</param>
    /// <param name="to">UTC, not before.</param>
    /// <param name="zone">Whose days.</param>
    public static MeasureRange Of(DateTime from, DateTime to, TimeZoneInfo zone)
    {
        var first = DayOf(from, zone);
        if (Begin(first, zone) < from) first = first.AddDays(1);
        var last = DayOf(to, zone);
        if (last <= first) return new MeasureRange(from, to, first, first, first, first, to, to);
        var firstMonth = first.Day == 1 ? first : new DateOnly(first.Year, first.Month, 1).AddMonths(1);
        var lastMonth = new DateOnly(last.Year, last.Month, 1);
        if (lastMonth <= firstMonth) firstMonth = lastMonth = first;
        return new MeasureRange(from, to, first, firstMonth, lastMonth, last, Begin(first, zone), Begin(last, zone));
    }

    /// <summary>The local day of a moment.</summary>
    public static DateOnly DayOf(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    /// <summary>The moment so many days earlier at the same time of day.</summary>
    public static DateTime Earlier(DateTime utc, int days, TimeZoneInfo zone) => ToUtc(TimeZoneInfo.ConvertTimeFromUtc(utc, zone).AddDays(-days), zone);

    /// <summary>When a local day begins.</summary>
    public static DateTime Begin(DateOnly day, TimeZoneInfo zone) => ToUtc(day.ToDateTime(TimeOnly.MinValue), zone);

    // A time that a clock put forward has skipped is taken as the hour after.
    private static DateTime ToUtc(DateTime local, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone);
}
