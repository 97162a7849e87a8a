using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Overlay;

namespace MapDashboard.Domain.Areas.Import;

/// <summary>How imported areas lie to each other, to their siblings that are there already, and to their parents. All of it warns, nothing stops.</summary>
internal static class Neighbourhood
{
    /// <summary>Less than this is the noise of drawn borders.</summary>
    private const double LeastSquareMeters = 1;

    /// <summary>A part below this, or thinner than <see cref="LeastRoundness"/>, is a sliver.</summary>
    private const double SliverSquareMeters = 5;

    /// <summary>4πA/P²: 1 for a circle, 0.003 for a strip of one to a thousand.</summary>
    private const double LeastRoundness = 0.003;

    private sealed record Member(string Code, string? ParentCode, Geometry Shape, int? Feature);

    public static IEnumerable<ImportFinding> Check(IReadOnlyList<PlannedArea> plan, IReadOnlyList<Area> sameLevel, CancellationToken cancellationToken)
    {
        var codes = plan.Select(area => area.Code).ToHashSet(StringComparer.Ordinal);
        var members = plan.Select(area => new Member(area.Code, area.Parent?.Code, area.Shape, area.Feature))
            .Concat(sameLevel.Where(area => !codes.Contains(area.Code) && area.Geom is { IsValid: true })
                .Select(area => new Member(area.Code, area.ParentCode, area.Geom!, null)))
            .ToList();
        var index = new STRtree<Member>();
        foreach (var member in members) index.Insert(member.Shape.EnvelopeInternal, member);
        var findings = new List<ImportFinding>();
        foreach (var area in plan)
        {
            cancellationToken.ThrowIfCancellationRequested();
            findings.AddRange(Slivers(area));
            findings.AddRange(Overlaps(area, index));
            if (area.Parent?.Geom is { } parent) findings.AddRange(Outside(area, parent));
        }

        findings.AddRange(Gaps(plan, members, cancellationToken));
        return findings;
    }

    /// <summary>The area that holds most of the shape; null when none holds any of it.</summary>
    public static Area? Holding(IReadOnlyList<Area> areas, Geometry shape)
    {
        var inside = shape.InteriorPoint;
        return areas.Where(area => area.Geom is not null && area.Geom.EnvelopeInternal.Intersects(shape.EnvelopeInternal))
            .Select(area => (area, share: Overlay(area.Geom!, shape, SpatialFunction.Intersection)?.Area ?? 0, holds: area.Geom!.Intersects(inside)))
            .Where(candidate => candidate.share > 0)
            .OrderByDescending(candidate => candidate.share).ThenByDescending(candidate => candidate.holds).ThenBy(candidate => candidate.area.Code, StringComparer.Ordinal)
            .Select(candidate => candidate.area).FirstOrDefault();
    }

    private static IEnumerable<ImportFinding> Slivers(PlannedArea area)
    {
        for (var n = 0; n < area.Shape.NumGeometries; n++)
        {
            var part = area.Shape.GetGeometryN(n);
            var squareMeters = LocalMetres.Area(part);
            var roundness = part.Length == 0 ? 0 : 4 * Math.PI * part.Area / (part.Length * part.Length);
            if (squareMeters >= SliverSquareMeters && roundness >= LeastRoundness) continue;
            yield return At(FindingKind.Sliver, ImportTexts.Sliver(squareMeters), area, part, squareMeters, null);
        }
    }

    private static IEnumerable<ImportFinding> Overlaps(PlannedArea area, STRtree<Member> index)
    {
        foreach (var other in index.Query(area.Shape.EnvelopeInternal))
        {
            // Each pair of the file once; a sibling that is there already always.
            if (other.Code == area.Code || (other.Feature is not null && string.CompareOrdinal(other.Code, area.Code) < 0)) continue;
            if (Overlay(area.Shape, other.Shape, SpatialFunction.Intersection) is not { } common)
            {
                yield return new ImportFinding(FindingKind.NotCompared, ImportTexts.NotCompared(other.Code), area.Feature, area.Code, Other: other.Code);
                continue;
            }

            var squareMeters = LocalMetres.Area(common);
            if (squareMeters >= LeastSquareMeters) yield return At(FindingKind.Overlap, ImportTexts.Overlap(other.Code, squareMeters), area, common, squareMeters, other.Code);
        }
    }

    private static IEnumerable<ImportFinding> Outside(PlannedArea area, Geometry parent)
    {
        if (Overlay(area.Shape, parent, SpatialFunction.Difference) is not { } rest)
        {
            yield return new ImportFinding(FindingKind.NotCompared, ImportTexts.NotCompared(area.Parent!.Code), area.Feature, area.Code, Other: area.Parent.Code);
            yield break;
        }

        var squareMeters = LocalMetres.Area(rest);
        if (squareMeters >= LeastSquareMeters)
        {
            yield return At(FindingKind.OutsideParent, ImportTexts.OutsideParent(area.Parent!.Code, squareMeters), area, rest, squareMeters, area.Parent.Code);
        }
    }

    private static IEnumerable<ImportFinding> Gaps(IReadOnlyList<PlannedArea> plan, List<Member> members, CancellationToken cancellationToken)
    {
        var children = members.ToLookup(member => member.ParentCode, StringComparer.Ordinal);
        foreach (var parent in plan.Select(area => area.Parent).OfType<Area>().DistinctBy(parent => parent.Code, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parent.Geom is not { IsValid: true } shape) continue;
            var together = Union([.. children[parent.Code].Select(member => member.Shape)]);
            if (together is null || Overlay(shape, together, SpatialFunction.Difference) is not { } rest) continue;
            var squareMeters = LocalMetres.Area(rest);
            if (squareMeters < LeastSquareMeters) continue;
            var at = rest.InteriorPoint;
            yield return new ImportFinding(
                FindingKind.Gap, ImportTexts.Gap(parent.Code, squareMeters), null, parent.Code, at.X, at.Y, Math.Round(squareMeters, 1), parent.Code);
        }
    }

    private static ImportFinding At(FindingKind kind, string message, PlannedArea area, Geometry place, double squareMeters, string? other)
    {
        var at = place.InteriorPoint;
        return new ImportFinding(kind, message, area.Feature, area.Code, at.X, at.Y, Math.Round(squareMeters, 1), other);
    }

    private static Geometry? Overlay(Geometry left, Geometry right, SpatialFunction function)
    {
        try
        {
            return OverlayNGRobust.Overlay(left, right, function);
        }
        catch (TopologyException)
        {
            // Even the snapping overlay gave up: the caller says so.
            return null;
        }
    }

    private static Geometry? Union(Geometry[] shapes)
    {
        try
        {
            return shapes.Length == 0 ? null : OverlayNGRobust.Union(shapes[0].Factory.BuildGeometry(shapes));
        }
        catch (TopologyException)
        {
            // Likewise: then no gap is told.
            return null;
        }
    }
}
