using System.Globalization;
using MapDashboard.TestSupport;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>A case as the reference finds it.</summary>
internal sealed record ReferenceCase(Guid Issue, DateTime At, bool Counted, double? Minutes, string Category, string Area, string Status);

/// <summary>
/// The figures once more, slowly: straight from the issues and the log, none of it counted ahead. What a viewer sees is asked of GET /api/issues.
/// </summary>
internal sealed class StatisticsReference(NpgsqlDataSource dataSource, TimeZoneInfo zone)
{
    private const string Columns = "i.category, coalesce(i.area_code, ''), i.status from issues i";
    private const string Givings = "c.kind in ('issue.dispatched', 'issue.transferred', 'issue.whistled')";
    private const string Closed = "where i.status = 'closed' and i.resolved_at is not null";

    // issue, at, counted, minutes, category, area, status: of the denominator, or of all where there is none. $1 is now.
    private static readonly Dictionary<string, string> Sql = new(StringComparer.Ordinal)
    {
        ["reported"] = $"select i.id, i.reported_at, true, null::double precision, {Columns}",
        ["closed"] = $"select i.id, i.ended_at, true, null::double precision, {Columns} where i.status = 'closed'",
        ["open"] = $"select i.id, null::timestamptz, true, null::double precision, {Columns} where i.ended_at is null",
        ["overdue"] =
            $"""
            select i.id, null::timestamptz, true, null::double precision, {Columns}
            where i.ended_at is null and (i.due_at < $1 or (i.resolved_at is null and i.status not in ('suspended', 'resolved', 'verified') and i.case_due_at < $1))
            """,
        ["onTimeRate"] = $"select i.id, i.ended_at, i.resolved_at <= i.case_due_at and i.reworks = 0, null::double precision, {Columns} {Closed}",
        ["reworkRate"] = $"select i.id, i.ended_at, i.reworks > 0, null::double precision, {Columns} {Closed}",
        ["returnRate"] = $"select i.id, i.ended_at, i.returns > 0, null::double precision, {Columns} {Closed}",
        ["reopenRate"] = $"select i.id, i.ended_at, i.reopens > 0, null::double precision, {Columns} {Closed}",
        ["solvedRate"] = Ratings("solved"),
        ["satisfiedRate"] = Ratings("satisfied"),
        ["responseRate"] =
            $"""
            select i.id, c.at,
              coalesce((select n.kind = 'issue.reportedIn' and n.at <= (c.data->'issue'->>'dueAt')::timestamptz from changes n
                where n.issue_id = c.issue_id and n.issue_version > c.issue_version and (n.kind = 'issue.reportedIn' or {Givings.Replace("c.", "n.", StringComparison.Ordinal)})
                order by n.issue_version limit 1), false),
              null::double precision, {Columns} join changes c on c.issue_id = i.id where {Givings}
            """,
        ["medianAcceptMinutes"] =
            $"select i.id, i.accepted_at, true, extract(epoch from i.accepted_at - i.reported_at)::double precision / 60, {Columns} where i.accepted_at is not null",
        ["medianCloseMinutes"] = $"select i.id, i.ended_at, true, extract(epoch from i.resolved_at - i.reported_at)::double precision / 60, {Columns} {Closed}",
    };

    public static IEnumerable<string> Keys => Sql.Keys;

    /// <summary>The cases of a figure among the issues that are seen; from and to do not count for what is now.</summary>
    public async Task<IReadOnlyList<ReferenceCase>> CasesAsync(string figure, IReadOnlySet<Guid> seen, DateTime from, DateTime to, DateTime now)
    {
        await using var command = dataSource.CreateCommand($"select * from ({Sql[figure]}) x where $1::timestamptz is not null");
        command.Parameters.AddWithValue(now);
        await using var reader = await command.ExecuteReaderAsync();
        var cases = new List<ReferenceCase>();
        while (await reader.ReadAsync())
        {
            var at = reader.IsDBNull(1) ? from : reader.GetDateTime(1);
            if (at < from || (at >= to && !reader.IsDBNull(1)) || !seen.Contains(reader.GetGuid(0))) continue;
            cases.Add(new ReferenceCase(
                reader.GetGuid(0), at, reader.GetBoolean(2), reader.IsDBNull(3) ? null : reader.GetDouble(3), reader.GetString(4), reader.GetString(5), reader.GetString(6)));
        }

        return cases;
    }

    /// <summary>value numerator denominator, as text.</summary>
    public static string Figure(string figure, IReadOnlyList<ReferenceCase> cases)
    {
        if (figure.StartsWith("median", StringComparison.Ordinal)) return Text(Median(cases), null, cases.Count);
        if (!figure.EndsWith("Rate", StringComparison.Ordinal)) return Text(cases.Count, null, null);
        var counted = cases.Count(each => each.Counted);
        return Text(cases.Count == 0 ? null : Math.Round((double)counted / cases.Count, 6), counted, cases.Count);
    }

    public static string Text(double? value, long? numerator, long? denominator) => string.Create(CultureInfo.InvariantCulture, $"{value} {numerator} {denominator}");

    /// <summary>The row of a case.</summary>
    public string KeyOf(ReferenceCase each, string by, IReadOnlyDictionary<string, string?> parents, IReadOnlyDictionary<string, (string[] Path, string Level)> areas, string? level) => by switch
    {
        "category" => parents.GetValueOrDefault(each.Category) ?? each.Category,
        "status" => each.Status,
        "day" => Local(each).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "hour" => Local(each).Hour.ToString(CultureInfo.InvariantCulture),
        _ when level is null || each.Area.Length == 0 => each.Area,
        _ => areas[each.Area].Path.FirstOrDefault(code => areas[code].Level == level) ?? "",
    };

    private DateTime Local(ReferenceCase each) => TimeZoneInfo.ConvertTimeFromUtc(each.At, zone);

    private static double? Median(IReadOnlyList<ReferenceCase> cases)
    {
        double[] sorted = [.. cases.Select(each => each.Minutes!.Value).Order()];
        if (sorted.Length == 0) return null;
        var middle = (sorted.Length - 1) / 2;
        var low = sorted[middle];
        return Math.Round(sorted.Length % 2 == 1 ? low : low + ((sorted[middle + 1] - low) * 0.5), 2);
    }

    private static string Ratings(string word) =>
        $"""
        select i.id, c.at, (c.data->'issue'->'rating'->>'{word}')::boolean, null::double precision, {Columns}
        join changes c on c.issue_id = i.id where c.kind = 'issue.rated' and coalesce(c.data->'issue'->'rating'->>'by', '') <> 'self'
        """;
}
