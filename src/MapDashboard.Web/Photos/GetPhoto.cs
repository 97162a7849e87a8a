using MapDashboard.Data;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.Net.Http.Headers;

namespace MapDashboard.Web.Photos;

/// <summary>GET /api/issues/{id}/photos/{photoId}: within scope, and for a screen only what the public view shows.</summary>
public static class GetPhoto
{
    public static async Task<IResult> HandleAsync(
        Guid id, Guid photoId, HttpContext context, MapDbContext db, PhotoStore store, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        var issue = await db.FindVisibleAsync(caller.Viewer, id, cancellationToken);
        var photo = issue?.Photos.Find(each => each.Id == photoId);
        var isShown = photo is not null && (!caller.Scope.IsPublic || issue!.View().ForPublic().Photos.Any(each => each.Id == photoId));
        if (!isShown) return Problems.Refuse(RefusalCodes.PhotoNotFound, "There is no such photo in this account's scope.");
        if (!File.Exists(store.PathOf(photo!.Hash))) return Problems.Refuse(RefusalCodes.PhotoNotFound, "The file of this photo is missing on the server.");
        context.Response.Headers.CacheControl = "private, no-cache";
        return Results.File(store.PathOf(photo.Hash), photo.MediaType, entityTag: new EntityTagHeaderValue($"\"{photo.Hash}\""), enableRangeProcessing: true);
    }
}
