using MapDashboard.Data.Statistics;
using MapDashboard.Domain.Measures;

namespace MapDashboard.Web.Statistics;

/// <summary>
/// The SQL of rows: key, name and a sum for each set of cases. $8 roots of subtrees, $9 their audiences, $10 the other audiences, $11 to $14 the whole
/// days and months, $15 and $16 the moments between which these lie; before them as everywhere in <see cref="StatisticsQuery"/>.
/// </summary>
internal static class CountsSql
{
    // Of many areas each span is looked up by itself, by a read of its own (offset 0): joined, the planner may read the counts of all years and areas.
    private const string WholeSpans = "(values ('month', $12::date, $13::date), ('day', $11, $12), ('day', $13, $14)) s (span, first, after)";
    private const string IsWhole = "((span = 'month' and day >= $12 and day < $13) or (span = 'day' and ((day >= $11 and day < $12) or (day >= $13 and day < $14))))";

    /// <param name="scope">Whose view.</param>
    /// <param name="dimension">By what.</param>
    /// <param name="sets">Which counts, in which order; what is open now and overdue follow.</param>
    public static string Of(MeasureScope scope, DimensionSql dimension, IReadOnlyList<CaseSet> sets)
    {
        string Each(string format) => string.Join(", ", sets.Select(set => string.Format(System.Globalization.CultureInfo.InvariantCulture, format, set.Name)));
        var names = Each("{0}");
        var kinds = string.Join(", ", sets.Select(set => $"'{Domain.Words<CaseKind>.Of(set.Kind)}'").Distinct(StringComparer.Ordinal));
        string Cases(string key, string sign, string where) => CasesOf($"m.kind in ({kinds}) and {where}", key, sign);
        string CasesOf(string where, string key, string sign = "") =>
            $"select {key} as key, {string.Join(", ", sets.Select(set => $"{sign}({MeasureUpkeep.Belongs(set)})::int"))}, 0, 0 from measure_cases m where {where}";
        var open = dimension.HasOpen
            ? $"union all select {dimension.OfIssue}, {Each("0")}, 1, ({StatisticsQuery.IsOverdue} is true)::int from issues i where {StatisticsQuery.IsOpen} and {scope.OfIssues}"
            : "";
        var isByDay = dimension is { Word: "all", Key: "r.key" };
        var (before, whole) = dimension.Word is { } word
            ? ("", $"select {(isByDay ? "day::text" : "key")}, {names}, 0, 0 from measure_counts where area = any($8) and dimension = '{word}' and {IsWhole}")
            : (Levels, $"""
                select c.key, {Each("c.sign * {0}")}, 0, 0 from counted c cross join {WholeSpans} cross join lateral (
                  select * from measure_counts where area = c.code and dimension = 'all' and span = s.span and day >= s.first and day < s.after offset 0) n
                union all {Cases(dimension.OfCase, "", MovedCases)}
                union all {Cases(TopOfCase, "-", MovedCases)}
                """);

        // Summed before names are looked up: of each key there are as many parts as days and months.
        return $"""
            with {before} parts (key, {names}, open, overdue) as (
              {whole}
              union all {Cases(dimension.OfCase, "", scope.CasesBetween("$3", "$15"))}
              union all {Cases(dimension.OfCase, "", scope.CasesBetween("$16", "$4"))}
              union all {CasesOf(scope.CasesBeside(kinds), dimension.OfCase)}
              {open}),
            r as (select key, {Each("sum({0}) as {0}")}, sum(open) as open, sum(overdue) as overdue from parts group by key)
            select {dimension.Key}, min({dimension.Name}), {Each("sum(r.{0})::bigint")}, sum(r.open)::bigint, sum(r.overdue)::bigint
            from r {dimension.Joins}
            where r.key is not null and $5::timestamptz is not null and $6::text is not null and ($7::text is null or true)
            group by 1 having {string.Join(" or ", sets.Select(set => set.Name).Concat(["open", "overdue"]).Select(column => $"sum(r.{column}) <> 0"))}
            order by sum(r.{sets[0].Name}) desc, 1
            """;
    }

    // A subtree counts in the area of the level above its root, or in none. What lies in areas of the level below its root is added to them and taken
    // from there. An area that once had another parent has counts of issues that are not of this subtree: of it the cases themselves are moved.
    private const string Levels =
        """
        tops as materialized (
          select t.code, coalesce((select b.code from areas a join areas b on b.code = any(a.path) where a.code = t.code and b.level = $7 limit 1), '') as key
          from unnest($8) t (code)),
        below as materialized (
          select b.code, b.has_moved, t.key from tops t join areas b on b.level = $7 and (t.code = '*' or b.path @> array[t.code])),
        counted (code, key, sign) as (
          select code, key, 1 from tops
          union all select code, code, 1 from below where not has_moved
          union all select code, key, -1 from below where not has_moved),
        moved as materialized (
          select coalesce(array_agg('staff:' || code), '{}') as names from areas where level = $7 and has_moved),
        """;

    private static readonly string MovedCases =
        $"m.at >= $15 and m.at < $16 and m.audiences && (select names from moved) and m.audiences && $9 and {MeasureScope.InPeriods("(select names from moved)", "$15", "$16")}";
    private const string TopOfCase = "(select t.key from tops t where 'staff:' || t.code = any(m.audiences) limit 1)";
}
