using MapDashboard.Data.Geometries;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Npgsql;

namespace MapDashboard.Data.Tests;

/// <summary>Every geometry type goes to PostGIS and comes back the same, with its SRID, empties too.</summary>
public sealed class GeometryMappingTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [Theory]
    [InlineData("POINT (107.35 28.15)")]
    [InlineData("LINESTRING (0 0, 1 1, 2 0)")]
    [InlineData("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))")]
    [InlineData("MULTIPOINT ((0 0), (1 1))")]
    [InlineData("MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))")]
    [InlineData("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((2 2, 3 2, 3 3, 2 2)))")]
    [InlineData("GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))")]
    [InlineData("POLYGON EMPTY")]
    [InlineData("MULTIPOLYGON EMPTY")]
    [InlineData("LINESTRING EMPTY")]
    [InlineData("GEOMETRYCOLLECTION EMPTY")]
    public async Task A_geometry_comes_back_as_it_went(string wkt)
    {
        var shape = new WKTReader(new NetTopologySuite.NtsGeometryServices(new PrecisionModel(), Wgs84.Srid)).Read(wkt);
        await using var command = fixture.DataSource.CreateCommand("select $1::geometry, st_srid($1::geometry), st_astext($1::geometry) = st_astext(st_geomfromtext($2))");
        command.Parameters.Add(new NpgsqlParameter { Value = shape, DataTypeName = "geometry" });
        command.Parameters.AddWithValue(wkt);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        var back = reader.GetFieldValue<Geometry>(0);
        back.EqualsExact(shape).ShouldBeTrue();
        back.GetType().ShouldBe(shape.GetType());
        back.SRID.ShouldBe(Wgs84.Srid);
        reader.GetInt32(1).ShouldBe(Wgs84.Srid);
        reader.GetBoolean(2).ShouldBeTrue();
    }

    [Theory]
    [InlineData(4490)]
    [InlineData(3857)]
    public async Task The_srid_travels_with_the_value(int srid)
    {
        var point = new GeometryFactory(new PrecisionModel(), srid).CreatePoint(new Coordinate(1, 2));
        await using var command = fixture.DataSource.CreateCommand("select st_srid($1), $1");
        command.Parameters.Add(new NpgsqlParameter { Value = point, DataTypeName = "geometry" });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        reader.GetInt32(0).ShouldBe(srid);
        reader.GetFieldValue<Point>(1).SRID.ShouldBe(srid);
    }

    [Fact]
    public async Task A_large_polygon_crosses_buffers_whole()
    {
        var ring = Enumerable.Range(0, 50_000).Select(n => new Coordinate(Math.Cos(n / 50_000.0 * 2 * Math.PI), Math.Sin(n / 50_000.0 * 2 * Math.PI))).ToList();
        ring.Add(ring[0].Copy());
        var polygon = Wgs84.Factory.CreatePolygon([.. ring]);
        await using var command = fixture.DataSource.CreateCommand("select $1");
        command.Parameters.Add(new NpgsqlParameter { Value = polygon, DataTypeName = "geometry" });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        (await reader.GetFieldValueAsync<Geometry>(0, TestContext.Current.CancellationToken)).EqualsExact(polygon).ShouldBeTrue();
    }

    [Fact]
    public async Task Null_geometry_is_null()
    {
        await using var command = fixture.DataSource.CreateCommand("select null::geometry");
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(DBNull.Value);
    }

    [Fact]
    public async Task Another_type_than_the_model_expects_is_an_error_and_not_a_null()
    {
        await using var command = fixture.DataSource.CreateCommand("select st_geomfromtext('POINT (1 2)', 4326)");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        Should.Throw<InvalidCastException>(() => reader.GetFieldValue<Polygon>(0));
    }
}
