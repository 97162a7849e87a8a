using System.Data;
using MapDashboard.Data.Archives;
using Npgsql;

namespace MapDashboard.Data.ChangeLog;

/// <summary>Where the history breaks first.</summary>
/// <param name="Issue">Its number, or its id where the issue itself is gone; null where a root differs, which names no issue.</param>
/// <param name="Version">The Change of that issue; null for the issue as a whole.</param>
/// <param name="What">One sentence.</param>
public sealed record HistoryBreak(string? Issue, int? Version, string What);

/// <summary>What was checked, and the first break; null when all holds.</summary>
/// <param name="Changes">In the log.</param>
/// <param name="Issues">Whose Changes lie in the log.</param>
/// <param name="Roots">That agree.</param>
/// <param name="Break">Null when all holds.</param>
/// <param name="Archived">Issues whose Changes lie in archives: their ends were checked, with the files at hand all of them.</param>
/// <param name="UncheckedRoots">Of places in the middle of archived histories: only the files know.</param>
public sealed record HistoryReport(long Changes, int Issues, int Roots, HistoryBreak? Break, int Archived = 0, int UncheckedRoots = 0);

/// <summary>Checks every chain and the roots in one pass over one snapshot of the database; only one issue is in memory at a time.</summary>
public sealed class HistoryVerification(NpgsqlDataSource dataSource)
{
    /// <summary>So many of the recorded roots are checked, the latest; older ones can be given.</summary>
    public const int RecordedRoots = 31;

    private const string Rows =
        """
        select c.issue_id, coalesce(c.issue_version, 0), c.seq, c.kind, c.at, c.area_code, c.audiences, c.audiences_before, c.data::text, c.hash,
          i.number, i.version, i.head, r.issue_id is not null, r.salt, r.name, r.phone
        from changes c left join issues i on i.id = c.issue_id left join reporters r on r.issue_id = c.issue_id
        where c.issue_id is not null order by c.issue_id, c.issue_version
        """;

    /// <param name="given">Roots from the log files, kept where whoever could alter this database cannot: place in the log and hash.</param>
    /// <param name="progress">Told the number of Changes read so far, now and then.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="archives">The folder with the archive files; null where they are not at hand.</param>
    public async Task<HistoryReport> RunAsync(
        IReadOnlyList<(long Seq, string Hex)> given, IProgress<long>? progress, CancellationToken cancellationToken, string? archives = null)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

        // In the order of its index the log streams by. Sorted, it would stand on the disk a second time: a million issues fill twenty gigabytes.
        await using (var inOrder = new NpgsqlCommand("set local enable_sort = off; set local enable_hashjoin = off", connection)) await inOrder.ExecuteNonQueryAsync(cancellationToken);
        using var roots = new ExpectedRoots([.. given, .. await RecordedAsync(connection, cancellationToken)]);
        await using var anchors = await ArchivedIssues.OpenAsync(dataSource, connection, archives, cancellationToken);
        IssueHistory? issue = null;
        var (changes, issues) = (0L, 0);
        HistoryReport Report(HistoryBreak? broken) => new(changes, issues, roots.Count - roots.Unchecked, broken, anchors.Count, roots.Unchecked);
        if (await anchors.FilesAsync(cancellationToken) is { } damaged) return Report(damaged);

        await using (var command = new NpgsqlCommand(Rows, connection) { CommandTimeout = 0 })
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                if (issue is null || reader.GetGuid(0) != issue.Id)
                {
                    if (issue is not null && issue.Finish(roots) is { } end) return Report(end);
                    if (await anchors.BeforeAsync(reader.GetGuid(0), roots, cancellationToken) is { } astray) return Report(astray);
                    issue = IssueHistory.Start(reader);
                    issues++;
                }

                changes++;
                if (issue.Next(reader, roots) is { } broken) return Report(broken);
                if (changes % 1000 == 0) progress?.Report(changes);
            }
        }

        if (issue is not null && issue.Finish(roots) is { } last) return Report(last);
        if (await anchors.BeforeAsync(null, roots, cancellationToken) is { } lost) return Report(lost);
        return Report(await WithoutHistoryAsync(connection, cancellationToken) ?? roots.FirstDifference());
    }

    private static async Task<HistoryBreak?> WithoutHistoryAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select number from issues where not exists (select 1 from changes where issue_id = issues.id) and not exists (select 1 from archived_issues where issue_id = issues.id) order by id limit 1", connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellationToken) is string number ? new HistoryBreak(number, null, "All its Changes are missing.") : null;
    }

    private static async Task<List<(long Seq, string Hex)>> RecordedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select seq, encode(root, 'hex') from history_roots order by day desc limit {RecordedRoots}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var recorded = new List<(long, string)>();
        while (await reader.ReadAsync(cancellationToken)) recorded.Add((reader.GetInt64(0), reader.GetString(1)));
        return recorded;
    }
}

/// <summary>Folds the recomputed links into every expected root at once.</summary>
internal sealed class ExpectedRoots(IReadOnlyList<(long Seq, string Hex)> expected) : IDisposable
{
    private readonly RootHash[] hashes = [.. expected.Select(_ => new RootHash())];
    private readonly byte[]?[] links = new byte[]?[expected.Count];
    private readonly bool[] isUnknown = new bool[expected.Count];

    public int Count => expected.Count;

    /// <summary>How many lie in the middle of a history that is not at hand.</summary>
    public int Unchecked => isUnknown.Count(unknown => unknown);

    /// <summary>A link of the present issue, in the order of its chain.</summary>
    public void See(long seq, byte[] link)
    {
        for (var index = 0; index < links.Length; index++)
        {
            if (seq <= expected[index].Seq) links[index] = link;
        }
    }

    /// <summary>An issue of whose chain only the end is at hand.</summary>
    /// <param name="id">Of the issue.</param>
    /// <param name="first">Number of its first Change.</param>
    /// <param name="last">And of its last.</param>
    /// <param name="head">The last link.</param>
    public void SeeEnd(Guid id, long first, long last, byte[] head)
    {
        for (var index = 0; index < links.Length; index++) isUnknown[index] |= expected[index].Seq >= first && expected[index].Seq < last;
        See(last, head);
        EndIssue(id);
    }

    public void EndIssue(Guid id)
    {
        for (var index = 0; index < links.Length; index++)
        {
            if (links[index] is { } link) hashes[index].Add(id, link);
            links[index] = null;
        }
    }

    public HistoryBreak? FirstDifference()
    {
        for (var index = 0; index < hashes.Length; index++)
        {
            if (isUnknown[index]) continue;
            var found = hashes[index].At(expected[index].Seq);
            if (!string.Equals(found.Hex, expected[index].Hex, StringComparison.OrdinalIgnoreCase))
            {
                return new HistoryBreak(null, null, FormattableString.Invariant(
                    $"The root at {found.Seq} differs: {found.Count} issues now give {found.Hex}, and {expected[index].Hex} was recorded. A chain up to there was cut, rewritten, added or removed as a whole."));
            }
        }

        return null;
    }

    public void Dispose()
    {
        foreach (var hash in hashes) hash.Dispose();
    }
}
