#pragma warning disable NPG9001 // See GeometryConverter.
using NetTopologySuite.Geometries;
using Npgsql.Internal;
using Npgsql.Internal.Postgres;
using Shape = NetTopologySuite.Geometries.Geometry;

namespace MapDashboard.Data.Geometries;

/// <summary>Teaches one Npgsql data source the type <c>geometry</c> for NetTopologySuite's types. Arrays of geometries are not used here.</summary>
internal sealed class GeometryTypeInfoResolverFactory : PgTypeInfoResolverFactory
{
    public override IPgTypeInfoResolver CreateResolver() => new Resolver();

    public override IPgTypeInfoResolver? CreateArrayResolver() => null;

    private sealed class Resolver : IPgTypeInfoResolver
    {
        private readonly TypeInfoMappingCollection mappings = new();

        public Resolver()
        {
            Add<Shape>(isDefault: true);
            Add<Point>();
            Add<LineString>();
            Add<Polygon>();
            Add<MultiPoint>();
            Add<MultiLineString>();
            Add<MultiPolygon>();
            Add<GeometryCollection>();
        }

        public PgTypeInfo? GetTypeInfo(Type? type, DataTypeName? dataTypeName, PgSerializerOptions options) =>
            mappings.Find(type, dataTypeName, options);

        private void Add<TShape>(bool isDefault = false)
            where TShape : Shape =>
            mappings.AddType<TShape>(
                "geometry",
                static (options, mapping, _) => mapping.CreateInfo(options, new GeometryConverter<TShape>()),
                isDefault);
    }
}
