using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;

namespace MapDashboard.Web.Photos;

/// <summary>PUT /api/issues/{id}/photos/{photoId}: the same id and bytes again is the same photo.</summary>
public sealed class PutPhoto(AddEvidence evidence, TakePhoto take, TimeProvider time)
{
    /// <summary>15 MB.</summary>
    public const int MostBytes = 15_000_000;

    public static async Task<IResult> HandleAsync(
        Guid id, Guid photoId, HttpContext context, PutPhoto useCase, CancellationToken cancellationToken, string? kind = null)
    {
        if (!Words<PhotoKind>.TryParse(kind, out var parsed)) return Problems.Refuse(RefusalCodes.RequestUnknownValue, "kind is before, after or document.");
        return await useCase.RunAsync(id, photoId, parsed, context, cancellationToken);
    }

    private async Task<IResult> RunAsync(Guid id, Guid photoId, PhotoKind kind, HttpContext context, CancellationToken cancellationToken)
    {
        // A photo sent again is known by the bytes as they came: drawing it a second time would be dear, and need not give the same.
        var sentHash = "";
        var read = await evidence.ReadAsync(id, context, MostBytes, (issue, bytes) => Known(issue, sentHash = PhotoStore.HashOf(bytes.Span)), cancellationToken);
        if (read.Refusal is { } refusal) return refusal.ToResult();
        if (read.Value.Known is { } known) return known;
        var taken = await take.RunAsync(read.Value.Bytes, cancellationToken);
        if (taken.Refusal is { } refused) return refused.ToResult();
        var (caller, (hash, length, width, height, origin)) = (context.Caller(), taken.Value);
        Photo? photo = null;
        return await evidence.WriteAsync(
            id, caller, issue => Known(issue, sentHash), issue => issue.AddPhoto(caller.Actor, (photo = NewPhoto(time.UtcNow())).AddedAt, photo),
            () => Results.Created($"/api/issues/{id}/photos/{photoId}", photo!.View()), cancellationToken);

        Photo NewPhoto(DateTime now) => new()
        {
            Id = photoId, IssueId = id, Kind = kind, Hash = hash, SentHash = sentHash, MediaType = TakenPhoto.MediaType, Bytes = length,
            Width = width, Height = height, AddedAt = now, AddedBy = caller.Actor.AccountId,
            TakenAt = origin.TakenAt, TakenAtAssumed = origin.IsAssumed, TakenPlace = origin.Place,
        };

        IResult? Known(Issue issue, string sent) => issue.Photos.Find(each => each.Id == photoId) is not { } earlier ? null
            : (earlier.SentHash ?? earlier.Hash) == sent && earlier.Kind == kind ? Results.Ok(earlier.View())
            : Problems.Refuse(RefusalCodes.PhotoIdTaken, "Another photo of this issue has this id.");
    }
}
