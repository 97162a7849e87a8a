using MapDashboard.Domain.Measures;
using Npgsql;

namespace MapDashboard.Data.Statistics;

/// <summary>
/// Follows the change log: makes the cases of each issue that changed anew from its whole history, and moves the counts of days and months by the
/// difference, in one transaction with the cursor (decisions/0017). Whoever asks for figures catches up first, so that nobody sees old ones.
/// </summary>
public sealed class MeasureUpkeep(NpgsqlDataSource dataSource, string zone)
{
    /// <summary>Rows of the log for one transaction.</summary>
    private const int Page = 2_000;

    /// <summary>Cases of archived issues for one statement, when all is counted anew.</summary>
    private const int KeptPage = 20_000;
    private const int TimeoutSeconds = 60;

    /// <summary>Stands for an area where everything is meant.</summary>
    public const string WholeMap = "*";

    /// <summary>
    /// SQL: codes of the levels whose areas are counted in every dimension. Below them only the whole of an area is: it has so few cases that rows of
    /// them would be as many as the cases, and these are read as fast.
    /// </summary>
    public const string LargeLevels = "(select coalesce(array_agg(code), '{}') from levels where rank <= 3)::text[]";

    /// <summary>The rank that both of these SQLs name.</summary>
    public const int LargestRank = 3;

    // Other levels are other counts, as another zone is.
    internal const string Levels = "(select coalesce(string_agg(code, ',' order by rank), '') from levels where rank <= 3)";

    /// <summary>Columns of measure_counts that hold counts, in one order everywhere.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. CaseSet.Counted.Select(set => set.Name)];

    private static readonly string Names = string.Join(", ", Columns);

    /// <summary>1 for each set to which the case of row <c>m</c> belongs, in the order of <see cref="Columns"/>.</summary>
    public static string Flags { get; } = string.Join(", ", CaseSet.Counted.Select(set => $"({Belongs(set)})::int"));

    /// <summary>
    /// The bucket of a time, a few per cent wide, of row <c>m</c>; null where it has none. By their counts a median knows in which bucket its middle
    /// lies, and reads the values of that one only.
    /// </summary>
    public const string Bucket = "floor(ln(1 + greatest(m.minutes, 0)) * 32)::int::text";

    /// <summary>
    /// SQL: parts of a WITH that make <c>last</c> and <c>made</c>, the cases of the issues named in its part <c>touched (issue_id)</c>, from the
    /// Changes up to $2. Each giving is judged by what comes next: the report-in, or another giving. Each issue's Changes are asked for by its id, in
    /// order: as a plain join the planner reads the whole log for a page of it.
    /// </summary>
    internal static readonly string CasesSql =
        $"""
        last as materialized (
          select t.issue_id, c.audiences, coalesce(c.v->>'areaCode', '') as area_code, c.v->>'category' as category, c.v->>'status' as status,
            (c.v->>'reportedAt')::timestamptz as reported_at, (c.v->>'acceptedAt')::timestamptz as accepted_at,
            (c.v->>'resolvedAt')::timestamptz as resolved_at, (c.v->>'endedAt')::timestamptz as ended_at, (c.v->>'caseDueAt')::timestamptz as case_due_at,
            coalesce((c.v->>'reworks')::int, 0) as reworks, coalesce((c.v->>'returns')::int, 0) as returns, coalesce((c.v->>'reopens')::int, 0) as reopens
          from touched t cross join lateral (
            select audiences, data::jsonb->'issue' as v from changes where issue_id = t.issue_id and seq <= $2 order by issue_version desc limit 1) c),
        events as materialized (
          select c.*
          from touched t cross join lateral (
            select issue_id, issue_version, kind, at, data::jsonb->'issue' as v from changes
            where issue_id = t.issue_id and seq <= $2 and kind in ('issue.dispatched', 'issue.transferred', 'issue.whistled', 'issue.reportedIn', 'issue.rated')
            order by issue_version) c),
        givings as (
          select *, lead(kind) over following as next_kind, lead(at) over following as next_at
          from events where kind <> 'issue.rated' window following as (partition by issue_id order by issue_version)),
        made as (
          select 'reported' as kind, issue_id, reported_at as at, 0 as marks, null::double precision as minutes from last
          union all
          select 'accepted', issue_id, accepted_at, 0, extract(epoch from accepted_at - reported_at)::double precision / 60 from last where accepted_at is not null
          union all
          select 'closed', issue_id, ended_at,
            case when resolved_at is null then 0 else {(int)CaseMarks.Answered} end
              + case when resolved_at <= case_due_at and reworks = 0 then {(int)CaseMarks.OnTime} else 0 end
              + case when reworks > 0 then {(int)CaseMarks.Reworked} else 0 end
              + case when returns > 0 then {(int)CaseMarks.Returned} else 0 end
              + case when reopens > 0 then {(int)CaseMarks.Reopened} else 0 end,
            extract(epoch from resolved_at - reported_at)::double precision / 60
          from last where status = 'closed'
          union all
          select 'given', issue_id, at, case when next_kind = 'issue.reportedIn' and next_at <= (v->>'dueAt')::timestamptz then {(int)CaseMarks.OnTime} else 0 end, null
          from givings where kind <> 'issue.reportedIn'
          union all
          select 'rated', issue_id, at,
            case when (v->'rating'->>'solved')::boolean then {(int)CaseMarks.Solved} else 0 end
              + case when (v->'rating'->>'satisfied')::boolean then {(int)CaseMarks.Satisfied} else 0 end, null
          from events where kind = 'issue.rated' and v->'rating'->>'by' is distinct from 'self')
        """;

    /// <summary>The end of a statement: moves the counts by the cases of its part <c>moved</c>, each with a sign and its local time.</summary>
    private static readonly string CountsSql =
        $"""
        flagged as (
          select m.*, f.* from moved m cross join lateral (select {Flags}) f ({Names}))
        insert into measure_counts (area, dimension, span, day, key, {Names})
        select area.code, d.dimension, s.span, date_trunc(s.span, m.local)::date, d.key, {Each("sum({0} * sign)")}
        from flagged m
          cross join lateral (
            select n.code, n.code = '{WholeMap}' or exists (select 1 from areas a where a.code = n.code and a.level = any({LargeLevels})) as is_large
            from (select substring(name from 7) as code from unnest(m.audiences) name where name like 'staff:%') n) area
          cross join lateral (values ('all', ''), ('category', m.category), ('status', m.status), ('hour', extract(hour from m.local)::text), ('minutes', {Bucket})) d (dimension, key)
          cross join (values ('day'), ('month')) s (span)
        where d.key is not null and (d.dimension = 'all' or area.is_large)
        group by 1, 2, 3, 4, 5
        having {string.Join(" or ", Columns.Select(column => $"sum({column} * sign) <> 0"))}
        on conflict (area, dimension, span, day, key) do update set {Each("{0} = measure_counts.{0} + excluded.{0}")}
        """;

    // The old cases are looked up issue by issue too: how many issues a page touches is a guess of the planner's, and at a wrong one it reads all cases.
    private static readonly string MakeSql =
        $"""
        with touched as materialized (
          select distinct issue_id from changes where seq > $1 and seq <= $2 and issue_id is not null),
        {CasesSql},
        gone as (
          delete from measure_cases where id = any(array(
            select c.id from touched t cross join lateral (select id from measure_cases where issue_id = t.issue_id offset 0) c))
          returning measure_cases.*),
        come as (
          insert into measure_cases (kind, issue_id, at, marks, minutes, area_code, category, status, audiences)
          select kind, issue_id, at, marks, minutes, area_code, category, status, audiences from made join last using (issue_id)
          returning *),
        moved as (
          select m.*, -1 as sign, (m.at at time zone $3) as local from gone m union all select m.*, 1, (m.at at time zone $3) from come m),
        {CountsSql}
        """;

    /// <summary>Counts anew what is kept of archived issues, whose Changes are in no log any more.</summary>
    private static readonly string KeptSql =
        $"""
        with moved as (
          select m.*, 1 as sign, (m.at at time zone $3) as local from measure_cases m where m.id > $1 and m.id <= $2),
        {CountsSql}
        """;

    /// <summary>
    /// SQL that is true where the case of row <c>m</c> belongs to the set. A mark is asked for as not nought: the planner takes "equal to" for one row
    /// in two hundred, and would sort all cases of a year to list fifty of them.
    /// </summary>
    public static string Belongs(CaseSet set) =>
        $"m.kind = '{Domain.Words<CaseKind>.Of(set.Kind)}'"
        + string.Concat(Enum.GetValues<CaseMarks>().Where(mark => mark != CaseMarks.None && set.Marks.HasFlag(mark)).Select(mark => $" and m.marks & {(int)mark} <> 0"));

    /// <summary>A line of SQL for each count, {0} being its column.</summary>
    internal static string Each(string format) => string.Join(", ", Columns.Select(column => string.Format(System.Globalization.CultureInfo.InvariantCulture, format, column)));

    /// <summary>Counts everything that is in the log now. What comes meanwhile is not waited for: writers may be faster than counting is.</summary>
    /// <param name="cancellationToken">Stops it after whole pages.</param>
    /// <param name="rest">Awaited after each page with the time that it took; null where somebody waits for the figures.</param>
    public async Task CatchUpAsync(CancellationToken cancellationToken, Func<TimeSpan, Task>? rest = null)
    {
        var (counted, end) = await PlaceAsync(cancellationToken);
        while (counted < end)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            await CountPageAsync(cancellationToken);
            if (rest is not null) await rest(watch.Elapsed);
            (counted, _) = await PlaceAsync(cancellationToken);
        }
    }

    /// <summary>How far this zone's days of this log are counted, -1 where nothing is, and where the log ends.</summary>
    private async Task<(long Counted, long End)> PlaceAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            select coalesce((select c.seq from measure_cursor c join log_epoch e on e.epoch = c.epoch where c.zone = $1 and c.levels = {Levels}), -1),
              coalesce((select max(seq) from changes), 0)
            """);
        command.Parameters.AddWithValue(zone);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Whether nothing of the log that the connection sees is uncounted.</summary>
    public async Task<bool> IsCountedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select exists (
              select 1 from measure_cursor c join log_epoch e on e.epoch = c.epoch
              where c.zone = $1 and c.seq >= (select coalesce(max(seq), 0) from changes))
            """,
            connection);
        command.Parameters.AddWithValue(zone);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task CountPageAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, "select pg_advisory_xact_lock($1)", cancellationToken, LockKeys.Measures);

        // Looking up issue by issue seems dear enough to be compiled, which takes longer than all of it.
        await ExecuteAsync(connection, "set local jit = off", cancellationToken);

        // Another zone cuts other days, another epoch is another log, other levels are other counts: what was counted is worth nothing then.
        await ExecuteAsync(
            connection,
            $"delete from measure_cursor where zone <> $1 or levels <> {Levels} or epoch <> (select epoch from log_epoch)",
            cancellationToken,
            zone);
        await using (var known = new NpgsqlCommand("select exists (select 1 from measure_cursor)", connection))
        {
            if (!(bool)(await known.ExecuteScalarAsync(cancellationToken))!)
            {
                await BeginAnewAsync(connection, cancellationToken);
            }
        }

        var (from, to) = await PageAsync(connection, cancellationToken);
        if (to > from)
        {
            await ExecuteAsync(connection, MakeSql, cancellationToken, from, to, zone);
            await ExecuteAsync(connection, "update measure_cursor set seq = $1", cancellationToken, to);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The cases of archived issues stay as they were made: nothing can make them again. They are counted here, all others from the log.</summary>
    private async Task BeginAnewAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "delete from measure_cases m where not exists (select 1 from archived_issues a where a.issue_id = m.issue_id)", cancellationToken);
        await ExecuteAsync(connection, "delete from measure_counts", cancellationToken);
        await ExecuteAsync(connection, $"insert into measure_cursor (id, epoch, seq, zone, levels) select 1, epoch, 0, $1, {Levels} from log_epoch", cancellationToken, zone);
        for (var from = 0L; ;)
        {
            await using var page = new NpgsqlCommand("select max(id) from (select id from measure_cases where id > $1 order by id limit $2) page", connection);
            page.Parameters.AddWithValue(from);
            page.Parameters.AddWithValue(KeptPage);
            if (await page.ExecuteScalarAsync(cancellationToken) is not long to) return;
            await ExecuteAsync(connection, KeptSql, cancellationToken, from, to, zone);
            from = to;
        }
    }

    private static async Task<(long From, long To)> PageAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select c.seq, coalesce((select max(seq) from (select seq from changes where changes.seq > c.seq order by seq limit $1) page), c.seq) from measure_cursor c", connection);
        command.Parameters.AddWithValue(Page);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = TimeoutSeconds };
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
