namespace MapDashboard.Domain.Areas.Import;

/// <summary>What an import finds in a file. The first group stops it, the second is told and goes in.</summary>
public enum FindingKind
{
    CodeMissing,

    /// <summary>An area in force holds the code at another level.</summary>
    CodeTaken,
    GeometryMissing,
    GeometryNotPolygon,
    GeometryInvalid,
    OutOfRange,
    ParentMissing,

    /// <summary>An invalid ring that <c>repair</c> mended.</summary>
    Repaired,

    /// <summary>The name property is absent; the code stands in for it.</summary>
    NameMissing,
    Overlap,
    Gap,
    Sliver,
    OutsideParent,

    /// <summary>Two shapes so tangled that they could not be compared.</summary>
    NotCompared,
}

/// <summary>One finding, with what a clerk needs to find the place.</summary>
/// <param name="Kind">What.</param>
/// <param name="Message">In the clerk's language.</param>
/// <param name="Feature">Position in the file, from 0; null for a finding about no single feature.</param>
/// <param name="Code">Code of the area; null where it is missing.</param>
/// <param name="Lon">Where, WGS 84; null where there is no place.</param>
/// <param name="Lat">Where.</param>
/// <param name="SquareMeters">How much overlaps, is left over or lies outside.</param>
/// <param name="Other">The other area of an overlap, or the parent.</param>
public sealed record ImportFinding(
    FindingKind Kind, string Message, int? Feature, string? Code, double? Lon = null, double? Lat = null, double? SquareMeters = null, string? Other = null)
{
    public bool IsError => Kind is FindingKind.CodeMissing or FindingKind.CodeTaken or FindingKind.GeometryMissing or FindingKind.GeometryNotPolygon
        or FindingKind.GeometryInvalid or FindingKind.OutOfRange or FindingKind.ParentMissing;
}

/// <summary>The answer to an import.</summary>
/// <param name="Applied">Whether anything was written.</param>
/// <param name="Features">How many the file holds.</param>
/// <param name="Areas">How many areas they make: features of one code are one.</param>
/// <param name="Created">New codes.</param>
/// <param name="Updated">Known codes whose shape, name or parent changes.</param>
/// <param name="Unchanged">Known codes that stay as they are.</param>
/// <param name="Errors">What stops the import.</param>
/// <param name="Warnings">What goes in all the same.</param>
public sealed record ImportReport(
    bool Applied, int Features, int Areas, int Created, int Updated, int Unchanged,
    IReadOnlyList<ImportFinding> Errors, IReadOnlyList<ImportFinding> Warnings);
