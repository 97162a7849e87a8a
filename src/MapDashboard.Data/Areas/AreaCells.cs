namespace MapDashboard.Data.Areas;

/// <summary>
/// Which areas may cover a point: the plane, in degrees, cut into equal cells, as many as there are areas, each with the areas whose bounding box touches it. A
/// look-up is one step into an array, where a tree of boxes is walked down its branches.
/// </summary>
internal sealed class AreaCells
{
    private const int MostOfASide = 256;

    private readonly int side;
    private readonly double west, south, perColumn, perRow;
    private readonly IndexedArea[][] cells;

    /// <param name="areas">With a shape, in the order in which each cell is to have them.</param>
    public AreaCells(IReadOnlyCollection<IndexedArea> areas)
    {
        side = Math.Clamp((int)Math.Ceiling(Math.Sqrt(areas.Count)), 1, MostOfASide);
        var all = new NetTopologySuite.Geometries.Envelope();
        foreach (var area in areas) all.ExpandToInclude(area.Shape!.Envelope);
        (west, south) = (all.MinX, all.MinY);
        (perColumn, perRow) = (side / Math.Max(all.Width, double.Epsilon), side / Math.Max(all.Height, double.Epsilon));
        var lists = new List<IndexedArea>[side * side];
        foreach (var area in areas)
        {
            var box = area.Shape!.Envelope;
            for (var row = Place(box.MinY, south, perRow); row <= Place(box.MaxY, south, perRow); row++)
            {
                for (var column = Place(box.MinX, west, perColumn); column <= Place(box.MaxX, west, perColumn); column++)
                {
                    (lists[(row * side) + column] ??= []).Add(area);
                }
            }
        }

        cells = [.. lists.Select(list => list?.ToArray() ?? [])];
    }

    /// <summary>The areas of the point's cell; a point outside all boxes gets those of the nearest.</summary>
    public ReadOnlySpan<IndexedArea> Near(double x, double y) => cells[(Place(y, south, perRow) * side) + Place(x, west, perColumn)];

    // Never falls as the value grows, so that a point inside a box lies between the box's own places, whatever is rounded.
    private int Place(double value, double from, double per) => (int)Math.Clamp((value - from) * per, 0, side - 1);
}
