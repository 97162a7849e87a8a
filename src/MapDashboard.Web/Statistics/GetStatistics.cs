using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.People;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Statistics;

/// <summary>GET /api/statistics: figures of a scope and a time, each with its formula, and rows by one dimension.</summary>
public static class GetStatistics
{
    /// <summary>A longer history is asked for in pieces: one question must not hold the database.</summary>
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(1100);

    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, MapDatabase database, IOptions<MapOptions> options, TimeProvider time, CancellationToken cancellationToken,
        string? area = null, string? from = null, string? to = null, string? by = null)
    {
        var now = time.UtcNow();
        var zone = options.Value.Zone;
        var today = TimeZoneInfo.ConvertTimeToUtc(TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date, zone);
        if (!QueryValues.TryTime(from, today, out var start)) return QueryValues.Unreadable("from");
        if (!QueryValues.TryTime(to, now, out var end)) return QueryValues.Unreadable("to");
        if (end - start > LongestRange) return Problems.Refuse(RefusalCodes.RequestInvalid, $"from and to lie at most {LongestRange.TotalDays} days apart.");
        if (end < start) return Problems.Refuse(RefusalCodes.RequestInvalid, "to lies before from.");
        if (!Words<Dimension>.TryParse(string.IsNullOrEmpty(by) ? "category" : by, out var dimension))
        {
            return Problems.Refuse(RefusalCodes.RequestUnknownValue, "by is one of: " + string.Join(", ", Words<Dimension>.All) + ".");
        }

        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var query = new StatisticsQuery(database.DataSource, viewer.Value, start, end, now, options.Value.TimeZone);
        var figures = await query.FiguresAsync(cancellationToken);

        // What is amiss among the staff is no business of the hall's visitors.
        var staffing = viewer.Value.IsPublic ? null : await StaffingReport.ReadAsync(db, viewer.Value, now, cancellationToken);
        if (staffing is not null)
        {
            figures["vacancies"] = StatisticsQuery.Count(staffing.Counts.Sum(count => (long)count.Vacancies), "holders that posts and staffing rules want and nobody is, now");
            figures["oversize"] = StatisticsQuery.Count(staffing.Counts.Sum(count => (long)count.TooLarge), "areas larger than their size rule allows, now");
        }

        if (dimension != Dimension.Level)
        {
            var rows = await query.RowsAsync(dimension, cancellationToken);
            return Results.Ok(new StatisticsView(start, end, figures, dimension == Dimension.Area && staffing is not null ? WithStaffing(rows, staffing) : rows));
        }

        return staffing is null
            ? Problems.Refuse(RefusalCodes.AccessDenied, "Staffing by level is for staff.")
            : Results.Ok(new StatisticsView(
                start, end, figures, [.. staffing.Counts.Select(count => new LevelRow(count.Level, count.Name, count.Vacancies, count.TooLarge, count.TooSmall))]));
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

/// <summary>By what the rows are counted.</summary>
public enum Dimension
{
    Category,
    Day,
    Area,
    Status,
    Level,
}

/// <param name="Value">A count, or a rate from 0 to 1; null where the denominator is nought.</param>
/// <param name="Numerator">Of a rate.</param>
/// <param name="Denominator">Of a rate.</param>
/// <param name="Formula">What was counted.</param>
public sealed record Figure(double? Value, long? Numerator, long? Denominator, string Formula);

/// <param name="Key">Code of the category, area or status, or the day.</param>
/// <param name="Name">To show.</param>
/// <param name="Reported">In the time range.</param>
/// <param name="Closed">In the time range.</param>
/// <param name="Open">Now.</param>
public sealed record StatisticsRow(string Key, string Name, long Reported, long Closed, long Open)
{
    /// <summary>Of by=area, for staff: holders that posts and staffing rules want there and nobody is.</summary>
    public int? Vacancies { get; init; }

    /// <summary>Of by=area, for staff: size rules that the area breaks by being too large.</summary>
    public int? TooLarge { get; init; }
}

/// <summary>A row of by=level: what the staffing rules find amiss there, now.</summary>
public sealed record LevelRow(string Key, string Name, int Vacancies, int TooLarge, int TooSmall);

public sealed record StatisticsView(DateTime From, DateTime To, IReadOnlyDictionary<string, Figure> Figures, IReadOnlyList<object> Rows);
