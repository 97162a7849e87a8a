using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Issues;
using MapDashboard.Domain.Issues;
using Npgsql;

namespace MapDashboard.Data.Bulk;

/// <summary>An issue with its whole life behind it, its Changes not yet taken.</summary>
/// <param name="Issue">As it stands now.</param>
/// <param name="Reporter">The third person behind it; null where there is none.</param>
/// <param name="Marks">What the watch has done for it.</param>
public sealed record WholeLife(Issue Issue, Reporter? Reporter, IReadOnlyList<WatchMark> Marks);

/// <summary>
/// Writes very many whole lives into a log that holds no issue yet, by COPY and in one transaction: the Changes of all of them in the order of
/// their times, as links of their chains. Nothing is there until <see cref="CommitAsync"/>. For invented history only: servers must not run meanwhile.
/// </summary>
public sealed class HistoryFill : IAsyncDisposable
{
    private const int ChunkRows = 20_000;
    private static readonly string[] Tables = ["changes", "issues", "photos", "watch_marks"];

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly LooseIndexes indexes;
    private readonly RowCopy issues;
    private readonly RowCopy reporters;
    private readonly RowCopy photos;
    private readonly RowCopy marks;
    private readonly RowCopy changes;
    private readonly PriorityQueue<ChangeRow, (DateTime At, long Order)> later = new();
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private Chunk chunk = new();
    private Task writing = Task.CompletedTask;
    private long order;

    private HistoryFill(NpgsqlConnection connection, NpgsqlTransaction transaction, LooseIndexes indexes, MapDbContext db)
    {
        (this.connection, this.transaction, this.indexes) = (connection, transaction, indexes);
        issues = new RowCopy(db.Model, typeof(Issue));
        reporters = new RowCopy(db.Model, typeof(Reporter));
        photos = new RowCopy(db.Model, typeof(Photo));
        marks = new RowCopy(db.Model, typeof(WatchMark));
        changes = new RowCopy(db.Model, typeof(ChangeRow));
    }

    /// <summary>Changes taken so far.</summary>
    public long Changes { get; private set; }

    /// <param name="dataSource">The database.</param>
    /// <param name="beginning">No life begins before.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidOperationException">There are issues already, or the log has gone past the beginning: a replay would find nothing there.</exception>
    public static async Task<HistoryFill> OpenAsync(NpgsqlDataSource dataSource, DateTime beginning, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var known = new NpgsqlCommand(
                "select exists (select 1 from issues) or exists (select 1 from changes where issue_id is not null or at > $1)", connection) { Parameters = { new() { Value = beginning } } })
            {
                if (await known.ExecuteScalarAsync(cancellationToken) is true)
                {
                    throw new InvalidOperationException($"The log holds issues already, or Changes of later than {beginning:yyyy-MM-dd}: an invented history goes into an empty log only.");
                }
            }

            await LooseIndexes.ExecuteAsync(connection, "set local maintenance_work_mem = '512MB'", cancellationToken);
            var indexes = await LooseIndexes.TakeOffAsync(connection, Tables, cancellationToken);
            await using var db = Database.Context(dataSource);
            return new HistoryFill(connection, transaction, indexes, db);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next number of a day, as reports get them.</summary>
    public string NextNumber(DateOnly localDate, string? rootCode)
    {
        var prefix = IssueQueries.NumberPrefix(localDate, rootCode);
        return IssueQueries.NumberOf(prefix, numbers[prefix] = numbers.GetValueOrDefault(prefix) + 1);
    }

    /// <summary>Takes the next life; the lives come in the order of their reports.</summary>
    public async Task AddAsync(WholeLife life, CancellationToken cancellationToken)
    {
        Release(life.Issue.ReportedAt);
        if (chunk.Changes.Count >= ChunkRows) await WriteAsync(cancellationToken);
        var (rows, head, salt) = ChainedRows.OfNew(life.Issue, life.Reporter);
        foreach (var row in rows) later.Enqueue(row, (row.At, order++));
        Changes += rows.Count;
        chunk.Issues.Add(life.Issue);
        chunk.Heads.Add(head);
        chunk.Photos.AddRange(life.Issue.Photos);
        chunk.Marks.AddRange(life.Marks);
        if (life.Reporter is null) return;
        chunk.Reporters.Add(life.Reporter);
        chunk.Salts.Add(salt!);
    }

    /// <summary>Writes what is left, makes the indexes again and commits.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        Release(DateTime.MaxValue);
        await WriteAsync(cancellationToken);
        await writing;
        await LooseIndexes.ExecuteAsync(
            connection, "insert into issue_numbers (prefix, last) select * from unnest($1, $2)", cancellationToken, numbers.Keys.ToArray(), numbers.Values.ToArray());
        await indexes.PutBackAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var table in Tables) await LooseIndexes.ExecuteAsync(connection, $"vacuum (analyze) {table}", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // A write that failed was told where it was awaited, or belongs to what is thrown away here.
        await writing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private void Release(DateTime until)
    {
        while (later.TryPeek(out var row, out var place) && place.At < until)
        {
            later.Dequeue();
            chunk.Changes.Add(row);
        }
    }

    /// <summary>One chunk is written while the next is made.</summary>
    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        await writing;
        var full = chunk;
        chunk = new Chunk();
        writing = Task.Run(() => WriteAsync(full, cancellationToken), cancellationToken);
    }

    private async Task WriteAsync(Chunk full, CancellationToken cancellationToken)
    {
        await issues.CopyAsync(connection, full.Issues, n => full.Heads[n], cancellationToken);
        await reporters.CopyAsync(connection, full.Reporters, n => full.Salts[n], cancellationToken);
        await photos.CopyAsync(connection, full.Photos, null, cancellationToken);
        await marks.CopyAsync(connection, full.Marks, null, cancellationToken);
        await changes.CopyAsync(connection, full.Changes, null, cancellationToken);
    }

    private sealed class Chunk
    {
        public List<Issue> Issues { get; } = [];

        public List<byte[]> Heads { get; } = [];

        public List<Reporter> Reporters { get; } = [];

        public List<byte[]> Salts { get; } = [];

        public List<Photo> Photos { get; } = [];

        public List<WatchMark> Marks { get; } = [];

        public List<ChangeRow> Changes { get; } = [];
    }
}
