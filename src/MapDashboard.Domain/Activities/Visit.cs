namespace MapDashboard.Domain.Activities;

/// <summary>A home visit (入户走访) to a building or one of its units. What its note says concerns residents: for staff of the area only.</summary>
public sealed class Visit
{
    /// <summary>Made by the phone.</summary>
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Display name at the time.</summary>
    public required string By { get; init; }

    public required string BuildingCode { get; init; }

    public string? UnitCode { get; init; }

    /// <summary>Root first, down to the building, as it was.</summary>
    public required string[] AreaPath { get; init; }

    /// <summary>Local to the area.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>UTC; never later than <see cref="ReceivedAt"/>.</summary>
    public required DateTime At { get; init; }

    /// <summary>How many doors; null where nobody counted, which is one.</summary>
    public int? Households { get; init; }

    public string? Note { get; init; }

    /// <summary>Something was found that a report tells of.</summary>
    public bool Problem { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>SHA-256 of what was sent.</summary>
    public required string ContentHash { get; init; }
}
