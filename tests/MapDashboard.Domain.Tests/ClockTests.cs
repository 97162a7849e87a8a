using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests;

public class ClockTests
{
    [Fact]
    public void Time_is_kept_in_utc_to_the_microsecond_and_never_rounded_up()
    {
        var cut = Clock.Cut(Town.Now.AddTicks(19));

        cut.ShouldBe(Town.Now.AddMicroseconds(1));
        cut.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public void The_clock_reads_the_time_provider() => new Fixed().UtcNow().ShouldBe(Town.Now);

    private sealed class Fixed : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(Town.Now.AddTicks(9)).ToOffset(TimeSpan.FromHours(8));
    }
}
