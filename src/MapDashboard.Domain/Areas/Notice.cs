namespace MapDashboard.Domain.Areas;

/// <summary>A notice (通知) of an area: a text from a day to a day.</summary>
public sealed class Notice
{
    public required Guid Id { get; init; }

    public required string AreaCode { get; init; }

    public required string Text { get; init; }

    /// <summary>Shown to residents and on the hall screen, too.</summary>
    public required bool Public { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ValidFrom { get; init; }

    /// <summary>UTC; null while no end is fixed.</summary>
    public DateTime? ValidTo { get; set; }

    /// <summary>Display name of who posted it.</summary>
    public required string PostedBy { get; init; }
}
