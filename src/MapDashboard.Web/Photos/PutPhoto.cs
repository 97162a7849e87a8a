using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Photos;

/// <summary>PUT /api/issues/{id}/photos/{photoId}: the same id and bytes again is the same photo.</summary>
public sealed class PutPhoto(MapDbContext db, TakePhoto take, TimeProvider time)
{
    /// <summary>15 MB.</summary>
    public const int MostBytes = 15_000_000;

    private const int Tries = 5;

    private static readonly Refusal Missing = new(RefusalCodes.IssueNotFound, "There is no such issue in this account's scope.");

    public static async Task<IResult> HandleAsync(
        Guid id, Guid photoId, HttpContext context, PutPhoto useCase, CancellationToken cancellationToken, string? kind = null)
    {
        if (!Words<PhotoKind>.TryParse(kind, out var parsed)) return Problems.Refuse(RefusalCodes.RequestUnknownValue, "kind is before, after or document.");

        // Asked before the body is read: whoever may not add one leaves no bytes behind.
        var caller = context.Caller();
        if (await useCase.RefusalAsync(caller, id, cancellationToken) is { } refusal) return refusal.ToResult();
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MostBytes;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        return await useCase.RunAsync(id, photoId, parsed, body.GetBuffer().AsMemory(0, (int)body.Length), caller, cancellationToken);
    }

    private async Task<IResult> RunAsync(Guid id, Guid photoId, PhotoKind kind, ReadOnlyMemory<byte> sent, Caller caller, CancellationToken cancellationToken)
    {
        // A photo sent again is known by the bytes as they came: drawing it a second time would be dear, and need not give the same.
        var sentHash = PhotoStore.HashOf(sent.Span);
        if (await AnswerOfEarlierAsync(id, photoId, kind, sentHash, caller, cancellationToken) is { } known) return known;
        var drawn = await take.RunAsync(sent, cancellationToken);
        if (drawn.Refusal is { } refused) return refused.ToResult();
        for (var attempt = 1; ; attempt++)
        {
            // Photos of one issue come in parallel; each waits here for its turn instead of losing the race for the version.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"select 1 from issues where id = {id} for update", cancellationToken);
            if (await db.FindVisibleAsync(caller.Viewer, id, cancellationToken) is not { } issue) return Missing.ToResult();
            if (issue.Photos.Find(each => each.Id == photoId) is { } earlier) return AnswerOf(earlier, kind, sentHash);
            var now = time.UtcNow();
            var photo = new Photo
            {
                Id = photoId, IssueId = id, Kind = kind, Hash = drawn.Value.Hash, SentHash = sentHash, MediaType = TakenPhoto.MediaType,
                Bytes = drawn.Value.Bytes, Width = drawn.Value.Width, Height = drawn.Value.Height, AddedAt = now, AddedBy = caller.Actor.AccountId,
                TakenAt = drawn.Value.Origin.TakenAt, TakenAtAssumed = drawn.Value.Origin.IsAssumed, TakenPlace = drawn.Value.Origin.Place,
            };
            var outcome = issue.AddPhoto(caller.Actor, now, photo);
            if (outcome.Refusal is { } refusal) return refusal.ToResult();
            try
            {
                await db.CommitAsync(issue.TakeChanges(), cancellationToken);
                return Results.Created($"/api/issues/{id}/photos/{photoId}", photo.View());
            }
            catch (DbUpdateException raced) when (attempt < Tries
                && (raced is DbUpdateConcurrencyException || raced.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }))
            {
                // A photo does not depend on the version: it is added to whatever the issue has become.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Refusal?> RefusalAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var issue = await db.FindVisibleAsync(caller.Viewer, id, cancellationToken);
        var refusal = issue is null ? Missing : issue.PhotoRefusal(caller.Actor);
        db.ChangeTracker.Clear();
        return refusal;
    }

    private async Task<IResult?> AnswerOfEarlierAsync(
        Guid id, Guid photoId, PhotoKind kind, string sentHash, Caller caller, CancellationToken cancellationToken)
    {
        var issue = await db.FindVisibleAsync(caller.Viewer, id, cancellationToken);
        var earlier = issue?.Photos.Find(each => each.Id == photoId);
        db.ChangeTracker.Clear();
        return earlier is null ? null : AnswerOf(earlier, kind, sentHash);
    }

    private static IResult AnswerOf(Photo earlier, PhotoKind kind, string sentHash) =>
        (earlier.SentHash ?? earlier.Hash) == sentHash && earlier.Kind == kind
            ? Results.Ok(earlier.View())
            : Problems.Refuse(RefusalCodes.PhotoIdTaken, "Another photo of this issue has this id.");
}
