using MapDashboard.Data.Geometries;
using MapDashboard.Data.People;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Domain.People;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Tests;

/// <summary>The nearest facility in memory against PostGIS.</summary>
public sealed class FacilityIndexTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_nearest_facility_in_memory_is_the_one_that_PostGIS_finds_and_as_many_metres_away()
    {
        var random = new Random(20261122);
        await using var db = database.Context();
        await db.Facilities.ExecuteDeleteAsync(Stop);
        var shared = Place();
        for (var n = 0; n < 60; n++) db.Facilities.Add(Facility(n, n is 3 or 4 ? shared : Place()));
        await db.SaveChangesAsync(Stop);
        var index = new FacilityIndex(await db.Facilities.AsNoTracking().ToListAsync(Stop));
        var asked = 0;
        for (var n = 0; n < 2_000; n++)
        {
            var at = n == 0 ? shared : Place();
            if (index.TryNearest(at, out var nearest)) nearest.ShouldBe(await db.NearestFacilityAsync(at, Stop), $"at {at}");
            else asked++;
        }

        asked.ShouldBeGreaterThan(0, "two lie at one place");
        asked.ShouldBeLessThan(200, "and most are sure");

        NetTopologySuite.Geometries.Point Place() => Wgs84.Point(118 + random.NextDouble(), 34 + random.NextDouble());
    }

    [Fact]
    public async Task Without_any_facility_none_is_the_nearest_and_far_away_PostGIS_is_asked()
    {
        await using var db = database.Context();
        new FacilityIndex([]).TryNearest(Wgs84.Point(118, 34), out var nearest).ShouldBeTrue();
        nearest.ShouldBeNull();
        new FacilityIndex([Facility(1, Wgs84.Point(100, 34))]).TryNearest(Wgs84.Point(118, 34), out _).ShouldBeFalse();
        new FacilityIndex([Facility(1, Wgs84.Point(100, 80))]).TryNearest(Wgs84.Point(100, 80), out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Lengths_are_those_of_PostGIS_to_a_millimetre()
    {
        var random = new Random(7);
        await using var db = database.Context();
        for (var n = 0; n < 500; n++)
        {
            var reach = Math.Pow(10, -(n % 7));
            var one = Wgs84.Point((random.NextDouble() * 360) - 180, (random.NextDouble() * 160) - 80);
            var other = Wgs84.Point(Math.Clamp(one.X + ((random.NextDouble() - 0.5) * reach), -180, 180), one.Y + ((random.NextDouble() - 0.5) * reach));
            var said = await db.Database.SqlQuery<double>($"select st_distancespheroid(st_setsrid(st_makepoint({one.X}, {one.Y}), 4326), st_setsrid(st_makepoint({other.X}, {other.Y}), 4326)) as \"Value\"").SingleAsync(Stop);
            Ellipsoid.Meters(one, other)!.Value.ShouldBe(said, 0.001, $"{one} to {other}");
        }

        Ellipsoid.Meters(Wgs84.Point(0, 0), Wgs84.Point(0, 0)).ShouldBe(0);
        Ellipsoid.Meters(Wgs84.Point(0, 0), Wgs84.Point(1, 0))!.Value.ShouldBe(111_319.491, 0.001);
        Ellipsoid.Meters(Wgs84.Point(0, 0.3), Wgs84.Point(179.8, -0.3)).ShouldBeNull();
    }

    private static Facility Facility(int n, NetTopologySuite.Geometries.Point at) => new() { Code = $"F{n:00}", Name = $"驿站{n}", Kind = "驿站", Location = at };
}
