using MapDashboard.Data.Calendar;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Geometries;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Data.Tests;

/// <summary>A database with a few issues' histories, and the means to falsify them.</summary>
internal sealed class HistoryBook : IAsyncDisposable
{
    private static readonly DateTime Beginning = new(2026, 11, 20, 1, 2, 3, DateTimeKind.Utc);
    private static readonly Actor Desk = new(Guid.NewGuid(), "受理台", AccountRole.Desk, Scope.Of(AccountRole.Admin, Guid.Empty, [], null, null), null, null, []);

    private readonly NpgsqlDataSource dataSource;
    private int written;

    private HistoryBook(NpgsqlDataSource dataSource) => this.dataSource = dataSource;

    /// <param name="Id">The issue.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Reported">The data of its first Change as the domain gave it.</param>
    public sealed record Written(Guid Id, string Number, ChangeData Reported);

    public static async Task<HistoryBook> OpenAsync() => new(Database.DataSource(await TestCluster.NewDatabaseAsync()));

    public MapDbContext Context() => Database.Context(dataSource);

    /// <summary>Issues with a reporter each: reported in one commit of all, marked in another of each, commented twice in a third.</summary>
    public async Task<IReadOnlyList<Written>> WriteAsync(int count, Func<DateTime, DateTime>? shift = null)
    {
        var at = (shift ?? (time => time))(Beginning);
        await using var db = Context();
        var clock = await db.CaseClockAsync([Places.Community, Places.Grid1], CaseClock.DefaultRatingWindow, TestContext.Current.CancellationToken);
        var category = await db.Categories.FirstAsync(each => each.Code == "environment.litter");
        var issues = Enumerable.Range(0, count).Select(_ => Report(category, clock.At(at))).ToList();
        db.Issues.AddRange(issues);
        db.Reporters.AddRange(issues.Select(issue => new Reporter { IssueId = issue.Id, Name = "王某某", Phone = "13912345678" }));
        var reported = issues.SelectMany(issue => issue.TakeChanges()).ToList();
        await db.CommitAsync(reported);
        foreach (var issue in issues)
        {
            issue.Mark(Desk, clock.At(at.AddMinutes(1)), urgent: true, "测试").IsRefused.ShouldBeFalse();
            await db.CommitAsync(issue.TakeChanges());
        }

        db.ChangeTracker.Clear();
        var ids = issues.Select(issue => issue.Id).ToArray();
        var again = await db.Issues.Include(issue => issue.Photos).Where(issue => ids.Contains(issue.Id)).ToListAsync();
        foreach (var issue in again)
        {
            issue.Comment(Desk, clock.At(at.AddMinutes(2)), "一").IsRefused.ShouldBeFalse();
            issue.Comment(Desk, clock.At(at.AddMinutes(3)), "二").IsRefused.ShouldBeFalse();
        }

        await db.CommitAsync([.. again.SelectMany(issue => issue.TakeChanges()).OrderBy(change => change.At)]);
        return [.. issues.OrderBy(issue => issue.Id.ToString(), StringComparer.Ordinal)
            .Select(issue => new Written(issue.Id, issue.Number, reported.Single(change => change.IssueId == issue.Id).Data))];
    }

    public Task<HistoryReport> VerifyAsync(params (long Seq, string Hex)[] roots) =>
        new HistoryVerification(dataSource).RunAsync(roots, progress: null, TestContext.Current.CancellationToken);

    /// <summary>What somebody with all rights on the database could do. <c>{row}</c> is the version where the row is of the issue, else 0.</summary>
    public async Task TamperAsync(string sql, Written? issue)
    {
        var statement = sql
            .Replace("{row}", $"(case when issue_id = '{issue?.Id}' then issue_version else 0 end)", StringComparison.Ordinal)
            .Replace("{issue}", issue?.Id.ToString(), StringComparison.Ordinal);
        await using var command = dataSource.CreateCommand(
            $"alter table changes disable trigger user; {statement}; alter table changes enable trigger user");
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => dataSource.DisposeAsync();

    private Issue Report(Category category, Moment now) => Issue.Report(
        new Report
        {
            Id = Guid.NewGuid(),
            Number = $"20261120990101{++written:0000}",
            ContentHash = "test",
            Category = category,
            Source = IssueSource.Counter,
            Description = "测试 \"reporterSeal\" & 引号",
            Location = Wgs84.Point(Places.Grid1Lon, Places.Grid1Lat),
            Place = new FoundPlace([Places.Community, Places.Grid1], null, null, null),
            ForAnother = true,
        },
        Desk,
        now).Value;
}
