using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Photos;

namespace MapDashboard.Web.VoiceNotes;

/// <summary>PUT /api/issues/{id}/voice/{noteId}: the same id and bytes again is the same note.</summary>
public sealed class PutVoiceNote(AddEvidence evidence, PhotoStore store, TimeProvider time)
{
    /// <summary>2 MB: a minute at 256 kbit/s.</summary>
    public const int MostBytes = 2_000_000;

    /// <summary>A minute, and what a recorder needs to stop.</summary>
    public const double MostSeconds = 62;

    public static Task<IResult> HandleAsync(Guid id, Guid noteId, HttpContext context, PutVoiceNote useCase, CancellationToken cancellationToken) =>
        useCase.RunAsync(id, noteId, context, cancellationToken);

    private async Task<IResult> RunAsync(Guid id, Guid noteId, HttpContext context, CancellationToken cancellationToken)
    {
        var hash = "";
        var read = await evidence.ReadAsync(id, context, MostBytes, (issue, bytes) => Known(issue, hash = PhotoStore.HashOf(bytes.Span)), cancellationToken);
        if (read.Refusal is { } refusal) return refusal.ToResult();
        if (read.Value.Known is { } known) return known;
        var bytes = read.Value.Bytes;
        if (SoundFile.Read(bytes.Span) is not { } sound) return Problems.Refuse(RefusalCodes.VoiceUnreadable, "The bytes are no whole WebM with Opus or MP4 with AAC, of one track of sound.");
        if (sound.Seconds > MostSeconds) return Problems.Refuse(RefusalCodes.VoiceTooLong, "The sound is longer than a minute.");
        store.Keep(bytes.Span);
        var caller = context.Caller();
        VoiceNote? note = null;
        return await evidence.WriteAsync(
            id, caller, issue => Known(issue, hash), issue => issue.AddVoiceNote(caller.Actor, (note = NewNote(time.UtcNow())).AddedAt, note),
            () => Results.Created($"/api/issues/{id}/voice/{noteId}", note!.View()), cancellationToken);

        VoiceNote NewNote(DateTime now) => new(noteId, hash, sound.MediaType, bytes.Length, Math.Round(sound.Seconds, 1), now, caller.Actor.AccountId);

        IResult? Known(Issue issue, string sent) => Array.Find(issue.VoiceNotes, each => each.Id == noteId) is not { } earlier ? null
            : earlier.Hash == sent ? Results.Ok(earlier.View())
            : Problems.Refuse(RefusalCodes.VoiceIdTaken, "Another voice note of this issue has this id.");
    }
}
