namespace MapDashboard.Domain.People;

/// <summary>An organization (单位): an organ, department or property firm.</summary>
public sealed class Organization
{
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>Free word for grouping: organ, department, propertyFirm, committee ….</summary>
    public required string Kind { get; set; }
}

/// <summary>A person (人员): someone who holds posts.</summary>
public sealed class Person
{
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>Code of the <see cref="Organization"/>; null for a volunteer or resident in office.</summary>
    public string? Employer { get; set; }

    /// <summary>Work phone; shown where the post is public.</summary>
    public string? Phone { get; set; }

    public bool PartyMember { get; set; }
}

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

/// <summary>A post (岗位): one place in one area for one role. A vacancy is a post without a holder.</summary>
public sealed class Post
{
    public required Guid Id { get; init; }

    public required string AreaCode { get; init; }

    /// <summary>Code of the <see cref="People.Role"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Code of the holder; null while vacant.</summary>
    public string? PersonCode { get; set; }

    /// <summary>Shown on the public board: the hall screen, plates and posters.</summary>
    public bool Public { get; set; }

    public string? Duties { get; set; }

    public required DateTime ValidFrom { get; init; }

    /// <summary>Null while the post is held.</summary>
    public DateTime? ValidTo { get; set; }
}
