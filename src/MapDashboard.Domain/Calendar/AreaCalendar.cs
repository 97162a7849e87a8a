namespace MapDashboard.Domain.Calendar;

/// <summary>Where a calendar is in force: in one area and below it, until an area further down has its own; or wherever none has.</summary>
public sealed class AreaCalendar
{
    public required Guid Id { get; init; }

    /// <summary>Null: the default of every area without one of its own or of its ancestors.</summary>
    public string? AreaCode { get; init; }

    public required string TimeZone { get; set; }

    public required DateOnly From { get; set; }

    public required DateOnly To { get; set; }

    public required WorkingCalendar Calendar { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime ChangedAt { get; set; }

    public static AreaCalendar Of(string? areaCode, WorkingCalendar calendar, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(), AreaCode = areaCode, TimeZone = calendar.TimeZone, From = calendar.From, To = calendar.To, Calendar = calendar, ChangedAt = now,
    };

    public void Replace(WorkingCalendar calendar, DateTime now) =>
        (TimeZone, From, To, Calendar, ChangedAt) = (calendar.TimeZone, calendar.From, calendar.To, calendar, now);
}
