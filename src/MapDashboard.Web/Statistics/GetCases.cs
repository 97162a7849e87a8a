using MapDashboard.Data;
using MapDashboard.Data.Issues;
using MapDashboard.Data.Statistics;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Measures;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace MapDashboard.Web.Statistics;

/// <summary>A case behind a figure.</summary>
/// <param name="At">When it happened: reported, accepted, given, rated, closed; of what is open now, when it was reported.</param>
/// <param name="Counted">Whether it belongs to the numerator; always so in a part of one set.</param>
/// <param name="Minutes">Of a median: what the middle is taken of.</param>
/// <param name="Issue">As it is now; in public, its public view.</param>
public sealed record CaseView(DateTime At, bool Counted, double? Minutes, IssueView Issue);

/// <param name="Figure">Key of the measure.</param>
/// <param name="Part">numerator or denominator.</param>
/// <param name="Count">Of the whole list: what the figure says.</param>
/// <param name="Cases">One page, newest first. An issue that was rated or given twice stands there twice.</param>
/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record CasePage(string Figure, string Part, long Count, IReadOnlyList<CaseView> Cases, string? Cursor);

/// <summary>GET /api/statistics/cases: what a figure, or one row of it, counts.</summary>
public static class GetCases
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 200;

    public static async Task<IResult> HandleAsync(
        [AsParameters] StatisticsFilter filter, HttpContext context, MapDbContext db, MeasureReader measures, CancellationToken cancellationToken,
        string? figure = null, string? part = null, string? key = null, string? cursor = null, string? limit = null)
    {
        var asked = await StatisticsQuestion.ReadAsync(context, filter, cancellationToken);
        if (asked.Refusal is { } refusal) return refusal.ToResult();
        if (Measure.Find(figure) is not { } measure)
        {
            return Problems.Refuse(RefusalCodes.RequestUnknownValue, "figure is one of: " + string.Join(", ", Measure.All.Select(each => each.Key)) + ".");
        }

        if (part is not (null or "" or "numerator" or "denominator")) return Problems.Refuse(RefusalCodes.RequestUnknownValue, "part is numerator or denominator.");
        if (!QueryValues.TryLimit(limit, DefaultLimit, MostLimit, out var most)) return QueryValues.Unreadable("limit");
        if (asked.Value.By == Dimension.Level) return Problems.Refuse(RefusalCodes.RequestUnknownValue, "Rows by level have no cases.");
        (DateTime At, Guid Id)? after = null;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (!KeyCursor.TryParse(cursor, out var at, out var id)) return QueryValues.Unreadable("cursor");
            after = (at, id);
        }

        var isDenominator = part == "denominator";
        var set = isDenominator ? measure.Denominator ?? measure.Numerator : measure.Numerator;
        var list = new CaseList(asked.Value, measure, set, key);
        var (count, rows) = await measures.ReadAsync(
            async connection => (
                list.IsNow ? await list.CountAsync(connection, cancellationToken) : await measures.Query(connection, asked.Value).CountAsync(set, asked.Value.By, key, cancellationToken),
                await list.ReadAsync(connection, after, most, cancellationToken)),
            cancellationToken);
        var views = await ViewsAsync(db, asked.Value, rows, cancellationToken);
        var next = rows.Count < most ? null : KeyCursor.After(rows[^1].At, rows[^1].IssueId);
        return Results.Ok(new CasePage(measure.Key, isDenominator ? "denominator" : "numerator", count, views, next));
    }

    private static async Task<IReadOnlyList<CaseView>> ViewsAsync(MapDbContext db, StatisticsQuestion question, IReadOnlyList<CaseRow> rows, CancellationToken cancellationToken)
    {
        var viewer = question.Scope.Viewer;
        Guid[] ids = [.. rows.Select(row => row.IssueId).Distinct()];

        // Seen again: the scope is asked where the issue is read, and not only where it was counted.
        var issues = await question.Scope.Of(db.Issues.AsNoTracking().Include(issue => issue.Photos)).Where(issue => ids.Contains(issue.Id)).ToDictionaryAsync(issue => issue.Id, cancellationToken);
        return
        [
            .. rows.Where(row => issues.ContainsKey(row.IssueId)).Select(row =>
            {
                var view = issues[row.IssueId].View();
                return new CaseView(row.At, row.Counted, row.Minutes is { } minutes ? Math.Round(minutes, 2) : null, viewer.IsPublic ? view.ForPublic() : view);
            }),
        ];
    }
}

/// <summary>A case as it was counted.</summary>
public sealed record CaseRow(Guid IssueId, DateTime At, bool Counted, double? Minutes);

/// <summary>The cases of one set, of a question, perhaps of one row of it.</summary>
/// <param name="question">Whose view, when, by what.</param>
/// <param name="measure">Whose numerator is marked.</param>
/// <param name="set">The cases.</param>
/// <param name="key">Of the row; null for all.</param>
public sealed class CaseList(StatisticsQuestion question, Measure measure, CaseSet set, string? key)
{
    private readonly DimensionSql dimension = DimensionSql.Of(question.By, question.Level);

    /// <summary>Whether they are of now, and not of a time range.</summary>
    public bool IsNow => set.Kind is CaseKind.Open or CaseKind.Overdue;

    /// <summary>How many there are, one by one: what is of now is few.</summary>
    public async Task<long> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, $"select count(*) from {Rows}");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>One page, newest first.</summary>
    public async Task<IReadOnlyList<CaseRow>> ReadAsync(NpgsqlConnection connection, (DateTime At, Guid Id)? after, int most, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            $"""
            select r.issue_id, r.at, r.counted, r.minutes from {Rows}
            and ($9::timestamptz is null or (r.at, r.issue_id) < ($9, $10))
            order by r.at desc, r.issue_id desc limit $11
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)after?.At ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.AddWithValue(after?.Id ?? Guid.Empty);
        command.Parameters.AddWithValue(most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<CaseRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new CaseRow(reader.GetGuid(0), reader.GetDateTime(1), reader.GetBoolean(2), reader.IsDBNull(3) ? null : reader.GetDouble(3)));
        }

        return rows;
    }

    private string Rows => $"({(IsNow ? FromIssues : FromCases)}) r {dimension.Joins} where ($8::text is null or {dimension.Key} = $8) and $6::text is not null and ($7::text is null or true)";

    private string FromCases =>
        $"""
        select m.issue_id, m.at, ({MeasureUpkeep.Belongs(measure.Numerator)}) as counted, m.minutes, {dimension.OfCase} as key
        from measure_cases m
        where {MeasureUpkeep.Belongs(set)} and $5::timestamptz is not null and {question.Scope.CasesBetween("$3", "$4")}
        """;

    // Rows by time hold nothing of what is open now.
    private string FromIssues =>
        $"""
        select i.id as issue_id, i.reported_at as at, true as counted, null::double precision as minutes, {(dimension.HasOpen ? dimension.OfIssue : "null::text")} as key
        from issues i
        where {StatisticsQuery.IsOpen} and {(set.Kind == CaseKind.Overdue ? StatisticsQuery.IsOverdue : "$5::timestamptz is not null")}
          and $3::timestamptz is not null and $4::timestamptz is not null and {question.Scope.OfIssues}
        """;

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = StatisticsQuery.TimeoutSeconds };
        question.Scope.AddTo(command.Parameters);
        command.Parameters.AddWithValue(question.From);
        command.Parameters.AddWithValue(question.To);
        command.Parameters.AddWithValue(question.Now);
        command.Parameters.AddWithValue(question.Zone.Id);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)question.Level ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }
}
