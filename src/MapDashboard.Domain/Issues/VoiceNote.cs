namespace MapDashboard.Domain.Issues;

/// <summary>What somebody said of an issue, up to a minute. The bytes lie beside the photos under their hash. Staff hear it, the public never.</summary>
/// <param name="Id">Made by the client, unique within the issue: the same id and bytes again is the same note.</param>
/// <param name="Hash">SHA-256 of the bytes, lower-case hex.</param>
/// <param name="MediaType">audio/webm or audio/mp4, by the bytes.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Seconds">Length of the sound, by the bytes.</param>
/// <param name="AddedAt">UTC.</param>
/// <param name="AddedBy">The account.</param>
public sealed record VoiceNote(Guid Id, string Hash, string MediaType, int Bytes, double Seconds, DateTime AddedAt, Guid AddedBy)
{
    /// <summary>So many of one issue; who has more to say writes it.</summary>
    public const int MostOfOneIssue = 20;

    public VoiceNoteView View() => new(Id, AddedAt, Seconds);
}

/// <summary>A voice note on the wire; its bytes are at …/voice/{id}.</summary>
public sealed record VoiceNoteView(Guid Id, DateTime AddedAt, double Seconds);
