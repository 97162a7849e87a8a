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

    /// <summary>Words of the account roles that it is for; empty for all staff of the area and below.</summary>
    public string[] Roles { get; init; } = [];

    /// <summary>Whose; null for one from before that was kept, and for the demo's first ones.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Display name of who posted it.</summary>
    public required string PostedBy { get; init; }
}

/// <summary>That somebody has read a notice (回执).</summary>
public sealed class NoticeReceipt
{
    public required Guid NoticeId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>UTC; never later than when it arrived.</summary>
    public required DateTime ReadAt { get; init; }
}
