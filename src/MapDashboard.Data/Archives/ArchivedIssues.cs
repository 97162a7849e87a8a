using System.Globalization;
using MapDashboard.Data.ChangeLog;
using Npgsql;

namespace MapDashboard.Data.Archives;

/// <summary>
/// What is archived, in the order of ids beside the log: each anchor against the issue's row, and with the files at hand against the whole history.
/// One issue is in memory at a time.
/// </summary>
internal sealed class ArchivedIssues : IAsyncDisposable
{
    private const string AnchorsSql =
        """
        select a.issue_id, a.archive, a.version, a.first_seq, a.last_seq, a.head, i.number, i.version, i.head, r.salt, r.name, r.phone
        from archived_issues a join issues i on i.id = a.issue_id left join reporters r on r.issue_id = a.issue_id order by a.issue_id
        """;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly NpgsqlDataReader reader;
    private readonly IReadOnlyList<Archive> archives;
    private readonly string? folder;
    private readonly Dictionary<string, IAsyncEnumerator<ArchivedHistory>> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Issues, long Changes)> found = new(StringComparer.Ordinal);
    private bool isAtOne;

    private ArchivedIssues(NpgsqlConnection connection, NpgsqlTransaction transaction, NpgsqlDataReader reader, IReadOnlyList<Archive> archives, string? folder) =>
        (this.connection, this.transaction, this.reader, this.archives, this.folder) = (connection, transaction, reader, archives, folder);

    /// <summary>Anchors checked so far.</summary>
    public int Count { get; private set; }

    /// <param name="dataSource">For a connection of its own.</param>
    /// <param name="snapshot">What its transaction sees is what is seen here.</param>
    /// <param name="folder">With the files; null where they are not at hand.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<ArchivedIssues> OpenAsync(NpgsqlDataSource dataSource, NpgsqlConnection snapshot, string? folder, CancellationToken cancellationToken)
    {
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", snapshot);
        var name = (string)(await export.ExecuteScalarAsync(cancellationToken))!;
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using (var join = new NpgsqlCommand($"set transaction snapshot '{name}'; set local enable_sort = off; set local enable_hashjoin = off", connection)) await join.ExecuteNonQueryAsync(cancellationToken);
        var archives = await ArchivesAsync(connection, cancellationToken);
        await using var anchors = new NpgsqlCommand(AnchorsSql, connection) { CommandTimeout = 0 };
        var own = new ArchivedIssues(connection, transaction, await anchors.ExecuteReaderAsync(cancellationToken), archives, folder);
        await own.NextAsync(cancellationToken);
        return own;
    }

    /// <summary>Whether every file is there, to the byte; to be asked first.</summary>
    public async Task<HistoryBreak?> FilesAsync(CancellationToken cancellationToken)
    {
        if (folder is null) return null;
        foreach (var archive in archives)
        {
            var path = Path.Combine(folder, archive.Name);
            if (!File.Exists(path)) return Broken($"The archive {archive.Name} is not in the folder.");
            var (sum, _) = await ArchiveFile.SumAsync(path, cancellationToken);
            if (!sum.AsSpan().SequenceEqual(archive.Sha256)) return Broken($"The archive {archive.Name} was altered: its SHA-256 is {Convert.ToHexStringLower(sum)}, and {Convert.ToHexStringLower(archive.Sha256)} was written down.");
            files.Add(archive.Name, ArchiveFile.HistoriesAsync(path, cancellationToken).GetAsyncEnumerator(cancellationToken));
        }

        return null;
    }

    /// <summary>Checks what is archived before the next issue of the log, and that this one is not.</summary>
    /// <param name="next">Null at the log's end.</param>
    /// <param name="roots">Told of what is found.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<HistoryBreak?> BeforeAsync(Guid? next, ExpectedRoots roots, CancellationToken cancellationToken)
    {
        // The same order as the database's: of ids by their bytes.
        while (isAtOne && (next is null || reader.GetGuid(0).CompareTo(next.Value) <= 0))
        {
            if (reader.GetGuid(0) == next) return new HistoryBreak(reader.GetString(6), null, "It is archived and has Changes in the log.");
            if (await CheckAsync(roots) is { } broken) return broken;
            await NextAsync(cancellationToken);
        }

        return next is null ? await LostAsync() : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in files.Values) await file.DisposeAsync();
        await reader.DisposeAsync();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static HistoryBreak Broken(string what) => new(null, null, what);

    private async Task NextAsync(CancellationToken cancellationToken) => isAtOne = await reader.ReadAsync(cancellationToken);

    private async Task<HistoryBreak?> CheckAsync(ExpectedRoots roots)
    {
        Count++;
        var (id, archive, version, number) = (reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(6));
        var (first, last, head) = (reader.GetInt64(3), reader.GetInt64(4), reader.GetFieldValue<byte[]>(5));
        var before = found.GetValueOrDefault(archive);
        found[archive] = (before.Issues + 1, before.Changes + version);
        if (reader.GetInt32(7) != version || !reader.GetFieldValue<byte[]>(8).AsSpan().SequenceEqual(head))
        {
            return new HistoryBreak(number, null, "The issue is not what it was when it was archived: its version or its head differs.");
        }

        if (!files.TryGetValue(archive, out var file))
        {
            roots.SeeEnd(id, first, last, head);
            return null;
        }

        if (!await file.MoveNextAsync() || file.Current.Issue != id) return new HistoryBreak(number, null, $"Its history is not where it belongs in the archive {archive}.");
        var history = file.Current;
        return (history.Version, history.FirstSeq, history.LastSeq, history.Head) == (version, first, last, Convert.ToHexStringLower(head))
            ? history.Walk(number, Seal(), roots)
            : new HistoryBreak(number, null, $"The archive {archive} ends it otherwise than the database says.");
    }

    /// <summary>What each archive says that it took must be what is anchored, and in its file.</summary>
    private async Task<HistoryBreak?> LostAsync()
    {
        foreach (var archive in archives)
        {
            var (issues, changes) = found.GetValueOrDefault(archive.Name);
            if ((issues, changes) != (archive.Issues, archive.Changes))
            {
                return Broken(string.Create(CultureInfo.InvariantCulture, $"The archive {archive.Name} took {archive.Changes} Changes of {archive.Issues} issues, and {changes} of {issues} are anchored."));
            }

            if (files.TryGetValue(archive.Name, out var file) && await file.MoveNextAsync()) return Broken($"The archive {archive.Name} holds a history that nothing names.");
        }

        return null;
    }

    private string? Seal() => reader.IsDBNull(9) ? null : HistoryChain.Seal(reader.GetFieldValue<byte[]>(9), Text(10), Text(11));

    private string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static async Task<IReadOnlyList<Archive>> ArchivesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select name, before, at, archived_by, sha256, bytes, issues, changes, first_seq, last_seq from archives order by name", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var archives = new List<Archive>();
        while (await reader.ReadAsync(cancellationToken))
        {
            archives.Add(new Archive
            {
                Name = reader.GetString(0), Before = reader.GetDateTime(1), At = reader.GetDateTime(2), ArchivedBy = reader.GetString(3), Sha256 = reader.GetFieldValue<byte[]>(4),
                Bytes = reader.GetInt64(5), Issues = reader.GetInt32(6), Changes = reader.GetInt64(7), FirstSeq = reader.GetInt64(8), LastSeq = reader.GetInt64(9),
            });
        }

        return archives;
    }
}
