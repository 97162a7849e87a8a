using MapDashboard.Data.Statistics;
using MapDashboard.Domain.Measures;
using Npgsql;
using NpgsqlTypes;

namespace MapDashboard.Web.Statistics;

/// <summary>Counts of one row, or of everything: a number for each set of cases, and the medians.</summary>
/// <param name="Key">Of the dimension; "" of everything.</param>
/// <param name="Name">To show.</param>
/// <param name="Counts">By the names of the sets.</param>
/// <param name="Medians">Minutes, by the names of the sets; absent where there is no case.</param>
public sealed record MeasureRow(string Key, string Name, IReadOnlyDictionary<string, long> Counts, Dictionary<string, double> Medians);

/// <summary>The counting itself, in SQL, over what the viewer sees: whole days and months as counted ahead, the rest from the cases, what is open now from the issues.</summary>
public sealed class StatisticsQuery(NpgsqlConnection connection, MeasureScope scope, MeasureRange range, DateTime now, string zone, string? level = null)
{
    internal const int TimeoutSeconds = 10;

    internal const string IsOpen = "i.status not in ('closed', 'merged', 'voided')";
    internal const string IsOverdue = "(i.due_at < $5 or (i.status in ('reported', 'accepted', 'dispatched', 'inProgress') and i.case_due_at < $5))";
    private static readonly CaseSet[] Timed = [CaseSet.Accepted, CaseSet.Answered];

    /// <summary>Everything as one row, with its medians.</summary>
    public async Task<MeasureRow> TotalAsync(CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(DimensionSql.All, CaseSet.Counted, wholeMonths: true, cancellationToken);
        var total = rows.Count > 0 ? rows[0] : new MeasureRow("", "", ColumnsOf(CaseSet.Counted).ToDictionary(column => column, _ => 0L, StringComparer.Ordinal), []);
        if (Timed.All(set => total.Counts[set.Name] == 0)) return total;
        var buckets = await RowsAsync(DimensionSql.Minutes, Timed, wholeMonths: true, cancellationToken);
        foreach (var set in Timed)
        {
            if (await MedianAsync(set, buckets, cancellationToken) is { } median) total.Medians[set.Name] = median;
        }

        return total;
    }

    /// <summary>Rows that count anything, the most reported first.</summary>
    /// <param name="dimension">By what.</param>
    /// <param name="withMedians">Also the medians of each row, which read every case of the range.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<IReadOnlyList<MeasureRow>> RowsAsync(Dimension dimension, bool withMedians, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(DimensionSql.Of(dimension, level), CaseSet.Counted, wholeMonths: dimension != Dimension.Day, cancellationToken);
        if (!withMedians) return rows;
        var byKey = rows.ToDictionary(row => row.Key, StringComparer.Ordinal);
        await using var medians = Command(MediansSql(DimensionSql.Of(dimension, level)));
        await using var reader = await medians.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            foreach (var (set, index) in Timed.Select((set, index) => (set, index)))
            {
                if (!reader.IsDBNull(index + 1)) byKey[reader.GetString(0)].Medians[set.Name] = reader.GetDouble(index + 1);
            }
        }

        return rows;
    }

    /// <summary>How many cases of a set with a time there are, by what is counted ahead: the length of a list must not cost more in a year than in a day.</summary>
    /// <param name="set">The cases.</param>
    /// <param name="dimension">Of the row.</param>
    /// <param name="key">Of the row; null for all.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<long> CountAsync(CaseSet set, Dimension dimension, string? key, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(key is null ? DimensionSql.All : DimensionSql.Of(dimension, level), [set], wholeMonths: key is null || dimension != Dimension.Day, cancellationToken);
        return rows.Where(row => key is null || row.Key == key).Sum(row => row.Counts[set.Name]);
    }

    private async Task<IReadOnlyList<MeasureRow>> RowsAsync(DimensionSql dimension, IReadOnlyList<CaseSet> sets, bool wholeMonths, CancellationToken cancellationToken)
    {
        var rows = new List<MeasureRow>();
        var columns = ColumnsOf(sets);
        await using var command = Command(CountsSql.Of(scope, dimension, sets));
        AddWhole(command, dimension.Counted, wholeMonths);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var counts = columns.Select((column, index) => (column, count: reader.GetInt64(index + 2))).ToDictionary(pair => pair.column, pair => pair.count, StringComparer.Ordinal);
            rows.Add(new MeasureRow(reader.GetString(0), reader.GetString(1), counts, []));
        }

        return rows;
    }

    /// <summary>The middle of the set's minutes, exactly: the buckets say where it lies, and only the cases there are read.</summary>
    private async Task<double?> MedianAsync(CaseSet set, IReadOnlyList<MeasureRow> buckets, CancellationToken cancellationToken)
    {
        var counted = buckets.Select(row => (Bucket: int.Parse(row.Key, System.Globalization.CultureInfo.InvariantCulture), Count: row.Counts[set.Name]))
            .Where(each => each.Count > 0).OrderBy(each => each.Bucket).ToArray();
        var all = counted.Sum(each => each.Count);
        if (all == 0) return null;
        var (low, high) = ((all - 1) / 2, all / 2);
        long before = 0;
        int? first = null;
        long skipped = 0;
        foreach (var (bucket, count) in counted)
        {
            if (first is null && before + count > low) (first, skipped) = (bucket, before);
            if (before + count > high) return await MiddleAsync(set, first!.Value, bucket, low - skipped, high - low + 1, cancellationToken);
            before += count;
        }

        throw new InvalidOperationException("The middle lies beyond all buckets.");
    }

    private async Task<double> MiddleAsync(CaseSet set, int first, int last, long skip, long take, CancellationToken cancellationToken)
    {
        // The bounds are a little wide, for the index; the buckets themselves decide.
        await using var command = Command(
            $"""
            select avg(minutes) from (
              select m.minutes from measure_cases m
              where {MeasureUpkeep.Belongs(set)} and (m.minutes >= exp($8 / 32.0) - 1.001 or $8 = 0) and m.minutes <= exp(($9 + 1) / 32.0) - 0.999
                and ({MeasureUpkeep.Bucket})::int between $8 and $9
                and $5::timestamptz is not null and $6::text is not null and ($7::text is null or true) and {scope.CasesBetween("$3", "$4")}
              order by m.minutes offset $10 limit $11) middle
            """);
        command.Parameters.AddWithValue(first);
        command.Parameters.AddWithValue(last);
        command.Parameters.AddWithValue(skip);
        command.Parameters.AddWithValue(take);
        return (double)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private string MediansSql(DimensionSql dimension) =>
        $"""
        with r as (
          select {dimension.OfCase} as key, m.kind, m.marks, m.minutes from measure_cases m
          where m.kind in ({string.Join(", ", Timed.Select(set => $"'{Domain.Words<CaseKind>.Of(set.Kind)}'"))}) and m.minutes is not null
            and {scope.CasesBetween("$3", "$4")})
        select {dimension.Key}, {string.Join(", ", Timed.Select(set => $"percentile_cont(0.5) within group (order by r.minutes) filter (where {MeasureUpkeep.Belongs(set).Replace("m.", "r.", StringComparison.Ordinal)})"))}
        from r {dimension.Joins}
        where $5::timestamptz is not null and $6::text is not null and ($7::text is null or true)
        group by 1
        """;

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = TimeoutSeconds };
        scope.AddTo(command.Parameters);
        command.Parameters.AddWithValue(range.From);
        command.Parameters.AddWithValue(range.To);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(zone);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)level ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }

    private static string[] ColumnsOf(IReadOnlyList<CaseSet> sets) => [.. sets.Select(set => set.Name), CaseSet.Open.Name, CaseSet.Overdue.Name];

    private void AddWhole(NpgsqlCommand command, Counted counted, bool wholeMonths)
    {
        var (codes, own, beside) = scope.CountedIn(counted);
        command.Parameters.AddWithValue(codes);
        command.Parameters.AddWithValue(own);
        command.Parameters.AddWithValue(beside);
        command.Parameters.AddWithValue(range.FirstDay);
        command.Parameters.AddWithValue(wholeMonths ? range.FirstMonth : range.FirstDay);
        command.Parameters.AddWithValue(wholeMonths ? range.LastMonth : range.FirstDay);
        command.Parameters.AddWithValue(range.LastDay);
        command.Parameters.AddWithValue(range.WholeFrom);
        command.Parameters.AddWithValue(range.WholeTo);
    }
}
