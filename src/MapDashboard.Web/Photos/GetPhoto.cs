using MapDashboard.Data;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.Net.Http.Headers;

namespace MapDashboard.Web.Photos;

/// <summary>GET /api/issues/{id}/photos/{photoId}: within scope, and for a screen only what the public view shows.</summary>
public static class GetPhoto
{
    public static async Task<IResult> HandleAsync(
        Guid id, Guid photoId, HttpContext context, MapDbContext db, PhotoStore store, PhotoConverter converter, CancellationToken cancellationToken, string size = "full")
    {
        if (!Words<PhotoSize>.TryParse(size, out var wanted)) return Problems.Refuse(RefusalCodes.RequestUnknownValue, "size is thumb, screen or full.");
        var caller = context.Caller();
        var issue = await db.FindVisibleAsync(caller.Viewer, id, cancellationToken);
        var photo = issue?.Photos.Find(each => each.Id == photoId);
        var isShown = photo is not null && (!caller.Scope.IsPublic || issue!.View().ForPublic().Photos.Any(each => each.Id == photoId));
        if (!isShown) return Problems.Refuse(RefusalCodes.PhotoNotFound, "There is no such photo in this account's scope.");
        return await SendAsync(photo!, wanted, context, store, converter, cancellationToken);
    }

    /// <summary>The file in a size, to whoever may have it; that was asked before.</summary>
    public static async Task<IResult> SendAsync(
        Photo photo, PhotoSize wanted, HttpContext context, PhotoStore store, PhotoConverter converter, CancellationToken cancellationToken)
    {
        if (!File.Exists(store.PathOf(photo.Hash))) return Problems.Refuse(RefusalCodes.PhotoNotFound, "The file of this photo is missing on the server.");
        var isDrawn = await IsDrawnAsync(photo, wanted, store, converter, cancellationToken);
        context.Response.Headers.CacheControl = "private, no-cache";
        return isDrawn
            ? Results.File(store.PathOf(photo.Hash, wanted), TakenPhoto.MediaType, entityTag: Tag($"{photo.Hash}-{Words<PhotoSize>.Of(wanted)}"), enableRangeProcessing: true)
            : Results.File(store.PathOf(photo.Hash), photo.MediaType, entityTag: Tag(photo.Hash), enableRangeProcessing: true);
    }

    /// <summary>
    /// Whether a file of this size lies beside the photo. Where the photo came before there were sizes it is made now, once; where that
    /// cannot be, the photo itself must do.
    /// </summary>
    private static async Task<bool> IsDrawnAsync(Photo photo, PhotoSize size, PhotoStore store, PhotoConverter converter, CancellationToken cancellationToken)
    {
        var isCleanAndSmall = photo.SentHash is not null && (size == PhotoSize.Full || Math.Max(photo.Width, photo.Height) <= size.Side());
        if (isCleanAndSmall) return false;
        if (File.Exists(store.PathOf(photo.Hash, size))) return true;
        var bytes = await File.ReadAllBytesAsync(store.PathOf(photo.Hash), cancellationToken);
        var drawn = await converter.DrawAsync(bytes, size, cancellationToken);
        if (drawn.IsRefused) return false;
        store.Keep(photo.Hash, size, drawn.Value);
        return true;
    }

    private static EntityTagHeaderValue Tag(string of) => new($"\"{of}\"");
}
