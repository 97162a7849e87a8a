using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
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

    /// <summary>Why it becomes no issue at that time; null where it does.</summary>
    public Refusal? RefusedAt(DateTime now) => CapturedAt is { } captured && captured > now + Issue.CapturedAheadLimit
        ? new Refusal(RefusalCodes.IssueCapturedInFuture, "capturedAt lies more than 48 hours ahead of the server's clock.")
        : null;
}

public sealed partial class Issue
{
    /// <summary>A clock this far ahead of ours is no clock: the report is refused.</summary>
    public static readonly TimeSpan CapturedAheadLimit = TimeSpan.FromHours(48);

    /// <summary>A report of a leaf category becomes an issue.</summary>
    /// <param name="report">What it says.</param>
    /// <param name="actor">Null for a resident without an account.</param>
    /// <param name="now">The server's time, by the clock of the place.</param>
    /// <exception cref="ArgumentException">The category is not a leaf: the caller has to refuse that before.</exception>
    public static Outcome<Issue> Report(Report report, Actor? actor, Moment now)
    {
        var limits = report.Category.Limits ?? throw new ArgumentException("A category without limits is not a leaf.", nameof(report));
        if (report.RefusedAt(now.At) is { } refusal) return refusal;
        var reportedAt = report.ReportedAt ?? now.At;
        var issue = new Issue
        {
            Id = report.Id,
            Number = report.Number,
            ContentHash = report.ContentHash,
            Category = report.Category.Code,
            Limits = limits,
            Small = report.Category.Small,
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
            CapturedAtDoubtful = report.CapturedAt > now.At,
        };
        var start = now.Clock.At(reportedAt);
        issue.StartCase(start);
        issue.MoveTo(IssueStatus.Reported, start, limits.Accept);
        issue.Record(ChangeKind.IssueReported, reportedAt, actor);
        return issue;
    }
}
