using NetTopologySuite.Geometries;

namespace MapDashboard.Domain.Areas.Import;

/// <summary>Areas in square metres and the place of a shape, for WGS 84 shapes of a district's size.</summary>
public static class LocalMetres
{
    private const double Radius = 6378137;
    private const double EccentricitySquared = 0.00669437999014;

    /// <summary>
    /// Square metres, each part on the ellipsoid's own scale at its middle latitude (metres per degree after the WGS 84 ellipsoid's radii
    /// of curvature). Within a thousandth of the geodesic area for shapes up to a degree across.
    /// </summary>
    public static double Area(Geometry shape)
    {
        var total = 0.0;
        for (var n = 0; n < shape.NumGeometries; n++)
        {
            var part = shape.GetGeometryN(n);
            if (part is not Polygon || part.IsEmpty) continue;
            var latitude = (part.EnvelopeInternal.MinY + part.EnvelopeInternal.MaxY) / 2 * Math.PI / 180;
            var w = Math.Sqrt(1 - (EccentricitySquared * Math.Sin(latitude) * Math.Sin(latitude)));
            var perLon = Math.PI / 180 * Radius / w * Math.Cos(latitude);
            var perLat = Math.PI / 180 * Radius * (1 - EccentricitySquared) / (w * w * w);
            total += part.Area * perLon * perLat;
        }

        return total;
    }
}
