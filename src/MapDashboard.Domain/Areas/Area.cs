using NetTopologySuite.Geometries;

namespace MapDashboard.Domain.Areas;

/// <summary>Normal or emergency operation (平时 / 急时) of an area and all below it.</summary>
public enum Mode
{
    Normal,
    Emergency,
}

/// <summary>An area (区域): any node of the geometry tree, from district to unit.</summary>
public sealed class Area
{
    /// <summary>Stable, opaque, unique. A redraw retires codes and makes new ones.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>Code of the <see cref="Areas.Level"/>.</summary>
    public required string Level { get; init; }

    /// <summary>Null for a root.</summary>
    public string? ParentCode { get; set; }

    /// <summary>Codes from the root down to this area itself: the subtree of X is every area whose path holds X.</summary>
    public required string[] Path { get; set; }

    /// <summary>Whether it, or an area above it, once had another parent: issues from before are then not all of what lies above it now.</summary>
    public bool HasMoved { get; set; }

    /// <summary>Polygon or MultiPolygon, WGS 84 (EPSG:4326), longitude first. Null for a unit, which has no polygon of its own.</summary>
    public Geometry? Geom { get; set; }

    /// <summary>Null where nobody has counted.</summary>
    public int? Households { get; set; }

    /// <summary>People in the area's group chat; null where nobody has counted.</summary>
    public int? GroupMembers { get; set; }

    /// <summary>A phone that somebody answers for the area whoever holds which post; public.</summary>
    public string? DutyPhone { get; set; }

    public Mode Mode { get; set; }

    public required DateTime ValidFrom { get; init; }

    /// <summary>Null while the area is in force.</summary>
    public DateTime? ValidTo { get; set; }
}
