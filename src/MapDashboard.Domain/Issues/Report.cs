using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Coordinates;
using NetTopologySuite.Geometries;

namespace MapDashboard.Domain.Issues;

/// <summary>Where a report belongs, found before the issue is made.</summary>
/// <param name="AreaPath">Root first; empty outside every area.</param>
/// <param name="BuildingCode">By tap or by footprint; null outside buildings.</param>
/// <param name="UnitCode">Null when the report named none.</param>
/// <param name="BuildingPoint">The building's label point, WGS 84; null outside buildings.</param>
public sealed record FoundPlace(string[] AreaPath, string? BuildingCode, string? UnitCode, Point? BuildingPoint);

/// <summary>What a report says, with what the server found out about it.</summary>
public sealed record Report
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public required string ContentHash { get; init; }

    public required Category Category { get; init; }

    public required IssueSource Source { get; init; }

    public string? Description { get; init; }

    public string? Address { get; init; }

    /// <summary>WGS 84 (EPSG:4326).</summary>
    public required Point Location { get; init; }

    public double? Accuracy { get; init; }

    public CoordinateSystem Crs { get; init; }

    public required FoundPlace Place { get; init; }

    public DateTime? CapturedAt { get; init; }

    /// <summary>Of imported history; null for a report of this moment.</summary>
    public DateTime? ReportedAt { get; init; }

    /// <summary>True when name or phone of a third person came with it.</summary>
    public bool ForAnother { get; init; }
}

public sealed partial class Issue
{
    /// <summary>A clock this far ahead of ours is no clock: the report is refused.</summary>
    public static readonly TimeSpan CapturedAheadLimit = TimeSpan.FromHours(48);

    /// <summary>A report of a leaf category becomes an issue.</summary>
    /// <param name="report">What it says.</param>
    /// <param name="actor">Null for a resident without an account.</param>
    /// <param name="now">The server's time.</param>
    /// <exception cref="ArgumentException">The category is not a leaf: the caller has to refuse that before.</exception>
    public static Outcome<Issue> Report(Report report, Actor? actor, DateTime now)
    {
        var limits = report.Category.Limits ?? throw new ArgumentException("A category without limits is not a leaf.", nameof(report));
        if (report.CapturedAt is { } captured && captured > now + CapturedAheadLimit)
        {
            return new Refusal(RefusalCodes.IssueCapturedInFuture, "capturedAt lies more than 48 hours ahead of the server's clock.");
        }

        var reportedAt = report.ReportedAt ?? now;
        var issue = new Issue
        {
            Id = report.Id,
            Number = report.Number,
            ContentHash = report.ContentHash,
            Category = report.Category.Code,
            Limits = limits,
            Status = IssueStatus.Reported,
            Urgent = report.Category.Urgent,
            Source = report.Source,
            Description = report.Description,
            Address = report.Address,
            Location = report.Location,
            Accuracy = report.Accuracy,
            Crs = report.Crs,
            PublicLocation = report.Place.BuildingPoint,
            AreaPath = [.. report.Place.AreaPath],
            AreaCode = report.Place.AreaPath.LastOrDefault(),
            BuildingCode = report.Place.BuildingCode,
            UnitCode = report.Place.UnitCode,
            ReporterAccountId = actor?.AccountId,
            ReportedBy = actor?.Name,
            ForAnother = report.ForAnother,
            ReportedAt = reportedAt,
            CapturedAt = report.CapturedAt,
            CapturedAtDoubtful = report.CapturedAt > now,
        };
        issue.CaseDueAt = issue.WholeCaseDueAt(reportedAt);
        issue.StartStage(reportedAt, limits.Accept);
        issue.Record(ChangeKind.IssueReported, reportedAt, actor);
        return issue;
    }

    private DateTime WholeCaseDueAt(DateTime start) => start + Limits.Accept.Plain() + Limits.ReportIn.Plain() + Limits.Handle.Plain();

    /// <summary>Starts the clock of the present status; a null limit means that none runs.</summary>
    private void StartStage(DateTime now, Limit? limit)
    {
        StageStartedAt = now;
        DueAt = limit is null ? null : now + limit.Plain();
    }
}
