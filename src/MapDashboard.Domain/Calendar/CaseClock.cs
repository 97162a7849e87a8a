using MapDashboard.Domain.Issues;

namespace MapDashboard.Domain.Calendar;

/// <summary>When a stage turns amber, red and deep red: 80 %, all and three times of its limit. All UTC.</summary>
/// <param name="WarnAt">Amber from here on.</param>
/// <param name="DueAt">Red, overdue, after this.</param>
/// <param name="GraveAt">Deep red after this.</param>
public readonly record struct Deadline(DateTime WarnAt, DateTime DueAt, DateTime GraveAt);

/// <summary>What is left until each mark of a deadline, in time of the limit's unit; nought for one that has passed.</summary>
public readonly record struct TimeLeft(TimeSpan Warn, TimeSpan Due, TimeSpan Grave);

/// <summary>
/// Counts the time of issues: plain hours on the clock on the wall, 工作时 and 工作日 by the working calendar in force for the issue's area. What it
/// answers is frozen on the issue, so that a later calendar changes no old due time.
/// </summary>
/// <param name="working">The calendar in force.</param>
/// <param name="ratingWindow">How long a reporter may rate after verification, and call an issue back to life after its end; plain time.</param>
public sealed class CaseClock(WorkingClock working, TimeSpan ratingWindow)
{
    /// <summary>Part of a limit after which a stage is amber.</summary>
    public const double WarnPart = 0.8;

    /// <summary>Multiple of a limit after which red is deep.</summary>
    public const double GraveMultiple = 3;

    /// <summary>72 h where a place has not set another.</summary>
    public static readonly TimeSpan DefaultRatingWindow = TimeSpan.FromHours(72);

    public TimeSpan RatingWindow { get; } = ratingWindow;

    public Moment At(DateTime utc) => new(utc, this);

    /// <summary>When the limit, begun at the start, has passed.</summary>
    public DateTime After(DateTime start, Limit limit) => After(start, LengthOf(limit), limit.Unit);

    public Deadline DeadlineOf(DateTime start, Limit limit) => DeadlineOf(start, LengthOf(limit), limit.Unit);

    /// <summary>The deadline of a stage whose due time was set by hand, or by several limits together.</summary>
    public Deadline DeadlineAt(DateTime start, DateTime due, LimitUnit unit) => DeadlineOf(start, Between(start, due, unit), unit) with { DueAt = due };

    public TimeLeft LeftAt(DateTime at, Deadline deadline, LimitUnit unit) =>
        new(Between(at, deadline.WarnAt, unit), Between(at, deadline.DueAt, unit), Between(at, deadline.GraveAt, unit));

    /// <summary>The deadline with what was left of it counted from now on; marks that had passed stay where they were.</summary>
    public Deadline Resumed(DateTime at, Deadline deadline, TimeLeft left, LimitUnit unit)
    {
        return new Deadline(From(left.Warn, deadline.WarnAt), From(left.Due, deadline.DueAt), From(left.Grave, deadline.GraveAt));

        DateTime From(TimeSpan length, DateTime passed) => length > TimeSpan.Zero ? After(at, length, unit) : passed;
    }

    /// <summary>Time of the unit's kind from one moment to a later one; nought where the second is not later.</summary>
    public TimeSpan Between(DateTime from, DateTime to, LimitUnit unit) =>
        to <= from ? TimeSpan.Zero : unit == LimitUnit.Hours ? to - from : working.Between(from, to);

    /// <summary>When so much time of the unit's kind will have passed.</summary>
    public DateTime After(DateTime start, TimeSpan length, LimitUnit unit) =>
        Clock.Cut(unit == LimitUnit.Hours ? start + length : working.After(start, length));

    private Deadline DeadlineOf(DateTime start, TimeSpan length, LimitUnit unit) => new(
        After(start, length * WarnPart, unit), After(start, length, unit), After(start, length * GraveMultiple, unit));

    private TimeSpan LengthOf(Limit limit) => limit.Unit == LimitUnit.WorkingDays ? working.DayLength * limit.Value : TimeSpan.FromHours(limit.Value);
}

/// <summary>A time together with the clock by which an issue's limits are counted from it.</summary>
/// <param name="At">UTC.</param>
/// <param name="Clock">Of the issue's area.</param>
public readonly record struct Moment(DateTime At, CaseClock Clock);
