namespace MapDashboard.Domain.People;

/// <summary>A person (人员): someone who holds posts.</summary>
public sealed class Person
{
    /// <summary>Employee number (工号) or whatever else the place numbers its people by.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>Code of the <see cref="Organization"/>; null for a volunteer or resident in office.</summary>
    public string? Employer { get; set; }

    /// <summary>Work phone; shown in public where the post says so.</summary>
    public string? Phone { get; set; }

    public bool PartyMember { get; set; }
}
