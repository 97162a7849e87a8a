using MapDashboard.Domain.Access;
using Npgsql;

namespace MapDashboard.Web.Statistics;

/// <summary>The counting itself, in SQL, over the issues that the viewer sees.</summary>
public sealed class StatisticsQuery(NpgsqlDataSource dataSource, Viewer viewer, DateTime from, DateTime to, DateTime now, string zone)
{
    // $1 scope, $2 area or null, $3 from, $4 to, $5 now, $6 zone. Area and category are the issue's own, as they were decided then.
    private const string Visible =
        """
        with seen as (
          select *,
            status not in ('closed', 'merged', 'voided') as is_open,
            status = 'closed' and ended_at >= $3 and ended_at < $4 as is_closed_now,
            reported_at >= $3 and reported_at < $4 as is_reported_now
          from issues
          where audiences && $1 and ($2::text[] is null or audiences && $2))
        """;

    // Ratings come from the log: a bad one reopens its issue, whose row will later hold another.
    private const int TimeoutSeconds = 10;

    private const string FiguresSql = Visible +
        """
        , ratings as (
          select (data->'issue'->'rating'->>'satisfied')::boolean as satisfied
          from changes
          where kind = 'issue.rated' and data->'issue'->'rating'->>'by' is distinct from 'self' and at >= $3 and at < $4 and audiences && $1 and ($2::text[] is null or audiences && $2))
        select
          count(*) filter (where is_reported_now),
          count(*) filter (where is_closed_now),
          count(*) filter (where is_open),
          count(*) filter (where is_open and (due_at < $5
            or (status in ('reported', 'accepted', 'dispatched', 'inProgress') and case_due_at < $5))),
          count(*) filter (where is_closed_now and resolved_at <= case_due_at and reworks = 0),
          count(*) filter (where is_closed_now and resolved_at is not null),
          (select count(*) from ratings where satisfied),
          (select count(*) from ratings)
        from seen where $6::text is not null
        """;

    private static readonly Dictionary<Dimension, string> RowsSql = new()
    {
        [Dimension.Category] = Grouped(
            "coalesce(c.parent_code, c.code)", "min(coalesce(p.name, c.name))",
            "join categories c on c.code = s.category left join categories p on p.code = c.parent_code"),
        [Dimension.Area] = Grouped("coalesce(s.area_code, '')", "coalesce(min(a.name), '')", "left join areas a on a.code = s.area_code"),
        [Dimension.Status] = Grouped("s.status", "s.status", ""),
        [Dimension.Day] = Visible +
            """
            , days as (
              select (reported_at at time zone $6)::date as day, 1 as reported, 0 as closed from seen where is_reported_now
              union all
              select (ended_at at time zone $6)::date, 0, 1 from seen where is_closed_now)
            select d::date::text, d::date::text, coalesce(sum(reported), 0)::bigint, coalesce(sum(closed), 0)::bigint, 0::bigint
            from generate_series(($3 at time zone $6)::date, (($4 - interval '1 microsecond') at time zone $6)::date, interval '1 day') d
            left join days on days.day = d::date
            where $5::timestamptz is not null group by d order by d
            """,
    };

    public async Task<Dictionary<string, Figure>> FiguresAsync(CancellationToken cancellationToken)
    {
        await using var command = Command(FiguresSql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Dictionary<string, Figure>(StringComparer.Ordinal)
        {
            ["reported"] = Count(reader.GetInt64(0), "from <= reportedAt < to"),
            ["closed"] = Count(reader.GetInt64(1), "status = closed, from <= endedAt < to"),
            ["open"] = Count(reader.GetInt64(2), "status not in (closed, merged, voided), now"),
            ["overdue"] = Count(reader.GetInt64(3), "open and (dueAt < now, or not yet resolved and caseDueAt < now)"),
            ["onTimeRate"] = Rate(reader.GetInt64(4), reader.GetInt64(5), "closed in the time range with resolvedAt <= caseDueAt and reworks = 0, of those closed with an answer"),
            ["satisfiedRate"] = Rate(reader.GetInt64(6), reader.GetInt64(7), "satisfied, of all ratings in the time range but those of reporters who handled it themselves"),
        };
    }

    public async Task<IReadOnlyList<StatisticsRow>> RowsAsync(Dimension dimension, CancellationToken cancellationToken)
    {
        await using var command = Command(RowsSql[dimension]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<StatisticsRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new StatisticsRow(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
        }

        return rows;
    }

    private static string Grouped(string key, string name, string joins) => Visible +
        $"""
        select {key}, {name}, count(*) filter (where is_reported_now), count(*) filter (where is_closed_now), count(*) filter (where is_open)
        from seen s {joins}
        where (is_reported_now or is_closed_now or is_open) and $5::timestamptz is not null and $6::text is not null
        group by 1 order by 3 desc, 1
        """;

    private NpgsqlCommand Command(string sql)
    {
        var command = dataSource.CreateCommand(sql);
        command.CommandTimeout = TimeoutSeconds;
        command.Parameters.AddWithValue(viewer.Audiences);
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = (object?)viewer.AreaAudiences ?? DBNull.Value,
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text,
        });
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(zone);
        return command;
    }

    public static Figure Count(long value, string formula) => new(value, null, null, formula);

    private static Figure Rate(long numerator, long denominator, string formula) =>
        new(denominator == 0 ? null : Math.Round((double)numerator / denominator, 6), numerator, denominator, formula);
}
