using System.Data;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Data.ChangeLog;

/// <summary>One hash over the heads of all issues at a place of the log.</summary>
/// <param name="Seq">The last Change that it covers.</param>
/// <param name="Count">How many issues there were.</param>
/// <param name="Hash">SHA-256 over id (16 bytes, as written) and head (32 bytes) of each issue, ordered by id.</param>
public sealed record RootAt(long Seq, int Count, byte[] Hash)
{
    public string Hex => Convert.ToHexStringLower(Hash);
}

/// <summary>The root of a day; one is kept for each, whichever server was first.</summary>
public sealed class HistoryRoot
{
    /// <summary>The day that began, in Map:TimeZone.</summary>
    public required DateOnly Day { get; init; }

    public required DateTime At { get; init; }

    public required long Seq { get; init; }

    public required int Count { get; init; }

    public required byte[] Root { get; init; }
}

/// <summary>Folds heads into a root.</summary>
internal sealed class RootHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public int Count { get; private set; }

    /// <summary>Adds the head of the next issue, in the order of ids.</summary>
    public void Add(Guid issueId, ReadOnlySpan<byte> head)
    {
        Span<byte> id = stackalloc byte[16];
        issueId.TryWriteBytes(id, bigEndian: true, out _);
        hash.AppendData(id);
        hash.AppendData(head);
        Count++;
    }

    public RootAt At(long seq) => new(seq, Count, hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}

public static class HistoryRootQueries
{
    /// <summary>Takes the day's root and records it, unless a server has done so.</summary>
    /// <param name="db">A context without a transaction.</param>
    /// <param name="day">The local day.</param>
    /// <param name="now">UTC.</param>
    /// <param name="tell">Called before the record is kept: a root that was told and not recorded is told again, one recorded and never told would be lost.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it was this call that recorded it.</returns>
    public static async Task<bool> RecordRootAsync(this MapDbContext db, DateOnly day, DateTime now, Action<RootAt> tell, CancellationToken cancellationToken)
    {
        if (await db.HistoryRoots.AnyAsync(root => root.Day == day, cancellationToken)) return false;
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var root = await RootAsync((NpgsqlConnection)db.Database.GetDbConnection(), cancellationToken);
        try
        {
            // The row's lock holds back a second server until this one has spoken.
            await db.Database.ExecuteSqlAsync(
                $"insert into history_roots (day, at, seq, count, root) values ({day}, {now}, {root.Seq}, {root.Count}, {root.Hash})", cancellationToken);
            tell(root);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Another server was faster; its line stands in its log.
            return false;
        }
    }

    /// <summary>The root as the heads say it, in the transaction of the connection, which must be one snapshot.</summary>
    private static async Task<RootAt> RootAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var last = new NpgsqlCommand("select coalesce(max(seq), 0) from changes", connection);
        var seq = (long)(await last.ExecuteScalarAsync(cancellationToken))!;
        using var hash = new RootHash();
        await using var heads = new NpgsqlCommand("select id, head from issues order by id", connection);
        await using var reader = await heads.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) hash.Add(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1));
        return hash.At(seq);
    }
}
