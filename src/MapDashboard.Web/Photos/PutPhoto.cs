using MapDashboard.Data.Identity;
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
        var read = await evidence.ReadAsync(
            id, context, MostBytes, (issue, bytes) => Known(issue, photoId, kind, sentHash = PhotoStore.HashOf(bytes.Span)), cancellationToken);
        if (read.Refusal is { } refusal) return refusal.ToResult();
        return read.Value.Known ?? await AddAsync(id, photoId, kind, context.Caller(), read.Value.Bytes, cancellationToken);
    }

    /// <summary>From bytes that are whole to a photo of the issue.</summary>
    public async Task<IResult> AddAsync(Guid id, Guid photoId, PhotoKind kind, Caller caller, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var sentHash = PhotoStore.HashOf(bytes.Span);
        var taken = await take.RunAsync(bytes, cancellationToken);
        if (taken.Refusal is { } refused) return refused.ToResult();
        var (hash, length, width, height, origin) = taken.Value;
        Photo? photo = null;
        return await evidence.WriteAsync(
            id, caller, issue => Known(issue, photoId, kind, sentHash), issue => issue.AddPhoto(caller.Actor, (photo = NewPhoto(time.UtcNow())).AddedAt, photo),
            () => Results.Created($"/api/issues/{id}/photos/{photoId}", photo!.View()), cancellationToken);

        Photo NewPhoto(DateTime now) => new()
        {
            Id = photoId, IssueId = id, Kind = kind, Hash = hash, SentHash = sentHash, MediaType = TakenPhoto.MediaType, Bytes = length,
            Width = width, Height = height, AddedAt = now, AddedBy = caller.Actor.AccountId,
            TakenAt = origin.TakenAt, TakenAtAssumed = origin.IsAssumed, TakenPlace = origin.Place,
        };
    }

    /// <summary>The answer where the issue has this photo already; null where it has none of this id.</summary>
    public static IResult? Known(Issue issue, Guid photoId, PhotoKind kind, string sentHash) =>
        issue.Photos.Find(each => each.Id == photoId) is not { } earlier ? null
            : (earlier.SentHash ?? earlier.Hash) == sentHash && earlier.Kind == kind ? Results.Ok(earlier.View())
            : Problems.Refuse(RefusalCodes.PhotoIdTaken, "Another photo of this issue has this id.");
}
