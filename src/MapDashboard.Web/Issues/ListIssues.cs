using System.Buffers.Text;
using MapDashboard.Data;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Issues;

/// <summary>The filters of a list, as they stand in the query string.</summary>
public sealed record IssueFilter(
    string? Area, string? Status, string? Category, string? From, string? To, string? Bbox, string? Q, string? Cursor, string? Limit);

public sealed record IssuePage(IReadOnlyList<IssueView> Issues, string? Cursor);

/// <summary>GET /api/issues: newest first, in pages by key (the position after the last row, never a row count).</summary>
public static class ListIssues
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 500;
    private const string OpenGroup = "open";

    public static async Task<IResult> HandleAsync(
        [AsParameters] IssueFilter filter, HttpContext context, MapDbContext db, CancellationToken cancellationToken)
    {
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, filter.Area, cancellationToken);
        if (viewer.Refusal is { } outside) return outside.ToResult();
        if (!QueryValues.TryLimit(filter.Limit, DefaultLimit, MostLimit, out var limit)) return QueryValues.Unreadable("limit");
        var issues = db.Issues.AsNoTracking().Include(issue => issue.Photos).VisibleTo(viewer.Value);
        var filtered = Filtered(issues, filter, viewer.Value.IsPublic);
        if (filtered.Refusal is { } refusal) return refusal.ToResult();
        issues = filtered.Value;
        if (!string.IsNullOrEmpty(filter.Category))
        {
            var codes = await CategoriesAsync(db, filter.Category, cancellationToken);
            if (codes.Length == 0) return Problems.Refuse(RefusalCodes.CategoryNotFound, $"There is no category {filter.Category}.");
            issues = issues.Where(issue => codes.Contains(issue.Category));
        }

        // Texts are searched where they are shown: a screen must not find by words that it may not read.
        if (!string.IsNullOrWhiteSpace(filter.Q)) issues = Matching(issues, filter.Q.Trim(), viewer.Value.IsPublic);
        if (!string.IsNullOrEmpty(filter.Cursor))
        {
            if (!TryParse(filter.Cursor, out var at, out var id)) return QueryValues.Unreadable("cursor");
            issues = issues.Where(issue => issue.ReportedAt < at || (issue.ReportedAt == at && issue.Id.CompareTo(id) < 0));
        }

        var page = await issues.OrderByDescending(issue => issue.ReportedAt).ThenByDescending(issue => issue.Id).Take(limit).ToListAsync(cancellationToken);
        var views = page.Select(issue => viewer.Value.IsPublic ? issue.View().ForPublic() : issue.View()).ToArray();
        return Results.Ok(new IssuePage(views, page.Count < limit ? null : CursorAfter(page[^1])));
    }

    private static Outcome<IQueryable<Issue>> Filtered(IQueryable<Issue> issues, IssueFilter filter, bool publicOnly)
    {
        if (!string.IsNullOrEmpty(filter.Status))
        {
            var statuses = new List<IssueStatus>();
            foreach (var word in filter.Status.Split(','))
            {
                if (word == OpenGroup) statuses.AddRange(IssueStatuses.Open);
                else if (Words<IssueStatus>.TryParse(word, out var status)) statuses.Add(status);
                else return new Refusal(RefusalCodes.RequestUnknownValue, $"There is no status {word}.");
            }

            issues = issues.Where(issue => statuses.Contains(issue.Status));
        }

        if (!QueryValues.TryTime(filter.From, DateTime.MinValue, out var from)) return Unreadable("from");
        if (!QueryValues.TryTime(filter.To, DateTime.MaxValue, out var to)) return Unreadable("to");
        if (!string.IsNullOrEmpty(filter.From)) issues = issues.Where(issue => issue.ReportedAt >= from);
        if (!string.IsNullOrEmpty(filter.To)) issues = issues.Where(issue => issue.ReportedAt < to);
        if (!string.IsNullOrEmpty(filter.Bbox))
        {
            if (!QueryValues.TryBox(filter.Bbox, out var box)) return Unreadable("bbox");

            // By the place that the viewer is shown: a box that closed in on the real one would tell a screen where in the building it is.
            issues = issues.Where(issue => Spatial.Intersects(
                publicOnly && issue.PublicLocation != null ? issue.PublicLocation : issue.Location, Spatial.MakeEnvelope(box.West, box.South, box.East, box.North, Wgs84.Srid)));
        }

        return Outcome.Of(issues);
    }

    private static IQueryable<Issue> Matching(IQueryable<Issue> issues, string words, bool publicOnly)
    {
        var pattern = "%" + words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal) + "%";
        return issues.Where(issue => EF.Functions.ILike(issue.Number, pattern)
            || ((!publicOnly || issue.ClearedAt != null)
                && (EF.Functions.ILike(issue.Description ?? "", pattern) || EF.Functions.ILike(issue.Address ?? "", pattern))));
    }

    /// <summary>A leaf, or all leaves under a top-level category.</summary>
    private static Task<string[]> CategoriesAsync(MapDbContext db, string code, CancellationToken cancellationToken) =>
        db.Categories.Where(category => category.Code == code || category.ParentCode == code).Select(category => category.Code).ToArrayAsync(cancellationToken);

    private static string CursorAfter(Issue last)
    {
        Span<byte> bytes = stackalloc byte[24];
        BitConverter.TryWriteBytes(bytes, last.ReportedAt.Ticks);
        last.Id.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    private static bool TryParse(string cursor, out DateTime at, out Guid id)
    {
        (at, id) = (default, default);
        Span<byte> bytes = stackalloc byte[24];
        if (cursor.Length != 32 || !Base64Url.IsValid(cursor) || Base64Url.DecodeFromChars(cursor, bytes) != 24) return false;
        var ticks = BitConverter.ToInt64(bytes);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks) return false;
        (at, id) = (new DateTime(ticks, DateTimeKind.Utc), new Guid(bytes[8..]));
        return true;
    }

    private static Refusal Unreadable(string name) => new(RefusalCodes.RequestInvalid, $"The query value {name} is not understood.");
}
