namespace MapDashboard.Domain.Activities;

/// <summary>That somebody did a daily task, or some of it. Lists are computed; only doings are stored.</summary>
public sealed class Doing
{
    /// <summary>Made by the phone.</summary>
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Display name at the time.</summary>
    public required string By { get; init; }

    /// <summary>Of the <see cref="DailyTask"/>.</summary>
    public required string Task { get; init; }

    public required string AreaCode { get; init; }

    /// <summary>The day for which it counts, local to the area.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>UTC; never later than <see cref="ReceivedAt"/>, whatever the phone's clock says.</summary>
    public required DateTime At { get; init; }

    /// <summary>How many of the target.</summary>
    public required int Count { get; init; }

    public string? Note { get; init; }

    /// <summary>UTC. A phone without network tells it later.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>SHA-256 of what was sent, so that the same again is known.</summary>
    public required string ContentHash { get; init; }
}
