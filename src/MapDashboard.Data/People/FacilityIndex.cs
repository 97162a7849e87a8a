using MapDashboard.Domain.Coordinates;
using MapDashboard.Domain.People;
using NetTopologySuite.Geometries;

namespace MapDashboard.Data.People;

/// <summary>All facilities of one moment, in memory: the nearest one, as <see cref="ResponsibleQueries.NearestFacilityAsync"/> finds it.</summary>
public sealed class FacilityIndex(IReadOnlyList<Facility> facilities)
{
    /// <summary>Metres by which a length here and one of PostGIS may differ, generously.</summary>
    private const double Doubt = 0.002;

    /// <summary>The plane that sorts out who is measured at all is good to this part, within <see cref="PlaneMost"/> metres.</summary>
    private const double PlaneError = 0.02;
    private const double PlaneMost = 100_000;
    private const double MetersPerDegree = 111_320;
    private const double PolarLatitude = 70;

    /// <param name="at">WGS 84.</param>
    /// <param name="nearest">Null where there is none at all.</param>
    /// <returns>False where PostGIS is to be asked: two as near as each other, or a length at the edge of two metres.</returns>
    public bool TryNearest(Point at, out NearestFacility? nearest)
    {
        nearest = null;
        if (facilities.Count == 0) return true;
        if (Math.Abs(at.Y) > PolarLatitude) return false;
        var scale = Math.Cos(at.Y / 180 * Math.PI);
        var closest = double.MaxValue;
        foreach (var facility in facilities) closest = Math.Min(closest, Plane(facility));
        if (closest > PlaneMost) return false;
        Facility? best = null;
        var (least, second) = (double.MaxValue, double.MaxValue);
        foreach (var facility in facilities)
        {
            if (Plane(facility) > (closest * (1 + (2 * PlaneError))) + 1) continue;
            if (Ellipsoid.Meters(at, facility.Location) is not { } meters) return false;
            if (meters < least) (best, least, second) = (facility, meters, least);
            else second = Math.Min(second, meters);
        }

        if (second - least < Doubt || Math.Abs(least - Math.Floor(least) - 0.5) < Doubt) return false;
        nearest = new NearestFacility(best!.Code, best.Name, best.Kind, best.Hours, best.Phone, best.Address, Math.Round(least));
        return true;

        double Plane(Facility facility)
        {
            var (x, y) = (Math.IEEERemainder(facility.Location.X - at.X, 360) * scale, facility.Location.Y - at.Y);
            return Math.Sqrt((x * x) + (y * y)) * MetersPerDegree;
        }
    }
}
