using System.Text.Json;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using Shape = NetTopologySuite.Geometries.Geometry;

namespace MapDashboard.Data.Geometries;

/// <summary>Geometry as GeoJSON (RFC 7946): WGS 84, longitude first, seven decimals (about a centimetre), outer rings counter-clockwise.</summary>
public static class GeoJson
{
    /// <exception cref="NotSupportedException">A type that areas and points do not have.</exception>
    public static void Write(Utf8JsonWriter json, Shape? shape)
    {
        if (shape is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", shape.GeometryType);
        json.WritePropertyName("coordinates");
        switch (shape)
        {
            case Point point: WritePosition(json, point.Coordinate); break;
            case LineString line: WritePositions(json, line.Coordinates); break;
            case Polygon polygon: WritePolygon(json, polygon); break;
            case MultiPolygon many:
                json.WriteStartArray();
                foreach (var part in many.Geometries) WritePolygon(json, (Polygon)part);
                json.WriteEndArray();
                break;
            default: throw new NotSupportedException($"A {shape.GeometryType} is not written as GeoJSON.");
        }

        json.WriteEndObject();
    }

    /// <summary>Reads a Polygon or MultiPolygon as our own files hold them.</summary>
    /// <exception cref="FormatException">Another type, or a ring that is none.</exception>
    public static Shape ReadPolygonal(JsonElement element)
    {
        try
        {
            var coordinates = element.GetProperty("coordinates");
            return element.GetProperty("type").GetString() switch
            {
                "Polygon" => ReadPolygon(coordinates),
                "MultiPolygon" => Wgs84.Factory.CreateMultiPolygon([.. coordinates.EnumerateArray().Select(ReadPolygon)]),
                var other => throw new FormatException($"Expected a Polygon or MultiPolygon and not a {other}."),
            };
        }
        catch (ArgumentException ring)
        {
            throw new FormatException(ring.Message, ring);
        }
    }

    private static Polygon ReadPolygon(JsonElement rings)
    {
        LinearRing[] all = [.. rings.EnumerateArray().Select(ring => Wgs84.Factory.CreateLinearRing(
            [.. ring.EnumerateArray().Select(position => new Coordinate(position[0].GetDouble(), position[1].GetDouble()))]))];
        return Wgs84.Factory.CreatePolygon(all[0], all[1..]);
    }

    private static void WritePolygon(Utf8JsonWriter json, Polygon polygon)
    {
        json.WriteStartArray();
        WriteRing(json, polygon.ExteriorRing, counterClockwise: true);
        foreach (var hole in polygon.InteriorRings) WriteRing(json, hole, counterClockwise: false);
        json.WriteEndArray();
    }

    private static void WriteRing(Utf8JsonWriter json, LineString ring, bool counterClockwise)
    {
        var positions = ring.Coordinates;
        WritePositions(json, Orientation.IsCCW(positions) == counterClockwise ? positions : [.. positions.Reverse()]);
    }

    private static void WritePositions(Utf8JsonWriter json, Coordinate[] positions)
    {
        json.WriteStartArray();
        foreach (var position in positions) WritePosition(json, position);
        json.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter json, Coordinate position)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(position.X, 7));
        json.WriteNumberValue(Math.Round(position.Y, 7));
        json.WriteEndArray();
    }
}
