using MapDashboard.Data.Issues;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Data.Intake;

/// <summary>A report with everything found out about it, ready to be written.</summary>
/// <param name="Ground">The state by which it was placed and timed: written only while that one is in force.</param>
/// <param name="Report">Its number is drawn when it is written.</param>
/// <param name="Day">Local, for the number.</param>
/// <param name="Actor">Who reports; null for a resident without an account.</param>
/// <param name="Now">The server's time, by the clock of the place.</param>
/// <param name="Reporter">The third person behind it; null where there is none.</param>
/// <param name="Link">For a resident to follow it by; null for others.</param>
/// <param name="SimilarFor">Who wants to know of similar issues, by the names that they see; null where nobody does.</param>
public sealed record NewReport(
    Ground Ground, Report Report, DateOnly Day, Actor? Actor, Moment Now, Reporter? Reporter, TrackingLink? Link, IReadOnlyList<string>? SimilarFor);

/// <summary>What became of a report.</summary>
public enum Landing
{
    /// <summary>It is committed.</summary>
    Written,

    /// <summary>An issue of this id is there already; nothing was written.</summary>
    Known,

    /// <summary>Areas, categories or calendars have changed since it was placed; nothing was written, and it is to be placed anew.</summary>
    OtherGround,

    /// <summary>More wait than the server takes; nothing was written.</summary>
    Full,
}

/// <param name="Landing">What became of it.</param>
/// <param name="Issue">Set where it was written.</param>
/// <param name="Similar">Open issues of its kind close by, the nearest first.</param>
public sealed record LandedReport(Landing Landing, Issue? Issue = null, IReadOnlyList<SimilarIssue>? Similar = null);

/// <summary>An open issue that may be the same matter.</summary>
/// <param name="Id">Of the issue.</param>
/// <param name="Number">To name it by.</param>
/// <param name="Status">Open.</param>
/// <param name="ReportedAt">UTC.</param>
/// <param name="Meters">From the report.</param>
public sealed record SimilarIssue(Guid Id, string Number, IssueStatus Status, DateTime ReportedAt, double Meters);
