using System.Globalization;
using MapDashboard.Data.Cluster;

namespace MapDashboard.Data.Archives;

/// <summary>What is to be archived.</summary>
/// <param name="Day">Local.</param>
/// <param name="Before">Its beginning, UTC: Changes from then on stay.</param>
/// <param name="Folder">Where the file goes.</param>
/// <param name="Now">UTC.</param>
/// <param name="By">Who asks for it.</param>
public sealed record ArchivePlan(DateOnly Day, DateTime Before, string Folder, DateTime Now, string By)
{
    /// <summary>
    /// What is younger stays. Until the reopening window is over an issue may come back, deliveries of webhooks that name its Changes are listed for
    /// <see cref="Webhooks.WebhookOutbox.Kept"/>, and the last quarter is looked at most.
    /// </summary>
    public static readonly TimeSpan LeastAge = TimeSpan.FromDays(100);

    /// <summary>Never two alike, so that no run writes over the file of another.</summary>
    public string FileName { get; } = string.Create(CultureInfo.InvariantCulture, $"changes-before-{Day:yyyy-MM-dd}-made-{Now:yyyyMMdd'T'HHmmss.fff'Z'}.jsonl.gz");

    public string Path => System.IO.Path.Combine(Folder, FileName);

    /// <param name="day">Local.</param>
    /// <param name="zone">Of the community.</param>
    /// <param name="folder">Where the file goes.</param>
    /// <param name="now">UTC.</param>
    /// <param name="by">Who asks for it.</param>
    /// <exception cref="StartRefusedException">The day is not old enough.</exception>
    public static ArchivePlan Of(DateOnly day, TimeZoneInfo zone, string folder, DateTime now, string by)
    {
        var before = TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), zone);
        return before <= now - LeastAge
            ? new ArchivePlan(day, before, folder, now, by)
            : throw new StartRefusedException(string.Create(
                CultureInfo.InvariantCulture, $"--before {day:yyyy-MM-dd} is too late: what is younger than {LeastAge.TotalDays} days stays, so {TimeZoneInfo.ConvertTimeFromUtc(now - LeastAge, zone):yyyy-MM-dd} is the last day that can be named."));
    }
}

/// <summary>What was archived, or would be.</summary>
/// <param name="Issues">How many histories.</param>
/// <param name="Changes">In all of them.</param>
/// <param name="FirstSeq">The least number; 0 without any.</param>
/// <param name="LastSeq">The greatest.</param>
/// <param name="Bytes">Of the file; 0 where none was made.</param>
/// <param name="Sha256">Of the file, hex; null where none was made.</param>
public sealed record ArchiveReport(int Issues, long Changes, long FirstSeq, long LastSeq, long Bytes = 0, string? Sha256 = null);
