using System.Collections.Concurrent;
using MapDashboard.Data;
using MapDashboard.Data.People;
using MapDashboard.Domain.Access;
using MapDashboard.Web.Live;

namespace MapDashboard.Web.People;

/// <summary>
/// Staffing reports in memory, as long as the log is being followed and says nothing of areas, posts or people (decisions/0022): to make one, every area
/// and post is read, and every answer of statistics holds one.
/// </summary>
public sealed class StaffingCache(PeopleVersion version, LogTail tail)
{
    /// <summary>Of a county's areas a report takes some hundred kilobytes; with more viewers all begin anew.</summary>
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<string, Known> byCodes = new(StringComparer.Ordinal);

    private sealed record Known(long Version, DateTime From, StaffingReport Report)
    {
        public bool IsFor(long version, DateTime now) => Version == version && From <= now && !(Report.Until <= now);
    }

    /// <summary>As <see cref="StaffingReport.ReadAsync"/>.</summary>
    public async ValueTask<StaffingReport> GetAsync(MapDbContext db, Viewer viewer, DateTime now, CancellationToken cancellationToken)
    {
        var asked = version.Present;
        var codes = viewer.Codes is { } some ? string.Join(' ', some) : "*";
        if (tail.IsFollowing && byCodes.TryGetValue(codes, out var known) && known.IsFor(asked, now)) return known.Report;
        var report = await StaffingReport.ReadAsync(db, viewer, now, cancellationToken);
        if (byCodes.Count >= MostKept) byCodes.Clear();
        byCodes[codes] = new Known(asked, now, report);
        return report;
    }
}
