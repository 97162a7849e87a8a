using MapDashboard.Data.Geometries;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Data.Issues;

/// <param name="Issue">Open, of the same category.</param>
/// <param name="Meters">From the place asked for.</param>
public sealed record NearIssue(Issue Issue, double Meters);

/// <summary>Whether somebody has reported the same matter before.</summary>
public static class NearQueries
{
    private const int Most = 10;

    /// <summary>Less than any degree of latitude is long (110,574 m at the equator), and so is any of longitude once divided by the cosine.</summary>
    private const double MetersPerDegree = 110_000;

    /// <summary>Open issues of the category within its radius, the nearest first, at most ten.</summary>
    /// <param name="db">The database.</param>
    /// <param name="category">A leaf.</param>
    /// <param name="at">WGS 84.</param>
    /// <param name="audiences">Who asks: issues that share none of these names are not found.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<IReadOnlyList<NearIssue>> NearAsync(
        this MapDbContext db, Category category, Point at, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        string[] names = [.. audiences];

        var (east, north) = Box(category, at);
        var (west, south, right, top) = (at.X - east, at.Y - north, at.X + east, at.Y + north);
        var rows = await db.Issues.AsNoTracking().Include(issue => issue.Photos)
            .Where(issue => issue.Category == category.Code && IssueStatuses.Open.Contains(issue.Status) && issue.Audiences.Any(name => names.Contains(name)))
            .Where(issue => Spatial.Intersects(issue.Location, Spatial.MakeEnvelope(west, south, right, top, Wgs84.Srid)))
            .Where(issue => Spatial.DistanceMeters(issue.Location, at) <= category.DuplicateRadius)
            .Select(issue => new { Issue = issue, Meters = Spatial.DistanceMeters(issue.Location, at) })
            .OrderBy(row => row.Meters).ThenBy(row => row.Issue.Id).Take(Most).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new NearIssue(row.Issue, row.Meters))];
    }

    /// <summary>Half the sides of a box around the place, degrees: for the index, and a little too large; the ellipsoid decides.</summary>
    internal static (double East, double North) Box(Category category, Point at)
    {
        var north = category.DuplicateRadius / MetersPerDegree;
        return (Math.Min(north / Math.Max(Math.Cos(at.Y * Math.PI / 180), 0.01), 180), north);
    }
}
