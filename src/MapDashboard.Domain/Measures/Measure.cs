namespace MapDashboard.Domain.Measures;

/// <summary>What a figure's value is.</summary>
public enum MeasureKind
{
    /// <summary>How many cases.</summary>
    Count,

    /// <summary>Cases of the numerator over those of the denominator, 0 to 1.</summary>
    Rate,

    /// <summary>The middle of the cases' minutes, in real minutes and not in working hours.</summary>
    Median,
}

/// <summary>A figure: what it counts and how that is said (domain: 三率, 按时办结率, 平均用时 …).</summary>
/// <param name="Key">Its name in JSON; the pages know its words by it.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Numerator">The cases that count.</param>
/// <param name="Denominator">Of a rate: among which they are counted; they hold the numerator's.</param>
/// <param name="Formula">In words, English; the pages have their own in each language.</param>
public sealed record Measure(string Key, MeasureKind Kind, CaseSet Numerator, CaseSet? Denominator, string Formula)
{
    private const string AmongAnswered = ", of those closed in the time range with an answer";

    /// <summary>In the order in which they are told.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("reported", MeasureKind.Count, CaseSet.Reported, null, "from <= reportedAt < to"),
        new("closed", MeasureKind.Count, CaseSet.Closed, null, "status = closed, from <= endedAt < to"),
        new("open", MeasureKind.Count, CaseSet.Open, null, "status not in (closed, merged, voided), now"),
        new("overdue", MeasureKind.Count, CaseSet.Overdue, null, "open and (dueAt < now, or not yet resolved and caseDueAt < now)"),
        new(
            "responseRate", MeasureKind.Rate, CaseSet.Responded, CaseSet.Given,
            "reported in by the due time of the report-in, of all times that an issue was dispatched, transferred or whistled for in the time range"),
        new(
            "solvedRate", MeasureKind.Rate, CaseSet.Solved, CaseSet.Rated,
            "solved, of all ratings in the time range but those of reporters who handled it themselves"),
        new(
            "satisfiedRate", MeasureKind.Rate, CaseSet.Satisfied, CaseSet.Rated,
            "satisfied, of all ratings in the time range but those of reporters who handled it themselves"),
        new(
            "onTimeRate", MeasureKind.Rate, CaseSet.OnTime, CaseSet.Answered,
            "closed in the time range with resolvedAt <= caseDueAt and reworks = 0, of those closed with an answer"),
        new("reworkRate", MeasureKind.Rate, CaseSet.Reworked, CaseSet.Answered, "reworks > 0" + AmongAnswered),
        new("returnRate", MeasureKind.Rate, CaseSet.Returned, CaseSet.Answered, "returns > 0" + AmongAnswered),
        new("reopenRate", MeasureKind.Rate, CaseSet.Reopened, CaseSet.Answered, "reopens > 0" + AmongAnswered),
        new(
            "medianAcceptMinutes", MeasureKind.Median, CaseSet.Accepted, null,
            "median of acceptedAt - reportedAt in minutes, of those accepted in the time range"),
        new(
            "medianCloseMinutes", MeasureKind.Median, CaseSet.Answered, null,
            "median of resolvedAt - reportedAt in minutes" + AmongAnswered),
    ];

    /// <summary>The measure of a key; null where there is none.</summary>
    public static Measure? Find(string? key) => All.FirstOrDefault(measure => measure.Key == key);
}
