using System.Text.Json;
using Npgsql;

namespace MapDashboard.Data.ChangeLog;

/// <summary>Walks the chain of one issue, Change by Change: of the log for <see cref="HistoryVerification"/>, or of an archive file.</summary>
internal sealed class IssueHistory
{
    private const string SealProperty = "reporterSeal";

    private byte[] link = HistoryChain.Start.ToArray();
    private int version;
    private long seq;
    private string? reporterSeal;

    public required Guid Id { get; init; }

    /// <summary>Null when the issue's row is gone.</summary>
    public required string? Number { get; init; }

    public required int RowVersion { get; init; }

    public required byte[] RowHead { get; init; }

    /// <summary>As the reporter's row gives it now; null when there is none, or no longer.</summary>
    public required string? RowSeal { get; init; }

    /// <summary>The issue as its rows say it.</summary>
    public static IssueHistory Start(NpgsqlDataReader reader)
    {
        var isGone = reader.IsDBNull(10);
        return new IssueHistory
        {
            Id = reader.GetGuid(0),
            Number = isGone ? null : reader.GetString(10),
            RowVersion = isGone ? 0 : reader.GetInt32(11),
            RowHead = isGone ? [] : reader.GetFieldValue<byte[]>(12),
            RowSeal = reader.GetBoolean(13) ? HistoryChain.Seal(reader.GetFieldValue<byte[]>(14), Text(reader, 15), Text(reader, 16)) : null,
        };
    }

    /// <summary>Checks the next row of the log.</summary>
    public HistoryBreak? Next(NpgsqlDataReader reader, ExpectedRoots roots) => Next(Row(reader), reader.IsDBNull(9) ? [] : reader.GetFieldValue<byte[]>(9), roots);

    /// <summary>Checks the next Change.</summary>
    /// <param name="row">Without its link.</param>
    /// <param name="hash">The link as it was written down.</param>
    /// <param name="roots">Told of it.</param>
    public HistoryBreak? Next(ChangeRow row, byte[] hash, ExpectedRoots roots)
    {
        if (Number is null) return Broken(null, "It has Changes and no row of its own.");
        if (row.IssueVersion != version + 1) return Broken(version + 1, "The Change is missing.");
        if (row.Seq <= seq) return Broken(row.IssueVersion, "The Change stands in the log before the one that it follows: rows were swapped.");
        var expected = HistoryChain.Link(link, row);
        if (!expected.AsSpan().SequenceEqual(hash))
        {
            return Broken(row.IssueVersion, "The Change was altered, or the one before it together with its link.");
        }

        (link, version, seq) = (expected, row.IssueVersion!.Value, row.Seq);
        if (SealIn(row.Data) is { } seal) reporterSeal = seal;
        roots.See(seq, link);
        return null;
    }

    /// <summary>Checks what the issue's own rows say of the end of its chain.</summary>
    public HistoryBreak? Finish(ExpectedRoots roots)
    {
        if (RowVersion > version) return Broken(version + 1, "The Change is missing.");
        if (RowVersion < version) return Broken(null, FormattableString.Invariant($"The issue says version {RowVersion} and its Changes go to {version}."));
        if (!link.AsSpan().SequenceEqual(RowHead)) return Broken(null, "The head on the issue differs from the end of its chain.");
        if (RowSeal is not null && RowSeal != reporterSeal) return Broken(null, "Name or phone of its reporter were altered or added.");
        roots.EndIssue(Id);
        return null;
    }

    private HistoryBreak Broken(int? at, string what) => new(Number ?? Id.ToString(), at, what);

    private static string? SealIn(string data)
    {
        if (!data.Contains(SealProperty, StringComparison.Ordinal)) return null;
        using var document = JsonDocument.Parse(data);
        return document.RootElement.TryGetProperty(SealProperty, out var seal) ? seal.GetString() : null;
    }

    private static ChangeRow Row(NpgsqlDataReader reader) => new()
    {
        Seq = reader.GetInt64(2),
        At = reader.GetDateTime(4),
        Kind = reader.GetString(3),
        IssueId = reader.GetGuid(0),
        IssueVersion = reader.GetInt32(1),
        AreaCode = Text(reader, 5),
        Audiences = reader.GetFieldValue<string[]>(6),
        AudiencesBefore = reader.IsDBNull(7) ? null : reader.GetFieldValue<string[]>(7),
        Data = reader.GetString(8),
    };

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
