namespace MapDashboard.Web.VoiceNotes;

/// <summary>What the bytes of a recording say of it.</summary>
/// <param name="MediaType">audio/webm or audio/mp4.</param>
/// <param name="Seconds">How long it sounds, counted over its packets: browsers that record as they go write no length in front.</param>
public sealed record SoundFile(string MediaType, double Seconds)
{
    /// <returns>Null when it is no whole WebM with Opus or MP4 with AAC or Opus, or holds more or less than one track of sound.</returns>
    public static SoundFile? Read(ReadOnlySpan<byte> bytes)
    {
        var sound = WebMFile.Is(bytes) ? WebMFile.Read(bytes) : Mp4File.Is(bytes) ? Mp4File.Read(bytes) : null;
        return sound is { Seconds: > 0 } ? sound : null;
    }
}
