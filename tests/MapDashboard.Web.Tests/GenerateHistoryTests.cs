using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Statistics;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>An invented history is one that the product could have written: chains, log, past and figures.</summary>
public sealed class GenerateHistoryTests
{
    private const string Zone = "Asia/Shanghai";
    private const int Issues = 250;
    private static readonly Viewer Everything = new(Scope.Of(AccountRole.Admin, Guid.Empty, [], null, null));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chains_hold_and_every_issue_is_what_its_last_Change_says()
    {
        await using var dataSource = await HistoryAsync(seed: 3);
        var report = await new HistoryVerification(dataSource).RunAsync([], progress: null, Stop);
        (report.Break, report.Issues).ShouldBe((null, Issues));
        report.Changes.ShouldBeGreaterThan(5 * Issues);
        (await ScalarAsync<long>(dataSource, "select count(*) from (select at, lag(at) over (order by seq) as before from changes where issue_id is not null) c where at < before"))
            .ShouldBe(0, "the log is in the order of its times");

        await using var db = Database.Context(dataSource);
        var last = await db.Changes.AsNoTracking().Where(row => row.IssueId != null).GroupBy(row => row.IssueId)
            .Select(rows => rows.OrderByDescending(row => row.IssueVersion).First().Data).ToListAsync(Stop);
        var told = last.Select(data => System.Text.Json.Nodes.JsonNode.Parse(data)!["issue"]!.ToJsonString()).Order(StringComparer.Ordinal);
        var issues = await db.Issues.AsNoTracking().Include(issue => issue.Photos).ToListAsync(Stop);
        issues.Select(issue => System.Text.Json.Nodes.JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(issue.View(), Json.Options))!.ToJsonString())
            .Order(StringComparer.Ordinal).ShouldBe(told);
        (await ScalarAsync<long>(dataSource, "select count(distinct kind) from changes")).ShouldBeGreaterThan(12, "returned, reworked, whistled and warned too");
        (await ScalarAsync<long>(dataSource, "select count(*) from watch_marks where deed = 'whistle'")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Counts_and_cases_equal_those_of_the_running_upkeep()
    {
        await using var dataSource = await HistoryAsync(seed: 5);
        var (cases, counts) = await FiguresAsync(dataSource);
        await ExecuteAsync(dataSource, "delete from measure_cursor");
        await new MeasureUpkeep(dataSource, Zone).CatchUpAsync(Stop);
        var (casesAnew, countsAnew) = await FiguresAsync(dataSource);
        cases.Except(casesAnew, StringComparer.Ordinal).Concat(casesAnew.Except(cases, StringComparer.Ordinal)).Take(3).ShouldBeEmpty();
        counts.Except(countsAnew, StringComparer.Ordinal).Concat(countsAnew.Except(counts, StringComparer.Ordinal)).Take(3).ShouldBeEmpty();
        (counts.Length, cases.Length).ShouldBe((countsAnew.Length, casesAnew.Length));
        counts.Length.ShouldBeGreaterThan(1000);
        (await ScalarAsync<long>(dataSource, "select count(*) from measure_cursor c where c.seq = (select max(seq) from changes)")).ShouldBe(1);
    }

    [Fact]
    public async Task The_past_at_random_moments_equals_the_fold_of_the_log()
    {
        await using var dataSource = await HistoryAsync(seed: 8);
        var (first, last) = (await ScalarAsync<DateTime>(dataSource, "select min(reported_at) from issues"), await ScalarAsync<DateTime>(dataSource, "select max(at) from changes"));
        (await ScalarAsync<long>(dataSource, "select count(*) from checkpoints")).ShouldBeGreaterThan(0);
        var random = new Random(8);
        for (var n = 0; n < 12; n++)
        {
            var at = Clock.Cut(first + ((last - first) * random.NextDouble()));
            var past = (await new PastReader(dataSource).ReadAsync(Everything, at, Stop)).Value;
            await using var command = dataSource.CreateCommand(
                """
                select number from issues i cross join lateral (
                  select c.ended_at from changes c where c.issue_id = i.id and c.at <= $1 order by c.issue_version desc limit 1) c
                where c.ended_at is null order by number
                """);
            command.Parameters.AddWithValue(at);
            var open = new List<string>();
            await using var reader = await command.ExecuteReaderAsync(Stop);
            while (await reader.ReadAsync(Stop)) open.Add(reader.GetString(0));
            past.Issues.Select(issue => issue.Number).ShouldBe(open, $"at {at:O}");
        }
    }

    [Fact]
    public async Task It_refuses_a_log_with_issues_and_one_that_is_too_late()
    {
        await using var dataSource = await HistoryAsync(seed: 1);
        var again = await CliProcess.RunAsync(ConnectionString, "", "generate", "history", "--issues", "10");
        (again.ExitCode, again.Error.Contains("empty log", StringComparison.Ordinal)).ShouldBe((1, true), again.Error);

        var young = await TestCluster.NewEmptyDatabaseAsync();
        (await CliProcess.RunAsync(young, "", "generate", "county")).ExitCode.ShouldBe(0);
        var tooLate = await CliProcess.RunAsync(young, "", "generate", "history", "--issues", "10");
        (tooLate.ExitCode, tooLate.Error.Contains("later than", StringComparison.Ordinal)).ShouldBe((1, true), tooLate.Error);
        var tooMuch = await CliProcess.RunAsync(young, "", "generate", "history", "--issues", "20000000");
        (tooMuch.ExitCode, tooMuch.Output.Contains("GB of disk", StringComparison.Ordinal), tooMuch.Error.Contains("Nothing was written", StringComparison.Ordinal)).ShouldBe((1, true, true), tooMuch.Error);
    }

    private string ConnectionString { get; set; } = "";

    private async Task<NpgsqlDataSource> HistoryAsync(int seed)
    {
        ConnectionString = await TestCluster.NewEmptyDatabaseAsync();
        var county = await CliProcess.RunAsync(ConnectionString, "", "generate", "county", "--since", "2020-01-01");
        county.ExitCode.ShouldBe(0, county.Error);
        var made = await CliProcess.RunAsync(
            ConnectionString, "", "generate", "history", "--issues", Issues.ToString(System.Globalization.CultureInfo.InvariantCulture), "--years", "1", "--seed", seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        made.ExitCode.ShouldBe(0, made.Error);
        return Database.DataSource(ConnectionString);
    }

    /// <summary>Both tables as text, without the numbers that the database draws, and without the rows of nought that the upkeep leaves where a count moved away.</summary>
    private static async Task<(string[] Cases, string[] Counts)> FiguresAsync(NpgsqlDataSource dataSource) =>
        (await TextsAsync(dataSource, "select (to_jsonb(m) - 'id')::text from measure_cases m order by 1"),
            await TextsAsync(dataSource, $"select to_jsonb(m)::text from measure_counts m where {string.Join(" + ", MeasureUpkeep.Columns)} > 0 order by 1"));

    private static async Task<string[]> TextsAsync(NpgsqlDataSource dataSource, string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var texts = new List<string>();
        while (await reader.ReadAsync(Stop)) texts.Add(reader.GetString(0));
        return [.. texts];
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlDataSource dataSource, string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Stop))!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource dataSource, string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
