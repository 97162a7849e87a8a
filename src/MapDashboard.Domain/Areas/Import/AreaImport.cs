using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Valid;

namespace MapDashboard.Domain.Areas.Import;

/// <summary>What a file would do: the areas that it makes, and what is wrong or noteworthy. Pure: nothing is written here.</summary>
public sealed class AreaImport
{
    private readonly ImportOptions options;
    private readonly ImportSurroundings surroundings;
    private readonly Dictionary<string, Area> sameCode;
    private readonly Dictionary<string, Area> above;
    private readonly List<ImportFinding> findings = [];

    private AreaImport(ImportOptions options, ImportSurroundings surroundings)
    {
        this.options = options;
        this.surroundings = surroundings;
        sameCode = surroundings.SameCode.ToDictionary(area => area.Code, StringComparer.Ordinal);
        above = surroundings.LevelAbove.ToDictionary(area => area.Code, StringComparer.Ordinal);
    }

    /// <summary>The plan and the report of it, not applied.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static (IReadOnlyList<PlannedArea> Plan, ImportReport Report) Check(
        IReadOnlyList<ImportFeature> features, ImportOptions options, ImportSurroundings surroundings, CancellationToken cancellationToken)
    {
        var import = new AreaImport(options, surroundings);
        var plan = import.Plan(features, cancellationToken);
        import.findings.AddRange(Neighbourhood.Check(plan, surroundings.SameLevel, cancellationToken));
        var errors = import.findings.Where(finding => finding.IsError).ToArray();
        var created = plan.Count(area => area.Existing is null);
        var updated = plan.Count(area => area.IsChanged);
        return (plan, new ImportReport(
            false, features.Count, plan.Count, created, updated, plan.Count - created - updated,
            errors, [.. import.findings.Where(finding => !finding.IsError)]));
    }

    private List<PlannedArea> Plan(IReadOnlyList<ImportFeature> features, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<string, List<(ImportFeature Feature, Geometry Shape)>>(StringComparer.Ordinal);
        foreach (var feature in features)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var code = feature.Properties.GetValueOrDefault(options.CodeProperty)?.Trim();
            if (string.IsNullOrEmpty(code))
            {
                Add(FindingKind.CodeMissing, ImportTexts.CodeMissing(options.CodeProperty), feature, null);
                continue;
            }

            if (ShapeOf(feature, code) is not { } shape) continue;
            if (!parts.TryGetValue(code, out var list)) parts[code] = list = [];
            list.Add((feature, shape));
        }

        return [.. parts.Select(pair => PlanOne(pair.Key, pair.Value)).OfType<PlannedArea>()];
    }

    private PlannedArea? PlanOne(string code, List<(ImportFeature Feature, Geometry Shape)> parts)
    {
        var first = parts[0].Feature;
        var existing = sameCode.GetValueOrDefault(code);
        if (existing is not null && existing.Level != options.Level)
        {
            Add(FindingKind.CodeTaken, ImportTexts.CodeTaken(code, existing.Level), first, code);
            return null;
        }

        var shape = parts.Count == 1 ? parts[0].Shape : Join([.. parts.Select(part => part.Shape)]);
        var parent = ParentOf(code, first, shape);
        if (parent is null && options.Parent != ParentRule.None)
        {
            Add(FindingKind.ParentMissing, ImportTexts.ParentMissing(ParentWords(first)), first, code);
            return null;
        }

        var name = first.Properties.GetValueOrDefault(options.NameProperty)?.Trim();
        if (string.IsNullOrEmpty(name)) Add(FindingKind.NameMissing, ImportTexts.NameMissing(options.NameProperty), first, code);
        return new PlannedArea(first.Index, code, string.IsNullOrEmpty(name) ? code : name, shape, parent, existing);
    }

    /// <summary>The feature's polygon, valid; null when it has none, which is then a finding.</summary>
    private Geometry? ShapeOf(ImportFeature feature, string code)
    {
        if (feature.ShapeType is null)
        {
            Add(FindingKind.GeometryMissing, ImportTexts.GeometryMissing(), feature, code);
            return null;
        }

        if (feature.Shape is null && feature.Fault is { } unreadable)
        {
            Add(FindingKind.GeometryInvalid, ImportTexts.Invalid(unreadable), feature, code, feature.FaultAt);
            return null;
        }

        if (feature.Shape is not (Polygon or MultiPolygon))
        {
            Add(FindingKind.GeometryNotPolygon, ImportTexts.NotPolygon(feature.ShapeType), feature, code);
            return null;
        }

        if (feature.Shape.IsEmpty)
        {
            Add(FindingKind.GeometryMissing, ImportTexts.GeometryMissing(), feature, code);
            return null;
        }

        var box = feature.Shape.EnvelopeInternal;
        if (!(box.MinX >= -180 && box.MaxX <= 180 && box.MinY >= -90 && box.MaxY <= 90))
        {
            Add(FindingKind.OutOfRange, ImportTexts.OutOfRange(), feature, code);
            return null;
        }

        var fault = feature.Fault is { } mended ? (mended, feature.FaultAt) : FaultOf(feature.Shape);
        if (fault is not var (text, at)) return feature.Shape;
        if (!options.Repair)
        {
            Add(FindingKind.GeometryInvalid, ImportTexts.Invalid(text), feature, code, at);
            return null;
        }

        var repaired = GeometryFixer.Fix(feature.Shape);
        if (repaired.IsEmpty || repaired is not (Polygon or MultiPolygon))
        {
            Add(FindingKind.GeometryInvalid, ImportTexts.Invalid(text), feature, code, at);
            return null;
        }

        Add(FindingKind.Repaired, ImportTexts.Repaired(text), feature, code, at);
        return repaired;
    }

    private static (string Text, Coordinate? At)? FaultOf(Geometry shape)
    {
        var operation = new IsValidOp(shape);
        return operation.IsValid ? null : (ImportTexts.Fault(operation.ValidationError.ErrorType), operation.ValidationError.Coordinate);
    }

    private Area? ParentOf(string code, ImportFeature feature, Geometry shape) => options.Parent switch
    {
        ParentRule.None => null,
        ParentRule.Prefix => surroundings.LevelAbove.Where(area => code.Length > area.Code.Length && code.StartsWith(area.Code, StringComparison.Ordinal))
            .MaxBy(area => area.Code.Length),
        ParentRule.Property => above.GetValueOrDefault(feature.Properties.GetValueOrDefault(options.ParentProperty!)?.Trim() ?? ""),
        ParentRule.Contains => Neighbourhood.Holding(surroundings.LevelAbove, shape),
    };

    private string ParentWords(ImportFeature feature) => options.Parent switch
    {
        ParentRule.Property => $"{options.ParentProperty}={feature.Properties.GetValueOrDefault(options.ParentProperty!)}",
        ParentRule.Prefix => "按编码前缀",
        ParentRule.Contains or ParentRule.None => "按位置",
    };

    private static Geometry Join(Geometry[] shapes)
    {
        var polygons = shapes.SelectMany(shape => Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN)).Cast<Polygon>().ToArray();
        var many = shapes[0].Factory.CreateMultiPolygon(polygons);

        // Parts of one area may touch along a line or overlap; then only their union is a valid shape.
        return many.IsValid ? many : OverlayNGRobust.Union((IEnumerable<Geometry>)polygons);
    }

    private void Add(FindingKind kind, string message, ImportFeature feature, string? code, Coordinate? at = null) =>
        findings.Add(new ImportFinding(kind, message, feature.Index, code, at?.X, at?.Y));
}
