using MapDashboard.Data;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Photos;
using Microsoft.Net.Http.Headers;

namespace MapDashboard.Web.VoiceNotes;

/// <summary>GET /api/issues/{id}/voice/{noteId}: for staff within scope.</summary>
public static class GetVoiceNote
{
    public static async Task<IResult> HandleAsync(
        Guid id, Guid noteId, HttpContext context, MapDbContext db, PhotoStore store, CancellationToken cancellationToken)
    {
        var issue = await db.FindVisibleAsync(context.Caller().Viewer, id, cancellationToken);
        if (issue is null || Array.Find(issue.VoiceNotes, each => each.Id == noteId) is not { } note)
        {
            return Problems.Refuse(RefusalCodes.VoiceNotFound, "There is no such voice note in this account's scope.");
        }

        if (!File.Exists(store.PathOf(note.Hash))) return Problems.Refuse(RefusalCodes.VoiceNotFound, "The file of this voice note is missing on the server.");
        context.Response.Headers.CacheControl = "private, no-cache";
        return Results.File(store.PathOf(note.Hash), note.MediaType, entityTag: new EntityTagHeaderValue($"\"{note.Hash}\""), enableRangeProcessing: true);
    }
}
