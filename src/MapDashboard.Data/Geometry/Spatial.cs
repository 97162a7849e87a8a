using Microsoft.EntityFrameworkCore;
using Shape = NetTopologySuite.Geometries.Geometry;

namespace MapDashboard.Data.Geometries;

/// <summary>
/// PostGIS functions for queries, translated to SQL and never run here. On EPSG:4326 columns lengths would be in degrees:
/// metres go through geography, in the SQL that needs them.
/// </summary>
public static class Spatial
{
    /// <summary><c>ST_Covers</c>: no point of <paramref name="other"/> lies outside; the border belongs to the shape.</summary>
    public static bool Covers(Shape shape, Shape other) => throw OnlyInQueries();

    /// <summary><c>ST_Intersects</c>.</summary>
    public static bool Intersects(Shape shape, Shape other) => throw OnlyInQueries();

    /// <summary><c>ST_PointOnSurface</c>: a label point, always inside.</summary>
    public static Shape PointOnSurface(Shape shape) => throw OnlyInQueries();

    /// <summary><c>ST_MakeEnvelope</c>, degrees.</summary>
    public static Shape MakeEnvelope(double west, double south, double east, double north, int srid) => throw OnlyInQueries();

    /// <summary>Metres along the ellipsoid between two WGS 84 points (<c>ST_DistanceSpheroid</c>).</summary>
    public static double DistanceMeters(Shape one, Shape other) => throw OnlyInQueries();

    internal static void Map(ModelBuilder model)
    {
        foreach (var (method, function) in new[]
                 {
                     (nameof(Covers), "st_covers"),
                     (nameof(Intersects), "st_intersects"),
                     (nameof(PointOnSurface), "st_pointonsurface"),
                     (nameof(MakeEnvelope), "st_makeenvelope"),
                     (nameof(DistanceMeters), "st_distancespheroid"),
                 })
        {
            model.HasDbFunction(typeof(Spatial).GetMethod(method)!).HasName(function).IsBuiltIn();
        }
    }

    private static InvalidOperationException OnlyInQueries() => new("A spatial function runs in the database only.");
}
