namespace MapDashboard.Domain.Measures;

/// <summary>What happened, as far as measures count it; each is one row of <c>measure_cases</c>.</summary>
public enum CaseKind
{
    /// <summary>At reportedAt, once for each issue.</summary>
    Reported,

    /// <summary>At acceptedAt.</summary>
    Accepted,

    /// <summary>Dispatched, transferred or whistled for: whenever somebody was given the issue.</summary>
    Given,

    /// <summary>Whenever the issue was rated by another than who handled it.</summary>
    Rated,

    /// <summary>At endedAt, while the issue is closed: a reopened one is no longer.</summary>
    Closed,

    /// <summary>Now; read from the issues themselves.</summary>
    Open,

    /// <summary>Now; read from the issues themselves.</summary>
    Overdue,
}

/// <summary>What distinguishes one case from another of its kind.</summary>
[Flags]
public enum CaseMarks
{
    None = 0,

    /// <summary>Of closed: with an answer, so that somebody resolved it.</summary>
    Answered = 1,

    /// <summary>Of closed: resolved by the case's due time and never sent back. Of given: reported in by its due time.</summary>
    OnTime = 2,

    /// <summary>Of closed: sent back by who verified, at least once.</summary>
    Reworked = 4,

    /// <summary>Of closed: given back by a handler, at least once.</summary>
    Returned = 8,

    /// <summary>Of closed: opened again, at least once.</summary>
    Reopened = 16,

    /// <summary>Of rated.</summary>
    Solved = 32,

    /// <summary>Of rated.</summary>
    Satisfied = 64,
}

/// <summary>A set of cases that can be counted and listed: those of a kind that bear all the marks.</summary>
/// <param name="Name">Its column in <c>measure_counts</c>.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Marks">That they all bear.</param>
public sealed record CaseSet(string Name, CaseKind Kind, CaseMarks Marks = CaseMarks.None)
{
    public static CaseSet Reported { get; } = new("reported", CaseKind.Reported);

    public static CaseSet Accepted { get; } = new("accepted", CaseKind.Accepted);

    public static CaseSet Given { get; } = new("given", CaseKind.Given);

    public static CaseSet Responded { get; } = new("responded", CaseKind.Given, CaseMarks.OnTime);

    public static CaseSet Rated { get; } = new("rated", CaseKind.Rated);

    public static CaseSet Solved { get; } = new("solved", CaseKind.Rated, CaseMarks.Solved);

    public static CaseSet Satisfied { get; } = new("satisfied", CaseKind.Rated, CaseMarks.Satisfied);

    public static CaseSet Closed { get; } = new("closed", CaseKind.Closed);

    public static CaseSet Answered { get; } = new("answered", CaseKind.Closed, CaseMarks.Answered);

    public static CaseSet OnTime { get; } = new("on_time", CaseKind.Closed, CaseMarks.Answered | CaseMarks.OnTime);

    public static CaseSet Reworked { get; } = new("reworked", CaseKind.Closed, CaseMarks.Answered | CaseMarks.Reworked);

    public static CaseSet Returned { get; } = new("returned", CaseKind.Closed, CaseMarks.Answered | CaseMarks.Returned);

    public static CaseSet Reopened { get; } = new("reopened", CaseKind.Closed, CaseMarks.Answered | CaseMarks.Reopened);

    public static CaseSet Open { get; } = new("open", CaseKind.Open);

    public static CaseSet Overdue { get; } = new("overdue", CaseKind.Overdue);

    /// <summary>Those with a time, which are counted ahead by day and month.</summary>
    public static IReadOnlyList<CaseSet> Counted { get; } =
        [Reported, Accepted, Given, Responded, Rated, Solved, Satisfied, Closed, Answered, OnTime, Reworked, Returned, Reopened];
}
