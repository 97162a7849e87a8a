using MapDashboard.Domain;
using MapDashboard.Domain.Changes;

namespace MapDashboard.Data.ChangeLog;

/// <summary>A row of <c>changes</c>. Rows are only ever added.</summary>
public sealed class ChangeRow
{
    /// <summary>Sequence order is commit order: the statement trigger takes the log's lock before the number is drawn (decisions/0003).</summary>
    public long Seq { get; init; }

    public required DateTime At { get; init; }

    public required string Kind { get; init; }

    public Guid? IssueId { get; init; }

    public int? IssueVersion { get; init; }

    public string? AreaCode { get; init; }

    public required string[] Audiences { get; init; }

    public string[]? AudiencesBefore { get; init; }

    /// <summary>
    /// Whether the issue is cleared now, at the time of reading, by whatever later Change; not a column of the log. What the desk has taken
    /// back must not come to a screen through an old Change. Null for a Change that is about no issue.
    /// </summary>
    public bool? ClearedNow { get; init; }

    /// <summary>JSON of <see cref="ChangeData"/>, kept to the byte.</summary>
    public required string Data { get; init; }

    /// <summary>The link of the issue's chain (<see cref="HistoryChain"/>); null for a Change that is about no issue.</summary>
    public byte[]? Hash { get; private set; }

    /// <summary>When the issue had ended, as this Change left it; null while it is open. Taken out of the data for replay, which asks for it by index.</summary>
    public DateTime? EndedAt { get; init; }

    /// <param name="change">What to log.</param>
    /// <param name="data">Its data, perhaps with more.</param>
    public static ChangeRow Of(Change change, ChangeData data) => new()
    {
        // Cut to what is stored, or the link would not be that of the row that is read back.
        At = Clock.Cut(change.At),
        Kind = change.Kind,
        IssueId = change.IssueId,
        IssueVersion = change.IssueVersion,
        AreaCode = change.AreaCode,
        Audiences = change.Audiences,
        AudiencesBefore = change.AudiencesBefore,
        Data = System.Text.Json.JsonSerializer.Serialize(data, Json.Options),
        EndedAt = data.Issue?.EndedAt,
    };

    /// <summary>Hangs the row behind the link <paramref name="previous"/>.</summary>
    public ChangeRow LinkTo(byte[] previous, out byte[] link)
    {
        Hash = link = HistoryChain.Link(previous, this);
        return this;
    }
}

/// <summary>The single row that names the log: another epoch means that sequence numbers of old cursors say nothing any more.</summary>
public sealed class LogEpoch
{
    public int Id { get; init; } = 1;

    public required Guid Epoch { get; set; }
}
