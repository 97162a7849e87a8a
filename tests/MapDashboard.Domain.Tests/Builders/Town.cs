using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Domain.Tests.Builders;

/// <summary>One town with two communities and a neighbour town: paths root first, and the hours at which a built issue moves on.</summary>
internal static class Town
{
    public const string Root = "town";
    public const string Community = "town-1";
    public const string GridCode = "town-1-1";

    public static readonly string[] Grid = [Root, Community, GridCode];
    public static readonly string[] OtherGrid = [Root, "town-2", "town-2-1"];
    public static readonly string[] NeighbourGrid = ["neighbour", "neighbour-1"];

    public static readonly DateTime ReportedAt = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);
    public static readonly DateTime AcceptedAt = ReportedAt.AddHours(1);
    public static readonly DateTime DispatchedAt = ReportedAt.AddHours(2);
    public static readonly DateTime ReportedInAt = ReportedAt.AddHours(3);
    public static readonly DateTime PhotoAt = ReportedAt.AddHours(4);
    public static readonly DateTime ResolvedAt = ReportedAt.AddHours(5);
    public static readonly DateTime VerifiedAt = ReportedAt.AddHours(6);

    /// <summary>Two hours after the last step and before the rating window ends.</summary>
    public static readonly DateTime Now = ReportedAt.AddHours(8);

    /// <summary>After every window.</summary>
    public static readonly DateTime MuchLater = ReportedAt.AddDays(30);

    /// <summary>Works from nine to twelve and from two to six by the clock of UTC, every day: a working day is seven hours.</summary>
    public static readonly CaseClock Clock = new(
        new WorkingClock(new WorkingCalendar
        {
            TimeZone = "UTC",
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 12, 31),
            WorkingHours = [new(new TimeOnly(9, 0), new TimeOnly(12, 0)), new(new TimeOnly(14, 0), new TimeOnly(18, 0))],
            Weekend = [],
            Holidays = [],
            WorkingWeekends = [],
        }),
        CaseClock.DefaultRatingWindow);

    public static Moment At(DateTime utc) => Clock.At(utc);

    public static readonly Limits Limits = new(
        Accept: new Limit(4, LimitUnit.Hours),
        ReportIn: new Limit(1, LimitUnit.Hours),
        Handle: new Limit(6, LimitUnit.Hours),
        Verify: new Limit(2, LimitUnit.WorkingDays));
}
