using FsCheck;
using FsCheck.Fluent;
using MapDashboard.Domain.Coordinates;

namespace MapDashboard.Domain.Tests.Coordinates;

public class ChinaShiftTests
{
    private const double MetresPerDegree = 111_320;

    /// <summary>The country's mainland, islands and seas, within the rectangle of the shift and away from its border.</summary>
    private static readonly Arbitrary<(double Lon, double Lat)> InChina =
        (from lon in Gen.Choose(730_000_000, 1_360_000_000)
         from lat in Gen.Choose(30_000_000, 545_000_000)
         select (lon / 1e7, lat / 1e7)).ToArbitrary();

    /// <summary>Pairs that several open implementations publish: eviltransform's tests and coordtransform's example.</summary>
    public static TheoryData<double, double, double, double> PublishedGcj02() => new()
    {
        { 121.5272106, 31.1774276, 121.531541859215, 31.17530398364597 },
        { 113.912316, 22.543847, 113.9171764808363, 22.540796131694766 },
        { 116.377817, 39.911954, 116.38404722455657, 39.91334545536069 },
        { 116.404, 39.915, 116.41024449916938, 39.91640428150164 },
    };

    [Theory]
    [MemberData(nameof(PublishedGcj02))]
    public void A_published_pair_converts_to_gcj02_and_back(double lon, double lat, double gcjLon, double gcjLat)
    {
        Metres(ChinaShift.FromWgs84(CoordinateSystem.Gcj02, lon, lat), (gcjLon, gcjLat)).ShouldBeLessThan(0.001);
        Metres(ChinaShift.ToWgs84(CoordinateSystem.Gcj02, gcjLon, gcjLat), (lon, lat)).ShouldBeLessThan(0.01);
    }

    [Fact]
    public void A_published_pair_of_gcj02_and_bd09_converts()
    {
        var wgs = ChinaShift.ToWgs84(CoordinateSystem.Gcj02, 116.404, 39.915);
        var bd09 = ChinaShift.FromWgs84(CoordinateSystem.Bd09, wgs.Lon, wgs.Lat);

        Metres(bd09, (116.41036949371029, 39.92133699351021)).ShouldBeLessThan(0.001);
    }

    [Theory]
    [InlineData(CoordinateSystem.Gcj02)]
    [InlineData(CoordinateSystem.Bd09)]
    public void There_and_back_is_the_same_place_anywhere_in_china(CoordinateSystem system) => ForPlacesInChina(place =>
    {
        var shifted = ChinaShift.FromWgs84(system, place.Lon, place.Lat);

        return Metres(ChinaShift.ToWgs84(system, shifted.Lon, shifted.Lat), place) < 0.01;
    });

    [Theory]
    [InlineData(CoordinateSystem.Gcj02)]
    [InlineData(CoordinateSystem.Bd09)]
    public void Back_and_there_is_the_same_place_anywhere_in_china(CoordinateSystem system) => ForPlacesInChina(place =>
    {
        var wgs = ChinaShift.ToWgs84(system, place.Lon, place.Lat);

        return Metres(ChinaShift.FromWgs84(system, wgs.Lon, wgs.Lat), place) < 0.01;
    });

    [Fact]
    public void The_shift_is_between_ten_metres_and_two_kilometres() => ForPlacesInChina(place =>
        Metres(ChinaShift.FromWgs84(CoordinateSystem.Gcj02, place.Lon, place.Lat), place) is > 10 and < 2000);

    [Theory]
    [InlineData(2.3522, 48.8566)]
    [InlineData(-122.4194, 37.7749)]
    [InlineData(151.2093, -33.8688)]
    [InlineData(0, 0)]
    [InlineData(72.0039, 40)]
    [InlineData(137.8348, 40)]
    [InlineData(105, 0.8292)]
    [InlineData(105, 55.8272)]
    public void Outside_china_gcj02_is_wgs84(double lon, double lat)
    {
        ChinaShift.FromWgs84(CoordinateSystem.Gcj02, lon, lat).ShouldBe((lon, lat));
        ChinaShift.ToWgs84(CoordinateSystem.Gcj02, lon, lat).ShouldBe((lon, lat));
    }

    [Theory]
    [InlineData(72.004, 40, true)]
    [InlineData(72.0039999, 40, false)]
    [InlineData(137.8347, 40, true)]
    [InlineData(137.8347001, 40, false)]
    [InlineData(105, 0.8293, true)]
    [InlineData(105, 0.8292999, false)]
    [InlineData(105, 55.8271, true)]
    [InlineData(105, 55.8271001, false)]
    [InlineData(double.NaN, 40, false)]
    public void The_rectangle_of_the_shift_holds_its_border(double lon, double lat, bool shifted) =>
        ChinaShift.IsShifted(lon, lat).ShouldBe(shifted);

    [Theory]
    [InlineData(117.1234567, 31.7654321)]
    [InlineData(2.3522, 48.8566)]
    public void Wgs84_is_left_as_it_is(double lon, double lat)
    {
        ChinaShift.ToWgs84(CoordinateSystem.Wgs84, lon, lat).ShouldBe((lon, lat));
        ChinaShift.FromWgs84(CoordinateSystem.Wgs84, lon, lat).ShouldBe((lon, lat));
    }

    private static void ForPlacesInChina(Func<(double Lon, double Lat), bool> holds) =>
        Prop.ForAll(InChina, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true));

    private static double Metres((double Lon, double Lat) one, (double Lon, double Lat) other) => double.Hypot(
        (one.Lon - other.Lon) * MetresPerDegree * Math.Cos(double.DegreesToRadians(one.Lat)),
        (one.Lat - other.Lat) * MetresPerDegree);
}
