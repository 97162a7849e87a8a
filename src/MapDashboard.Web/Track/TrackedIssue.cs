using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Ask;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Track;

/// <summary>What a tracking link leads to.</summary>
/// <param name="Own">The issue of the link, with its photos.</param>
/// <param name="Shown">The one to which it was merged, however often; else the same.</param>
/// <param name="IsReporter">The link is that of the report, and its issue was not merged: its holder judges.</param>
/// <param name="HasJoined">The link is that of somebody who joined another's report.</param>
public sealed record TrackedIssue(Issue Own, Issue Shown, bool IsReporter, bool HasJoined)
{
    private const int LongestSecret = 100;

    public static readonly Refusal Unknown = new(RefusalCodes.TrackNotFound, "No issue has this tracking link.");

    /// <summary>Once another than the handler has looked at it, or why it was voided; to others than the reporter only where the desk has cleared the text.</summary>
    public string? Answer => (IsAnswered || Shown.Status == IssueStatus.Voided) && (IsReporter || Shown.ClearedAt is not null) ? Shown.Answer : null;

    /// <summary>The first picture of the matter and the last of what was done, once it is answered.</summary>
    public IReadOnlyList<Photo> Photos
    {
        get
        {
            if (!IsAnswered) return [];
            var shown = Shown.View().ForPublic().Photos.Select(photo => photo.Id).ToHashSet();

            // Evidence that came after the verification was looked at by nobody.
            var photos = Shown.Photos.Where(photo => (IsReporter && photo.AddedAt <= Shown.VerifiedAt) || shown.Contains(photo.Id)).OrderBy(photo => photo.AddedAt).ToList();
            return [.. new[] { photos.Find(photo => photo.Kind == PhotoKind.Before), photos.FindLast(photo => photo.Kind == PhotoKind.After) }.OfType<Photo>()];
        }
    }

    private bool IsAnswered => Shown.Status is IssueStatus.Verified or IssueStatus.Closed;

    /// <returns>Null when no issue has this link. The issues are tracked.</returns>
    public static async Task<TrackedIssue?> FindAsync(MapDbContext db, string secret, CancellationToken cancellationToken)
    {
        var hash = secret.Length > LongestSecret ? [] : AskKeys.HashOf(secret);
        if (await db.TrackingLinks.AsNoTracking().SingleOrDefaultAsync(link => link.SecretHash == hash, cancellationToken) is not { } link) return null;
        var own = await IssueAsync(link.IssueId);
        var shown = own;

        // No circle: only what is open is merged into, and what was merged is not open.
        while (shown.MergedInto is { } next) shown = await IssueAsync(next);
        return new TrackedIssue(own, shown, !link.Follower && own.Id == shown.Id, link.Follower);

        Task<Issue> IssueAsync(Guid id) => db.Issues.Include(issue => issue.Photos).SingleAsync(issue => issue.Id == id, cancellationToken);
    }
}
