using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Calendar;

/// <summary>The marks of a limit. The calendar works from nine to twelve and from two to six, every day.</summary>
public class CaseClockTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(2, LimitUnit.Hours, 14)]
    [InlineData(2, LimitUnit.WorkingHours, 16)]
    [InlineData(1, LimitUnit.WorkingDays, 24 + 12)]
    [InlineData(0.5, LimitUnit.WorkingDays, 17.5)]
    public void A_limit_counts_in_its_unit(double value, LimitUnit unit, double hour) =>
        Town.Clock.After(Noon, new Limit(value, unit)).ShouldBe(Noon.Date.AddHours(hour));

    [Fact]
    public void The_marks_stand_at_eighty_percent_and_at_three_times_of_the_working_time()
    {
        // Five working hours from noon: four until 18:00, the fifth next morning. Fifteen: 4 + 7 + 4.
        var deadline = Town.Clock.DeadlineOf(Noon, new Limit(5, LimitUnit.WorkingHours));

        deadline.ShouldBe(new Deadline(Noon.AddHours(6), Noon.AddHours(22), Noon.Date.AddDays(2).AddHours(15)));
    }

    [Fact]
    public void A_due_time_set_by_hand_keeps_itself_and_gets_its_marks()
    {
        var deadline = Town.Clock.DeadlineAt(Noon, Noon.AddHours(8), LimitUnit.WorkingHours);

        // The last working moment before 20:00 is 18:00: four working hours, of which 80 % end at 17:12. Three times that: 4 + 7 + 1.
        deadline.ShouldBe(new Deadline(Noon.Date.AddMinutes(1032), Noon.AddHours(8), Noon.Date.AddDays(2).AddHours(10)));
    }

    [Fact]
    public void What_is_left_is_counted_in_working_time_and_what_has_passed_stays()
    {
        var deadline = Town.Clock.DeadlineOf(Noon, new Limit(5, LimitUnit.WorkingHours));
        var left = Town.Clock.LeftAt(Noon.AddHours(6), deadline, LimitUnit.WorkingHours);

        left.ShouldBe(new TimeLeft(TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromHours(11)));
        Town.Clock.Resumed(Noon.AddDays(5), deadline, left, LimitUnit.WorkingHours)
            .ShouldBe(new Deadline(deadline.WarnAt, Noon.Date.AddDays(5).AddHours(15), Noon.Date.AddDays(6).AddHours(18)));
    }
}
