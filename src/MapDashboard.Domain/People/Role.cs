namespace MapDashboard.Domain.People;

/// <summary>A kind of post (岗位类型). Roles are data.</summary>
public sealed class Role
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    /// <summary>"Ask first": the smaller, the earlier in the answer to 有困难找谁.</summary>
    public required int Order { get; init; }

    /// <summary>governance or party: two networks over one ground.</summary>
    public required string Network { get; init; }

    /// <summary>Whether its holder takes up issues of the area as the desk does.</summary>
    public bool GridLeader { get; init; }
}
