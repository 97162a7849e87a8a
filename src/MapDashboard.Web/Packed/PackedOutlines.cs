using System.Text.Json;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace MapDashboard.Web.Packed;

/// <summary>
/// Polygons in WGS 84, to a millionth of a degree (at most 8 cm off), each border once. All corners form one row in the order of the rings; a
/// stretch of corners that stands in that row already, forwards or backwards, is copied from there and so stays the very same border. Rings
/// go counter-clockwise, holes clockwise, begin anywhere and do not repeat their first corner.
/// </summary>
public sealed class PackedOutlines
{
    /// <summary>Of a degree.</summary>
    public const int Scale = 1_000_000;

    /// <summary>A corner of three distinct ones is the least that has an inside.</summary>
    private const int LeastCorners = 3;

    private readonly CornerRow row = new();
    private readonly List<long> shapes = [];
    private readonly List<long> ringCounts = [];

    /// <summary><c>shapes</c>: 0 nothing, 1 a polygon, 1 + n a multipolygon of n; <c>rings</c> per polygon; the rest is <see cref="CornerRow"/>.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<Geometry?> outlines)
    {
        var packed = new PackedOutlines();
        foreach (var outline in outlines) packed.Add(outline);
        json.WriteStartObject();
        json.WriteNumber("scale", Scale);
        WriteNumbers(json, "shapes", packed.shapes);
        WriteNumbers(json, "rings", packed.ringCounts);
        packed.row.Write(json);
        json.WriteEndObject();
    }

    internal static void WriteNumbers(Utf8JsonWriter json, string name, List<long> numbers)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(numbers.Count);
        Planes.WriteNumbers(json, [.. numbers]);
        json.WriteEndArray();
    }

    /// <exception cref="NotSupportedException">A type that areas do not have.</exception>
    private void Add(Geometry? outline)
    {
        switch (outline)
        {
            case null: shapes.Add(0); break;
            case Polygon polygon:
                shapes.Add(1);
                AddPolygon(polygon);
                break;
            case MultiPolygon many:
                shapes.Add(1 + many.NumGeometries);
                foreach (var part in many.Geometries) AddPolygon((Polygon)part);
                break;
            default: throw new NotSupportedException($"A {outline.GeometryType} is no outline.");
        }
    }

    private void AddPolygon(Polygon polygon)
    {
        var holes = polygon.InteriorRings.Select(hole => Corners(hole, counterClockwise: false)).Where(hole => hole.Length >= LeastCorners).ToArray();
        ringCounts.Add(1 + holes.Length);

        // An outer ring that is smaller than the grid stays, as the point or the line that it became: every area keeps an outline.
        row.Add(Corners(polygon.ExteriorRing, counterClockwise: true));
        foreach (var hole in holes) row.Add(hole);
    }

    private static (long X, long Y)[] Corners(LineString ring, bool counterClockwise)
    {
        var positions = Orientation.IsCCW(ring.Coordinates) == counterClockwise ? ring.Coordinates : [.. ring.Coordinates.Reverse()];
        var corners = new List<(long X, long Y)>(positions.Length);
        foreach (var position in positions.AsSpan(0, positions.Length - 1))
        {
            var corner = ((long)Math.Round(position.X * Scale), (long)Math.Round(position.Y * Scale));
            if (corners.Count == 0 || corners[^1] != corner) corners.Add(corner);
        }

        if (corners.Count > 1 && corners[0] == corners[^1]) corners.RemoveAt(corners.Count - 1);
        return [.. corners];
    }
}
