namespace MapDashboard.Domain.Coordinates;

/// <summary>
/// Conversions between WGS 84, GCJ-02 and BD-09, longitude before latitude, degrees.
/// The shift has no published standard: the constants are those that open implementations agree on (Krasovsky 1940 ellipsoid).
/// Outside the rectangle of <see cref="IsShifted"/> the systems are equal.
/// </summary>
public static class ChinaShift
{
    private const double SemiMajorAxis = 6378245.0;
    private const double EccentricitySquared = 0.00669342162296594323;
    private const double BaiduPi = Math.PI * 3000.0 / 180.0;

    /// <summary>The rectangle where GCJ-02 differs from WGS 84, borders included.</summary>
    public static bool IsShifted(double lon, double lat) => lon is >= 72.004 and <= 137.8347 && lat is >= 0.8293 and <= 55.8271;

    /// <summary>
    /// Any of the three systems to WGS 84; the inverse of the shift is found by iteration, to under a centimetre within China. Within about
    /// a kilometre of the rectangle's edge, which no border of China touches, a point and its shifted image may lie on different sides.
    /// </summary>
    public static (double Lon, double Lat) ToWgs84(CoordinateSystem system, double lon, double lat) => system switch
    {
        CoordinateSystem.Wgs84 => (lon, lat),
        CoordinateSystem.Gcj02 => InvertShift(lon, lat),
        CoordinateSystem.Bd09 => IsShifted(lon, lat) ? BaiduToWgs84(lon, lat) : (lon, lat),
    };

    public static (double Lon, double Lat) FromWgs84(CoordinateSystem system, double lon, double lat) => system switch
    {
        CoordinateSystem.Wgs84 => (lon, lat),
        CoordinateSystem.Gcj02 => Shift(lon, lat),
        CoordinateSystem.Bd09 => IsShifted(lon, lat) ? ToBaidu(Shift(lon, lat)) : (lon, lat),
    };

    private static (double Lon, double Lat) BaiduToWgs84(double lon, double lat)
    {
        // Baidu's own inverse is only approximate (about a metre), so it serves as the first guess of an iteration.
        var guess = FromBaidu(lon, lat);
        for (var round = 0; round < 10; round++)
        {
            var (x, y) = ToBaidu(guess);
            guess = (guess.Lon + lon - x, guess.Lat + lat - y);
        }

        return InvertShift(guess.Lon, guess.Lat);
    }

    private static (double Lon, double Lat) InvertShift(double lon, double lat)
    {
        if (!IsShifted(lon, lat)) return (lon, lat);
        var (guessLon, guessLat) = (lon, lat);
        for (var round = 0; round < 10; round++)
        {
            var (x, y) = Shift(guessLon, guessLat);
            (guessLon, guessLat) = (guessLon + lon - x, guessLat + lat - y);
        }

        return (guessLon, guessLat);
    }

    private static (double Lon, double Lat) Shift(double lon, double lat)
    {
        if (!IsShifted(lon, lat)) return (lon, lat);
        var (x, y) = (lon - 105.0, lat - 35.0);
        var radians = lat / 180.0 * Math.PI;
        var sine = Math.Sin(radians);
        var magic = 1 - (EccentricitySquared * sine * sine);
        var root = Math.Sqrt(magic);
        var metresLat = SemiMajorAxis * (1 - EccentricitySquared) / (magic * root);
        var metresLon = SemiMajorAxis / root * Math.Cos(radians);
        return (lon + (EastMetres(x, y) * 180.0 / (metresLon * Math.PI)), lat + (NorthMetres(x, y) * 180.0 / (metresLat * Math.PI)));
    }

    private static double EastMetres(double x, double y) =>
        300.0 + x + (2.0 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x)))
        + Waves(6 * x, 2 * x, 20, 20)
        + (((20.0 * Sin(x)) + (40.0 * Sin(x / 3.0))) * 2 / 3)
        + (((150.0 * Sin(x / 12.0)) + (300.0 * Sin(x / 30.0))) * 2 / 3);

    private static double NorthMetres(double x, double y) =>
        -100.0 + (2.0 * x) + (3.0 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x)))
        + Waves(6 * x, 2 * x, 20, 20)
        + (((20.0 * Sin(y)) + (40.0 * Sin(y / 3.0))) * 2 / 3)
        + (((160.0 * Sin(y / 12.0)) + (320.0 * Sin(y / 30.0))) * 2 / 3);

    private static double Waves(double first, double second, double a, double b) => ((a * Sin(first)) + (b * Sin(second))) * 2 / 3;

    private static double Sin(double halfTurns) => Math.Sin(halfTurns * Math.PI);

    private static (double Lon, double Lat) ToBaidu((double Lon, double Lat) point)
    {
        var (x, y) = point;
        var radius = Math.Sqrt((x * x) + (y * y)) + (0.00002 * Math.Sin(y * BaiduPi));
        var angle = Math.Atan2(y, x) + (0.000003 * Math.Cos(x * BaiduPi));
        return ((radius * Math.Cos(angle)) + 0.0065, (radius * Math.Sin(angle)) + 0.006);
    }

    private static (double Lon, double Lat) FromBaidu(double lon, double lat)
    {
        var (x, y) = (lon - 0.0065, lat - 0.006);
        var radius = Math.Sqrt((x * x) + (y * y)) - (0.00002 * Math.Sin(y * BaiduPi));
        var angle = Math.Atan2(y, x) - (0.000003 * Math.Cos(x * BaiduPi));
        return (radius * Math.Cos(angle), radius * Math.Sin(angle));
    }
}
