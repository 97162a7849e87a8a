using System.Text.Json;
using System.Text.Json.Nodes;
using MapDashboard.Data;
using MapDashboard.Data.Archives;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Routing;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Issues;

/// <summary>One entry of the story. Who and why are absent on a screen.</summary>
public sealed record HistoryEntry(
    long Seq, DateTime At, string Kind, int Version, IssueStatus Status, ChangeActor? By, string? Note, string? Handler, bool? Urgent,
    WhistleData? Whistle, string? Rule, WarningData? Warning);

/// <param name="To">Code of a role or an organization, for <c>to</c>.</param>
/// <param name="Name">To show.</param>
/// <param name="Rule">Category × level → to, in codes.</param>
public sealed record ProposalView(string To, string Name, string Rule);

/// <param name="Before">The log begins there, UTC.</param>
/// <param name="Archive">Name of the file in which the history lies; null on a screen.</param>
public sealed record ArchivedView(DateTime Before, string? Archive);

/// <summary>GET /api/issues/{id}: the whole story of one issue, with what this account may do next.</summary>
public static class GetIssue
{
    public static async Task<IResult> HandleAsync(Guid id, HttpContext context, MapDbContext db, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        if (await db.FindVisibleAsync(caller.Viewer, id, cancellationToken) is not { } issue)
        {
            return Problems.Refuse(RefusalCodes.IssueNotFound, "There is no such issue in this account's scope.");
        }

        var isPublic = caller.Scope.IsPublic;
        var rows = await db.Changes.AsNoTracking().Where(row => row.IssueId == id).OrderBy(row => row.Seq).ToListAsync(cancellationToken);
        var history = rows.Select(row =>
        {
            var data = JsonSerializer.Deserialize<ChangeData>(row.Data, Json.Options)!;
            var view = isPublic ? data.Issue!.ForPublic() : data.Issue!;
            return new HistoryEntry(
                row.Seq, row.At, row.Kind, row.IssueVersion!.Value, view.Status,
                isPublic ? null : data.By, isPublic ? null : data.Note, view.Handler?.Name,
                row.Kind == ChangeKind.IssueMarked ? view.Urgent : null,
                isPublic ? null : data.Whistle, isPublic ? null : data.Rule, data.Warning);
        });

        var node = JsonSerializer.SerializeToNode(isPublic ? issue.View().ForPublic() : issue.View(), Json.Options)!.AsObject();
        node["history"] = JsonSerializer.SerializeToNode(history, Json.Options);
        var archive = await db.ArchiveOfAsync(issue, cancellationToken);
        node["allowed"] = archive is null ? JsonSerializer.SerializeToNode(IssueActions.AllowedWords(issue, caller), Json.Options) : new JsonArray();
        if (archive is not null) node["archived"] = JsonSerializer.SerializeToNode(new ArchivedView(archive.Before, isPublic ? null : archive.Archive), Json.Options);
        if (archive is null && caller.Role != AccountRole.Screen && (Allows(IssueAction.Dispatch) || Allows(IssueAction.Transfer))
            && await ProposalAsync(db, issue, cancellationToken) is { } proposal)
        {
            node["proposal"] = JsonSerializer.SerializeToNode(proposal, Json.Options);
        }

        if (issue.TellsReporterTo(caller.Actor)
            && await db.Reporters.FindAsync([id], cancellationToken) is { } reporter)
        {
            node["reporter"] = JsonSerializer.SerializeToNode(new ReporterRequest(reporter.Name, reporter.Phone), Json.Options);
        }

        context.Response.Headers.ETag = $"\"{issue.Version}\"";
        return Results.Json<JsonNode>(node, Json.Options);

        bool Allows(IssueAction action) => issue.Allowed(caller.Actor).Contains(action);
    }

    private static async Task<ProposalView?> ProposalAsync(MapDbContext db, Issue issue, CancellationToken cancellationToken)
    {
        if (await FindRule.FindAsync(db, issue, issue.LevelNow, cancellationToken) is not { } rule) return null;
        var name = await db.Roles.Where(role => role.Code == rule.To).Select(role => role.Name).SingleOrDefaultAsync(cancellationToken)
            ?? await db.Organizations.Where(organization => organization.Code == rule.To).Select(organization => organization.Name).SingleOrDefaultAsync(cancellationToken);
        return name is null ? null : new ProposalView(rule.To, name, rule.ToString());
    }
}
