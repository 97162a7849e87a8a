namespace MapDashboard.Domain.People;

/// <summary>An organization (单位): an organ, department or property firm.</summary>
public sealed class Organization
{
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>Free word for grouping: organ, department, propertyFirm, committee ….</summary>
    public required string Kind { get; set; }

    /// <summary>Office phone; null where nobody has said.</summary>
    public string? Phone { get; set; }
}

/// <summary>An organization paired with an area (结对): whose members come to serve there.</summary>
public sealed class Pairing
{
    /// <summary>Code of the <see cref="Organization"/>.</summary>
    public required string OrganizationCode { get; init; }

    public required string AreaCode { get; init; }

    /// <summary>Members who report in there (双报到); null where nobody has counted.</summary>
    public int? Members { get; set; }

    /// <summary>Services given there so far; null where nobody has counted.</summary>
    public int? Services { get; set; }
}
