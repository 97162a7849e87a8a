using System.Text.Json;
using MapDashboard.Data.Geometries;
using MapDashboard.Domain;
using MapDashboard.Domain.Areas.Import;
using MapDashboard.Domain.Coordinates;
using NetTopologySuite.Geometries;
using Shape = NetTopologySuite.Geometries.Geometry;

namespace MapDashboard.Data.Areas;

/// <summary>
/// Reads a GeoJSON FeatureCollection (RFC 7946) as clerks' programs write them: a byte order mark, the old <c>crs</c> member, heights and
/// rings in either direction are accepted. A wrong geometry is a finding of its feature; a file that is something else is one refusal.
/// </summary>
public static class GeoJsonFile
{
    private static readonly string[] LonLatNames = ["CRS84", "EPSG::4326", "EPSG:4326", "EPSG::4490", "EPSG:4490", "WGS84"];

    public static async Task<Outcome<IReadOnlyList<ImportFeature>>> ReadAsync(Stream stream, CoordinateSystem system, CancellationToken cancellationToken)
    {
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(await WithoutMarkAsync(stream, cancellationToken), new JsonDocumentOptions { MaxDepth = 64 }, cancellationToken);
        }
        catch (JsonException broken)
        {
            var line = broken.LineNumber is { } number ? $"（第 {number + 1} 行）" : "";
            return Unreadable($"文件不是完整的 JSON{line}，可能已损坏或是其他格式");
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("type", out var type)) return Unreadable("文件是 JSON，但不是 GeoJSON");
            if (type.ValueKind != JsonValueKind.String || type.GetString() != "FeatureCollection")
            {
                return Unreadable($"需要要素集合（FeatureCollection），文件是 {Word(type)}");
            }

            if (!root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array) return Unreadable("要素集合没有 features 数组");
            if (ForeignCrs(root) is { } crs) return Unreadable($"坐标系是 {crs}；GeoJSON 需要经纬度，请先转换或上传 Shapefile");
            if (features.GetArrayLength() == 0) return Unreadable("文件里没有要素");
            var list = new List<ImportFeature>(features.GetArrayLength());
            foreach (var feature in features.EnumerateArray())
            {
                cancellationToken.ThrowIfCancellationRequested();
                list.Add(ReadFeature(list.Count, feature, system));
            }

            return Outcome.Of<IReadOnlyList<ImportFeature>>(list);
        }
    }

    public static Refusal Unreadable(string detail) => new(RefusalCodes.AreaFileUnreadable, detail);

    private static async Task<Stream> WithoutMarkAsync(Stream stream, CancellationToken cancellationToken)
    {
        var first = new byte[3];
        var read = await stream.ReadAtLeastAsync(first, 3, throwOnEndOfStream: false, cancellationToken);
        stream.Seek(read == 3 && first is [0xEF, 0xBB, 0xBF] ? 3 : 0, SeekOrigin.Begin);
        return stream;
    }

    private static string? ForeignCrs(JsonElement root)
    {
        if (!root.TryGetProperty("crs", out var crs) || crs.ValueKind != JsonValueKind.Object) return null;
        if (!crs.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) return null;
        if (!properties.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String) return null;
        var text = name.GetString()!;
        return LonLatNames.Any(known => text.EndsWith(known, StringComparison.OrdinalIgnoreCase)) ? null : text;
    }

    private static ImportFeature ReadFeature(int index, JsonElement feature, CoordinateSystem system)
    {
        var isObject = feature.ValueKind == JsonValueKind.Object;
        var properties = isObject && feature.TryGetProperty("properties", out var members) && members.ValueKind == JsonValueKind.Object
            ? Texts(members)
            : new Dictionary<string, string>(StringComparer.Ordinal);
        if (!isObject || !feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind == JsonValueKind.Null)
        {
            return new ImportFeature(index, properties, null, null);
        }

        if (geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return new ImportFeature(index, properties, null, "?", "geometry 没有 type");
        }

        var name = type.GetString()!;
        if (name is not ("Polygon" or "MultiPolygon")) return new ImportFeature(index, properties, null, name);
        if (!geometry.TryGetProperty("coordinates", out var coordinates)) return new ImportFeature(index, properties, null, name, "没有 coordinates");
        var rings = new PolygonReader(system);
        Shape? shape = name == "Polygon" ? rings.Polygon(coordinates) : rings.MultiPolygon(coordinates);
        return new ImportFeature(index, properties, shape, name, rings.Fault, rings.FaultAt);
    }

    private static Dictionary<string, string> Texts(JsonElement members)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in members.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.String) texts[member.Name] = member.Value.GetString()!.Replace("\0", "", StringComparison.Ordinal);
            else if (member.Value.ValueKind is JsonValueKind.Number) texts[member.Name] = member.Value.GetRawText();
        }

        return texts;
    }

    private static string Word(JsonElement type) => type.ValueKind == JsonValueKind.String ? type.GetString()! : type.ValueKind.ToString();

    /// <summary>Reads rings, closing those that were left open so that they can be repaired; remembers the first fault.</summary>
    private sealed class PolygonReader(CoordinateSystem system)
    {
        public string? Fault { get; private set; }

        public Coordinate? FaultAt { get; private set; }

        public Polygon? Polygon(JsonElement rings)
        {
            if (rings.ValueKind != JsonValueKind.Array) return Broken<Polygon>("coordinates 不是数组");
            var all = new List<LinearRing>();
            foreach (var ring in rings.EnumerateArray())
            {
                if (Ring(ring) is not { } read) return null;
                all.Add(read);
            }

            return all.Count == 0 ? Wgs84.Factory.CreatePolygon() : Wgs84.Factory.CreatePolygon(all[0], [.. all.Skip(1)]);
        }

        public MultiPolygon? MultiPolygon(JsonElement polygons)
        {
            if (polygons.ValueKind != JsonValueKind.Array) return Broken<MultiPolygon>("coordinates 不是数组");
            var all = new List<Polygon>();
            foreach (var polygon in polygons.EnumerateArray())
            {
                if (Polygon(polygon) is not { } read) return null;
                all.Add(read);
            }

            return Wgs84.Factory.CreateMultiPolygon([.. all]);
        }

        private LinearRing? Ring(JsonElement ring)
        {
            if (ring.ValueKind != JsonValueKind.Array) return Broken<LinearRing>("环不是数组");
            var positions = new List<Coordinate>(ring.GetArrayLength());
            foreach (var position in ring.EnumerateArray())
            {
                if (Position(position) is not { } read) return null;
                positions.Add(read);
            }

            if (positions.Count > 0 && !positions[0].Equals2D(positions[^1]))
            {
                Note("环没有闭合", positions[^1]);
                positions.Add(positions[0].Copy());
            }

            return positions.Count is > 0 and < 4
                ? Broken<LinearRing>("环少于四个点", positions[0])
                : Wgs84.Factory.CreateLinearRing([.. positions]);
        }

        private Coordinate? Position(JsonElement position)
        {
            if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2) return Broken<Coordinate>("坐标不足两个数");
            if (position[0].ValueKind != JsonValueKind.Number || position[1].ValueKind != JsonValueKind.Number) return Broken<Coordinate>("坐标不是数字");
            var (x, y) = (position[0].GetDouble(), position[1].GetDouble());
            if (!double.IsFinite(x) || !double.IsFinite(y)) return Broken<Coordinate>("坐标不是有限的数");
            var (lon, lat) = ChinaShift.ToWgs84(system, x, y);
            return new Coordinate(lon, lat);
        }

        private T? Broken<T>(string fault, Coordinate? at = null)
            where T : class
        {
            Note(fault, at);
            return null;
        }

        private void Note(string fault, Coordinate? at)
        {
            if (Fault is not null) return;
            Fault = fault;
            FaultAt = at;
        }
    }
}
