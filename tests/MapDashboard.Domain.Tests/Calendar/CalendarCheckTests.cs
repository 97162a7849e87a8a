using MapDashboard.Domain.Calendar;

namespace MapDashboard.Domain.Tests.Calendar;

public sealed class CalendarCheckTests
{
    private static readonly WorkingCalendar Good = new()
    {
        TimeZone = "Asia/Shanghai",
        From = new DateOnly(2026, 1, 1),
        To = new DateOnly(2026, 12, 31),
        WorkingHours = [new(new TimeOnly(9, 0), new TimeOnly(12, 0)), new(new TimeOnly(13, 30), new TimeOnly(17, 30))],
        Weekend = [6, 7],
        Holidays = [new(new DateOnly(2026, 1, 1), "元旦")],
        WorkingWeekends = [new(new DateOnly(2026, 1, 4), "元旦")],
    };

    [Fact]
    public void A_sound_calendar_has_no_fault() => CalendarCheck.Faults(Good).ShouldBeEmpty();

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("China Standard Time")]
    [InlineData("")]
    public void A_time_zone_that_is_no_iana_name_is_a_fault(string zone) =>
        Parts(Good with { TimeZone = zone }).ShouldBe([(CalendarPart.TimeZone, null)]);

    [Fact]
    public void A_range_that_ends_before_it_begins_is_a_fault_of_its_end() =>
        Parts(Good with { To = new DateOnly(2025, 12, 31), Holidays = [], WorkingWeekends = [] }).ShouldBe([(CalendarPart.To, null)]);

    [Fact]
    public void A_range_of_a_century_is_a_slip_of_the_pen() => Parts(Good with { To = new DateOnly(2126, 12, 31) }).ShouldBe([(CalendarPart.To, null)]);

    [Fact]
    public void A_day_without_working_hours_is_a_fault() => Parts(Good with { WorkingHours = [] }).ShouldBe([(CalendarPart.WorkingHours, null)]);

    [Fact]
    public void A_day_of_less_than_an_hour_of_work_is_a_fault()
    {
        Parts(Good with { WorkingHours = [Period("09:00-09:30"), Period("10:00-10:29")] }).ShouldBe([(CalendarPart.WorkingHours, null)]);
        Parts(Good with { WorkingHours = [Period("09:00-10:00")] }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("09:00-09:00", 0)]
    [InlineData("12:00-09:00", 0)]
    [InlineData("09:00-12:00 11:30-17:00", 1)]
    [InlineData("13:00-17:00 09:00-12:00", 1)]
    public void Working_hours_are_in_order_and_do_not_overlap(string hours, int index) =>
        Parts(Good with { WorkingHours = [.. hours.Split(' ').Select(Period)] }).ShouldBe([(CalendarPart.WorkingHours, index)]);

    [Fact]
    public void Periods_that_touch_are_sound() => CalendarCheck.Faults(Good with { WorkingHours = [Period("09:00-12:00"), Period("12:00-17:00")] }).ShouldBeEmpty();

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void A_weekday_that_no_week_has_is_a_fault(int day) => Parts(Good with { Weekend = [6, 7, day] }).ShouldBe([(CalendarPart.Weekend, 2)]);

    [Fact]
    public void A_weekday_named_twice_is_a_fault() => Parts(Good with { Weekend = [7, 6, 7] }).ShouldBe([(CalendarPart.Weekend, 2)]);

    [Fact]
    public void A_week_without_a_working_day_is_a_fault() => Parts(Good with { Weekend = [1, 2, 3, 4, 5, 6, 7] }).ShouldContain((CalendarPart.Weekend, null));

    [Fact]
    public void A_week_without_a_weekend_is_sound_as_long_as_no_weekend_is_worked() =>
        CalendarCheck.Faults(Good with { Weekend = [], WorkingWeekends = [] }).ShouldBeEmpty();

    [Fact]
    public void A_day_outside_the_range_is_a_fault_and_its_last_day_is_not()
    {
        Parts(Good with { Holidays = [new(new DateOnly(2027, 1, 1), "元旦")] }).ShouldBe([(CalendarPart.Holidays, 0)]);
        CalendarCheck.Faults(Good with { Holidays = [new(new DateOnly(2026, 12, 31), "年末")] }).ShouldBeEmpty();
    }

    [Fact]
    public void A_day_named_twice_or_without_a_name_is_a_fault()
    {
        var day = Good.Holidays[0];
        Parts(Good with { Holidays = [day, day] }).ShouldBe([(CalendarPart.Holidays, 1)]);
        Parts(Good with { Holidays = [day with { Name = " " }] }).ShouldBe([(CalendarPart.Holidays, 0)]);
    }

    [Fact]
    public void No_day_is_both_a_holiday_and_worked() =>
        Parts(Good with { Holidays = [new(new DateOnly(2026, 1, 4), "元旦")] }).ShouldBe([(CalendarPart.Holidays, 0)]);

    [Fact]
    public void A_working_weekend_lies_on_a_weekend_day() =>
        Parts(Good with { WorkingWeekends = [new(new DateOnly(2026, 1, 5), "元旦")] }).ShouldBe([(CalendarPart.WorkingWeekends, 0)]);

    [Fact]
    public void Every_fault_is_told_at_once() =>
        CalendarCheck.Faults(Good with { TimeZone = "x", WorkingHours = [], Weekend = [9] }).Count.ShouldBe(4, "the worked Sunday is then no weekend day either");

    [Fact]
    public void Calendars_are_equal_by_their_content() => (Good with { Holidays = [.. Good.Holidays] }).ShouldBe(Good);

    private static (CalendarPart Part, int? Index)[] Parts(WorkingCalendar calendar) => [.. CalendarCheck.Faults(calendar).Select(fault => (fault.Part, fault.Index))];

    private static WorkingPeriod Period(string text)
    {
        var ends = text.Split('-');
        return new WorkingPeriod(TimeOnly.ParseExact(ends[0], "HH:mm"), TimeOnly.ParseExact(ends[1], "HH:mm"));
    }
}
