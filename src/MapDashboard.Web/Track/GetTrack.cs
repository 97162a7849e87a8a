using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Track;

/// <param name="Kind">Kind of the Change that led there.</param>
/// <param name="Status">After it.</param>
/// <param name="At">UTC.</param>
public sealed record TrackStep(string Kind, IssueStatus Status, DateTime At);

public sealed record TrackCategory(string Code, string Name, string NameEn);

/// <param name="Id">For …/photos/{id}.</param>
/// <param name="Kind">Before or after.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record TrackPhoto(Guid Id, PhotoKind Kind, int Width, int Height);

/// <param name="Number">Of the issue that was reported or joined.</param>
/// <param name="MergedNumber">Of the issue to which it was merged since; null otherwise. What follows is told of that one.</param>
/// <param name="Joined">True where the link is that of somebody who joined another's report; null otherwise.</param>
/// <param name="Category">With its name.</param>
/// <param name="Status">Now.</param>
/// <param name="ReportedAt">UTC.</param>
/// <param name="AreaName">Null outside every grid.</param>
/// <param name="Steps">Every change of the status and of the level or person that has it, the oldest first.</param>
/// <param name="Handler">Name of the organization or of the post, where it is public.</param>
/// <param name="ReviewAt">While suspended: when it is looked at again.</param>
/// <param name="Answer">Once somebody else has verified it, or why it was voided; to those who joined only where the desk has cleared it.</param>
/// <param name="Photos">Before and after as they were at the verification, under the same conditions.</param>
/// <param name="Rating">The reporter's own, or the desk's call-back.</param>
/// <param name="RatingEndsAt">Until when it may be rated; null where it may not be by this link.</param>
/// <param name="ReopenEndsAt">Until when the reporter may have it taken up again; null where it may not be by this link.</param>
/// <param name="ClosedAt">When it ceased to be open.</param>
/// <param name="ServerTime">By which to count.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record TrackView(
    string Number, string? MergedNumber, bool? Joined, TrackCategory Category, IssueStatus Status, DateTime ReportedAt, string? AreaName, IReadOnlyList<TrackStep> Steps,
    string? Handler, DateTime? ReviewAt, string? Answer, IReadOnlyList<TrackPhoto> Photos, Rating? Rating, DateTime? RatingEndsAt, DateTime? ReopenEndsAt,
    DateTime? ClosedAt, DateTime ServerTime, string TimeZone);

/// <summary>GET /api/track/{secret}: what became of one issue, for whoever holds its link. No notes, no names of people, nothing of any other.</summary>
public sealed class GetTrack(MapDbContext db, TimeProvider time, IOptions<MapOptions> options)
{
    public static async Task<IResult> HandleAsync(string secret, GetTrack useCase, MapDbContext db, CancellationToken cancellationToken) =>
        await TrackedIssue.FindAsync(db, secret, cancellationToken) is { } tracked
            ? Results.Ok(await useCase.ViewAsync(tracked, cancellationToken))
            : TrackedIssue.Unknown.ToResult();

    public async Task<TrackView> ViewAsync(TrackedIssue tracked, CancellationToken cancellationToken)
    {
        var (own, issue, now) = (tracked.Own, tracked.Shown, time.UtcNow());
        var category = await db.Categories.Where(each => each.Code == own.Category)
            .Select(each => new TrackCategory(each.Code, each.Name, each.NameEn)).SingleAsync(cancellationToken);
        var areaName = await db.Areas.Where(area => area.Code == own.AreaCode).Select(area => area.Name).SingleOrDefaultAsync(cancellationToken);
        var allowed = tracked.IsReporter ? issue.Allowed(Actor.LinkHolder) : [];
        return new TrackView(
            own.Number, own.Id == issue.Id ? null : issue.Number, tracked.HasJoined ? true : null, category, issue.Status, own.ReportedAt, areaName, await StepsAsync(tracked, cancellationToken),
            PublicHandler(issue.Handler), issue.Suspension?.ReviewAt, tracked.Answer,
            [.. tracked.Photos.Select(photo => new TrackPhoto(photo.Id, photo.Kind, photo.Width, photo.Height))],
            tracked.IsReporter ? issue.Rating : null,
            allowed.Contains(IssueAction.Rate) ? issue.RatingEndsAt : null,
            issue.Status == IssueStatus.Closed && allowed.Contains(IssueAction.Reopen) && issue.EndedAt + options.Value.RatingWindow is { } end && end > now ? end : null,
            issue.EndedAt, now, options.Value.TimeZone);
    }

    /// <summary>It went on to somebody else, though its status may be the same.</summary>
    private static bool IsHandedOn(string kind) => kind is ChangeKind.IssueWhistled or ChangeKind.IssueTransferred;

    private async Task<IReadOnlyList<TrackStep>> StepsAsync(TrackedIssue tracked, CancellationToken cancellationToken)
    {
        Guid[] ids = [tracked.Own.Id, tracked.Shown.Id];
        var rows = await db.Changes.AsNoTracking().Where(row => row.IssueId != null && ids.Contains(row.IssueId.Value)).OrderBy(row => row.Seq)
            .Select(row => new { row.IssueId, row.Kind, row.At, row.Data }).ToListAsync(cancellationToken);
        var steps = new List<TrackStep>();
        var told = tracked.Own.Id;
        var since = DateTime.MinValue;
        if (!rows.Exists(row => row.IssueId == told))
        {
            // Archived: what its row says of it, and from the merging on the other one's story, as below.
            steps.AddRange(StepsOf(tracked.Own));
            (told, since) = (tracked.Shown.Id, tracked.Own.EndedAt ?? since);
        }

        foreach (var row in rows)
        {
            if (row.IssueId != told || row.At < since) continue;
            var status = JsonSerializer.Deserialize<ChangeData>(row.Data, Json.Options)!.Issue!.Status;
            if (steps.Count == 0 || steps[^1].Status != status || IsHandedOn(row.Kind)) steps.Add(new TrackStep(row.Kind, status, row.At));

            // From the merging on the other one's story is this one's.
            if (status == IssueStatus.Merged) told = tracked.Shown.Id;
        }

        if (tracked.Own.Id != tracked.Shown.Id && !rows.Exists(row => row.IssueId == tracked.Shown.Id))
        {
            steps.AddRange(StepsOf(tracked.Shown).Where(step => step.At > tracked.Own.EndedAt));
        }

        return steps;
    }

    /// <summary>The steps that an issue's row tells, for one whose history is archived.</summary>
    private static IEnumerable<TrackStep> StepsOf(Issue issue)
    {
        yield return new TrackStep(ChangeKind.IssueReported, IssueStatus.Reported, issue.ReportedAt);
        if (issue.AcceptedAt is { } accepted) yield return new TrackStep(ChangeKind.IssueAccepted, IssueStatus.Accepted, accepted);
        if (issue.ResolvedAt is { } resolved) yield return new TrackStep(ChangeKind.IssueResolved, IssueStatus.Resolved, resolved);
        if (issue.VerifiedAt is { } verified) yield return new TrackStep(ChangeKind.IssueVerified, IssueStatus.Verified, verified);
        if (issue.EndedAt is not { } ended) yield break;
        var kind = issue.Status switch
        {
            IssueStatus.Merged => ChangeKind.IssueMerged,
            IssueStatus.Voided => ChangeKind.IssueVoided,
            _ => issue.Rating is null ? ChangeKind.IssueClosed : ChangeKind.IssueRated,
        };
        yield return new TrackStep(kind, issue.Status, ended);
    }

    private static string? PublicHandler(Handler? handler) => handler switch
    {
        { IsPublic: true, Kind: HandlerKind.Organization or HandlerKind.Desk } => handler.Name,
        { IsPublic: true } => handler.Role,
        _ => null,
    };
}
