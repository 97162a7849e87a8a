using NetTopologySuite.Geometries;

namespace MapDashboard.Data.Areas;

/// <summary>How a point lies to a shape. <see cref="Unsure"/>: so near to the border that only PostGIS's own arithmetic says what PostGIS says.</summary>
public enum Lie
{
    Outside,
    Inside,
    Unsure,
}

/// <summary>
/// A polygon or multipolygon, prepared for many questions about points. It counts windings as <c>ST_Covers</c> does for points, and wherever
/// rounding could decide (on the border and within a hair of it) it says so instead of deciding.
/// </summary>
public sealed class PreparedShape
{
    private readonly PreparedRing[][] polygons;

    public PreparedShape(Geometry shape)
    {
        polygons = [.. Enumerable.Range(0, shape.NumGeometries).Select(n => (Polygon)shape.GetGeometryN(n))
            .Select(polygon => new[] { polygon.ExteriorRing }.Concat(polygon.InteriorRings).Select(ring => new PreparedRing(ring.Coordinates)).ToArray())];
        Envelope = shape.EnvelopeInternal;
    }

    public Envelope Envelope { get; }

    /// <summary>How the point lies, WGS 84 degrees.</summary>
    public Lie Locate(double x, double y)
    {
        var lie = Lie.Outside;
        foreach (var rings in polygons)
        {
            switch (Locate(rings, x, y))
            {
                case Lie.Inside: return Lie.Inside;
                case Lie.Unsure: lie = Lie.Unsure; break;
            }
        }

        return lie;
    }

    private static Lie Locate(PreparedRing[] rings, double x, double y)
    {
        var shell = rings[0].Locate(x, y);
        if (shell != Lie.Inside) return shell;
        for (var n = 1; n < rings.Length; n++)
        {
            switch (rings[n].Locate(x, y))
            {
                case Lie.Inside: return Lie.Outside;
                case Lie.Unsure: return Lie.Unsure;
            }
        }

        return Lie.Inside;
    }
}
