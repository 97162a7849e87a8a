using MapDashboard.Domain;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Issues;
using MapDashboard.Data.Seed;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Photos;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Demo;

/// <summary>On the embedded demo: makes plausible issues and walks them through their life while one watches. <c>--Map:Simulate=false</c> stops it.</summary>
public sealed class Simulation(
    MapDatabase database, PhotoStore photoStore, IOptions<MapOptions> options, TimeProvider time, ILogger<Simulation> logger) : BackgroundService
{
    private const int OpenWanted = 26;

    /// <summary>Share of turns that make a new issue. One takes about eight steps to its end, so above one in nine the open ones only grow.</summary>
    private const double ReportsWhenFew = 0.3;
    private const double ReportsWhenMany = 0.08;

    /// <summary>A suspended one waits for its review and a verified one for its rating: nobody hurries those.</summary>
    private static readonly IssueStatus[] Moving = [.. IssueStatuses.Open.Except([IssueStatus.Verified, IssueStatus.Suspended])];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private readonly Random random = new();
    private (DemoLife Life, DemoSteps Steps)? demo;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.IsEmbedded || !options.Value.Demo || !options.Value.Simulate) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(3 + (random.NextDouble() * 5)), time, stoppingToken);
            try
            {
                await TurnAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The database is away, or a person was faster on the same issue: the next turn is another one.
                logger.LogDebug(fault, "A turn of the simulation failed");
            }
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        await using var db = Database.Context(database.DataSource);
        var now = time.UtcNow();
        if (demo is null && !await LoadAsync(db, now, cancellationToken)) return;
        var open = await db.Issues.CountAsync(issue => Moving.Contains(issue.Status), cancellationToken);
        if (random.NextDouble() < (open < OpenWanted ? ReportsWhenFew : ReportsWhenMany))
        {
            // Anew for each report: categories may have been imported meanwhile.
            if (await LoadAsync(db, now, cancellationToken)) await ReportAsync(db, now, cancellationToken);
            return;
        }

        // The one that has waited longest in its stage comes next, or a random one, so that nothing lies for ever.
        var waiting = await db.Issues.Include(issue => issue.Photos).Where(issue => Moving.Contains(issue.Status) || (issue.Status == IssueStatus.Verified && issue.VerifiedAt < now - Patience))
            .OrderBy(issue => issue.StageStartedAt).Take(40).ToListAsync(cancellationToken);
        if (waiting.Count == 0) return;
        var next = random.NextDouble() < 0.4 ? waiting[0] : waiting[random.Next(waiting.Count)];
        if (await demo!.Value.Steps.StepAsync(db, next, now, cancellationToken) is null) await db.CommitAsync(next.TakeChanges(), cancellationToken);
    }

    private async Task<bool> LoadAsync(MapDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        var texts = DemoTexts.Read(new GisData(ContentFolders.Find("gis-data")));
        if (await DemoCast.LoadAsync(db, now, options.Value.RatingWindow, texts, cancellationToken) is not { Leaves.Count: > 0 } cast) return false;
        var photos = new DemoPhotos(photoStore);
        demo = (new DemoLife(cast, texts, photos, random), new DemoSteps(cast, texts, photos, random));
        return true;
    }

    private async Task ReportAsync(MapDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        var life = demo!.Value.Life;
        var drop = life.NextDrop();
        if (await db.FindPlaceAsync(drop.Location, drop.BuildingCode, drop.UnitCode, now, cancellationToken) is not { } place) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var localDate = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, options.Value.Zone));
        var number = await db.NextNumberAsync(localDate, place.AreaPath.FirstOrDefault(), cancellationToken);
        var issue = life.Report(number, drop, place, now);
        db.Issues.Add(issue);
        await db.CommitAsync(issue.TakeChanges(), cancellationToken);
    }
}
