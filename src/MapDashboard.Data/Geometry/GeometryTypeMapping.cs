using System.Data.Common;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using NetTopologySuite.Geometries;
using Shape = NetTopologySuite.Geometries.Geometry;

namespace MapDashboard.Data.Geometries;

/// <summary>EF Core's mapping of a NetTopologySuite type to <c>geometry(Type,4326)</c>.</summary>
internal sealed class GeometryTypeMapping : RelationalTypeMapping
{
    public GeometryTypeMapping(Type type, string storeType)
        : base(new RelationalTypeMappingParameters(
            new CoreTypeMappingParameters(type, comparer: ComparerOf(type)),
            storeType))
    {
    }

    private GeometryTypeMapping(RelationalTypeMappingParameters parameters)
        : base(parameters)
    {
    }

    protected override RelationalTypeMapping Clone(RelationalTypeMappingParameters parameters) => new GeometryTypeMapping(parameters);

    protected override string GenerateNonNullSqlLiteral(object value)
    {
        var shape = (Shape)value;
        return $"ST_GeomFromEWKT('SRID={shape.SRID};{shape.AsText()}')";
    }

    protected override void ConfigureParameter(DbParameter parameter)
    {
        base.ConfigureParameter(parameter);
        ((Npgsql.NpgsqlParameter)parameter).DataTypeName = "geometry";
    }

    // Shapes are replaced whole and never edited in place, so a snapshot may share the instance.
    private static ValueComparer ComparerOf(Type type) =>
        (ValueComparer)Activator.CreateInstance(typeof(ShapeComparer<>).MakeGenericType(type))!;

    private sealed class ShapeComparer<TShape> : ValueComparer<TShape>
        where TShape : Shape
    {
        public ShapeComparer()
            : base(
                (left, right) => ReferenceEquals(left, right) || (left != null && right != null && left.SRID == right.SRID && left.EqualsExact(right)),
                shape => shape.GetHashCode(),
                shape => shape)
        {
        }
    }
}

/// <summary>Finds the mapping by CLR type or by the store type <c>geometry</c>.</summary>
internal sealed class GeometryTypeMappingSourcePlugin : IRelationalTypeMappingSourcePlugin
{
    public RelationalTypeMapping? FindMapping(in RelationalTypeMappingInfo mappingInfo)
    {
        var type = mappingInfo.ClrType;
        if (type is null)
        {
            return mappingInfo.StoreTypeNameBase is "geometry" ? new GeometryTypeMapping(typeof(Shape), mappingInfo.StoreTypeName!) : null;
        }

        if (!typeof(Shape).IsAssignableFrom(type)) return null;
        var name = type == typeof(Shape) ? "Geometry" : type.Name;
        return new GeometryTypeMapping(type, mappingInfo.StoreTypeName ?? $"geometry({name},{Wgs84.Srid})");
    }
}

/// <summary>The one coordinate system of the database.</summary>
public static class Wgs84
{
    /// <summary>EPSG:4326, longitude before latitude.</summary>
    public const int Srid = 4326;

    public static GeometryFactory Factory { get; } = new(new PrecisionModel(), Srid);

    public static Point Point(double lon, double lat) => Factory.CreatePoint(new Coordinate(lon, lat));

    /// <summary>A rectangle of degrees; a line or a point where it has no height or width, since a polygon without an area has nothing on it.</summary>
    public static Geometry Box(double west, double south, double east, double north) => Factory.ToGeometry(new Envelope(west, east, south, north));
}
