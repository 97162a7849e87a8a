using MapDashboard.Domain.Issues;

namespace MapDashboard.Domain.Tests.Issues;

public class LimitTests
{
    [Theory]
    [InlineData(4, LimitUnit.Hours, 4)]
    [InlineData(0.5, LimitUnit.Hours, 0.5)]
    [InlineData(4, LimitUnit.WorkingHours, 4)]
    [InlineData(3, LimitUnit.WorkingDays, 72)]
    [InlineData(0, LimitUnit.WorkingDays, 0)]
    public void A_limit_on_the_plain_clock_takes_a_working_day_as_24_hours(double value, LimitUnit unit, double hours) =>
        new Limit(value, unit).Plain().ShouldBe(TimeSpan.FromHours(hours));
}
