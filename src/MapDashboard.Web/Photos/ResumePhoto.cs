using System.Globalization;
using System.Security.Cryptography;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.AspNetCore.Http.Features;

namespace MapDashboard.Web.Photos;

/// <summary>
/// HEAD and PATCH /api/issues/{id}/photos/{photoId}: a photo in parts, after the IETF's draft of resumable uploads
/// (draft-ietf-httpbis-resumable-upload). HEAD says how much has arrived, PATCH appends; with the last byte it is the photo.
/// </summary>
public sealed class ResumePhoto(AddEvidence evidence, PhotoParts parts, PutPhoto put)
{
    private const string Offset = "Upload-Offset";
    private const string Length = "Upload-Length";
    private const string Complete = "Upload-Complete";

    /// <summary>204 with Upload-Offset in bytes and Upload-Complete (?1 once it is a photo).</summary>
    public static Task<IResult> AskAsync(Guid id, Guid photoId, HttpContext context, ResumePhoto useCase, CancellationToken cancellationToken) =>
        useCase.AskAsync(id, photoId, context, cancellationToken);

    /// <summary>204 with Upload-Offset while there is more to come, then what PUT answers.</summary>
    public static async Task<IResult> AppendAsync(
        Guid id, Guid photoId, HttpContext context, ResumePhoto useCase, CancellationToken cancellationToken, string? kind = null)
    {
        if (!Words<PhotoKind>.TryParse(kind, out var parsed)) return Problems.Refuse(RefusalCodes.RequestUnknownValue, "kind is before, after or document.");
        if (Number(context, Offset) is not { } offset || Number(context, Length) is not { } length || offset > length || length == 0)
            return Problems.Refuse(RefusalCodes.RequestInvalid, "Upload-Offset and Upload-Length are whole numbers of bytes, the offset no larger than the length.");
        return length > PutPhoto.MostBytes
            ? Problems.Refuse(RefusalCodes.RequestTooLarge, "A photo has at most 15 MB.")
            : await useCase.RunAsync(id, photoId, parsed, (offset, length), context, cancellationToken);
    }

    private async Task<IResult> AskAsync(Guid id, Guid photoId, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        var found = await evidence.FindAsync(id, caller, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var photo = found.Value.Photos.Find(each => each.Id == photoId);
        if (photo is not null && photo.AddedBy != caller.Actor.AccountId) return Problems.Refuse(RefusalCodes.PhotoIdTaken, "Another photo of this issue has this id.");
        if (photo is null) context.Response.Headers[Offset] = Text(PhotoParts.LengthOf(PathOf(id, photoId, caller)));
        context.Response.Headers[Complete] = photo is null ? "?0" : "?1";
        return Results.NoContent();
    }

    private async Task<IResult> RunAsync(
        Guid id, Guid photoId, PhotoKind kind, (long Offset, long Length) sent, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        var found = await evidence.FindAsync(id, caller, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        if (found.Value.Photos.Find(each => each.Id == photoId) is { } earlier) return Earlier(earlier, kind, context);
        var path = PathOf(id, photoId, caller);
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = sent.Length - sent.Offset;
        var appended = await parts.AppendAsync(path, caller.Actor.AccountId, sent, context.Request.Body, cancellationToken);
        if (appended.Refusal is { } wrong)
        {
            if (wrong.Data?.GetValueOrDefault("offset") is long held) context.Response.Headers[Offset] = Text(held);
            if (wrong.Code == RefusalCodes.UploadTooMany) context.Response.Headers.RetryAfter = "60";
            return wrong.ToResult();
        }

        if (appended.Value.Whole is not { } bytes)
        {
            context.Response.Headers[Offset] = Text(appended.Value.Held);
            return Results.NoContent();
        }

        var answer = DigestIn(context) is not { } digest || digest == Convert.ToBase64String(SHA256.HashData(bytes))
            ? await put.AddAsync(id, photoId, kind, caller, bytes, cancellationToken)
            : Problems.Refuse(RefusalCodes.UploadDigestMismatch, "The bytes are not those that Repr-Digest names; they were thrown away.");

        // What failed on our side is asked for again; then the bytes are still there.
        if (answer is IStatusCodeHttpResult { StatusCode: < StatusCodes.Status500InternalServerError }) File.Delete(path);
        return answer;
    }

    private string PathOf(Guid id, Guid photoId, Caller caller) => parts.PathOf(id, photoId, caller.Actor.AccountId);

    /// <summary>An earlier attempt of the same sender, whose answer was lost, has become the photo meanwhile: that is what this one is told, too.</summary>
    private static IResult Earlier(Photo photo, PhotoKind kind, HttpContext context)
    {
        var isSame = photo.AddedBy == context.Caller().Actor.AccountId && photo.Kind == kind
            && (DigestIn(context) is not { } digest || digest == Convert.ToBase64String(Convert.FromHexString(photo.SentHash ?? photo.Hash)));
        return isSame ? Results.Ok(photo.View()) : Problems.Refuse(RefusalCodes.PhotoIdTaken, "Another photo of this issue has this id.");
    }

    /// <summary>SHA-256 in Base64 by RFC 9530; null without the header or with another algorithm alone: then there is nothing to compare.</summary>
    private static string? DigestIn(HttpContext context)
    {
        const string Name = "sha-256=:";
        var header = context.Request.Headers["Repr-Digest"].ToString();
        var at = header.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var end = header.IndexOf(':', at + Name.Length);
        return end < 0 ? "" : header[(at + Name.Length)..end];
    }

    private static long? Number(HttpContext context, string header) =>
        long.TryParse(context.Request.Headers[header], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
