using MapDashboard.Data;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Issues;

/// <summary>Where and of what kind; degrees in <paramref name="Crs"/> (wgs84 when left out).</summary>
public sealed record NearRequest(string? Category, double? Lon, double? Lat, string? Crs);

/// <param name="Issue">As the caller may see it.</param>
/// <param name="DistanceMeters">From the place asked for.</param>
public sealed record NearView(IssueView Issue, double DistanceMeters);

/// <param name="RadiusMeters">Of the category.</param>
/// <param name="Issues">The nearest first, at most ten.</param>
public sealed record NearAnswer(double RadiusMeters, IReadOnlyList<NearView> Issues);

/// <summary>GET /api/issues/near: open issues of the same category close by, before one is reported a second time.</summary>
public static class GetNear
{
    public static async Task<IResult> HandleAsync([AsParameters] NearRequest request, HttpContext context, MapDbContext db, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        var found = await FindAsync(db, request, caller.Scope.Audiences, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var (category, near) = found.Value;
        return Results.Ok(new NearAnswer(category.DuplicateRadius, [.. near.Select(each => new NearView(
            caller.Scope.IsPublic ? each.Issue.View().ForPublic() : each.Issue.View(), Math.Round(each.Meters, 1)))]));
    }

    public static async Task<Outcome<(Category Category, IReadOnlyList<NearIssue> Near)>> FindAsync(
        MapDbContext db, NearRequest request, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        if (request.Lon is not { } lon || request.Lat is not { } lat || !double.IsFinite(lon) || !double.IsFinite(lat) || lon is < -180 or > 180 || lat is < -90 or > 90)
        {
            return new Refusal(RefusalCodes.RequestInvalid, "lon and lat are required, in degrees.");
        }

        var crs = CoordinateSystem.Wgs84;
        if (request.Crs is { } word && !Words<CoordinateSystem>.TryParse(word, out crs)) return new Refusal(RefusalCodes.RequestUnknownValue, $"There is no coordinate system {word}.");
        var category = await db.Categories.AsNoTracking().SingleOrDefaultAsync(each => each.Code == request.Category, cancellationToken);
        if (category?.Limits is null) return new Refusal(RefusalCodes.CategoryNotFound, $"There is no leaf category {request.Category}.");
        var (x, y) = ChinaShift.ToWgs84(crs, lon, lat);
        return (category, await db.NearAsync(category, Wgs84.Point(x, y), audiences, cancellationToken));
    }
}
