using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Intake;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MapDashboard.Data.Tests;

/// <summary>A database with its group commits, reports to write, and a hand on the log's lock.</summary>
internal sealed class Intake : IAsyncDisposable
{
    private static readonly DateTime Now = new(2026, 11, 20, 1, 2, 3, DateTimeKind.Utc);
    private static readonly Actor Desk = new(Guid.NewGuid(), "受理台", AccountRole.Desk, Scope.Of(AccountRole.Admin, Guid.Empty, [], null, null), null, null, []);

    private Ground ground = null!;
    private int made;

    private Intake(string connectionString) => (ConnectionString, DataSource) = (connectionString, Database.DataSource(connectionString));

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public static async Task<Intake> OpenAsync()
    {
        var intake = new Intake(await TestCluster.NewDatabaseAsync());
        await using var db = Database.Context(intake.DataSource);
        intake.ground = await Ground.ReadAsync(db, TestContext.Current.CancellationToken);
        return intake;
    }

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();

    public GroupCommit Group(int capacity = 1_000, string? connectionString = null) => new(connectionString ?? ConnectionString, capacity, new Meters(), TimeProvider.System, NullLogger<GroupCommit>.Instance);

    /// <summary>Another report, each at a place of its own.</summary>
    public NewReport Report()
    {
        var at = Wgs84.Point(Places.Grid1Lon + (Interlocked.Increment(ref made) * 1e-7), Places.Grid1Lat);
        ground.Areas.TryFindPlace(at, null, null, Now, out var place).ShouldBeTrue();
        var report = new Report
        {
            Id = Guid.NewGuid(), Number = "", ContentHash = new string('a', 64), Category = ground.Categories["environment.litter"], Source = IssueSource.Patrol,
            Description = "{\"引号\"} \\ 与反斜线", Location = at, Place = place!,
        };
        var clock = new CaseClock(ground.Calendars.Of(place!.AreaPath), CaseClock.DefaultRatingWindow);
        var reporter = made % 3 == 0 ? new Reporter { IssueId = report.Id, Name = "王某某", Phone = "13912345678" } : null;
        return new NewReport(ground, report with { ForAnother = reporter is not null }, new DateOnly(2026, 11, 20), Desk, clock.At(Now), reporter, null, Desk.Scope.Audiences);
    }

    /// <summary>A command on an issue as it is now, not yet committed.</summary>
    public async Task<Command> CommentAsync(Guid id)
    {
        var db = Database.Context(DataSource);
        var issue = await db.Issues.Include(each => each.Photos).SingleAsync(each => each.Id == id);
        issue.Comment(Desk, new CaseClock(ground.Calendars.Of(issue.AreaPath), CaseClock.DefaultRatingWindow).At(Now.AddMinutes(1)), "看到了").IsRefused.ShouldBeFalse();
        return new Command(db, issue.TakeChanges());
    }

    /// <summary>Takes the log's lock: who writes waits with everything but its Changes done.</summary>
    public async Task<NpgsqlConnection> HoldLogAsync()
    {
        var connection = await DataSource.OpenConnectionAsync();
        await using var hold = new NpgsqlCommand($"begin; select pg_advisory_xact_lock({LockKeys.ChangeLog})", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    public async Task WaitForWritersAsync(int count)
    {
        while (await ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'") < count)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>How many Changes each commit holds, in the order of the log.</summary>
    public async Task<IReadOnlyList<long>> CommitsAsync()
    {
        await using var command = DataSource.CreateCommand("select count(*) from changes where issue_id is not null group by xmin::text order by min(seq)");
        var counts = new List<long>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) counts.Add(reader.GetInt64(0));
        return counts;
    }

    /// <summary>Verifies every chain.</summary>
    /// <returns>The Changes of issues in the log.</returns>
    public async Task<long> VerifyAsync()
    {
        var report = await new HistoryVerification(DataSource).RunAsync([], progress: null, TestContext.Current.CancellationToken);
        report.Break.ShouldBeNull();
        return await ScalarAsync<long>("select count(*) from changes where issue_id is not null");
    }

    public Task<bool> IsThereAsync(Guid id) => ScalarAsync<bool>($"select exists (select 1 from issues where id = '{id}') or exists (select 1 from changes where issue_id = '{id}')");

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal sealed record Command(MapDbContext Db, IReadOnlyList<Change> Changes) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Db.DisposeAsync();
    }
}
