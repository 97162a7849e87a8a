using MapDashboard.Data;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Issues;

/// <summary>The filters of lists and exports of issues, as they stand in the query string.</summary>
/// <param name="Area">Narrows the view; of a building or a unit, what was reported there.</param>
/// <param name="Status">Words with commas between; <c>open</c> for all that are.</param>
/// <param name="Category">A leaf, or a top-level one for all of its leaves.</param>
/// <param name="From">Reported then or later.</param>
/// <param name="To">Reported before.</param>
/// <param name="Bbox">west,south,east,north, borders included; perhaps a line or a point.</param>
/// <param name="Q">A whole number, or else anything in number, text and address.</param>
/// <param name="Overdue"><c>true</c>: open and overdue now.</param>
/// <param name="EndedFrom">Ended then or later.</param>
public sealed record IssueFilter(
    string? Area, string? Status, string? Category, string? From, string? To, string? Bbox, string? Q, string? Overdue, string? EndedFrom);

/// <summary>Which issues a viewer's filter means; one place for lists and exports, so that they agree.</summary>
public static class IssueSearch
{
    private const string OpenGroup = "open";
    private static readonly IssueStatus[] BeforeResolved = [IssueStatus.Reported, IssueStatus.Accepted, IssueStatus.Dispatched, IssueStatus.InProgress];

    public static async Task<Outcome<IQueryable<Issue>>> FindAsync(MapDbContext db, Viewer viewer, IssueFilter filter, DateTime now, CancellationToken cancellationToken)
    {
        var visible = await VisibleAsync(db, viewer, cancellationToken);
        if (visible.IsRefused) return visible;
        var filtered = Filtered(visible.Value, filter, viewer.IsPublic, now);
        if (filtered.IsRefused) return filtered;
        var issues = filtered.Value;
        if (!string.IsNullOrEmpty(filter.Category))
        {
            var codes = await db.Categories.Where(category => category.Code == filter.Category || category.ParentCode == filter.Category)
                .Select(category => category.Code).ToArrayAsync(cancellationToken);
            if (codes.Length == 0) return new Refusal(RefusalCodes.CategoryNotFound, $"There is no category {filter.Category}.");

            // A leaf by itself has its issues in the order of lists in an index; among several codes that order is lost.
            var leaf = codes[0];
            issues = codes.Length == 1 ? issues.Where(issue => issue.Category == leaf) : issues.Where(issue => codes.Contains(issue.Category));
        }

        // Texts are searched where they are shown: a screen must not find by words that it may not read.
        if (string.IsNullOrWhiteSpace(filter.Q)) return Outcome.Of(issues);
        var words = filter.Q.Trim();

        // Who enters a whole number means that issue; parts of numbers are looked for in every text.
        if (words.All(char.IsAsciiDigit))
        {
            var isNumber = await db.Issues.AnyAsync(issue => issue.Number == words, cancellationToken);
            return Outcome.Of(isNumber ? issues.Where(issue => issue.Number == words) : Matching(issues, words, viewer.IsPublic));
        }

        // No number holds anything but digits.
        if (await IssueText.RareAsync(db, words, cancellationToken) is { } rare) issues = issues.Where(issue => rare.Contains(issue.Id));
        return Outcome.Of(Matching(issues, words, viewer.IsPublic));
    }

    /// <summary>Whether a filter means only open issues.</summary>
    public static bool IsOfOpen(IssueFilter filter) => filter.Overdue == "true" || (!string.IsNullOrEmpty(filter.Status) && filter.Status.Split(',').All(
        word => word == OpenGroup || (Words<IssueStatus>.TryParse(word, out var status) && IssueStatuses.Open.Contains(status))));

    /// <summary>
    /// The view's issues. Those of a small area are named by its place in their path, which says what its audience says, but in the form by which an index
    /// has them in the order of the list. (Both together would be taken for a few rows, and all of them be sorted.) The scope is asked as ever. Not where an
    /// area of the path once had another parent: issues from then have another path. Building and unit are no audience, but columns of the issue.
    /// </summary>
    private static async Task<Outcome<IQueryable<Issue>>> VisibleAsync(MapDbContext db, Viewer viewer, CancellationToken cancellationToken)
    {
        var issues = db.Issues.AsNoTracking();
        if (viewer.AreaCode is not { } code) return Outcome.Of(issues.VisibleTo(viewer));
        var area = await db.Areas.Where(each => each.Code == code)
            .Select(each => new { each.Level, each.ParentCode, each.Path, HasMoved = db.Areas.Any(above => each.Path.Contains(above.Code) && above.HasMoved) }).SingleAsync(cancellationToken);
        var ofScope = issues.VisibleTo(new Viewer(viewer.Scope));
        var place = IssuePlace.Of(area.Level, code, area.ParentCode, area.HasMoved, viewer.IsPublic);
        if (place.Refusal is { } refusal) return refusal;
        if (place.Value is { } narrow) return Outcome.Of(narrow.Of(ofScope));
        return Outcome.Of((area.Path.Length, area.HasMoved) switch
        {
            (4, false) => ofScope.Where(issue => issue.AreaPath[3] == code),
            (5, false) => ofScope.Where(issue => issue.AreaPath[4] == code),
            _ => issues.VisibleTo(viewer),
        });
    }

    private static Outcome<IQueryable<Issue>> Filtered(IQueryable<Issue> issues, IssueFilter filter, bool publicOnly, DateTime now)
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
        if (!QueryValues.TryTime(filter.EndedFrom, DateTime.MinValue, out var endedFrom)) return Unreadable("endedFrom");
        if (!string.IsNullOrEmpty(filter.From)) issues = issues.Where(issue => issue.ReportedAt >= from);
        if (!string.IsNullOrEmpty(filter.To)) issues = issues.Where(issue => issue.ReportedAt < to);
        if (!string.IsNullOrEmpty(filter.EndedFrom)) issues = issues.Where(issue => issue.EndedAt >= endedFrom);
        if (filter.Overdue is not (null or "" or "true" or "false")) return Unreadable("overdue");
        if (filter.Overdue == "true")
        {
            issues = issues.Where(issue => IssueStatuses.Open.Contains(issue.Status)
                && (issue.DueAt < now || (BeforeResolved.Contains(issue.Status) && issue.CaseDueAt < now)));
        }

        if (!string.IsNullOrEmpty(filter.Bbox))
        {
            if (!QueryValues.TryBox(filter.Bbox, out var box)) return Unreadable("bbox");

            // By the place that the viewer is shown: a box that closed in on the real one would tell a screen where in the building it is.
            var sides = Wgs84.Box(box.West, box.South, box.East, box.North);
            issues = issues.Where(issue => Spatial.Intersects(publicOnly && issue.PublicLocation != null ? issue.PublicLocation : issue.Location, sides));
        }

        return Outcome.Of(issues);
    }

    private static IQueryable<Issue> Matching(IQueryable<Issue> issues, string words, bool publicOnly)
    {
        const string Escape = "\\";
        var pattern = "%" + words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal) + "%";
        return issues.Where(issue => EF.Functions.ILike(issue.Number, pattern, Escape)
            || ((!publicOnly || issue.ClearedAt != null)
                && (EF.Functions.ILike(issue.Description ?? "", pattern, Escape) || EF.Functions.ILike(issue.Address ?? "", pattern, Escape))));
    }

    private static Refusal Unreadable(string name) => new(RefusalCodes.RequestInvalid, $"The query value {name} is not understood.");
}
