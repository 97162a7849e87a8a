using MapDashboard.Domain.Access;
using Npgsql;
using NpgsqlTypes;

namespace MapDashboard.Data.ChangeLog;

/// <summary>
/// The latest issues that had ended at a place of the log, as a view sees them. Spans are gone through backwards until they are found; a view that sees few
/// of everybody's is asked by its own audiences.
/// </summary>
/// <param name="connection">In the transaction of the read.</param>
/// <param name="viewer">Whose view.</param>
/// <param name="place">Of the moment.</param>
internal sealed class PastEndings(NpgsqlConnection connection, Viewer viewer, PastPlace place)
{
    /// <summary>So many spans are looked at first; what they hold says how many more it takes.</summary>
    private const int FirstSpans = 2;

    /// <summary>A view that needs more finds its endings faster by its own audiences.</summary>
    private const int MostSpans = 32;

    /// <summary>How many days back a view's own endings are looked for where the spans have too few; each further look goes <see cref="FurtherBack"/> times as far.</summary>
    private const int DaysBack = 30;

    private const int FurtherBack = 4;

    // By what the view's audiences saw in which period, and by nothing else. The planner takes a list of names that it can see for half of all there
    // is: so the list is a query of its own, and "is true" keeps the indexes of times and places in the log out of it.
    private const string OwnSql =
        """
        with own as materialized (
          select c.issue_id, c.issue_version, c.seq, c.ended_at, c.data from changes c
          where c.ended_at is not null and audience_periods(c.audiences, c.ended_at) && (select audience_periods_between(coalesce($4, $3), $5, $1))
            and (c.ended_at >= $5 and c.ended_at <= $1 and c.seq <= $2) is true and c.audiences && $3 and ($4::text[] is null or c.audiences && $4))
        select c.issue_id, c.seq, c.ended_at, c.data->'issue'
        from (select * from own order by ended_at desc, issue_id) c
        where not exists (select 1 from changes n where n.issue_id = c.issue_id and n.issue_version > c.issue_version and n.seq <= $2)
        order by c.ended_at desc, c.issue_id limit $6
        """;

    // Each with the one before it: what ended after that, and is in none of the spans since, ended there.
    private const string SpansSql =
        """
        select k.endings, before.seq, before.at
        from checkpoints k left join lateral (select seq, at from checkpoints where seq < k.seq order by seq desc limit 1) before on true
        where k.seq <= $1 order by k.seq desc limit $2
        """;

    private readonly HashSet<Guid> known = [];
    private readonly List<StateOfIssue> ended = [];

    /// <param name="later">What changed since the checkpoint of the place.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>As many as a snapshot has, the latest first.</returns>
    public async Task<IReadOnlyList<StateOfIssue>> ReadAsync(IReadOnlyList<StateOfIssue> later, CancellationToken cancellationToken)
    {
        Add(later);

        // Of those that ended later than since, none is missing.
        var (seq, since) = (place.Checkpoint?.Seq, place.Checkpoint?.At);
        for (var (read, spans) = (0, FirstSpans); seq is not null && Missing() > 0; spans = Math.Max(1, read * Missing() * 5 / 4 / Math.Max(1, ended.Count)))
        {
            read += spans;
            if (read > MostSpans) return await OwnAsync(cancellationToken);
            await using var command = new NpgsqlCommand(SpansSql, connection) { Parameters = { new() { Value = seq }, new() { Value = spans } } };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var isBare = false;
            while (await reader.ReadAsync(cancellationToken))
            {
                isBare |= reader.IsDBNull(0);
                if (!isBare) Add(PackedStates.Unpack(reader.GetFieldValue<byte[]>(0), viewer));
                (seq, since) = reader.IsDBNull(1) ? default((long?, DateTime?)) : (reader.GetInt64(1), reader.GetDateTime(2));
            }

            await reader.CloseAsync();
            if (isBare) return await OwnAsync(cancellationToken);
        }

        // The order is the database's: of ids by their bytes.
        return [.. ended.OrderByDescending(state => state.EndedAt).ThenBy(state => state.Id).Take(SnapshotReader.RecentLimit)];

        int Missing() => SnapshotReader.RecentLimit - ended.Count(state => state.EndedAt > since);
    }

    /// <summary>Spans come the latest first, so of an issue the first state is its last.</summary>
    private void Add(IReadOnlyList<StateOfIssue> states) => ended.AddRange(states.Where(state => known.Add(state.Id) && state is { EndedAt: not null, View: not null }));

    private async Task<IReadOnlyList<StateOfIssue>> OwnAsync(CancellationToken cancellationToken)
    {
        List<StateOfIssue> own = [];
        if (place is not { FirstEnding: { } first, LastEnding: { } last } || place.At < first) return own;

        // Whoever asks for the year 9999 means the end: each period from there back would be a name to look for.
        var until = place.At < last ? place.At : last;
        for (var back = TimeSpan.FromDays(DaysBack); own.Count < SnapshotReader.RecentLimit; back *= FurtherBack)
        {
            var since = until - first > back ? until - back : first;
            own = await OwnAsync(since, until, cancellationToken);
            if (since == first) break;
        }

        return own;
    }

    private async Task<List<StateOfIssue>> OwnAsync(DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(OwnSql, connection)
        {
            Parameters =
            {
                new() { Value = until }, new() { Value = place.Cursor.Seq }, new() { Value = viewer.Audiences },
                new() { Value = (object?)viewer.AreaAudiences ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = since }, new() { Value = SnapshotReader.RecentLimit },
            },
        };
        var own = new List<StateOfIssue>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) own.Add(new(reader.GetGuid(0), reader.GetInt64(1), reader.GetDateTime(2), [], reader.GetFieldValue<byte[]>(3)));
        return own;
    }
}
