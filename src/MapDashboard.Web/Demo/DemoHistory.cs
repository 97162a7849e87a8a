using MapDashboard.Domain;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Issues;
using MapDashboard.Data.Seed;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Photos;
using MapDashboard.Web.Watch;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Demo;

/// <summary>The week before the first start, so that trends and feeds of the demo have something to tell. Written through the same issue methods and log.</summary>
public sealed class DemoHistory(MapDbContext db, PhotoStore photoStore, IOptions<MapOptions> options, TimeProvider time)
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(7);
    private const int IssuesPerDay = 34;
    private const double ShareUnrated = 0.25;
    private const double ShareLate = 0.03;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        var texts = DemoTexts.Read(new GisData(ContentFolders.Find("gis-data")));
        if (await DemoCast.LoadAsync(db, now, options.Value.RatingWindow, texts, cancellationToken) is not { Leaves.Count: > 0 } cast) return;
        var random = new Random(20261121);
        var photos = new DemoPhotos(photoStore);
        var (life, steps) = (new DemoLife(cast, texts, photos, random), new DemoSteps(cast, texts, photos, random));
        var changes = new List<Change>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var at in ReportTimes(now, random))
        {
            var drop = life.NextDrop();
            var place = await db.FindPlaceAsync(drop.Location, drop.BuildingCode, drop.UnitCode, now, cancellationToken);
            var localDate = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, options.Value.Zone));
            var number = await db.NextNumberAsync(localDate, place!.AreaPath.FirstOrDefault(), cancellationToken);
            var issue = life.Report(number, drop, place, at);
            db.Issues.Add(issue);
            await LiveAsync(cast, steps, issue, now, random, cancellationToken);
            changes.AddRange(issue.TakeChanges());
        }

        // The log tells things in the order in which they happened, so that replay has a past.
        await db.CommitAsync([.. changes.OrderBy(change => change.At)], cancellationToken);
    }

    /// <summary>Walks the issue on until its next step would lie in the future; the watch does its part between the steps.</summary>
    private async Task LiveAsync(DemoCast cast, DemoSteps steps, Issue issue, DateTime now, Random random, CancellationToken cancellationToken)
    {
        var marks = new List<WatchMark>();
        var last = issue.ReportedAt;
        while (issue.Status.IsOpen())
        {
            var next = issue.Status == IssueStatus.Verified && random.NextDouble() < ShareUnrated ? DateTime.MaxValue : NextStepAt(cast.Clock, issue, last, random);
            if (Due(issue) is { } mark && mark < next && mark < now)
            {
                var made = await WatchTurn.DoAsync(db, issue, cast.Clock.At(mark), marks, cancellationToken);
                marks.AddRange(made.Select(duty => WatchMark.Of(issue.Id, duty, mark)));
                last = mark;
                if (made.Count > 0) continue;
            }

            if (next >= now) return;
            if (await steps.StepAsync(db, issue, next, cancellationToken) is { } refusal) throw new InvalidOperationException($"The demo plays a step that is refused: {refusal.Code} in {issue.Status}.");
            last = next;
        }

        // The first moment at which the watch owes something that it has not done.
        DateTime? Due(Issue of) => new[] { of.WarnAt, After(of.DueAt), of.CaseWarnAt, After(of.CaseDueAt), of.RatingEndsAt, After(of.Supervision?.DueAt) }
            .OfType<DateTime>().Select(at => at < last ? last : at)
            .Order().FirstOrDefault(at => of.WatchDuties(at).Any(duty => !marks.Exists(each => each.IsOf(duty)))) is var first && first != default ? first : null;

        static DateTime? After(DateTime? due) => due?.AddSeconds(1);
    }

    /// <summary>Mostly well within the limit, also on days off; now and then too late.</summary>
    private static DateTime NextStepAt(CaseClock clock, Issue issue, DateTime last, Random random)
    {
        var (limit, start) = (LimitOf(issue), issue.StageStartedAt);
        if (issue.Helpers.Any(helper => helper.ReportedInAt is null) || issue.Extension is { GrantedAt: null }) return Later(last, TimeSpan.FromMinutes(5 + random.Next(60)));
        if (random.NextDouble() < ShareLate) return Later(last, clock.After(start, limit) - start + TimeSpan.FromMinutes(20 + random.Next(400)));
        var plain = TimeSpan.FromHours(limit.Value * (limit.Unit == LimitUnit.WorkingDays ? 10 : 1));
        return Later(last, plain * (0.05 + (random.NextDouble() * random.NextDouble() * 0.8)));
    }

    private static DateTime Later(DateTime last, TimeSpan wait) => Clock.Cut(last + wait);

    private static Limit LimitOf(Issue issue) => issue.Status switch
    {
        IssueStatus.Reported or IssueStatus.Accepted => issue.Limits.Accept,
        IssueStatus.Dispatched => issue.Limits.ReportIn,
        IssueStatus.InProgress => issue.Limits.Handle,
        IssueStatus.Resolved => issue.Limits.Verify,
        _ => new Limit(20, LimitUnit.Hours),
    };

    private List<DateTime> ReportTimes(DateTime now, Random random)
    {
        var zone = options.Value.Zone;
        var firstDay = TimeZoneInfo.ConvertTimeFromUtc(now - Length, zone).Date;
        var times = new List<DateTime>();
        for (var day = 0; day <= Length.Days; day++)
        {
            var count = IssuesPerDay + random.Next(-8, 9);
            for (var n = 0; n < count; n++)
            {
                // Between 6 and 22 o'clock with the most around the middle of the day.
                var hour = 6 + (16 * (random.NextDouble() + random.NextDouble()) / 2);
                var local = DateTime.SpecifyKind(firstDay.AddDays(day).AddHours(hour), DateTimeKind.Unspecified);
                times.Add(TimeZoneInfo.ConvertTimeToUtc(local, zone));
            }
        }

        return [.. times.Where(at => at < now && at > now - Length).Order()];
    }
}
