namespace MapDashboard.Domain.Activities;

/// <summary>A position of a patrol, WGS 84.</summary>
/// <param name="At">By the phone's clock.</param>
/// <param name="Lon">Degrees.</param>
/// <param name="Lat">Degrees.</param>
/// <param name="Accuracy">Metres; null where the phone does not say.</param>
/// <param name="Gap">Nothing is known of the way from the one before to here: the page was hidden, or the patrol was taken up again.</param>
public sealed record TrackPoint(DateTime At, double Lon, double Lat, double? Accuracy = null, bool? Gap = null);

/// <summary>The way of a patrol as it is drawn: stretches between gaps. What nobody recorded is neither drawn nor counted.</summary>
public static class PatrolTrack
{
    /// <summary>Longer than this without a position is a gap; a phone at rest still tells where it is.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(90);

    private const double EarthMeters = 6_371_008.8;

    /// <param name="points">In the order in which they were walked.</param>
    public static IReadOnlyList<IReadOnlyList<TrackPoint>> Segments(IEnumerable<TrackPoint> points)
    {
        var segments = new List<List<TrackPoint>>();
        TrackPoint? last = null;
        foreach (var point in points)
        {
            if (last is null || point.Gap is true || point.At - last.At > LongestSilence || point.At < last.At) segments.Add([]);
            segments[^1].Add(point);
            last = point;
        }

        return segments;
    }

    /// <summary>Metres along the segments.</summary>
    public static double Meters(IEnumerable<IReadOnlyList<TrackPoint>> segments) =>
        segments.Sum(segment => segment.Zip(segment.Skip(1), Between).Sum());

    private static double Between(TrackPoint from, TrackPoint to)
    {
        var (lat1, lat2) = (double.DegreesToRadians(from.Lat), double.DegreesToRadians(to.Lat));
        var (dLat, dLon) = (lat2 - lat1, double.DegreesToRadians(to.Lon - from.Lon));
        var half = Math.Pow(Math.Sin(dLat / 2), 2) + (Math.Cos(lat1) * Math.Cos(lat2) * Math.Pow(Math.Sin(dLon / 2), 2));
        return 2 * EarthMeters * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }
}
