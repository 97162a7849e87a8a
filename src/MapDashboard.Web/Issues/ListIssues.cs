using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Issues;

public sealed record IssuePage(IReadOnlyList<IssueView> Issues, string? Cursor);

/// <summary>GET /api/issues: newest first, in pages by key (the position after the last row, never a row count).</summary>
public static class ListIssues
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 500;

    public static async Task<IResult> HandleAsync(
        [AsParameters] IssueFilter filter, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? cursor = null, string? limit = null)
    {
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, filter.Area, cancellationToken);
        if (viewer.Refusal is { } outside) return outside.ToResult();
        if (!QueryValues.TryLimit(limit, DefaultLimit, MostLimit, out var most)) return QueryValues.Unreadable("limit");
        var found = await IssueSearch.FindAsync(db, viewer.Value, filter, time.UtcNow(), cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var issues = found.Value.Include(issue => issue.Photos).AsQueryable();
        if (!string.IsNullOrEmpty(cursor))
        {
            if (!KeyCursor.TryParse(cursor, out var at, out var id)) return QueryValues.Unreadable("cursor");
            issues = issues.Where(issue => issue.ReportedAt < at || (issue.ReportedAt == at && issue.Id.CompareTo(id) < 0));
        }

        var page = await issues.OrderByDescending(issue => issue.ReportedAt).ThenByDescending(issue => issue.Id).Take(most).ToListAsync(cancellationToken);
        var views = page.Select(issue => viewer.Value.IsPublic ? issue.View().ForPublic() : issue.View()).ToArray();
        return Results.Ok(new IssuePage(views, page.Count < most ? null : KeyCursor.After(page[^1].ReportedAt, page[^1].Id)));
    }
}
