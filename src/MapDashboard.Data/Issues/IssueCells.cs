using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Issues;

/// <summary>
/// Issues in a box of the map in the order of lists, by an index that has those of each square of 0.005 degrees (some 500 m) so: an index of places alone
/// knows no order, and gives all that ever lay in the box.
/// </summary>
public static class IssueCells
{
    private const int CellsPerDegree = 200;

    /// <summary>Some eight kilometres by eight. A box of more is so large that the newest issues in it are found soon in the order of time.</summary>
    private const int MostCells = 256;

    /// <summary>The newest issues in a box, whoever may see them.</summary>
    /// <param name="db">Where.</param>
    /// <param name="box">Degrees of WGS 84, borders included.</param>
    /// <param name="after">Only after this one in the order of lists; null for the newest of all.</param>
    /// <param name="most">How many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null where the box has too many cells.</returns>
    public static async Task<Guid[]?> NewestAsync(
        MapDbContext db, (double West, double South, double East, double North) box, (DateTime At, Guid Id)? after, int most, CancellationToken cancellationToken)
    {
        if (Of(box) is not { } cells) return null;
        var (at, id) = after ?? (DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), Guid.Empty);
        return await db.Database.SqlQuery<Guid>(
            $"""
            select i.id as "Value" from unnest({cells}) cell cross join lateral (
              select id, reported_at from issues
              where place_cell(location) = cell and reported_at <= {at} and (reported_at < {at} or id < {id})
                and st_x(location) between {box.West} and {box.East} and st_y(location) between {box.South} and {box.North}
              order by reported_at desc, id desc limit {most}) i
            order by i.reported_at desc, i.id desc limit {most}
            """).ToArrayAsync(cancellationToken);
    }

    /// <summary>As <c>place_cell</c> (Sql/places_and_periods.sql) has them.</summary>
    private static long[]? Of((double West, double South, double East, double North) box)
    {
        var (west, south, east, north) = (Step(box.West), Step(box.South), Step(box.East), Step(box.North));
        if ((east - west + 1) * (north - south + 1) > MostCells) return null;
        var cells = new List<long>();
        for (var x = west; x <= east; x++)
        {
            for (var y = south; y <= north; y++) cells.Add(((x + (180 * CellsPerDegree)) * 100_000) + y + (90 * CellsPerDegree));
        }

        return [.. cells];

        static long Step(double degrees) => (long)Math.Floor(degrees * CellsPerDegree);
    }
}
