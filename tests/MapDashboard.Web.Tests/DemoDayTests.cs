using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Seed;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.TestSupport;
using MapDashboard.Web.Demo;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MapDashboard.Web.Tests;

/// <summary>件件有回音、事事有着落: a week of the demo, lived in seconds by the real commands, the calendar and the watch.</summary>
public sealed class DemoDayTests(DemoDayTests.Week week) : IClassFixture<DemoDayTests.Week>
{
    private readonly MapDbContext db = week.Db;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_issue_is_left_without_a_next_step_an_answer_or_a_reason()
    {
        var last = await LastNotesAsync();
        foreach (var issue in week.Issues)
        {
            var what = $"{issue.Number} {issue.Status}";
            switch (issue.Status)
            {
                case IssueStatus.Closed:
                    issue.Answer.ShouldNotBeNullOrWhiteSpace(what);
                    break;
                case IssueStatus.Voided:
                    last[issue.Id].Note.ShouldNotBeNullOrWhiteSpace(what);
                    break;
                case IssueStatus.Merged:
                    issue.MergedInto.ShouldNotBeNull(what);
                    break;
                default:
                    NextSteps(issue).ShouldNotBeEmpty(what);
                    (issue.DueAt ?? issue.RatingEndsAt).ShouldNotBeNull(what);
                    break;
            }
        }
    }

    [Fact]
    public async Task No_clock_that_has_run_out_went_unnoticed_by_the_watch()
    {
        var marks = (await db.WatchMarks.AsNoTracking().ToListAsync(Token)).ToLookup(mark => mark.IssueId);

        // The history ends a moment ago; what runs out in this very moment is the server's own watch's.
        var at = week.Server.Clock.UtcNow() - TimeSpan.FromMinutes(2);
        foreach (var issue in week.Issues)
        {
            issue.WatchDuties(at).Where(duty => !marks[issue.Id].Any(mark => mark.IsOf(duty))).ShouldBeEmpty(issue.Number);
        }

        marks.SelectMany(group => group).Select(mark => mark.Deed).Intersect([WatchDeed.Warn, WatchDeed.Whistle, WatchDeed.Close]).Count().ShouldBe(3);
    }

    [Fact]
    public async Task The_week_shows_more_than_the_straight_road_and_its_history_verifies()
    {
        var kinds = await db.Changes.Where(change => change.IssueId != null).Select(change => change.Kind).Distinct().ToListAsync(Token);
        foreach (var kind in new[]
                 {
                     ChangeKind.IssueSettled, ChangeKind.IssueAssisted, ChangeKind.IssueWhistled, ChangeKind.IssueExtended, ChangeKind.IssueReworked, ChangeKind.IssueReturned,
                     ChangeKind.IssueRated, ChangeKind.IssueWarned, ChangeKind.IssueClosed,
                 })
        {
            kinds.ShouldContain(kind);
        }

        (await new HistoryVerification(week.Server.DataSource).RunAsync([], progress: null, Token)).Break.ShouldBeNull();
    }

    [Fact]
    public async Task Organizations_handle_what_the_categories_give_them_and_nothing_else()
    {
        var responsible = await db.Categories.ToDictionaryAsync(category => category.Code, category => category.Responsible, Token);
        var handled = week.Issues.Where(issue => issue.Handler?.Kind == HandlerKind.Organization).ToArray();
        handled.Length.ShouldBeGreaterThan(week.Issues.Count / 5);
        foreach (var issue in handled) issue.Handler!.Code.ShouldBe(responsible[issue.Category], issue.Number);
    }

    private IEnumerable<IssueAction> NextSteps(Issue issue)
    {
        Actor[] who = [week.Cast.Desk, week.Cast.Leader, .. issue.Handler is { } handler ? new[] { week.Cast.ActorOf(handler) } : []];
        return who.SelectMany(issue.Allowed).Where(action => Lifecycle.Of(action).To is not null);
    }

    private async Task<Dictionary<Guid, ChangeData>> LastNotesAsync()
    {
        var rows = await db.Changes.AsNoTracking().Where(change => change.IssueId != null).OrderBy(change => change.Seq).Select(change => new { Id = change.IssueId!.Value, change.Data }).ToListAsync(Token);
        return rows.GroupBy(row => row.Id).ToDictionary(group => group.Key, group => JsonSerializer.Deserialize<ChangeData>(group.Last().Data, Data.Json.Options)!);
    }

    /// <summary>The demo's first start, on a database of the tests.</summary>
    public sealed class Week : IAsyncLifetime
    {
        public TestServer Server { get; private set; } = null!;

        public MapDbContext Db { get; private set; } = null!;

        public DemoCast Cast { get; private set; } = null!;

        public IReadOnlyList<Issue> Issues { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            Server = await TestServer.StartAsync();
            Db = Server.Context();
            await Db.Accounts.Where(account => !account.UserName!.StartsWith("grid")).ExecuteUpdateAsync(set => set.SetProperty(account => account.Demo, true));
            await using var scope = Server.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DemoHistory>().WriteAsync(CancellationToken.None);
            var texts = DemoTexts.Read(new GisData(ContentFolders.Find("gis-data")));
            Cast = (await DemoCast.LoadAsync(Db, Server.Clock.UtcNow(), CaseClock.DefaultRatingWindow, texts, CancellationToken.None))!;
            Issues = await Db.Issues.AsNoTracking().Include(issue => issue.Photos).ToListAsync();
            Issues.Count.ShouldBeGreaterThan(150);
        }

        public async ValueTask DisposeAsync()
        {
            await Db.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
