using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Ask;

/// <param name="Kind">Kind of the Change that led there.</param>
/// <param name="Status">After it.</param>
/// <param name="At">UTC.</param>
public sealed record TrackStep(string Kind, IssueStatus Status, DateTime At);

public sealed record TrackCategory(string Code, string Name, string NameEn);

/// <param name="Number">Of the issue.</param>
/// <param name="Category">With its name.</param>
/// <param name="Status">Now.</param>
/// <param name="ReportedAt">UTC.</param>
/// <param name="AreaName">Null outside every grid.</param>
/// <param name="Steps">Every change of the status, the oldest first.</param>
/// <param name="Handler">Name of the organization or of the post, where it is public.</param>
/// <param name="ClosedAt">When it ceased to be open.</param>
/// <param name="ServerTime">By which to count.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record TrackView(
    string Number, TrackCategory Category, IssueStatus Status, DateTime ReportedAt, string? AreaName, IReadOnlyList<TrackStep> Steps,
    string? Handler, DateTime? ClosedAt, DateTime ServerTime, string TimeZone);

/// <summary>GET /api/track/{secret}: what became of one issue, for whoever holds its link. No notes, no words, no names of people.</summary>
public static class GetTrack
{
    private const int LongestSecret = 100;

    public static async Task<IResult> HandleAsync(string secret, MapDbContext db, TimeProvider time, IOptions<MapOptions> options, CancellationToken cancellationToken)
    {
        var hash = secret.Length > LongestSecret ? [] : AskKeys.HashOf(secret);
        var issue = await db.TrackingLinks.Where(link => link.SecretHash == hash)
            .Join(db.Issues.AsNoTracking(), link => link.IssueId, issue => issue.Id, (_, issue) => issue).SingleOrDefaultAsync(cancellationToken);
        if (issue is null) return Problems.Refuse(RefusalCodes.TrackNotFound, "No issue has this tracking link.");
        var category = await db.Categories.Where(each => each.Code == issue.Category)
            .Select(each => new TrackCategory(each.Code, each.Name, each.NameEn)).SingleAsync(cancellationToken);
        var areaName = await db.Areas.Where(area => area.Code == issue.AreaCode).Select(area => area.Name).SingleOrDefaultAsync(cancellationToken);
        return Results.Ok(new TrackView(
            issue.Number, category, issue.Status, issue.ReportedAt, areaName, await StepsAsync(db, issue.Id, cancellationToken),
            PublicHandler(issue.Handler), issue.EndedAt, time.UtcNow(), options.Value.TimeZone));
    }

    private static async Task<IReadOnlyList<TrackStep>> StepsAsync(MapDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var rows = await db.Changes.AsNoTracking().Where(row => row.IssueId == id).OrderBy(row => row.Seq)
            .Select(row => new { row.Kind, row.At, row.Data }).ToListAsync(cancellationToken);
        var steps = new List<TrackStep>();
        foreach (var row in rows)
        {
            var status = JsonSerializer.Deserialize<ChangeData>(row.Data, Json.Options)!.Issue!.Status;
            if (steps.Count == 0 || steps[^1].Status != status) steps.Add(new TrackStep(row.Kind, status, row.At));
        }

        return steps;
    }

    private static string? PublicHandler(Handler? handler) =>
        handler is not { IsPublic: true } ? null : handler.Kind == HandlerKind.Organization ? handler.Name : handler.Role;
}
