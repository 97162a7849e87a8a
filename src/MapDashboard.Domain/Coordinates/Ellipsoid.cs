using NetTopologySuite.Geometries;

namespace MapDashboard.Domain.Coordinates;

/// <summary>
/// Lengths on the WGS 84 ellipsoid by the inverse formula of T. Vincenty, "Direct and Inverse Solutions of Geodesics on the Ellipsoid with
/// Application of Nested Equations", Survey Review XXIII (1975), good to less than a millimetre.
/// </summary>
public static class Ellipsoid
{
    private const double MajorAxis = 6378137;
    private const double Flattening = 1 / 298.257223563;
    private const double MinorAxis = MajorAxis * (1 - Flattening);
    private const double Enough = 1e-13;
    private const int Steps = 100;

    /// <param name="one">WGS 84, degrees.</param>
    /// <param name="other">WGS 84, degrees.</param>
    /// <returns>Metres; null for places almost opposite each other, where the formula comes to no end.</returns>
    public static double? Meters(Point one, Point other)
    {
        if (one.X == other.X && one.Y == other.Y) return 0;
        var (sin1, cos1) = Reduced(one.Y);
        var (sin2, cos2) = Reduced(other.Y);
        var difference = Radians(Math.IEEERemainder(other.X - one.X, 360));
        var lambda = difference;
        for (var step = 0; step < Steps; step++)
        {
            var (sin, cos) = Math.SinCos(lambda);
            var (across, along) = (cos2 * sin, (cos1 * sin2) - (sin1 * cos2 * cos));
            var sinSigma = Math.Sqrt((across * across) + (along * along));
            if (sinSigma == 0) return 0;
            var cosSigma = (sin1 * sin2) + (cos1 * cos2 * cos);
            var sigma = Math.Atan2(sinSigma, cosSigma);
            var sinAlpha = cos1 * cos2 * sin / sinSigma;
            var cos2Alpha = 1 - (sinAlpha * sinAlpha);

            // Along the equator there is no middle to measure from.
            var cos2M = cos2Alpha == 0 ? 0 : cosSigma - (2 * sin1 * sin2 / cos2Alpha);
            var c = Flattening / 16 * cos2Alpha * (4 + (Flattening * (4 - (3 * cos2Alpha))));
            var before = lambda;
            lambda = difference + ((1 - c) * Flattening * sinAlpha * (sigma + (c * sinSigma * (cos2M + (c * cosSigma * ((2 * cos2M * cos2M) - 1))))));
            if (Math.Abs(lambda - before) > Enough) continue;
            var u2 = cos2Alpha * ((MajorAxis * MajorAxis) - (MinorAxis * MinorAxis)) / (MinorAxis * MinorAxis);
            var a = 1 + (u2 / 16384 * (4096 + (u2 * (-768 + (u2 * (320 - (175 * u2)))))));
            var b = u2 / 1024 * (256 + (u2 * (-128 + (u2 * (74 - (47 * u2))))));
            var cubic = b / 6 * cos2M * ((4 * sinSigma * sinSigma) - 3) * ((4 * cos2M * cos2M) - 3);
            var correction = b * sinSigma * (cos2M + (b / 4 * ((cosSigma * ((2 * cos2M * cos2M) - 1)) - cubic)));
            return MinorAxis * a * (sigma - correction);
        }

        return null;
    }

    private static (double Sin, double Cos) Reduced(double latitude) => Math.SinCos(Math.Atan((1 - Flattening) * Math.Tan(Radians(latitude))));

    private static double Radians(double degrees) => degrees / 180 * Math.PI;
}
