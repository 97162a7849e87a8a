using MapDashboard.Web.Identity;

namespace MapDashboard.Web.VoiceNotes;

public static class VoiceNoteEndpoints
{
    public static void AddVoiceNotes(this IServiceCollection services) => services.AddScoped<PutVoiceNote>();

    public static void MapVoiceNotes(this IEndpointRouteBuilder api)
    {
        api.MapPut("/issues/{id:guid}/voice/{noteId:guid}", PutVoiceNote.HandleAsync).RequireAuthorization(Access.Staff)
            .WithSummary("Add a voice note: WebM with Opus or MP4 with AAC, a minute and 2 MB at most; the same id and bytes again is the same note");
        api.MapGet("/issues/{id:guid}/voice/{noteId:guid}", GetVoiceNote.HandleAsync).RequireAuthorization(Access.Staff)
            .WithSummary("The voice note itself, also in parts; never for screens");
    }
}
