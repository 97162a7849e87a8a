using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Issues;
using MapDashboard.Data.Statistics;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Measures;
using MapDashboard.TestSupport;
using MapDashboard.Web.Issues;
using MapDashboard.Web.Statistics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>
/// What is asked all the time reads neither the whole log nor all issues, cases, counts or marks of the watch, on a database with some thousand generated ones: PostgreSQL itself
/// counts how often it read each table from end to end.
/// </summary>
public sealed partial class FlatPlanTests(FlatPlanTests.History history) : IClassFixture<FlatPlanTests.History>
{
    private const string Zone = "Asia/Shanghai";
    private const int Page = 50;
    private static readonly Scope Admin = Scope.Of(AccountRole.Admin, Guid.Empty, [], null, null);
    private static readonly IssueFilter NoFilter = new(null, null, null, null, null, null, null, null, null);

    private readonly NpgsqlDataSource dataSource = history.DataSource;
    private readonly string grid = history.Grid;
    private readonly DateTime now = history.Now;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_begin_at_an_index_whatever_their_filter()
    {
        var community = grid[..^3];
        await using var db = Database.Context(dataSource);
        var number = await db.Issues.Select(issue => issue.Number).FirstAsync(Stop);
        await db.DisposeAsync();
        await NoWholeReadAsync("the first page", () => ListAsync(NoFilter));
        await NoWholeReadAsync("a page far back", () => ListAsync(NoFilter, after: (now.AddYears(-2), Guid.Empty)));
        await NoWholeReadAsync("a page far back of a category", () => ListAsync(NoFilter with { Category = "environment.litter" }, after: (now.AddYears(-2), Guid.Empty)));
        await NoWholeReadAsync("open ones", () => ListAsync(NoFilter with { Status = "open" }));
        await NoWholeReadAsync("overdue ones", () => ListAsync(NoFilter with { Overdue = "true" }));
        await NoWholeReadAsync("closed ones", () => ListAsync(NoFilter with { Status = "closed" }));
        await NoWholeReadAsync("a community", () => ListAsync(NoFilter with { Area = community }, community));
        await NoWholeReadAsync("a grid", () => ListAsync(NoFilter with { Area = grid }, grid));
        await NoWholeReadAsync("a micro-grid", () => ListAsync(NoFilter with { Area = grid + "01" }, grid + "01"));
        await NoWholeReadAsync("a building", () => ListAsync(NoFilter with { Area = grid + "01001" }, grid + "01001"));
        await NoWholeReadAsync("a week", () => ListAsync(NoFilter with { From = now.AddDays(-400).ToString("O"), To = now.AddDays(-393).ToString("O") }));
        await NoWholeReadAsync("ended since yesterday", () => ListAsync(NoFilter with { EndedFrom = now.AddDays(-1).ToString("O") }));
        await NoWholeReadAsync("a number", () => ListAsync(NoFilter with { Q = number }));
        await NoWholeReadAsync("a word that nobody wrote", () => ListAsync(NoFilter with { Q = "鲸鱼" }));
        await NoWholeReadAsync("a box", () => ListAsync(NoFilter with { Bbox = "118.1,34.8,118.11,34.81" }));
        await NoWholeReadAsync("a large box", () => ListAsync(NoFilter with { Bbox = "118.1,34.7,118.3,34.9" }));
    }

    [Theory]
    [InlineData(0.5, "")]
    [InlineData(0.5, "open")]
    [InlineData(0.05, "")]
    [InlineData(0.03, "closed,open")]
    [InlineData(0.004, "closed")]
    [InlineData(0.0001, "")]
    [InlineData(0, "")]
    [InlineData(0, "open,closed")]
    [InlineData(180, "")]
    public async Task A_box_lists_exactly_the_issues_that_lie_in_it(double side, string status)
    {
        await using var db = Database.Context(dataSource);
        await using var transaction = await db.Database.BeginTransactionAsync(Stop);
        await db.Database.ExecuteSqlAsync($"alter table issues disable trigger user", Stop);

        // Round an issue, with others on the border, and some on both sides of the meridian and the equator.
        var at = (await db.Issues.Where(issue => issue.Status == IssueStatus.Closed).OrderBy(issue => issue.Id).FirstAsync(Stop)).Location;
        double[] sides = side > 90 ? [-side, -90, side, 90] : [at.X - (side / 3), at.Y - (side / 3), at.X + (side / 3 * 2), at.Y + (side / 3 * 2)];
        await db.Database.ExecuteSqlAsync($"update issues set location = st_setsrid(st_makepoint({sides[2]}, {at.Y}), 4326) where id in (select id from issues where status = 'closed' order by id offset 1 limit 9)", Stop);
        await db.Database.ExecuteSqlAsync($"update issues set location = st_setsrid(st_makepoint(random() - 0.5, random() - 0.5), 4326) where id in (select id from issues order by id desc limit 9)", Stop);
        var filter = NoFilter with { Bbox = string.Join(',', sides.Select(each => each.ToString("R", System.Globalization.CultureInfo.InvariantCulture))), Status = status };
        var all = await db.Issues.AsNoTracking().OrderByDescending(issue => issue.ReportedAt).ThenByDescending(issue => issue.Id)
            .Select(issue => new { issue.Id, issue.ReportedAt, issue.Location, issue.Status }).ToListAsync(Stop);
        var expected = all
            .Where(issue => issue.Location.X >= sides[0] && issue.Location.X <= sides[2] && issue.Location.Y >= sides[1] && issue.Location.Y <= sides[3])
            .Where(issue => status.Length == 0 || (status.Contains("open") && IssueStatuses.Open.Contains(issue.Status)) || (status.Contains("closed") && issue.Status == IssueStatus.Closed))
            .ToArray();
        expected.ShouldNotBeEmpty();
        var found = (await IssueSearch.FindAsync(db, new Viewer(Admin), filter, now, Stop)).Value;
        (await ListIssues.Page(found, null, 10_000).Select(issue => issue.Id).ToListAsync(Stop)).ShouldBe(expected.Select(issue => issue.Id));
        if (side < 0.1) (await ListIssues.InBoxAsync(db, filter, found, null, 10_000, Stop))!.Select(issue => issue.Id).ShouldBe(expected.Select(issue => issue.Id));

        // In pages of three, each after the last row of the one before.
        var paged = new List<Guid>();
        (DateTime At, Guid Id)? after = null;
        while (paged.Count < Math.Min(expected.Length, 30))
        {
            var page = await ListIssues.InBoxAsync(db, filter, found, after, 3, Stop) ?? await ListIssues.Page(found, after, 3).ToListAsync(Stop);
            page.ShouldNotBeEmpty();
            paged.AddRange(page.Select(issue => issue.Id));
            after = (page[^1].ReportedAt, page[^1].Id);
        }

        paged.ShouldBe(expected.Take(paged.Count).Select(issue => issue.Id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_past_of_an_area_holds_what_was_open_and_exactly_what_had_ended_last(int depth)
    {
        await using var db = Database.Context(dataSource);
        var path = (await db.Issues.OrderBy(issue => issue.Number).Select(issue => issue.AreaPath).FirstAsync(Stop))[..(depth + 1)];
        var changes = await db.Changes.AsNoTracking().Where(change => change.IssueId != null).OrderBy(change => change.Seq)
            .Select(change => new { change.Seq, change.At, Issue = change.IssueId!.Value, change.EndedAt, change.Audiences }).ToListAsync(Stop);
        await db.DisposeAsync();
        var viewer = new Viewer(Admin, path);
        var (first, last) = (changes[0].At, changes[^1].At);
        foreach (var at in new[] { first.AddDays(-1), first.AddDays(20), first + ((last - first) / 3), first + ((last - first) * 0.9), last, DateTime.SpecifyKind(DateTime.MaxValue.Date, DateTimeKind.Utc) })
        {
            var past = (await new PastReader(dataSource).ReadAsync(viewer, at, Stop)).Value;
            var until = Cursor.TryParse(past.Cursor, out var cursor) ? cursor.Seq : -1;
            var then = changes.Where(change => change.Seq <= until).GroupBy(change => change.Issue).Select(issue => issue.Last()).Where(change => viewer.Sees(change.Audiences)).ToArray();
            past.Issues.Select(issue => issue.Id).ShouldBe(then.Where(change => change.EndedAt is null).Select(change => change.Issue), ignoreOrder: true);
            past.Recent.Select(issue => issue.Id).ShouldBe(then.Where(change => change.EndedAt <= at).OrderByDescending(change => change.EndedAt).Take(SnapshotReader.RecentLimit).Select(change => change.Issue));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_small_area_lists_exactly_the_issues_that_name_it_as_audience(int depth)
    {
        await using var db = Database.Context(dataSource);
        var area = (await db.Issues.OrderBy(issue => issue.Number).Select(issue => issue.AreaPath).FirstAsync(Stop))[depth];
        var path = await db.Areas.Where(each => each.Code == area).Select(each => each.Path).SingleAsync(Stop);
        path.Length.ShouldBe(depth + 1);
        var found = await IssueSearch.FindAsync(db, new Viewer(Admin, path), NoFilter with { Area = area }, now, Stop);
        var listed = await ListIssues.Page(found.Value, null, 10_000).Select(issue => issue.Id).ToListAsync(Stop);
        var named = await db.Issues.Where(issue => issue.Audiences.Contains(Audience.Staff(area)))
            .OrderByDescending(issue => issue.ReportedAt).ThenByDescending(issue => issue.Id).Select(issue => issue.Id).ToListAsync(Stop);
        listed.ShouldBe(named);
        listed.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("灯")]
    [InlineData("路灯")]
    [InlineData("路灯不亮")]
    [InlineData("DIANTI 3")]
    [InlineData("000")]
    [InlineData("2 坏")]
    [InlineData("100%")]
    [InlineData("a_c")]
    [InlineData("鲸鱼")]
    [InlineData("灯路")]
    public async Task A_word_finds_exactly_the_issues_whose_texts_hold_it(string word)
    {
        await using var db = Database.Context(dataSource);
        await using var transaction = await db.Database.BeginTransactionAsync(Stop);
        var some = await db.Issues.OrderBy(issue => issue.Id).Take(4).ToArrayAsync(Stop);
        await db.Database.ExecuteSqlAsync($"alter table issues disable trigger user", Stop);
        await db.Database.ExecuteSqlAsync($"update issues set description = '电梯 Dianti 3 坏了, 100% ABC' where id = {some[0].Id}", Stop);
        await db.Database.ExecuteSqlAsync($"update issues set description = null, address = '路灯不亮，a_c' where id = {some[1].Id}", Stop);
        await db.Database.ExecuteSqlAsync($"update issues set description = '不亮的路灯，abc 1000' where id = {some[2].Id}", Stop);
        await db.Database.ExecuteSqlAsync($"update issues set description = '灯', address = '' where id = {some[3].Id}", Stop);
        var texts = await db.Issues.AsNoTracking().Select(issue => new { issue.Id, issue.Number, issue.Description, issue.Address }).ToListAsync(Stop);
        var expected = texts.Where(issue => new[] { issue.Number, issue.Description, issue.Address }.Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false))
            .Select(issue => issue.Id).Order();
        var found = await IssueSearch.FindAsync(db, new Viewer(Admin), NoFilter with { Q = word }, now, Stop);
        (await found.Value.Select(issue => issue.Id).ToListAsync(Stop)).Order().ShouldBe(expected);
    }

    [Fact]
    public async Task The_log_is_read_from_its_end_or_from_a_place_in_it()
    {
        var log = new ChangeLogReader(dataSource);
        var viewer = new Viewer(Admin);
        var end = await log.EndAsync(Stop);
        var early = end with { Seq = end.Seq - 200 };
        var past = now.AddDays(-500);
        await NoWholeReadAsync("its end", () => log.EndAsync(Stop));
        await NoWholeReadAsync("what came since", () => log.SinceAsync(early, viewer, Stop));
        await NoWholeReadAsync("the Changes since", () => log.ReadForAsync(viewer, early, 500, Stop));
        await NoWholeReadAsync("the next page of the tail", () => log.ReadAsync(end.Seq - 50, 500, Stop));
        await NoWholeReadAsync("whether areas changed", () => log.AreasChangedAsync(early.Seq, end.Seq, Stop));
        await NoWholeReadAsync("the present", () => new SnapshotReader(dataSource).ReadAsync(viewer, Stop));
        await NoWholeReadAsync("the past", () => new PastReader(dataSource).ReadAsync(viewer, past, Stop));
        await NoWholeReadAsync("density of a day", () => new DensityReader(dataSource).ReadAsync(viewer, (past, past.AddDays(1)), null, 96, Stop));
        await NoWholeReadAsync("the next checkpoint", () => new CheckpointWriter(dataSource, 100).AddAsync(Stop));
        await ExecuteAsync("update checkpoints set states = null, endings = null, times = null, first_at = null where seq = (select max(seq) from checkpoints)");
        await NoWholeReadAsync("the states of one from before", async () => (await new CheckpointWriter(dataSource).FillAsync(Stop)).ShouldBeTrue());
        await NoWholeReadAsync("what the watch owes", () => dataSource.OwedAsync(now, 100, Stop));
        await NoWholeReadAsync("the story of an issue", async () =>
        {
            await using var db = Database.Context(dataSource);
            var id = await db.Issues.Select(issue => issue.Id).FirstAsync(Stop);
            (await db.Changes.AsNoTracking().Where(row => row.IssueId == id).OrderBy(row => row.Seq).ToListAsync(Stop)).ShouldNotBeEmpty();
        }, butIssues: true);
    }

    [Fact]
    public async Task Figures_read_what_is_counted_ahead()
    {
        await NoWholeReadAsync("a year by category", () => FiguresAsync(query => query.RowsAsync(Dimension.Category, withMedians: false, Stop)));
        await NoWholeReadAsync("a year as one row, with medians", () => FiguresAsync(query => query.TotalAsync(Stop)));
        await NoWholeReadAsync("a year by grid", () => FiguresAsync(query => query.RowsAsync(Dimension.Area, withMedians: false, Stop), level: "grid"));
        await NoWholeReadAsync("a year of a grid by category", () => FiguresAsync(query => query.RowsAsync(Dimension.Category, withMedians: false, Stop), area: grid));
        await NoWholeReadAsync("the length of a list of cases", () => FiguresAsync(query => query.CountAsync(CaseSet.Closed, Dimension.Category, null, Stop)));

        await ExecuteAsync("update measure_cursor set seq = seq - 300");
        await NoWholeReadAsync("counting what has come", () => new MeasureUpkeep(dataSource, Zone).CatchUpAsync(Stop));
    }

    [Fact]
    public async Task A_whole_read_would_be_noticed()
    {
        var noticed = await Record.ExceptionAsync(() => NoWholeReadAsync("all", () => ExecuteAsync("select count(*) from changes where data::text like '%x%'")));
        noticed.ShouldBeOfType<ShouldAssertException>().Message.ShouldContain("changes was read from end to end");
    }

    private async Task ListAsync(IssueFilter filter, string? area = null, (DateTime At, Guid Id)? after = null)
    {
        await using var db = Database.Context(dataSource);
        var path = area is null ? null : await db.Areas.Where(each => each.Code == area).Select(each => each.Path).SingleAsync(Stop);
        var found = await IssueSearch.FindAsync(db, new Viewer(Admin, path), filter, now, Stop);
        _ = await ListIssues.InBoxAsync(db, filter, found.Value, after, Page, Stop) ?? await ListIssues.Page(found.Value, after, Page).ToListAsync(Stop);
    }

    private async Task FiguresAsync(Func<StatisticsQuery, Task> ask, string? area = null, string? level = null)
    {
        await using var db = Database.Context(dataSource);
        var path = area is null ? null : await db.Areas.Where(each => each.Code == area).Select(each => each.Path).SingleAsync(Stop);
        var scope = (await MeasureScope.FindAsync(db, new Viewer(Admin, path), Stop)).Value;
        await db.DisposeAsync();
        await using var connection = await dataSource.OpenConnectionAsync(Stop);
        await ask(new StatisticsQuery(connection, scope, MeasureRange.Of(now.AddDays(-380), now.AddDays(-15), TimeZoneInfo.FindSystemTimeZoneById(Zone)), now, Zone, level));
    }

    private async Task NoWholeReadAsync(string what, Func<Task> ask, bool butIssues = false)
    {
        var before = await WholeReadsAsync();
        await ask();
        var after = await WholeReadsAsync();
        foreach (var table in before.Keys.Where(table => !butIssues || table != "issues"))
        {
            after[table].ShouldBe(before[table], $"{what}: {table} was read from end to end");
        }
    }

    private async Task<Dictionary<string, long>> WholeReadsAsync()
    {
        await ExecuteAsync("select pg_stat_force_next_flush()");
        await ExecuteAsync("select pg_stat_clear_snapshot()");
        await using var command = dataSource.CreateCommand("select relname, seq_scan from pg_stat_user_tables where relname in ('changes', 'issues', 'measure_cases', 'measure_counts', 'watch_marks')");
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(Stop)) counts.Add(reader.GetString(0), reader.GetInt64(1));
        return counts;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }

    /// <summary>A county with three years behind it.</summary>
    public sealed class History : IAsyncLifetime
    {
        /// <summary>One connection, so that its own counts are those of every question.</summary>
        public NpgsqlDataSource DataSource { get; private set; } = null!;

        public string Grid { get; private set; } = "";

        public DateTime Now { get; private set; }

        public async ValueTask InitializeAsync()
        {
            var database = await TestCluster.NewEmptyDatabaseAsync();
            (await CliProcess.RunAsync(database, "", "generate", "county", "--since", "2020-01-01")).ExitCode.ShouldBe(0);
            var made = await CliProcess.RunAsync(database, "", "generate", "history", "--issues", "4000", "--open", "60");
            made.ExitCode.ShouldBe(0, made.Error);
            DataSource = Database.DataSource(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = 1 }.ConnectionString);
            await using var command = DataSource.CreateCommand("select code from areas where level = 'grid' order by code limit 1 offset 100");
            Grid = (string)(await command.ExecuteScalarAsync())!;
            Now = TimeProvider.System.UtcNow();
        }

        public ValueTask DisposeAsync() => DataSource.DisposeAsync();
    }
}
