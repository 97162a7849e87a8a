using MapDashboard.Data;
using MapDashboard.Data.Activities;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;

namespace MapDashboard.Web.Activities;

/// <summary>GET /api/daily-tasks and GET /api/daily-tasks/mine: what is due on a day, and what of it was done.</summary>
public static class GetDailyTasks
{
    private const int MostPeople = 300;

    /// <param name="Code">Of the task.</param>
    /// <param name="Name">In Chinese.</param>
    /// <param name="NameEn">In English.</param>
    /// <param name="AreaCode">Where.</param>
    /// <param name="AreaName">To show.</param>
    /// <param name="Target">How many make it done.</param>
    /// <param name="Count">So far.</param>
    /// <param name="CountedBy">Visits and patrols count by themselves.</param>
    /// <param name="NeedsNote">A doing needs words.</param>
    /// <param name="Note">The last words.</param>
    /// <param name="Doings">Ids of what was told by hand.</param>
    public sealed record TaskView(
        string Code, string Name, string NameEn, string AreaCode, string AreaName, int Target, int Count, CountedBy CountedBy, bool NeedsNote, string? Note,
        IReadOnlyList<Guid> Doings);

    public sealed record MyDay(DateOnly Day, DateOnly Today, IReadOnlyList<TaskView> Tasks);

    public sealed record AreaLine(string Code, string Name, int Due, int Done);

    public sealed record TaskLine(string Code, string Name, string NameEn, int Target, int Count);

    public sealed record PersonLine(string Name, string AreaCode, string AreaName, int Due, int Done, IReadOnlyList<TaskLine> Tasks);

    /// <param name="Day">Of which.</param>
    /// <param name="Today">Of a day before it, what is not done was missed.</param>
    /// <param name="Due">In all.</param>
    /// <param name="Done">In all.</param>
    /// <param name="Areas">The areas one level below the one that is asked for.</param>
    /// <param name="People">Who has most left to do first.</param>
    /// <param name="More">The list of people is cut, the counts are not.</param>
    public sealed record AreaDay(DateOnly Day, DateOnly Today, int Due, int Done, IReadOnlyList<AreaLine> Areas, IReadOnlyList<PersonLine> People, bool More);

    public static async Task<IResult> MineAsync(HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? day = null)
    {
        if (!QueryValues.TryDay(day, out var asked)) return QueryValues.Unreadable("day");
        var due = await db.DueAsync(context.Caller().Actor.AccountId, null, asked, time.UtcNow(), cancellationToken);
        return Results.Ok(new MyDay(due.Day, due.Today, [.. due.Tasks.Select(View)]));
    }

    public static async Task<IResult> OfAreaAsync(
        HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? area = null, string? day = null)
    {
        if (!QueryValues.TryDay(day, out var asked)) return QueryValues.Unreadable("day");
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var due = await db.DueAsync(null, viewer.Value.Codes, asked, time.UtcNow(), cancellationToken);
        var people = due.Tasks.GroupBy(task => (task.Seat.AccountId, task.Seat.AreaCode)).Select(Person)
            .OrderByDescending(person => person.Due - person.Done).ThenBy(person => person.AreaCode, StringComparer.Ordinal).ThenBy(person => person.Name, StringComparer.Ordinal).ToList();
        return Results.Ok(new AreaDay(
            due.Day, due.Today, due.Tasks.Count, due.Tasks.Count(task => task.IsDone), await AreasAsync(db, viewer.Value, due.Tasks, cancellationToken),
            [.. people.Take(MostPeople)], people.Count > MostPeople));
    }

    private static TaskView View(DueTask due) => new(
        due.Task.Code, due.Task.Name, due.Task.NameEn, due.Seat.AreaCode, due.Seat.AreaName, due.Task.Target, due.Count, due.Task.CountedBy, due.Task.NeedsNote, due.Note,
        due.Doings);

    private static PersonLine Person(IEnumerable<DueTask> tasks)
    {
        List<DueTask> own = [.. tasks];
        var seat = own[0].Seat;
        return new PersonLine(
            seat.Name, seat.AreaCode, seat.AreaName, own.Count, own.Count(task => task.IsDone),
            [.. own.Select(task => new TaskLine(task.Task.Code, task.Task.Name, task.Task.NameEn, task.Task.Target, task.Count))]);
    }

    private static async Task<IReadOnlyList<AreaLine>> AreasAsync(MapDbContext db, Viewer viewer, IReadOnlyList<DueTask> tasks, CancellationToken cancellationToken)
    {
        var lines = tasks.GroupBy(task => AreaBelow.Of(viewer, task.Seat.Path), StringComparer.Ordinal)
            .Select(group => (Code: group.Key, Due: group.Count(), Done: group.Count(task => task.IsDone))).ToList();
        var names = await AreaBelow.NamesAsync(db, [.. lines.Select(line => line.Code)], cancellationToken);
        return [.. lines.OrderBy(line => line.Code, StringComparer.Ordinal).Select(line => new AreaLine(line.Code, names[line.Code], line.Due, line.Done))];
    }
}
