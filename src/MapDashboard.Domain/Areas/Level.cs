namespace MapDashboard.Domain.Areas;

/// <summary>A level (层级) of the tree of areas: names and number of levels are data, 3 to 8 deep.</summary>
public sealed class Level
{
    /// <summary>Stable code: district, street, community, section, grid, microgrid, building, unit.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    /// <summary>1 is the largest; the smallest valid area at a point is the one of the highest rank.</summary>
    public required int Rank { get; init; }

    /// <summary>Whether an issue's area code may be of this level. Buildings and units stand apart in columns of their own.</summary>
    public required bool LocatesIssues { get; init; }
}
