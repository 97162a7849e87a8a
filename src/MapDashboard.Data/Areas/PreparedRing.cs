using NetTopologySuite.Geometries;

namespace MapDashboard.Data.Areas;

/// <summary>A closed ring whose edges lie in strips by latitude, so that a point is compared only with the edges beside it.</summary>
internal sealed class PreparedRing
{
    private const int EdgesOfAStrip = 8;

    /// <summary>Far above what rounding can make of the products (some 4 units in the last place), far below anything on the ground.</summary>
    private const double Hair = 16 * 1.1102230246251565e-16;

    /// <summary>PostGIS passes over edges shorter than 1e-12 degrees; beside those it is asked itself.</summary>
    private const double TooShort = 1e-11;

    private readonly double[] xs;
    private readonly double[] ys;
    private readonly double south;
    private readonly double north;
    private readonly double stripsPerDegree;
    private readonly int[][] strips;

    public PreparedRing(Coordinate[] points)
    {
        xs = [.. points.Select(point => point.X)];
        ys = [.. points.Select(point => point.Y)];
        (south, north) = (ys.Min(), ys.Max());
        var count = Math.Max(1, (points.Length - 1) / EdgesOfAStrip);
        stripsPerDegree = north > south ? count / (north - south) : 0;
        var edges = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        for (var n = 0; n + 1 < points.Length; n++)
        {
            var last = StripOf(Math.Max(ys[n], ys[n + 1]), count);
            for (var strip = StripOf(Math.Min(ys[n], ys[n + 1]), count); strip <= last; strip++) edges[strip].Add(n);
        }

        strips = [.. edges.Select(list => list.ToArray())];
    }

    public Lie Locate(double x, double y)
    {
        if (!(y >= south && y <= north)) return Lie.Outside;
        var windings = 0;
        foreach (var n in strips[StripOf(y, strips.Length)])
        {
            double x1 = xs[n], y1 = ys[n], x2 = xs[n + 1], y2 = ys[n + 1];
            var (low, high) = y1 < y2 ? (y1, y2) : (y2, y1);
            if (y < low || y > high) continue;
            if (y1 == y2)
            {
                // Level edges turn nothing; all there is to know is whether the point lies on one.
                if (x >= Math.Min(x1, x2) && x <= Math.Max(x1, x2)) return Lie.Unsure;
                continue;
            }

            // Which side of the edge: the sign of a difference of two products.
            var (one, other) = ((x2 - x1) * (y - y1), (x - x1) * (y2 - y1));
            var side = one - other;
            if (Math.Abs(side) <= Hair * (Math.Abs(one) + Math.Abs(other)) || (high - low < TooShort && Math.Abs(x2 - x1) < TooShort)) return Lie.Unsure;
            if (y1 <= y && y < y2 && side > 0) windings++;
            else if (y2 <= y && y < y1 && side < 0) windings--;
        }

        return windings == 0 ? Lie.Outside : Lie.Inside;
    }

    /// <summary>The same rounding for edges and points, and rising with the latitude: a point's strip holds every edge beside it.</summary>
    private int StripOf(double y, int count) => Math.Clamp((int)((y - south) * stripsPerDegree), 0, count - 1);
}
