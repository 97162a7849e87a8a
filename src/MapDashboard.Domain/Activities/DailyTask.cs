using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;

namespace MapDashboard.Domain.Activities;

/// <summary>On which days a daily task is due, by the working calendar of the area.</summary>
public enum Cadence
{
    Daily,
    WorkingDays,

    /// <summary>On one weekday; holidays count as any other.</summary>
    Weekly,

    /// <summary>On one day of the month, in a shorter month on its last.</summary>
    Monthly,
}

/// <summary>How the count of a daily task comes about.</summary>
public enum CountedBy
{
    /// <summary>Somebody says so.</summary>
    Hand,

    /// <summary>The households of the day's visits; a visit without a count is one.</summary>
    Visits,

    /// <summary>The patrols ended on the day.</summary>
    Patrols,
}

/// <summary>
/// One version of a daily task (网格日常任务): what a role does in each of its areas on some days. Versions change with the day and are never
/// rewritten once their first day has come, so that what was due on a past day stays what it was (decisions/0016).
/// </summary>
public sealed class DailyTask
{
    public const int MostTarget = 1000;

    public required Guid Id { get; init; }

    /// <summary>The same in every version.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    /// <summary>Code of a <see cref="People.Role"/>: whoever holds it has the task. Null where an account's role says so.</summary>
    public string? Role { get; init; }

    /// <summary>Every account of this role has the task, in its area or the areas of its posts. Null where <see cref="Role"/> says so.</summary>
    public AccountRole? AccountRole { get; init; }

    /// <summary>Code of the level of the areas in which it is done; null for any.</summary>
    public string? Level { get; init; }

    public required Cadence Cadence { get; init; }

    /// <summary>ISO weekday 1–7 of <see cref="Cadence.Weekly"/>, day of the month 1–31 of <see cref="Cadence.Monthly"/>; else null.</summary>
    public int? On { get; init; }

    /// <summary>How many make it done; 1 for what is simply done.</summary>
    public required int Target { get; init; }

    public required CountedBy CountedBy { get; init; }

    /// <summary>A doing needs words.</summary>
    public bool NeedsNote { get; init; }

    /// <summary>Order in the list.</summary>
    public required int Position { get; init; }

    /// <summary>The first day, local.</summary>
    public required DateOnly ValidFrom { get; set; }

    /// <summary>The first day on which this version is no more; null while none is fixed.</summary>
    public DateOnly? ValidTo { get; set; }

    public bool IsInForce(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);

    public bool IsDue(DateOnly day, bool isWorkingDay) => IsInForce(day) && Cadence switch
    {
        Cadence.Daily => true,
        Cadence.WorkingDays => isWorkingDay,
        Cadence.Weekly => WorkingCalendar.IsoWeekday(day) == On,
        Cadence.Monthly => day.Day == Math.Min(On!.Value, DateTime.DaysInMonth(day.Year, day.Month)),
    };

    public bool IsFor(Seat seat) =>
        (Level is null || Level == seat.Level) && (Role is not null ? Role == seat.PostRole : AccountRole == seat.AccountRole);

    /// <summary>Whether both ask the same of the same people, whenever they are valid.</summary>
    public bool IsSameAs(DailyTask other) =>
        Code == other.Code && Name == other.Name && NameEn == other.NameEn && Role == other.Role && AccountRole == other.AccountRole && Level == other.Level
        && Cadence == other.Cadence && On == other.On && Target == other.Target && CountedBy == other.CountedBy && NeedsNote == other.NeedsNote && Position == other.Position;
}

/// <summary>Somebody at work in an area: an account there, by a post or by its own area.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Name">Display name.</param>
/// <param name="AccountRole">Of the account.</param>
/// <param name="PostRole">Code of the post's role; null where the account itself is the area's.</param>
/// <param name="AreaCode">Where.</param>
/// <param name="AreaName">To show.</param>
/// <param name="Level">Of the area.</param>
/// <param name="Path">Root first, down to the area.</param>
public sealed record Seat(Guid AccountId, string Name, AccountRole AccountRole, string? PostRole, string AreaCode, string AreaName, string Level, string[] Path);
