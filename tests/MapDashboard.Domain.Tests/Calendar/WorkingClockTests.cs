using MapDashboard.Domain.Calendar;

namespace MapDashboard.Domain.Tests.Calendar;

/// <summary>Worked examples by hand, and random cases against a reference that counts minute by minute.</summary>
public sealed class WorkingClockTests
{
    private const int RandomCases = 100_000;

    /// <summary>Nine to twelve and half past one to half past five, Monday to Friday; New Year and National Day with 调休 about them.</summary>
    private static readonly WorkingCalendar China = new()
    {
        TimeZone = "Asia/Shanghai",
        From = new DateOnly(2026, 1, 1),
        To = new DateOnly(2027, 1, 31),
        WorkingHours = [new(new TimeOnly(9, 0), new TimeOnly(12, 0)), new(new TimeOnly(13, 30), new TimeOnly(17, 30))],
        Weekend = [6, 7],
        Holidays = [.. Days("元旦", "2026-01-01", "2026-01-02", "2026-01-03"), .. Days("国庆节", "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06", "2026-10-07"), .. Days("元旦", "2027-01-01")],
        WorkingWeekends = [.. Days("元旦", "2026-01-04"), .. Days("国庆节", "2026-09-20", "2026-10-10")],
    };

    private static readonly WorkingClock Clock = new(China);

    [Theory]

    // Within one morning, over midday, over night, over a weekend.
    [InlineData("2026-03-02 09:00", 60, "2026-03-02 10:00")]
    [InlineData("2026-03-02 11:30", 60, "2026-03-02 14:00")]
    [InlineData("2026-03-02 17:00", 60, "2026-03-03 09:30")]
    [InlineData("2026-03-06 17:00", 60, "2026-03-09 09:30")]

    // Reported at night, at midday, on a Sunday: the clock waits for work to begin.
    [InlineData("2026-03-02 22:10", 60, "2026-03-03 10:00")]
    [InlineData("2026-03-02 12:20", 60, "2026-03-02 14:30")]
    [InlineData("2026-03-08 10:00", 240, "2026-03-09 14:30")]

    // Time that runs out as work ends is out then.
    [InlineData("2026-03-02 16:30", 60, "2026-03-02 17:30")]
    [InlineData("2026-03-02 09:00", 180, "2026-03-02 12:00")]
    [InlineData("2026-03-02 17:30", 1, "2026-03-03 09:01")]
    [InlineData("2026-03-07 08:00", 0, "2026-03-07 08:00")]

    // Across New Year: 1 to 3 January are free, Sunday the 4th is worked.
    [InlineData("2025-12-31 17:00", 60, "2026-01-04 09:30")]
    [InlineData("2025-12-31 09:00", 840, "2026-01-04 17:30")]
    [InlineData("2025-12-31 09:00", 841, "2026-01-05 09:01")]

    // Across National Day: from the 1st to the 7th is free, Saturday the 10th is worked, and so was Sunday, 20 September.
    [InlineData("2026-09-30 16:00", 120, "2026-10-08 09:30")]
    [InlineData("2026-09-30 09:00", 1260, "2026-10-09 17:30")]
    [InlineData("2026-10-09 17:00", 60, "2026-10-10 09:30")]
    [InlineData("2026-10-10 17:00", 60, "2026-10-12 09:30")]
    [InlineData("2026-09-19 10:00", 60, "2026-09-20 10:00")]

    // Beyond the calendar's last day weekends are still free.
    [InlineData("2027-02-26 17:00", 60, "2027-03-01 09:30")]
    public void So_many_working_minutes_after_a_moment_is_a_moment_that_a_clerk_can_check(string start, int minutes, string due) =>
        Local(Clock.After(Utc(start), TimeSpan.FromMinutes(minutes))).ShouldBe(due);

    [Theory]
    [InlineData("2026-03-06 16:00", 1, "2026-03-09 16:00")]
    [InlineData("2026-03-06 16:00", 15, "2026-03-27 16:00")]
    [InlineData("2026-03-07 10:00", 1, "2026-03-09 17:30")]
    [InlineData("2026-09-30 10:00", 2, "2026-10-09 10:00")]
    public void A_working_day_is_as_much_time_as_is_worked_on_one(string start, int days, string due) =>
        Local(Clock.After(Utc(start), days * Clock.DayLength)).ShouldBe(due);

    [Fact]
    public void Random_cases_agree_with_a_count_minute_by_minute()
    {
        var reference = new MinuteByMinute(China);
        var random = new Random(20261121);
        for (var n = 0; n < RandomCases; n++)
        {
            var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(60 * 24 * 370));

            // Mostly short limits, as most are; each tenth up to fifteen working days.
            var minutes = random.Next(n % 10 == 0 ? 15 * 420 : 480);
            var due = reference.After(start, minutes);
            Clock.After(start, TimeSpan.FromMinutes(minutes)).ShouldBe(due, $"{start:O} + {minutes}");
            Clock.Between(start, due).TotalMinutes.ShouldBe(minutes, $"{start:O} to {due:O}");
        }
    }

    [Fact]
    public void Working_time_between_two_moments_adds_up_over_any_moment_between()
    {
        var random = new Random(7);
        for (var n = 0; n < 10_000; n++)
        {
            DateTime[] moments = [.. Enumerable.Range(0, 3).Select(_ => new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(86_400 * 60))).Order()];
            (Clock.Between(moments[0], moments[1]) + Clock.Between(moments[1], moments[2])).ShouldBe(Clock.Between(moments[0], moments[2]));
        }

        Clock.Between(Utc("2026-03-03 10:00"), Utc("2026-03-02 10:00")).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Where_clocks_leap_the_hour_that_is_not_there_is_not_worked()
    {
        var night = new WorkingClock(China with { TimeZone = "America/New_York", WorkingHours = [new(new TimeOnly(1, 0), new TimeOnly(5, 0))], Weekend = [], Holidays = [], WorkingWeekends = [] });

        // 8 March 2026: from two to three there is nothing. 1 November: from one to two comes twice.
        night.Between(new DateTime(2026, 3, 8, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 8, 23, 0, 0, DateTimeKind.Utc)).ShouldBe(TimeSpan.FromHours(3));
        night.After(new DateTime(2026, 3, 8, 6, 0, 0, DateTimeKind.Utc), TimeSpan.FromHours(2)).ShouldBe(new DateTime(2026, 3, 8, 8, 0, 0, DateTimeKind.Utc));
    }

    private static CalendarDay[] Days(string name, params string[] dates) =>
        [.. dates.Select(date => new CalendarDay(DateOnly.ParseExact(date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), name))];

    private static DateTime Utc(string local) =>
        DateTime.SpecifyKind(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc).AddHours(-8);

    private static string Local(DateTime utc) => utc.AddHours(8).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Slow and obvious: asks of each minute whether anybody works in it. Shanghai is eight hours ahead of UTC, all year.</summary>
    private sealed class MinuteByMinute
    {
        private static readonly DateTime First = new(2025, 12, 31, 0, 0, 0);
        private readonly bool[] worked = new bool[60 * 24 * 460];

        public MinuteByMinute(WorkingCalendar calendar)
        {
            for (var n = 0; n < worked.Length; n++)
            {
                var minute = First.AddMinutes(n);
                var date = DateOnly.FromDateTime(minute);
                var isFree = calendar.Holidays.Any(day => day.Date == date)
                    || (minute.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && calendar.WorkingWeekends.All(day => day.Date != date));
                var time = TimeOnly.FromDateTime(minute);
                worked[n] = !isFree && calendar.WorkingHours.Any(period => time >= period.From && time < period.To);
            }
        }

        public DateTime After(DateTime start, int minutes)
        {
            var n = (int)(start.AddHours(8) - First).TotalMinutes;
            for (var left = minutes; left > 0; n++)
            {
                if (worked[n]) left--;
            }

            return DateTime.SpecifyKind(First.AddMinutes(n), DateTimeKind.Utc).AddHours(-8);
        }
    }
}
