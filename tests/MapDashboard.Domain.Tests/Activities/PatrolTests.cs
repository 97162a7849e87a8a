using MapDashboard.Domain.Activities;

namespace MapDashboard.Domain.Tests.Activities;

/// <summary>The way of a patrol: gaps stay gaps, and what nobody recorded is not counted.</summary>
public sealed class PatrolTests
{
    private static readonly DateTime Start = new(2026, 11, 20, 1, 0, 0, DateTimeKind.Utc);

    /// <summary>So many metres east of a place at 28° north, so many seconds after the start.</summary>
    private static TrackPoint At(double seconds, double east, bool? gap = null) =>
        new(Start.AddSeconds(seconds), 107.346 + (east / (111_195.08 * Math.Cos(double.DegreesToRadians(28)))), 28, 5, gap);

    private static double Meters(params TrackPoint[] points) => PatrolTrack.Meters(PatrolTrack.Segments(points));

    [Fact]
    public void A_silence_of_more_than_a_minute_and_a_half_is_a_gap_that_is_neither_drawn_nor_counted()
    {
        TrackPoint[] points = [At(0, 0), At(10, 20), At(101, 500), At(110, 520)];
        PatrolTrack.Segments(points).Select(segment => segment.Count).ShouldBe([2, 2]);
        Meters(points).ShouldBe(40, 0.1);
        PatrolTrack.Segments([At(0, 0), At(90, 20)]).Count.ShouldBe(1);
    }

    [Fact]
    public void A_page_that_was_hidden_begins_anew_however_short_it_was() =>
        PatrolTrack.Segments([At(0, 0), At(5, 10), At(8, 15, gap: true), At(10, 20)]).Select(segment => segment.Count).ShouldBe([2, 2]);

    [Fact]
    public void A_clock_that_was_set_back_begins_a_new_segment_too() =>
        PatrolTrack.Segments([At(0, 0), At(10, 10), At(-3600, 20), At(-3590, 30)]).Count.ShouldBe(2);

    [Fact]
    public void No_point_and_a_single_one_have_no_length()
    {
        Meters().ShouldBe(0);
        Meters(At(0, 0)).ShouldBe(0);
    }

    [Fact]
    public void A_patrol_ends_neither_before_its_start_nor_later_than_now()
    {
        DateTime End(DateTime sent, DateTime now)
        {
            var patrol = new Patrol
            {
                Id = Guid.NewGuid(), AccountId = Guid.NewGuid(), By = "甲", AreaCode = "g", AreaPath = ["g"], Theme = "security", Day = DateOnly.FromDateTime(Start),
                StartedAt = Start, ReceivedAt = Start, ContentHash = "",
            };
            patrol.End(sent, now);
            patrol.SentEndedAt.ShouldBe(sent);
            return patrol.EndedAt!.Value;
        }

        End(Start.AddHours(1), Start.AddHours(2)).ShouldBe(Start.AddHours(1));
        End(Start.AddDays(1), Start.AddHours(2)).ShouldBe(Start.AddHours(2));
        End(Start.AddDays(-1), Start.AddHours(2)).ShouldBe(Start);
    }
}
