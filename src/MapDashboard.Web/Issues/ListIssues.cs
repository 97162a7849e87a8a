using MapDashboard.Data;
using MapDashboard.Data.Issues;
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

    /// <summary>Where not all issues of a box are meant, so many pages of them are looked at before they are looked for otherwise.</summary>
    private const int MorePages = 8;

    public static async Task<IResult> HandleAsync(
        [AsParameters] IssueFilter filter, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? cursor = null, string? limit = null)
    {
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, filter.Area, cancellationToken);
        if (viewer.Refusal is { } outside) return outside.ToResult();
        if (!QueryValues.TryLimit(limit, DefaultLimit, MostLimit, out var most)) return QueryValues.Unreadable("limit");
        var found = await IssueSearch.FindAsync(db, viewer.Value, filter, time.UtcNow(), cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        (DateTime At, Guid Id)? after = null;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (!KeyCursor.TryParse(cursor, out var at, out var id)) return QueryValues.Unreadable("cursor");
            after = (at, id);
        }

        var page = (viewer.Value.IsPublic ? null : await InBoxAsync(db, filter, found.Value, after, most, cancellationToken))
            ?? await Page(found.Value, after, most).ToListAsync(cancellationToken);
        var views = page.Select(issue => viewer.Value.IsPublic ? issue.View().ForPublic() : issue.View()).ToArray();
        return Results.Ok(new IssuePage(views, page.Count < most ? null : KeyCursor.After(page[^1].ReportedAt, page[^1].Id)));
    }

    /// <summary>
    /// A page of a box of the map from the newest that lie there. Not where only open issues are asked for, which are few everywhere; nor for screens, to
    /// which a place may be shown coarser than it is.
    /// </summary>
    /// <returns>Null where it has to be looked for otherwise: too many of the newest are not meant.</returns>
    public static async Task<List<Issue>?> InBoxAsync(
        MapDbContext db, IssueFilter filter, IQueryable<Issue> issues, (DateTime At, Guid Id)? after, int most, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(filter.Bbox) || IssueSearch.IsOfOpen(filter) || !QueryValues.TryBox(filter.Bbox, out var box)) return null;
        foreach (var candidates in (int[])[most, most * MorePages])
        {
            var newest = await IssueCells.NewestAsync(db, box, after, candidates, cancellationToken);
            if (newest is null) return null;
            var page = await Page(issues.Where(issue => newest.Contains(issue.Id)), null, most).ToListAsync(cancellationToken);
            if (page.Count == most || newest.Length < candidates) return page;
        }

        return null;
    }

    /// <summary>So many issues after a place in the list, with their photos.</summary>
    /// <param name="issues">Of a filter.</param>
    /// <param name="after">The last row of the page before; null for the first page.</param>
    /// <param name="most">Length of the page.</param>
    public static IQueryable<Issue> Page(IQueryable<Issue> issues, (DateTime At, Guid Id)? after, int most)
    {
        // The first condition follows from the others and is the only one that an index can begin at; without it a page far back reads all before it.
        if (after is var (at, id)) issues = issues.Where(issue => issue.ReportedAt <= at && (issue.ReportedAt < at || issue.Id.CompareTo(id) < 0));
        return issues.Include(issue => issue.Photos).OrderByDescending(issue => issue.ReportedAt).ThenByDescending(issue => issue.Id).Take(most);
    }
}
