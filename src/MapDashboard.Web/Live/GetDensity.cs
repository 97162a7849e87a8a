using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;

namespace MapDashboard.Web.Live;

/// <param name="From">UTC.</param>
/// <param name="To">UTC; not part of the range.</param>
/// <param name="Counts">Changes of issues in each part, oldest first; the parts are equally long.</param>
/// <param name="Areas">When areas or their people changed, oldest first: between two of these times they were the same.</param>
/// <param name="Begins">UTC; what is older is archived in part, so nothing before it is counted or can be played. Null while nothing was archived.</param>
public sealed record DensityView(DateTime From, DateTime To, IReadOnlyList<long> Counts, IReadOnlyList<DateTime> Areas, DateTime? Begins);

/// <summary>GET /api/changes/density: where in a time range there is something to replay.</summary>
public static class GetDensity
{
    private const int DefaultParts = 96;
    private const int MostParts = 500;

    /// <summary>Nothing is older, and a day before it can still be told.</summary>
    private const int FirstYear = 2000;
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(31);

    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, DensityReader density, ChangeLogReader log, TimeProvider time, CancellationToken cancellationToken,
        string? from = null, string? to = null, string? area = null, string? parts = null)
    {
        var now = time.UtcNow();
        if (!QueryValues.TryTime(to, now, out var end)) return QueryValues.Unreadable("to");
        if (end.Year < FirstYear) return QueryValues.Unreadable("to");
        if (!QueryValues.TryTime(from, end.AddDays(-1), out var start)) return QueryValues.Unreadable("from");
        if (!QueryValues.TryLimit(parts, DefaultParts, MostParts, out var count)) return QueryValues.Unreadable("parts");
        if (start >= end) return Problems.Refuse(RefusalCodes.RequestInvalid, "to does not lie after from.");
        if (end - start > LongestRange) return Problems.Refuse(RefusalCodes.RequestInvalid, $"from and to lie at most {LongestRange.TotalDays} days apart.");
        var viewer = await ViewerOfArea.FindTellableAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var begins = (await log.SpanAsync(cancellationToken)).Begins;
        return Results.Ok(new DensityView(
            start, end, await density.ReadAsync(viewer.Value, (start, end), begins, count, cancellationToken),
            await density.AreaTimesAsync(viewer.Value, start, end, cancellationToken), begins));
    }
}
