using NetTopologySuite.Geometries;

namespace MapDashboard.Domain.Areas.Import;

/// <summary>A feature as the file holds it.</summary>
/// <param name="Index">Position in the file, from 0.</param>
/// <param name="Properties">Texts and numbers of its properties, as text.</param>
/// <param name="Shape">WGS 84, longitude first, two-dimensional, rings as they are; null where there is none or it could not be read.</param>
/// <param name="ShapeType">The GeoJSON type, also where <paramref name="Shape"/> is null; null where there is no geometry.</param>
/// <param name="Fault">Why the geometry could not be read; null where it could.</param>
/// <param name="FaultAt">Where, if known.</param>
public sealed record ImportFeature(
    int Index, IReadOnlyDictionary<string, string> Properties, Geometry? Shape, string? ShapeType, string? Fault = null, Coordinate? FaultAt = null);

/// <summary>How an area's parent is found.</summary>
public enum ParentRule
{
    /// <summary>They are roots.</summary>
    None,

    /// <summary>The longest code of the level above that begins this one.</summary>
    Prefix,

    /// <summary>The area of the level above that holds most of this one.</summary>
    Contains,

    /// <summary>A property holds the parent's code.</summary>
    Property,
}

/// <param name="Level">Code of the level that the areas get.</param>
/// <param name="CodeProperty">Name of the property with the code.</param>
/// <param name="NameProperty">Name of the property with the name.</param>
/// <param name="Parent">How parents are found.</param>
/// <param name="ParentProperty">For <see cref="ParentRule.Property"/>.</param>
/// <param name="Repair">Whether invalid rings are mended.</param>
public sealed record ImportOptions(
    string Level, string CodeProperty, string NameProperty, ParentRule Parent, string? ParentProperty, bool Repair);

/// <summary>What the database holds already.</summary>
/// <param name="SameCode">Areas, of any level, whose codes the file names.</param>
/// <param name="LevelAbove">Areas in force of the nearest level above that has any.</param>
/// <param name="SameLevel">Areas in force of the import's own level.</param>
public sealed record ImportSurroundings(IReadOnlyList<Area> SameCode, IReadOnlyList<Area> LevelAbove, IReadOnlyList<Area> SameLevel);

/// <summary>An area that the import makes or changes.</summary>
public sealed record PlannedArea(int Feature, string Code, string Name, Geometry Shape, Area? Parent, Area? Existing)
{
    public bool IsChanged => Existing is not null
        && (Existing.Name != Name || Existing.ParentCode != Parent?.Code || Existing.Geom is null || !Existing.Geom.EqualsExact(Shape));
}
