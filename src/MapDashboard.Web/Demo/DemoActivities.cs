using MapDashboard.Data;
using MapDashboard.Data.Activities;
using MapDashboard.Data.Calendar;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Areas;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Demo;

/// <summary>What the demo's workers did besides issues in the week before the first start. Nobody listens yet, so nothing of it is told in the log.</summary>
public sealed class DemoActivities(MapDbContext db, TimeProvider time)
{
    private const int Days = 7;
    private const double ShareDone = 0.85;

    private readonly Random random = new(20261122);
    private readonly DemoWalks walks = new(db, new Random(20261123));

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        var clock = (await db.CalendarsAsync(cancellationToken)).Of([]);
        var today = clock.DateOf(now);
        await db.DailyTasks.Where(task => task.ValidFrom == today).ExecuteUpdateAsync(set => set.SetProperty(task => task.ValidFrom, today.AddDays(-Days)), cancellationToken);
        var buildings = await db.Areas.AsNoTracking().Where(area => area.Level == "building" && area.Geom != null).OrderBy(area => area.Code).ToListAsync(cancellationToken);
        var workers = (await db.SeatsAsync(now, null, null, cancellationToken)).Where(seat => seat is { AccountRole: AccountRole.Worker, Level: "grid" }).ToList();
        for (var day = today.AddDays(-Days); day <= today; day = day.AddDays(1))
        {
            var due = await db.DueAsync(null, null, day, now, cancellationToken);
            foreach (var task in due.Tasks.Where(task => task.Task.CountedBy == CountedBy.Hand)) Do(task, clock.StartOf(day), now);
            foreach (var seat in workers)
            {
                Area[] own = [.. buildings.Where(building => building.Path.Contains(seat.AreaCode, StringComparer.Ordinal))];
                walks.Visit(seat, own, day, clock.StartOf(day), now);
                walks.Patrol(seat, own, day, clock.StartOf(day), now);
            }
        }

        await NotifyAsync(workers, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Between half past eight and six, a count at a time; what would lie ahead is not done yet.</summary>
    private void Do(DueTask due, DateTime midnight, DateTime now)
    {
        if (random.NextDouble() > ShareDone) return;
        for (var n = 0; n < due.Task.Target; n++)
        {
            var at = Clock.Cut(midnight.AddHours(8.5 + (random.NextDouble() * 9.5)));
            if (at > now) continue;
            db.Doings.Add(new Doing
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(at)), AccountId = due.Seat.AccountId, By = due.Seat.Name, Task = due.Task.Code, AreaCode = due.Seat.AreaCode,
                Day = due.Day, At = at, Count = 1, Note = due.Task.NeedsNote ? "已完成，情况正常" : null, ReceivedAt = at, ContentHash = "demo",
            });
        }
    }

    /// <summary>One that most have read, and one of this morning that some have not.</summary>
    private async Task NotifyAsync(IReadOnlyList<Seat> workers, DateTime now, CancellationToken cancellationToken)
    {
        var leader = await db.Accounts.FirstOrDefaultAsync(account => account.Demo && account.Role == AccountRole.Leader && account.AreaCode != null, cancellationToken);
        if (leader is null) return;
        Add("本周五下午三点在同心议事厅开网格例会，请带上本周走访记录。", now.AddDays(-1), [], (_, n) => n != 4);
        Add("入冬用火用电多，今天起每天查看消防通道，发现飞线充电、楼道堆物当场劝离，劝不动的马上上报。", now.AddHours(-2), ["worker"], (_, n) => n is 1 or 2 or 5);

        void Add(string text, DateTime at, string[] roles, Func<Seat, int, bool> hasRead)
        {
            var notice = new Notice
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(at)), AreaCode = leader.AreaCode!, Text = text, Public = false, ValidFrom = at, PostedBy = leader.DisplayName, AccountId = leader.Id, Roles = roles,
            };
            db.Notices.Add(notice);
            db.NoticeReceipts.AddRange(workers.DistinctBy(seat => seat.AccountId).Where(hasRead).Select(seat => new NoticeReceipt { NoticeId = notice.Id, AccountId = seat.AccountId, ReadAt = at.AddMinutes(5 + random.Next(60)) }));
        }
    }
}
