namespace MapDashboard.Domain.People;

/// <summary>How many holders of a role each area of a level needs. Rules are data.</summary>
public sealed class StaffingRule
{
    /// <summary>Code of the level.</summary>
    public required string Level { get; init; }

    /// <summary>Code of the <see cref="People.Role"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Fewer holders than this leave a vacancy.</summary>
    public required int AtLeast { get; init; }
}

/// <summary>What an area is measured by.</summary>
public enum AreaMeasure
{
    Households,

    /// <summary>Buildings anywhere below the area.</summary>
    Buildings,

    /// <summary>People in the area's group chat.</summary>
    GroupMembers,
}

/// <summary>How large an area of a level may be, so that one person can still answer for it. Rules are data.</summary>
public sealed class SizeRule
{
    /// <summary>Code of the level.</summary>
    public required string Level { get; init; }

    public required AreaMeasure Measure { get; init; }

    /// <summary>Null where there is no lower bound.</summary>
    public int? AtLeast { get; init; }

    /// <summary>Null where there is no upper bound.</summary>
    public int? AtMost { get; init; }
}
