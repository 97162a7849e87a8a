using MapDashboard.Domain;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Issues;
using MapDashboard.Data.Seed;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Photos;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Demo;

/// <summary>The week before the first start, so that trends and feeds of the demo have something to tell. Written through the same issue methods and log.</summary>
public sealed class DemoHistory(MapDbContext db, PhotoStore photoStore, IOptions<MapOptions> options, TimeProvider time)
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(7);
    private const int IssuesPerDay = 34;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        var texts = DemoTexts.Read(new GisData(ContentFolders.Find("gis-data")));
        if (await DemoCast.LoadAsync(db, now, texts, cancellationToken) is not { Leaves.Count: > 0 } cast) return;
        var random = new Random(20261121);
        var life = new DemoLife(cast, texts, new DemoPhotos(photoStore), random);
        var changes = new List<Change>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var at in ReportTimes(now, random))
        {
            var drop = life.NextDrop();
            var place = await db.FindPlaceAsync(drop.Location, drop.BuildingCode, drop.UnitCode, now, cancellationToken);
            var localDate = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, options.Value.Zone));
            var number = await db.NextNumberAsync(localDate, place!.AreaPath.FirstOrDefault(), cancellationToken);
            var issue = life.Report(number, drop, place, at);
            Live(life, issue, at, now, random);
            db.Issues.Add(issue);
            changes.AddRange(issue.TakeChanges());
        }

        // The log tells things in the order in which they happened, so that replay has a past.
        await db.CommitAsync([.. changes.OrderBy(change => change.At)], cancellationToken);
    }

    /// <summary>Walks the issue on until its next step would lie in the future.</summary>
    private static void Live(DemoLife life, Issue issue, DateTime at, DateTime now, Random random)
    {
        while (issue.Status.IsOpen())
        {
            at += Wait(issue, random);
            if (at >= now || !life.Step(issue, at)) return;
        }
    }

    /// <summary>Mostly well within the limit; now and then too late.</summary>
    private static TimeSpan Wait(Issue issue, Random random)
    {
        var limit = issue.Status switch
        {
            IssueStatus.Reported => issue.Limits.Accept,
            IssueStatus.Accepted => issue.Limits.Accept,
            IssueStatus.Dispatched => issue.Limits.ReportIn,
            IssueStatus.InProgress => issue.Limits.Handle,
            IssueStatus.Resolved => issue.Limits.Verify,
            _ => new Limit(10, LimitUnit.Hours),
        };
        var share = random.NextDouble() < 0.03 ? 1.1 + random.NextDouble() : 0.05 + (random.NextDouble() * random.NextDouble() * 0.8);
        return limit.Plain() * share;
    }

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
