using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Domain.Areas;
using MapDashboard.TestSupport;
using NetTopologySuite.Geometries;

namespace MapDashboard.Data.Tests;

/// <summary>The smallest valid area at a place; on a border, the one whose code sorts first.</summary>
public sealed class FindPlaceTests(FindPlaceTests.SquaresFixture fixture) : IClassFixture<FindPlaceTests.SquaresFixture>
{
    private static readonly DateTime Now = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0.5, 0.5, "A1", "inside the west half")]
    [InlineData(1.5, 0.5, "A2", "inside the east half")]
    [InlineData(1.0, 0.5, "A1", "on the line between both: the code that sorts first")]
    [InlineData(0.0, 0.0, "A1", "on the outer corner")]
    [InlineData(2.0, 1.0, "A2", "on the outer corner of the east half")]
    [InlineData(2.0000001, 0.5, null, "just outside")]
    [InlineData(5.0, 5.0, "B", "where the place has no grid, the community is the smallest")]
    public async Task A_point_belongs_to_the_smallest_area_that_covers_it(double lon, double lat, string? code, string why)
    {
        await using var db = fixture.Database.Context();
        var place = await db.FindPlaceAsync(Wgs84.Point(lon, lat), null, null, Now, TestContext.Current.CancellationToken);
        place!.AreaPath.LastOrDefault().ShouldBe(code, why);
    }

    [Fact]
    public async Task A_retired_area_holds_nothing()
    {
        await using var db = fixture.Database.Context();
        var place = await db.FindPlaceAsync(Wgs84.Point(0.25, 0.25), null, null, Now, TestContext.Current.CancellationToken);
        place!.AreaPath.LastOrDefault().ShouldBe("A1", "the smaller A0 was retired in May");
        place = await db.FindPlaceAsync(Wgs84.Point(0.25, 0.25), null, null, Now.AddMonths(-2), TestContext.Current.CancellationToken);
        place!.AreaPath.LastOrDefault().ShouldBe("A0");
    }

    [Fact]
    public async Task A_building_is_found_by_its_footprint_or_by_name_and_an_unknown_one_is_refused()
    {
        await using var db = fixture.Database.Context();
        var token = TestContext.Current.CancellationToken;
        (await db.FindPlaceAsync(Wgs84.Point(1.75, 0.75), null, null, Now, token))!.BuildingCode.ShouldBe("A2B");
        var named = await db.FindPlaceAsync(Wgs84.Point(0.5, 0.5), "A2B", null, Now, token);
        named!.BuildingCode.ShouldBe("A2B");
        named.AreaPath.Last().ShouldBe("A1", "the place itself decides the area");
        (await db.FindPlaceAsync(Wgs84.Point(0.5, 0.5), "nothing", null, Now, token)).ShouldBeNull();
        (await db.FindPlaceAsync(Wgs84.Point(0.5, 0.5), null, "nothing", Now, token)).ShouldBeNull();
        var byUnit = await db.FindPlaceAsync(Wgs84.Point(0.5, 0.5), null, "A2BU", Now, token);
        (byUnit!.BuildingCode, byUnit.UnitCode).ShouldBe(("A2B", "A2BU"));
        (await db.FindPlaceAsync(Wgs84.Point(0.5, 0.5), "A1", "A2BU", Now, token)).ShouldBeNull("the unit is not of that building");
    }

    /// <summary>A community of 2 × 1 degrees in two grids, another without grids, a building with a unit, a retired grid.</summary>
    public sealed class SquaresFixture : IAsyncLifetime
    {
        public DatabaseFixture Database { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Database.InitializeAsync();
            await using var db = Database.Context();
            db.Areas.AddRange(
                New("A", "community", null, Box(0, 0, 2, 1)),
                New("B", "community", null, Box(4, 4, 6, 6)),
                New("A1", "grid", "A", Box(0, 0, 1, 1)),
                New("A2", "grid", "A", Box(1, 0, 2, 1)),
                New("A2B", "building", "A2", Box(1.7, 0.7, 1.8, 0.8), ["A", "A2", "A2B"]),
                New("A2BU", "unit", "A2B", null, ["A", "A2", "A2B", "A2BU"]));
            var retired = New("A0", "microgrid", "A1", Box(0.2, 0.2, 0.3, 0.3), ["A", "A1", "A0"]);
            retired.ValidTo = new DateTime(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc);
            db.Areas.Add(retired);
            await db.SaveChangesAsync();
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();

        private static Area New(string code, string level, string? parent, Geometry? geom, string[]? path = null) => new()
        {
            Code = code, Name = code, Level = level, ParentCode = parent, Geom = geom,
            Path = path ?? (parent is null ? [code] : [parent, code]),
            ValidFrom = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        };

        private static Polygon Box(double west, double south, double east, double north) => Wgs84.Factory.CreatePolygon(
            [new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)]);
    }
}
