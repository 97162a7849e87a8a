namespace MapDashboard.Domain.Issues;

/// <summary>In what a limit is counted.</summary>
public enum LimitUnit
{
    Hours,

    /// <summary>工作时, by the district's working calendar.</summary>
    WorkingHours,

    /// <summary>工作日, by the district's working calendar.</summary>
    WorkingDays,
}

/// <summary>A time limit of a stage.</summary>
public sealed record Limit(double Value, LimitUnit Unit);

/// <summary>The limits of a category's four stages.</summary>
public sealed record Limits(Limit Accept, Limit ReportIn, Limit Handle, Limit Verify);

/// <summary>A kind of issue (类别), a node of a tree. Only leaves are taken by issues; only leaves have limits.</summary>
public sealed class Category
{
    /// <summary>The icon of a category that was given none.</summary>
    public const string NoIcon = "dots";

    /// <summary>Metres.</summary>
    public const double DefaultDuplicateRadius = 50;

    public required string Code { get; init; }

    /// <summary>Null for a top-level category.</summary>
    public string? ParentCode { get; set; }

    public required string Name { get; set; }

    public required string NameEn { get; set; }

    /// <summary>Name of the drawn icon.</summary>
    public required string Icon { get; set; }

    /// <summary>Order within the parent.</summary>
    public required int Position { get; set; }

    /// <summary>Issues of this kind start as urgent and interrupt screens.</summary>
    public bool Urgent { get; set; }

    /// <summary>小事: may be settled on the spot.</summary>
    public bool Small { get; set; }

    /// <summary>Null for a node that is not a leaf.</summary>
    public Limits? Limits { get; set; }

    /// <summary>停用: takes no new issue; those that have it keep it.</summary>
    public bool Retired { get; set; }

    /// <summary>Code of the role or organization that routing may propose; null where there is none.</summary>
    public string? Responsible { get; set; }

    /// <summary>Metres within which an open issue of this category may be the same matter.</summary>
    public double DuplicateRadius { get; set; } = DefaultDuplicateRadius;
}
