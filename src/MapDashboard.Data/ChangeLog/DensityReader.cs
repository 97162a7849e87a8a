using MapDashboard.Domain.Access;
using Npgsql;
using NpgsqlTypes;

namespace MapDashboard.Data.ChangeLog;

/// <summary>How much of a time range's log a viewer sees, for the slider of a replay.</summary>
public sealed class DensityReader(NpgsqlDataSource dataSource)
{
    /// <summary>Changes of issues per part of the range, oldest part first; the parts are equally long.</summary>
    public async Task<long[]> ReadAsync(Viewer viewer, DateTime from, DateTime to, int parts, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select width_bucket(extract(epoch from at), extract(epoch from $1::timestamptz), extract(epoch from $2::timestamptz), $3), count(*)
            from changes
            where at >= $1 and at < $2 and issue_id is not null and audiences && $4 and ($5::text[] is null or audiences && $5)
            group by 1
            """);
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        command.Parameters.AddWithValue(parts);
        command.Parameters.AddWithValue(viewer.Audiences);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)viewer.AreaAudiences ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var counts = new long[parts];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) counts[Math.Clamp(reader.GetInt32(0), 1, parts) - 1] = reader.GetInt64(1);
        return counts;
    }
}
