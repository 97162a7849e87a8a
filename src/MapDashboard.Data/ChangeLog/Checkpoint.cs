using Npgsql;

namespace MapDashboard.Data.ChangeLog;

/// <summary>
/// What was at a place of the log: replay begins at the last one before its time and reads on from there, however long the log is. Its span are the Changes
/// since the one before. Derived from the log alone and made again from it when lost.
/// </summary>
public sealed class Checkpoint
{
    /// <summary>The last Change that it knows of.</summary>
    public required long Seq { get; init; }

    /// <summary>The latest time of any Change up to there: imported history may be older than what stands before it.</summary>
    public required DateTime At { get; init; }

    /// <summary>Per open issue the number of its last Change.</summary>
    public required long[] Open { get; init; }

    /// <summary>The earliest time of any Change of its span; null where the four are still to be made, or were taken away when that past was archived.</summary>
    public DateTime? FirstAt { get; init; }

    /// <summary>The open issues themselves (<see cref="PackedStates"/>), so that a replay need not gather them from all over the log.</summary>
    public byte[]? States { get; init; }

    /// <summary>The issues that changed in the span, each as it left them: whole where it had ended, else its id alone. For the latest endings at a moment.</summary>
    public byte[]? Endings { get; init; }

    /// <summary>When each Change of the span came and who sees it (<see cref="SpanTimes.Pack"/>).</summary>
    public byte[]? Times { get; init; }

    /// <summary>What a state is read from: number, time and states, from the column <paramref name="first"/> on.</summary>
    internal static Checkpoint From(NpgsqlDataReader reader, int first) => new()
    {
        Seq = reader.GetInt64(first),
        At = reader.GetDateTime(first + 1),
        Open = [],
        States = reader.IsDBNull(first + 2) ? null : reader.GetFieldValue<byte[]>(first + 2),
    };
}
