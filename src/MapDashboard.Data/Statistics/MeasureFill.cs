using MapDashboard.Data.Bulk;
using Npgsql;

namespace MapDashboard.Data.Statistics;

/// <summary>
/// Counts a whole log at once, to the same cases and counts as <see cref="MeasureUpkeep"/> comes to page by page: each issue's cases are made once,
/// and the counts are summed up from small areas to large ones before they are written. For a log of millions that came in at once.
/// </summary>
public sealed class MeasureFill(NpgsqlDataSource dataSource, string zone)
{
    /// <summary>Issues whose cases are made by one statement, roughly.</summary>
    private const int Page = 40_000;
    private static readonly string[] Tables = ["measure_cases"];
    private static readonly string Names = string.Join(", ", MeasureUpkeep.Columns);
    private static readonly string Sums = string.Join(", ", MeasureUpkeep.Columns.Select(column => $"sum({column})"));

    // In the order of time, as they come day by day: else those of a day lie on seven times as many pages, and come from the disk one by one.
    private static readonly string CasesOfPage =
        $"""
        with touched as materialized (
          select id as issue_id from issues where reported_at >= $1 and reported_at < $3),
        {MeasureUpkeep.CasesSql}
        insert into measure_cases (kind, issue_id, at, marks, minutes, area_code, category, status, audiences)
        select kind, issue_id, at, marks, minutes, area_code, category, status, audiences from made join last using (issue_id) order by at
        """;

    // Cases of one place and moment have the same areas, so these are told apart by a number.
    private static readonly string Flat =
        $"""
        create temp table flat on commit drop as
        select dense_rank() over (order by p.path) as path_id, p.path, (m.at at time zone $1)::date as day, m.category, m.status::text as status,
          extract(hour from m.at at time zone $1)::text as hour, {MeasureUpkeep.Bucket} as minutes, f.*
        from measure_cases m
          cross join lateral (select array(select substring(name from 7) from unnest(m.audiences) name where name like 'staff:%') as path) p
          cross join lateral (select {MeasureUpkeep.Flags}) f ({Names})
        """;

    private static readonly string Paths =
        $"""
        create temp table places on commit drop as
        select p.path_id, a.code, a.code = '{MeasureUpkeep.WholeMap}' or exists (select 1 from areas where areas.code = a.code and level = any({MeasureUpkeep.LargeLevels})) as is_large
        from (select distinct path_id, path from flat) p cross join lateral unnest(p.path) a (code)
        """;

    // Small areas of the same large ones are summed together first, since the large ones are the same few for very many cases.
    private static readonly string Groups =
        """
        create temp table large on commit drop as
        select path_id, dense_rank() over (order by codes) as large_id, codes
        from (select path_id, array_agg(code order by code) as codes from places where is_large group by 1) p
        """;

    /// <summary>Throws away what was counted and counts everything, in one transaction.</summary>
    /// <returns>How many cases there are.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await RunAsync(connection, "select pg_advisory_xact_lock($1)", cancellationToken, LockKeys.Measures);
            await RunAsync(connection, "set local work_mem = '256MB'; set local maintenance_work_mem = '512MB'", cancellationToken);
            await using (var archived = new NpgsqlCommand("select exists (select 1 from archived_issues)", connection))
            {
                if (await archived.ExecuteScalarAsync(cancellationToken) is true) throw new InvalidOperationException("Cases of archived issues can be made from no log.");
            }

            await RunAsync(connection, "truncate measure_cases, measure_counts", cancellationToken);
            await RunAsync(connection, "delete from measure_cursor", cancellationToken);
            await RunAsync(
                connection, $"insert into measure_cursor (id, epoch, seq, zone, levels) select 1, epoch, coalesce((select max(seq) from changes), 0), $1, {MeasureUpkeep.Levels} from log_epoch", cancellationToken, zone);
            var indexes = await LooseIndexes.TakeOffAsync(connection, Tables, cancellationToken);
            await MakeCasesAsync(connection, cancellationToken);
            await RunAsync(connection, Flat, cancellationToken, zone);
            await RunAsync(connection, Paths, cancellationToken);
            await RunAsync(connection, Groups, cancellationToken);
            await RunAsync(connection, "analyze flat; analyze places; analyze large", cancellationToken);
            await RunAsync(connection, Counts("all", "''", "path_id", "places p on p.path_id = d.id", "p.code"), cancellationToken);
            foreach (var dimension in (string[])["category", "status", "hour", "minutes"])
            {
                await RunAsync(connection, Counts(dimension, $"flat.{dimension}", "large_id", "(select distinct large_id, unnest(codes) as code from large) p on p.large_id = d.id", "p.code"), cancellationToken);
            }

            await RunAsync(connection, Months, cancellationToken);
            await indexes.PutBackAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await RunAsync(connection, "vacuum (analyze) measure_cases", cancellationToken);
        await RunAsync(connection, "vacuum (analyze) measure_counts", cancellationToken);
        await using var count = new NpgsqlCommand("select count(*) from measure_cases", connection) { CommandTimeout = 0 };
        return (long)(await count.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string Months =>
        $"""
        insert into measure_counts (area, dimension, span, day, key, {Names})
        select area, dimension, 'month', date_trunc('month', day)::date, key, {Sums} from measure_counts where span = 'day' group by 1, 2, 4, 5
        """;

    private static string Counts(string dimension, string key, string group, string areas, string code) =>
        $"""
        with d as materialized (
          select {group} as id, day, {key} as key, {string.Join(", ", MeasureUpkeep.Columns.Select(column => $"sum({column}) as {column}"))}
          from flat {(group == "large_id" ? "join large using (path_id)" : "")} where {key} is not null group by 1, 2, 3)
        insert into measure_counts (area, dimension, span, day, key, {Names})
        select {code}, '{dimension}', 'day', d.day, d.key, {Sums} from d join {areas} group by 1, 4, 5
        """;

    private static async Task MakeCasesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (first, last, count, seq) = (DateTime.MinValue, DateTime.MinValue, 0L, 0L);
        await using (var command = new NpgsqlCommand("select min(reported_at), max(reported_at), count(*), (select coalesce(max(seq), 0) from changes) from issues", connection) { CommandTimeout = 0 })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            if (reader.GetInt64(2) == 0) return;
            (first, last, count, seq) = (reader.GetDateTime(0), reader.GetDateTime(1), reader.GetInt64(2), reader.GetInt64(3));
        }

        var pages = (int)(1 + (count / Page));
        for (var page = 0; page < pages; page++)
        {
            await RunAsync(connection, CasesOfPage, cancellationToken, Place(page), seq, page == pages - 1 ? last.AddSeconds(1) : Place(page + 1));
        }

        DateTime Place(int page) => Domain.Clock.Cut(first + ((last - first) * ((double)page / pages)));
    }

    private static Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values) =>
        LooseIndexes.ExecuteAsync(connection, sql, cancellationToken, values);
}
