using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Intake;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using Npgsql;

namespace MapDashboard.Data.Tests;

/// <summary>The lookup in memory against PostGIS, for random points, corners, points on edges and points one rounding beside them.</summary>
public sealed class AreaIndexTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int RandomPoints = 20_000;
    private static readonly DateTime Now = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What PostGIS says of a point.</summary>
    /// <param name="Code">The smallest area that covers it; null outside.</param>
    /// <param name="Border">Degrees to the nearest border of any area that could cover it; null where there is none near.</param>
    private sealed record Said(string? Code, double? Border);

    [Fact]
    public async Task Every_point_lies_in_memory_where_it_lies_in_PostGIS_and_only_borders_are_asked_there()
    {
        var random = new Random(20261122);
        var shapes = await ShapesAsync();
        Coordinate[] corners = [.. shapes.SelectMany(shape => shape.Coordinates)];
        var box = new Envelope();
        foreach (var shape in shapes) box.ExpandToInclude(shape.EnvelopeInternal);
        var points = new List<Coordinate>();
        for (var n = 0; n < RandomPoints; n++) points.Add(new(box.MinX - 0.001 + (random.NextDouble() * (box.Width + 0.002)), box.MinY - 0.001 + (random.NextDouble() * (box.Height + 0.002))));
        points.AddRange(corners);
        foreach (var ring in shapes.SelectMany(shape => Enumerable.Range(0, shape.NumGeometries).Select(n => ((Polygon)shape.GetGeometryN(n)).ExteriorRing.Coordinates)))
        {
            for (var n = 0; n + 1 < ring.Length; n++)
            {
                var part = n % 3 == 0 ? 0.5 : random.NextDouble();
                var (x, y) = (ring[n].X + (part * (ring[n + 1].X - ring[n].X)), ring[n].Y + (part * (ring[n + 1].Y - ring[n].Y)));
                points.AddRange([new(x, y), new(Math.BitIncrement(x), y), new(x, Math.BitDecrement(y)), new(x + 1e-9, y), new(x, y - 1e-9)]);
                points.AddRange([new(Math.BitIncrement(ring[n].X), ring[n].Y), new(ring[n].X, Math.BitDecrement(ring[n].Y)), new(ring[n].X + 1e-5, ring[n].Y)]);
            }
        }

        var asked = await CompareAsync(points, Now);
        asked.ShouldBeGreaterThan(corners.Length / 2, "corners are borders");
        asked.ShouldBeLessThan(points.Count - RandomPoints, "and what lies off them is sure");
    }

    [Fact]
    public async Task Redrawn_and_retired_areas_hold_their_points_at_their_times()
    {
        await using var db = database.Context();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into areas (code, name, level, parent_code, path, geom, mode, valid_from, valid_to) values
              ('T', 'T', 'community', null, array['T'], st_makeenvelope(10, 10, 12, 11, 4326), 'normal', '2026-01-01Z', null),
              ('T1', 'T1', 'grid', 'T', array['T', 'T1'], st_makeenvelope(10, 10, 11, 11, 4326), 'normal', '2026-01-01Z', '2026-03-01Z'),
              ('T2', 'T2', 'grid', 'T', array['T', 'T2'], st_makeenvelope(10, 10, 10.5, 11, 4326), 'normal', '2026-03-01Z', null),
              ('T3', 'T3', 'grid', 'T', array['T', 'T3'],
                st_geomfromtext('MULTIPOLYGON(((10.5 10, 11 10, 11 11, 10.5 11, 10.5 10), (10.6 10.2, 10.9 10.2, 10.9 10.4, 10.6 10.4, 10.6 10.2)), ((11.5 10, 12 10, 12 10.5, 11.5 10)))', 4326),
                'normal', '2026-03-01Z', null)
            """,
            Stop);
        var random = new Random(7);
        Coordinate[] points = [.. Enumerable.Range(0, 3_000).Select(_ => new Coordinate(9.9 + (random.NextDouble() * 2.2), 9.9 + (random.NextDouble() * 1.2)))];
        foreach (var at in new[] { Now, Now.AddMonths(-4), new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc) })
        {
            (await CompareAsync(points, at)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Place_building_and_unit_are_found_in_memory_as_in_the_database()
    {
        await using var db = database.Context();
        var ground = await Ground.ReadAsync(db, Stop);
        var building = await db.Areas.FirstAsync(area => area.Level == "building", Stop);
        var other = await db.Areas.OrderBy(area => area.Code).LastAsync(area => area.Level == "building", Stop);
        var unit = await db.Areas.FirstAsync(area => area.Level == "unit" && area.ParentCode == building.Code, Stop);
        var (inside, elsewhere) = ((Point)building.Geom!.InteriorPoint, Wgs84.Point(0.5, 0.5));
        foreach (var (at, buildingCode, unitCode) in new (Point At, string? Building, string? Unit)[]
                 {
                     (inside, null, null), (elsewhere, null, null), (inside, other.Code, null), (elsewhere, other.Code, null), (inside, null, unit.Code),
                     (inside, building.Code, unit.Code), (inside, other.Code, unit.Code), (inside, "nothing", null), (inside, null, "nothing"), (inside, Places.Grid1, null),
                 })
        {
            var expected = await db.FindPlaceAsync(at, buildingCode, unitCode, Now, Stop);
            ground.Areas.TryFindPlace(at, buildingCode, unitCode, Now, out var found).ShouldBeTrue();
            Text(found).ShouldBe(Text(expected), $"{buildingCode} {unitCode}");
        }
    }

    [Fact]
    public async Task Whatever_places_or_times_a_report_renames_the_ground_and_a_mode_does_not()
    {
        await using var db = database.Context();
        using var grounds = new GroundCache(database.DataSource);
        var ground = await grounds.GetAsync(Stop);
        await db.Database.ExecuteSqlAsync($"update areas set mode = 'emergency' where code = {Places.Grid1}", Stop);
        (await grounds.RenewAsync(ground, Stop)).ShouldBeSameAs(ground);
        foreach (var change in new[]
                 {
                     "update areas set geom = geom where code = '" + Places.Grid1 + "'",
                     "update categories set duplicate_radius = duplicate_radius",
                     "update working_calendars set changed_at = changed_at",
                     "update levels set name = name",
                 })
        {
            await db.Database.ExecuteSqlRawAsync(change, Stop);
            var present = await grounds.RenewAsync(ground, Stop);
            present.Version.ShouldNotBe(ground.Version, change);
            ground = present;
        }
    }

    private static string? Text(Domain.Issues.FoundPlace? place) =>
        place is null ? null : $"{string.Join('/', place.AreaPath)} {place.BuildingCode} {place.UnitCode} {place.BuildingPoint?.AsText()}";

    /// <summary>Compares the points of which the memory is sure.</summary>
    /// <returns>How many it was not sure of; those lie on a border, or within a hair of one.</returns>
    private async Task<int> CompareAsync(IReadOnlyList<Coordinate> points, DateTime at)
    {
        await using var db = database.Context();
        var index = (await Ground.ReadAsync(db, Stop)).Areas;
        var said = await AskAsync(points, at);
        var asked = 0;
        for (var n = 0; n < points.Count; n++)
        {
            if (index.SmallestPath(Wgs84.Point(points[n].X, points[n].Y), at) is { } path) path.LastOrDefault().ShouldBe(said[n].Code, $"{points[n].X:R} {points[n].Y:R}");
            else
            {
                asked++;
                said[n].Border.ShouldNotBeNull().ShouldBeLessThan(1e-12, $"{points[n].X:R} {points[n].Y:R} lies off every border");
            }
        }

        return asked;
    }

    private async Task<List<Said>> AskAsync(IReadOnlyList<Coordinate> points, DateTime at)
    {
        await using var command = database.DataSource.CreateCommand(
            """
            select
              (select a.code from areas a join levels l on l.code = a.level
                where a.valid_from <= $3 and coalesce(a.valid_to > $3, true) and st_covers(a.geom, p.point) order by l.rank desc, a.code limit 1),
              (select min(st_distance(st_boundary(a.geom), p.point)) from areas a where a.geom && st_expand(p.point, 1e-9))
            from (select i, st_setsrid(st_makepoint(x, y), 4326) as point from unnest($1::float8[], $2::float8[]) with ordinality as t(x, y, i)) p order by i
            """);
        command.Parameters.AddWithValue(points.Select(point => point.X).ToArray());
        command.Parameters.AddWithValue(points.Select(point => point.Y).ToArray());
        command.Parameters.AddWithValue(at);
        command.CommandTimeout = 300;
        var said = new List<Said>();
        await using var reader = await command.ExecuteReaderAsync(Stop);
        while (await reader.ReadAsync(Stop)) said.Add(new Said(await reader.IsDBNullAsync(0, Stop) ? null : reader.GetString(0), await reader.IsDBNullAsync(1, Stop) ? null : reader.GetDouble(1)));
        return said;
    }

    private async Task<List<Geometry>> ShapesAsync()
    {
        await using var db = database.Context();
        return await db.Areas.Where(area => area.Geom != null).Select(area => area.Geom!).ToListAsync(Stop);
    }
}
