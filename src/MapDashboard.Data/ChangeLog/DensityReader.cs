using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using Npgsql;
using NpgsqlTypes;

namespace MapDashboard.Data.ChangeLog;

/// <summary>How much of a time range's log a viewer sees, for the slider of a replay.</summary>
public sealed class DensityReader(NpgsqlDataSource dataSource)
{
    /// <summary>Beyond so many a reader does as if they changed all the time.</summary>
    private const int MostTimes = 1000;

    /// <summary>What changes the outlines, names or leaders of areas.</summary>
    private static readonly string[] AreaKinds =
    [
        ChangeKind.AreaImported, ChangeKind.AreaChanged, ChangeKind.PostAppointed, ChangeKind.PostEnded, ChangeKind.PostChanged, ChangeKind.PersonChanged,
        ChangeKind.PeopleImported, ChangeKind.ModeSwitched,
    ];

    // Whether it is bare, and its times, of each checkpoint whose span has some of the range; and how far checkpoints go.
    private const string SpansSql =
        """
        select last.seq, k.seq is not null and k.times is null, k.times
        from (select coalesce(max(seq), 0) as seq from checkpoints) last
          left join checkpoints k on tstzrange(k.first_at, k.at, '[]') && tstzrange($1, $2)
        """;

    private const string LaterSql =
        """
        select at from changes
        where seq > $3 and at >= $1 and at < $2 and issue_id is not null and audiences && $4 and ($5::text[] is null or audiences && $5)
        """;

    /// <summary>When areas or their people changed in the range, oldest first.</summary>
    public async Task<IReadOnlyList<DateTime>> AreaTimesAsync(Viewer viewer, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select at from changes where issue_id is null and at >= $1 and at < $2 and kind = any($3) and audiences && $4 order by at limit $5");
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        command.Parameters.AddWithValue(AreaKinds);
        command.Parameters.AddWithValue(viewer.Audiences);
        command.Parameters.AddWithValue(MostTimes);
        var times = new List<DateTime>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) times.Add(reader.GetDateTime(0));
        return times;
    }

    /// <summary>Changes of issues per part of the range, oldest part first; the parts are equally long.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="range">UTC, without its end.</param>
    /// <param name="begins">Nothing earlier is counted: some of it is archived. Null where all is there.</param>
    /// <param name="parts">How many.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<long[]> ReadAsync(Viewer viewer, (DateTime From, DateTime To) range, DateTime? begins, int parts, CancellationToken cancellationToken)
    {
        var counts = new long[parts];
        var (start, end) = (Microseconds(range.From), Microseconds(range.To));
        var first = begins > range.From ? begins.Value : range.From;
        if (first >= range.To) return counts;
        var after = 0L;
        var isBare = false;
        await using (var command = dataSource.CreateCommand(SpansSql))
        {
            command.Parameters.AddWithValue(first);
            command.Parameters.AddWithValue(range.To);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                after = reader.GetInt64(0);
                isBare |= reader.GetBoolean(1);
                if (!reader.IsDBNull(2)) SpanTimes.Each(reader.GetFieldValue<byte[]>(2), viewer, Count);
            }
        }

        // Spans that have no times yet, after an upgrade: then all is asked of the log.
        if (isBare) Array.Clear(counts);
        await EachLaterAsync(viewer, (first, range.To), isBare ? 0 : after, Count, cancellationToken);
        return counts;

        void Count(long at)
        {
            if (at >= Microseconds(first) && at < end) counts[(at - start) * parts / (end - start)]++;
        }
    }

    /// <summary>Tells the times of what came after a place of the log, in microseconds since the year 1.</summary>
    private async Task EachLaterAsync(Viewer viewer, (DateTime From, DateTime To) range, long after, Action<long> tell, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(LaterSql);
        command.Parameters.AddWithValue(range.From);
        command.Parameters.AddWithValue(range.To);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(viewer.Audiences);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)viewer.AreaAudiences ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) tell(Microseconds(reader.GetDateTime(0)));
    }

    private static long Microseconds(DateTime at) => at.Ticks / TimeSpan.TicksPerMicrosecond;
}
