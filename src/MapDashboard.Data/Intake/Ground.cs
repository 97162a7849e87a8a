using MapDashboard.Data.Areas;
using MapDashboard.Data.Calendar;
using MapDashboard.Data.Geometries;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Data.Intake;

/// <summary>One state of everything by which a report is placed and timed, read once and never changed.</summary>
/// <param name="Version">Its name in the database.</param>
/// <param name="Areas">Where a position belongs.</param>
/// <param name="Categories">By code, those out of use too.</param>
/// <param name="Calendars">Working calendars.</param>
public sealed record Ground(Guid Version, AreaIndex Areas, IReadOnlyDictionary<string, Category> Categories, Calendars Calendars)
{
    /// <summary>The name of the state that is in force now.</summary>
    public static Task<Guid> VersionAsync(MapDbContext db, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<Guid>($"select version as \"Value\" from ground_version").SingleAsync(cancellationToken);

    /// <summary>Reads the present state, all of it as of one moment.</summary>
    public static async Task<Ground> ReadAsync(MapDbContext db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var version = await VersionAsync(db, cancellationToken);
        var levels = await db.Levels.AsNoTracking().ToDictionaryAsync(level => level.Code, StringComparer.Ordinal, cancellationToken);
        var rows = await db.Areas.AsNoTracking().OrderBy(area => area.Code)
            .Select(area => new
            {
                area.Code, area.ParentCode, area.Path, area.Level, area.Geom, area.ValidFrom, area.ValidTo,
                Label = area.Level == "building" && area.Geom != null ? Spatial.PointOnSurface(area.Geom) : null,
            }).ToListAsync(cancellationToken);
        var areas = rows.Select((row, order) => new IndexedArea(
            row.Code, row.ParentCode, row.Path, levels[row.Level], order, (Point?)row.Label, row.Geom is null ? null : new PreparedShape(row.Geom), row.ValidFrom, row.ValidTo));
        var categories = await db.Categories.AsNoTracking().ToDictionaryAsync(category => category.Code, StringComparer.Ordinal, cancellationToken);
        var calendars = await db.CalendarsAsync(cancellationToken);
        return new Ground(version, new AreaIndex([.. areas]), categories, calendars);
    }
}
