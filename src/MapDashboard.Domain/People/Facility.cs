using NetTopologySuite.Geometries;

namespace MapDashboard.Domain.People;

/// <summary>A facility (阵地): a place that serves people, such as a 党群服务站, 议事厅, 积分超市 or 驿站. Always public.</summary>
public sealed class Facility
{
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>What it is, in the place's own words: 党群服务站, 驿站, 充电点 ….</summary>
    public required string Kind { get; set; }

    /// <summary>WGS 84 (EPSG:4326), longitude first.</summary>
    public required Point Location { get; set; }

    /// <summary>Opening hours as text.</summary>
    public string? Hours { get; set; }

    public string? Phone { get; set; }

    public string? Address { get; set; }
}
