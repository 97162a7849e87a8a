using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Measures;

namespace MapDashboard.Data.Statistics;

/// <summary>One thing that happened to an issue, as measures count it: made from the issue's Changes by <see cref="MeasureUpkeep"/> and from nothing else.</summary>
public sealed class MeasureCase
{
    /// <summary>Changes whenever the issue's cases are made anew.</summary>
    public long Id { get; init; }

    public required CaseKind Kind { get; init; }

    public required Guid IssueId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>A sum of <see cref="CaseMarks"/>.</summary>
    public required short Marks { get; init; }

    /// <summary>Of accepted and closed: how long it took from the report.</summary>
    public double? Minutes { get; init; }

    /// <summary>The issue's, which was frozen when it was decided; "" outside every area.</summary>
    public required string AreaCode { get; init; }

    /// <summary>A leaf.</summary>
    public required string Category { get; init; }

    /// <summary>The issue's status now.</summary>
    public required IssueStatus Status { get; init; }

    /// <summary>Who sees the issue now.</summary>
    public required string[] Audiences { get; init; }
}

/// <summary>Cases of an area and all below it, counted ahead over a local day or month.</summary>
public sealed class MeasureCount
{
    /// <summary>A code, or * for the whole map.</summary>
    public required string Area { get; init; }

    /// <summary>all; and of large areas category, hour, status, or minutes: how long it took, in buckets.</summary>
    public required string Dimension { get; init; }

    /// <summary>day or month.</summary>
    public required string Span { get; init; }

    /// <summary>The day, or the first of the month.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Of the dimension: leaf category, hour 0–23, status, bucket; "" of all.</summary>
    public required string Key { get; init; }

    public int Reported { get; init; }

    public int Accepted { get; init; }

    public int Given { get; init; }

    public int Responded { get; init; }

    public int Rated { get; init; }

    public int Solved { get; init; }

    public int Satisfied { get; init; }

    public int Closed { get; init; }

    public int Answered { get; init; }

    public int OnTime { get; init; }

    public int Reworked { get; init; }

    public int Returned { get; init; }

    public int Reopened { get; init; }
}

/// <summary>The single row that says how far the log is counted, in which epoch, by which zone's days, and of which levels in full.</summary>
public sealed class MeasureCursor
{
    public int Id { get; init; } = 1;

    public required Guid Epoch { get; init; }

    public required long Seq { get; init; }

    public required string Zone { get; init; }

    /// <summary>Codes of the levels whose areas are counted in every dimension, with commas between.</summary>
    public required string Levels { get; init; }
}
