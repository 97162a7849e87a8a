using MapDashboard.Data.Activities;
using MapDashboard.Data.Issues;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Seed;

/// <summary>
/// Levels, roles and categories of a new database, and the default calendar and daily tasks of one that has none. What an operator has changed since is never touched.
/// </summary>
public static class ReferenceSeed
{
    private sealed record LevelFile(string Code, string Name, string NameEn, int Rank, bool LocatesIssues);

    private sealed record RoleFile(string Code, string Name, string NameEn, int Order, string Network, bool? GridLeader);

    private sealed record ThemeFile(string Code, string Name, string NameEn);

    private sealed record StaffingFile(IReadOnlyList<StaffingRule> Posts, IReadOnlyList<SizeRule> Sizes);

    /// <returns>Whether the database was new.</returns>
    public static async Task<bool> EnsureAsync(MapDbContext db, GisData files, DateTime now, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockKeys.Seed})", cancellationToken);
        if (!await db.WorkingCalendars.AnyAsync(row => row.AreaCode == null, cancellationToken)) db.WorkingCalendars.Add(AreaCalendar.Of(null, Calendar(files), now));
        var isNew = !await db.Levels.AnyAsync(cancellationToken);
        if (isNew) AddNew(db, files);
        if (!await db.StaffingRules.AnyAsync(cancellationToken) && !await db.SizeRules.AnyAsync(cancellationToken)) await AddStaffingAsync(db, files, isNew, cancellationToken);
        if (!await db.DailyTasks.AnyAsync(cancellationToken)) await AddDailyTasksAsync(db, files, now, cancellationToken);
        if (!await db.PatrolThemes.AnyAsync(cancellationToken)) db.PatrolThemes.AddRange(Themes(files));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isNew;
    }

    private static void AddNew(MapDbContext db, GisData files)
    {
        db.Levels.AddRange(files.Read<LevelFile[]>("levels.json").Select(level => new Level
        {
            Code = level.Code, Name = level.Name, NameEn = level.NameEn, Rank = level.Rank, LocatesIssues = level.LocatesIssues,
        }));
        db.Roles.AddRange(Roles(files));
        db.Categories.AddRange(CategoryFile.Flatten(files.Read<CategoryFile[]>("categories.json")).Select(entry => new Category
        {
            Code = entry.File.Code, ParentCode = entry.ParentCode, Name = entry.File.Name, NameEn = entry.File.NameEn, Icon = entry.File.Icon ?? Category.NoIcon,
            Position = entry.Position, Urgent = entry.File.Urgent ?? false, Small = entry.File.Small ?? false, Limits = entry.File.Limits,
            Responsible = entry.File.Responsible, Retired = entry.File.Retired ?? false, DuplicateRadius = entry.File.DuplicateRadius ?? Category.DefaultDuplicateRadius,
        }));
    }

    /// <summary>A database from before the rules gets them too, with the roles that they speak of; levels that it lacks have no rules.</summary>
    private static async Task AddStaffingAsync(MapDbContext db, GisData files, bool isNew, CancellationToken cancellationToken)
    {
        var rules = files.Read<StaffingFile>("staffing.json");
        string[] levels = [.. (await db.Levels.Select(level => level.Code).ToListAsync(cancellationToken)), .. db.Levels.Local.Select(level => level.Code)];
        if (!isNew)
        {
            var roles = await db.Roles.Select(role => role.Code).ToListAsync(cancellationToken);
            db.Roles.AddRange(Roles(files).Where(role => !roles.Contains(role.Code)));
        }

        db.StaffingRules.AddRange(rules.Posts.Where(rule => levels.Contains(rule.Level)));
        db.SizeRules.AddRange(rules.Sizes.Where(rule => levels.Contains(rule.Level)));
    }

    /// <summary>Tasks of roles and levels that the database has; later an operator's own list takes their place.</summary>
    private static async Task AddDailyTasksAsync(MapDbContext db, GisData files, DateTime now, CancellationToken cancellationToken)
    {
        var calendar = new WorkingClock(Calendar(files));
        string[] roles = [.. await db.Roles.Select(role => role.Code).ToListAsync(cancellationToken), .. db.Roles.Local.Select(role => role.Code)];
        string[] levels = [.. await db.Levels.Select(level => level.Code).ToListAsync(cancellationToken), .. db.Levels.Local.Select(level => level.Code)];
        var tasks = files.Read<DailyTaskFile[]>("daily-tasks.json").Select((file, n) => file.Task(n, calendar.DateOf(now)));
        db.DailyTasks.AddRange(tasks.Where(task => (task.Role is null || roles.Contains(task.Role)) && (task.Level is null || levels.Contains(task.Level))));
    }

    private static IEnumerable<PatrolTheme> Themes(GisData files) => files.Read<ThemeFile[]>("patrol-themes.json").Select((theme, n) => new PatrolTheme
    {
        Code = theme.Code, Name = theme.Name, NameEn = theme.NameEn, Position = n,
    });

    private static IEnumerable<Role> Roles(GisData files) => files.Read<RoleFile[]>("roles.json").Select(role => new Role
    {
        Code = role.Code, Name = role.Name, NameEn = role.NameEn, Order = role.Order, Network = role.Network, GridLeader = role.GridLeader ?? false,
    });

    private static WorkingCalendar Calendar(GisData files)
    {
        var calendar = files.Read<WorkingCalendar>("calendar.json");
        return CalendarCheck.Faults(calendar) is [var fault, ..] ? throw new InvalidDataException($"calendar.json: {fault.Message}") : calendar;
    }
}
