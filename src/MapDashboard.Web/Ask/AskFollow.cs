using MapDashboard.Data;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MapDashboard.Web.Ask;

/// <param name="Id">Made by the client for this joining: the same again gives the same link.</param>
/// <param name="IssueId">Of <c>near</c>.</param>
/// <param name="Challenge">As for a report, and for this id.</param>
/// <param name="Nonce">The proof of work.</param>
public sealed record AskFollowRequest(Guid? Id, Guid? IssueId, string? Challenge, string? Nonce);

/// <summary>POST /api/ask/{code}/follow: instead of a second report, a link to the first one. Whoever follows is answered too and judges nothing.</summary>
public sealed class AskFollow(MapDbContext db, AskChallenge challenge, StrangerLimits limits, AskKeys keys, IOptions<MapOptions> options, TimeProvider time)
{
    public static async Task<IResult> HandleAsync(string code, AskFollowRequest request, AskFollow useCase, HttpContext context, CancellationToken cancellationToken)
    {
        var outcome = await useCase.RunAsync(code, request, context, cancellationToken);
        return outcome.Refusal is { } refusal ? refusal.ToResult() : Results.Ok(outcome.Value);
    }

    private async Task<Outcome<AskReportView>> RunAsync(string code, AskFollowRequest request, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.Id is not { } id || id == Guid.Empty || request.IssueId is not { } issueId) return new Refusal(RefusalCodes.RequestInvalid, "id and issueId are required.");
        var plate = await AskPlate.FindAsync(db, code, time.UtcNow(), cancellationToken);
        if (plate.Refusal is { } unknown) return unknown;
        if (!await challenge.IsProvenAsync(code, id, request.Challenge, request.Nonce, cancellationToken))
        {
            return new Refusal(RefusalCodes.AskProofRefused, "The proof of work is missing, wrong, expired or another's; ask for a new challenge.");
        }

        if (limits.Count(StrangerLimits.ReportsOfArea, plate.Value.Community.Code) is { } wait) return AskGate.TooOften(context, wait);
        var audience = Audience.Public(plate.Value.Root);
        var issue = await db.Issues.AsNoTracking().SingleOrDefaultAsync(each => each.Id == issueId && each.Audiences.Contains(audience), cancellationToken);
        var secret = await keys.TrackingSecretAsync(db, id, cancellationToken);
        var hash = AskKeys.HashOf(secret);
        var isKnown = await db.TrackingLinks.AnyAsync(link => link.SecretHash == hash && link.IssueId == issueId, cancellationToken);
        if (issue is null || (!isKnown && !issue.Status.IsOpen())) return new Refusal(RefusalCodes.IssueNotFound, "There is no such open issue at this place.");
        if (!isKnown && await KeepAsync(hash, issueId, cancellationToken) is { } taken) return taken;
        var url = options.Value.PublicOrigin is { } origin ? $"{origin}/track/{secret}" : null;
        return new AskReportView(issue.Number, secret, url, issue.ReportedAt);
    }

    private async Task<Refusal?> KeepAsync(byte[] hash, Guid issueId, CancellationToken cancellationToken)
    {
        db.TrackingLinks.Add(new TrackingLink { SecretHash = hash, IssueId = issueId, CreatedAt = time.UtcNow(), Follower = true });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same id came twice at once, or belongs to a report: only the first is this joining.
            db.ChangeTracker.Clear();
            var isSame = await db.TrackingLinks.AnyAsync(link => link.SecretHash == hash && link.IssueId == issueId, cancellationToken);
            return isSame ? null : new Refusal(RefusalCodes.IssueIdTaken, "Another report has this id.");
        }
    }
}
