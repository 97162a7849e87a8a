using System.Text.Json.Serialization;
using MapDashboard.Domain.Measures;

namespace MapDashboard.Web.Statistics;

/// <param name="Value">A count, a rate from 0 to 1, or minutes; null where there is no case to divide by or to take the middle of.</param>
/// <param name="Numerator">Of a rate.</param>
/// <param name="Denominator">Of a rate.</param>
/// <param name="Formula">What was counted; absent in rows, which count the same.</param>
public sealed record Figure(
    double? Value, long? Numerator, long? Denominator, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Formula)
{
    /// <summary>What a measure says of a row of counts.</summary>
    public static Figure Of(Measure measure, MeasureRow row, bool withFormula = true)
    {
        var formula = withFormula ? measure.Formula : null;
        var numerator = row.Counts[measure.Numerator.Name];
        if (measure.Kind == MeasureKind.Count) return new Figure(numerator, null, null, formula);
        if (measure.Kind == MeasureKind.Median)
        {
            return new Figure(row.Medians.TryGetValue(measure.Numerator.Name, out var minutes) ? Math.Round(minutes, 2) : null, null, numerator, formula);
        }

        var denominator = row.Counts[measure.Denominator!.Name];
        return new Figure(denominator == 0 ? null : Math.Round((double)numerator / denominator, 6), numerator, denominator, formula);
    }
}

/// <param name="Key">Code of the category, area or status, the day or the hour.</param>
/// <param name="Name">To show.</param>
/// <param name="Reported">In the time range.</param>
/// <param name="Closed">In the time range.</param>
/// <param name="Open">Now.</param>
public sealed record StatisticsRow(string Key, string Name, long Reported, long Closed, long Open)
{
    /// <summary>Now; nought of days and hours, like Open.</summary>
    public long Overdue { get; init; }

    /// <summary>Rates of the row, and with medians=rows its medians; absent where only the staffing is amiss.</summary>
    public IReadOnlyDictionary<string, Figure>? Figures { get; init; }

    /// <summary>Of by=area, for staff: holders that posts and staffing rules want there and nobody is.</summary>
    public int? Vacancies { get; init; }

    /// <summary>Of by=area, for staff: size rules that the area breaks by being too large.</summary>
    public int? TooLarge { get; init; }

    public static StatisticsRow Of(MeasureRow row) =>
        new(row.Key, row.Name, row.Counts[CaseSet.Reported.Name], row.Counts[CaseSet.Closed.Name], row.Counts[CaseSet.Open.Name])
        {
            Overdue = row.Counts[CaseSet.Overdue.Name],
            Figures = Measure.All.Where(measure => measure.Kind != MeasureKind.Count)
                .ToDictionary(measure => measure.Key, measure => Figure.Of(measure, row, withFormula: false), StringComparer.Ordinal),
        };
}

/// <summary>A row of by=level: what the staffing rules find amiss there, now.</summary>
public sealed record LevelRow(string Key, string Name, int Vacancies, int TooLarge, int TooSmall);

/// <summary>The same figures of an earlier time of the same length, without those of now.</summary>
public sealed record PreviousView(DateTime From, DateTime To, IReadOnlyDictionary<string, Figure> Figures);

public sealed record StatisticsView(DateTime From, DateTime To, IReadOnlyDictionary<string, Figure> Figures, IReadOnlyList<object> Rows)
{
    /// <summary>By the words of <c>compare</c>; absent where nothing was to be compared.</summary>
    public IReadOnlyDictionary<string, PreviousView>? Previous { get; init; }
}
