using System.Runtime.CompilerServices;
using MapDashboard.Data;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Export;

/// <summary>One issue of an export, as the account sees it, and its texts.</summary>
public sealed record ExportRow(IssueView Issue, string[] Cells);

/// <summary>The issues of an export in pages, newest first.</summary>
/// <param name="db">The database.</param>
/// <param name="issues">Those that the filter means; its view is in it.</param>
/// <param name="actor">Who exports.</param>
/// <param name="about">Names and times.</param>
/// <param name="mine">Only what waits for the account.</param>
/// <param name="withReporter">Asked for name and phone of reporters.</param>
public sealed class ExportRows(MapDbContext db, IQueryable<Issue> issues, Actor actor, ExportContext about, bool mine, bool withReporter)
{
    private readonly bool isPublic = actor.Scope.IsPublic;

    public TableLayout Layout { get; } = IssueColumns.Layout(actor.Scope.IsPublic, withReporter);

    public async IAsyncEnumerable<IReadOnlyList<ExportRow>> PagesAsync(int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Issue? last = null;
        do
        {
            var page = await Issues.ListIssues.Page(issues, last is { ReportedAt: var at, Id: var id } ? (at, id) : null, size).ToListAsync(cancellationToken);
            var reporters = await ReportersAsync(page, cancellationToken);
            yield return [.. page.Where(issue => !mine || issue.WaitsFor(actor)).Select(issue => Row(issue, reporters.GetValueOrDefault(issue.Id)))];
            last = page.Count < size ? null : page[^1];
        }
        while (last is not null);
    }

    private ExportRow Row(Issue issue, Reporter? reporter)
    {
        var view = isPublic ? issue.View().ForPublic() : issue.View();
        return new ExportRow(view, IssueColumns.Cells(view, about, isPublic, withReporter, reporter));
    }

    /// <summary>Of those issues whose sheet tells this account of their reporter.</summary>
    private async Task<IReadOnlyDictionary<Guid, Reporter>> ReportersAsync(IReadOnlyList<Issue> page, CancellationToken cancellationToken)
    {
        if (!withReporter || isPublic) return new Dictionary<Guid, Reporter>();
        Guid[] told = [.. page.Where(issue => issue.TellsReporterTo(actor)).Select(issue => issue.Id)];
        return await db.Reporters.AsNoTracking().Where(reporter => told.Contains(reporter.IssueId)).ToDictionaryAsync(reporter => reporter.IssueId, cancellationToken);
    }
}
