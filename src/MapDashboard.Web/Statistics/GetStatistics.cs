using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Measures;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.People;

namespace MapDashboard.Web.Statistics;

/// <summary>GET /api/statistics: figures of a scope and a time, each with its formula, rows by one dimension, and the same figures of earlier times.</summary>
public static class GetStatistics
{
    /// <summary>Words of <c>compare</c> → how many days earlier.</summary>
    private static readonly Dictionary<string, int> Comparisons = new(StringComparer.Ordinal) { ["yesterday"] = 1, ["lastWeek"] = 7 };

    public static async Task<IResult> HandleAsync(
        [AsParameters] StatisticsFilter filter, HttpContext context, MapDbContext db, StaffingCache staffings, MeasureReader measures, CancellationToken cancellationToken, string? compare = null, string? medians = null)
    {
        var asked = await StatisticsQuestion.ReadAsync(context, filter, cancellationToken);
        if (asked.Refusal is { } refusal) return refusal.ToResult();
        string[] words = string.IsNullOrEmpty(compare) ? [] : [.. compare.Split(',').Distinct(StringComparer.Ordinal)];
        if (words.Any(word => !Comparisons.ContainsKey(word)))
        {
            return Problems.Refuse(RefusalCodes.RequestUnknownValue, "compare holds, with commas between: " + string.Join(", ", Comparisons.Keys) + ".");
        }

        if (medians is not (null or "" or "rows")) return Problems.Refuse(RefusalCodes.RequestUnknownValue, "medians is rows, or left out.");
        var question = asked.Value;
        var viewer = question.Scope.Viewer;

        // What is amiss among the staff is no business of the hall's visitors.
        var staffing = viewer.IsPublic ? null : await staffings.GetAsync(db, viewer, question.Now, cancellationToken);
        if (question.By == Dimension.Level && staffing is null) return Problems.Refuse(RefusalCodes.AccessDenied, "Staffing by level is for staff.");
        var view = await measures.ReadAsync(
            async connection =>
            {
                var total = await measures.Query(connection, question).TotalAsync(cancellationToken);
                var figures = Measure.All.ToDictionary(measure => measure.Key, measure => Figure.Of(measure, total), StringComparer.Ordinal);
                AddStaffing(figures, staffing);
                var rows = question.By == Dimension.Level ? LevelRows(staffing!) : IssueRows(await measures.RowsAsync(connection, question, medians == "rows", cancellationToken), question, staffing);
                var previous = new Dictionary<string, PreviousView>(StringComparer.Ordinal);
                foreach (var word in words) previous[word] = await PreviousAsync(measures, connection, question, Comparisons[word], cancellationToken);
                return new StatisticsView(question.From, question.To, figures, rows) { Previous = words.Length == 0 ? null : previous };
            },
            cancellationToken);
        return Results.Ok(view);
    }

    private static async Task<PreviousView> PreviousAsync(
        MeasureReader measures, Npgsql.NpgsqlConnection connection, StatisticsQuestion question, int days, CancellationToken cancellationToken)
    {
        var from = MeasureRange.Earlier(question.From, days, question.Zone);
        var to = MeasureRange.Earlier(question.To, days, question.Zone);
        var total = await measures.Query(connection, question, MeasureRange.Of(from, to, question.Zone)).TotalAsync(cancellationToken);

        // How many were open then, no case says.
        return new PreviousView(from, to, Measure.All.Where(measure => CaseSet.Counted.Contains(measure.Numerator))
            .ToDictionary(measure => measure.Key, measure => Figure.Of(measure, total, withFormula: false), StringComparer.Ordinal));
    }

    private static void AddStaffing(Dictionary<string, Figure> figures, StaffingReport? staffing)
    {
        if (staffing is null) return;
        figures["vacancies"] = new Figure(staffing.Counts.Sum(count => (long)count.Vacancies), null, null, "holders that posts and staffing rules want and nobody is, now");
        figures["oversize"] = new Figure(staffing.Counts.Sum(count => (long)count.TooLarge), null, null, "areas larger than their size rule allows, now");
    }

    private static IReadOnlyList<object> LevelRows(StaffingReport staffing) =>
        [.. staffing.Counts.Select(count => new LevelRow(count.Level, count.Name, count.Vacancies, count.TooLarge, count.TooSmall))];

    private static IReadOnlyList<StatisticsRow> IssueRows(IReadOnlyList<MeasureRow> rows, StatisticsQuestion question, StaffingReport? staffing)
    {
        StatisticsRow[] views = [.. rows.Select(StatisticsRow.Of)];
        return question is { By: Dimension.Area, Level: null } && staffing is not null ? WithStaffing(views, staffing) : views;
    }

    /// <summary>The rows of areas with what is amiss in each area itself; areas without issues in which something is amiss follow.</summary>
    private static IReadOnlyList<StatisticsRow> WithStaffing(IReadOnlyList<StatisticsRow> rows, StaffingReport staffing)
    {
        var amiss = staffing.Findings.GroupBy(finding => finding.AreaCode, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => new StatisticsRow(group.Key, group.First().AreaName, 0, 0, 0)
            {
                Vacancies = group.Sum(finding => finding.Missing ?? 0), TooLarge = group.Count(finding => finding.Kind == "tooLarge"),
            },
            StringComparer.Ordinal);
        var none = new StatisticsRow("", "", 0, 0, 0);
        var known = rows.Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rows.Select(row => row with { Vacancies = amiss.GetValueOrDefault(row.Key, none).Vacancies ?? 0, TooLarge = amiss.GetValueOrDefault(row.Key, none).TooLarge ?? 0 }),
            .. amiss.Values.Where(row => !known.Contains(row.Key) && row.Vacancies + row.TooLarge > 0).OrderBy(row => row.Key, StringComparer.Ordinal),
        ];
    }
}
