using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Photos;

namespace MapDashboard.Web.Track;

/// <summary>GET /api/track/{secret}/photos/{photoId}: one of the two photos that the link shows.</summary>
public static class GetTrackPhoto
{
    public static async Task<IResult> HandleAsync(
        string secret, Guid photoId, HttpContext context, MapDbContext db, PhotoStore store, PhotoConverter converter, CancellationToken cancellationToken, string size = "screen")
    {
        if (!Words<PhotoSize>.TryParse(size, out var wanted)) return Problems.Refuse(RefusalCodes.RequestUnknownValue, "size is thumb, screen or full.");
        var tracked = await TrackedIssue.FindAsync(db, secret, cancellationToken);
        var photo = tracked?.Photos.FirstOrDefault(each => each.Id == photoId);
        return photo is null
            ? Problems.Refuse(RefusalCodes.PhotoNotFound, "This link shows no such photo.")
            : await GetPhoto.SendAsync(photo, wanted, context, store, converter, cancellationToken);
    }
}
