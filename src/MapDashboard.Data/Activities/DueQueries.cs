using MapDashboard.Data.Areas;
using MapDashboard.Data.Calendar;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Calendar;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Activities;

/// <summary>A daily task that somebody has on a day, and what has been done of it.</summary>
/// <param name="Seat">Who and where.</param>
/// <param name="Task">The version in force that day.</param>
/// <param name="Day">Local to the area.</param>
/// <param name="Count">So far.</param>
/// <param name="Note">The last words; null where there are none.</param>
/// <param name="Doings">Ids of what was told by hand, so that a phone knows what of its own has arrived.</param>
public sealed record DueTask(Seat Seat, DailyTask Task, DateOnly Day, int Count, string? Note, IReadOnlyList<Guid> Doings)
{
    public bool IsDone => Count >= Task.Target;
}

/// <param name="Day">The day asked for; of areas in other zones, their own today.</param>
/// <param name="Today">By the default calendar.</param>
/// <param name="Tasks">By the order of the list, for each seat.</param>
public sealed record DueDay(DateOnly Day, DateOnly Today, IReadOnlyList<DueTask> Tasks);

/// <summary>What is due on a day, computed from the versions of the tasks, the posts held and the working calendar (decisions/0016).</summary>
public static class DueQueries
{
    private sealed record Done(Guid Id, string AreaCode, string Task, int Count, string? Note);

    /// <summary>Of a past day by the posts held at its end, of today by those held now.</summary>
    /// <param name="db">The database.</param>
    /// <param name="account">Of this one only; null for all.</param>
    /// <param name="codes">In the subtrees of these areas only; null for everywhere.</param>
    /// <param name="day">Null for each area's own today.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<DueDay> DueAsync(this MapDbContext db, Guid? account, string[]? codes, DateOnly? day, DateTime now, CancellationToken cancellationToken)
    {
        var calendars = await db.CalendarsAsync(cancellationToken);
        var today = calendars.Of([]).DateOf(now);
        var at = day < today ? calendars.Of([]).StartOf(day.Value.AddDays(1)).AddTicks(-TimeSpan.TicksPerMillisecond) : now;
        var seats = await db.SeatsAsync(at, account, codes, cancellationToken);
        return new DueDay(day ?? today, today, await OfSeatsAsync(db, seats, calendars, seat => day ?? calendars.Of(seat.Path).DateOf(now), cancellationToken));
    }

    /// <summary>The day that a moment is of in an area; null for a code that nothing holds.</summary>
    public static async Task<DateOnly?> LocalDayAsync(this MapDbContext db, string areaCode, DateTime at, CancellationToken cancellationToken) =>
        await db.Areas.PathOfAsync(areaCode, cancellationToken) is { } path ? (await db.CalendarsAsync(cancellationToken)).Of(path).DateOf(at) : null;

    private static async Task<IReadOnlyList<DueTask>> OfSeatsAsync(
        MapDbContext db, IReadOnlyList<Seat> seats, Calendars calendars, Func<Seat, DateOnly> dayOf, CancellationToken cancellationToken)
    {
        if (seats.Count == 0) return [];
        var days = seats.ToDictionary(seat => seat, dayOf);
        var (first, last) = (days.Values.Min(), days.Values.Max());
        var tasks = await db.DailyTasks.AsNoTracking().Where(task => task.ValidFrom <= last && (task.ValidTo == null || task.ValidTo > first))
            .OrderBy(task => task.Position).ThenBy(task => task.Code).ToListAsync(cancellationToken);
        var due = (
            from seat in seats
            from task in tasks
            where task.IsFor(seat) && task.IsDue(days[seat], calendars.Of(seat.Path).IsWorkingDay(days[seat]))
            select (Seat: seat, Task: task)).DistinctBy(each => (each.Seat.AccountId, each.Seat.AreaCode, each.Task.Id)).ToList();
        if (due.Count == 0) return [];
        Guid[] accounts = [.. due.Select(each => each.Seat.AccountId).Distinct()];
        var done = await DoneAsync(db, accounts, first, last, cancellationToken);
        var counted = await CountedAsync(db, accounts, first, last, cancellationToken);
        return [.. due.Select(each => Of(each.Seat, each.Task, days[each.Seat], done, counted))];
    }

    /// <summary>What the day's visits and patrols make of the tasks that are counted by them: for each, where it was and how many.</summary>
    private static async Task<ILookup<(Guid, DateOnly, CountedBy), (string[] Path, int Count)>> CountedAsync(
        MapDbContext db, Guid[] accounts, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var visits = await db.Visits.Where(visit => visit.Day >= first && visit.Day <= last && accounts.Contains(visit.AccountId))
            .Select(visit => new { visit.AccountId, visit.Day, By = CountedBy.Visits, visit.AreaPath, Count = visit.Households ?? 1 }).ToListAsync(cancellationToken);
        var patrols = await db.Patrols.Where(patrol => patrol.Day >= first && patrol.Day <= last && patrol.EndedAt != null && accounts.Contains(patrol.AccountId))
            .Select(patrol => new { patrol.AccountId, patrol.Day, By = CountedBy.Patrols, patrol.AreaPath, Count = 1 }).ToListAsync(cancellationToken);
        return visits.Concat(patrols).ToLookup(each => (each.AccountId, each.Day, each.By), each => (each.AreaPath, each.Count));
    }

    private static DueTask Of(
        Seat seat, DailyTask task, DateOnly day, ILookup<(Guid, DateOnly), Done> done, ILookup<(Guid, DateOnly, CountedBy), (string[] Path, int Count)> counted)
    {
        if (task.CountedBy != CountedBy.Hand)
        {
            var sum = counted[(seat.AccountId, day, task.CountedBy)].Where(each => each.Path.Contains(seat.AreaCode, StringComparer.Ordinal)).Sum(each => each.Count);
            return new DueTask(seat, task, day, sum, null, []);
        }

        var own = done[(seat.AccountId, day)].Where(each => each.AreaCode == seat.AreaCode && each.Task == task.Code).ToList();
        return new DueTask(seat, task, day, own.Sum(each => each.Count), own.LastOrDefault(each => each.Note is not null)?.Note, [.. own.Select(each => each.Id)]);
    }

    private static async Task<ILookup<(Guid, DateOnly), Done>> DoneAsync(MapDbContext db, Guid[] accounts, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var doings = await db.Doings.AsNoTracking().Where(doing => doing.Day >= first && doing.Day <= last && accounts.Contains(doing.AccountId))
            .OrderBy(doing => doing.At).ThenBy(doing => doing.Id).ToListAsync(cancellationToken);
        return doings.ToLookup(doing => (doing.AccountId, doing.Day), doing => new Done(doing.Id, doing.AreaCode, doing.Task, doing.Count, doing.Note));
    }
}
