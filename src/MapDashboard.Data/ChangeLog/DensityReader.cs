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
        await using var command = dataSource.CreateCommand(
            """
            select width_bucket(extract(epoch from at), extract(epoch from $1::timestamptz), extract(epoch from $2::timestamptz), $3), count(*)
            from changes
            where at >= greatest($1, $6) and at < $2 and issue_id is not null and audiences && $4 and ($5::text[] is null or audiences && $5)
            group by 1
            """);
        command.Parameters.AddWithValue(range.From);
        command.Parameters.AddWithValue(range.To);
        command.Parameters.AddWithValue(parts);
        command.Parameters.AddWithValue(viewer.Audiences);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)viewer.AreaAudiences ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)begins ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        var counts = new long[parts];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) counts[Math.Clamp(reader.GetInt32(0), 1, parts) - 1] = reader.GetInt64(1);
        return counts;
    }
}
