using System.Net;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>Reports and commands over HTTP while the queue before the database is full, and while what they go by changes.</summary>
public sealed class IntakeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_queue_answers_429_with_a_time_to_try_again_and_writes_nothing()
    {
        await using var server = await TestServer.StartAsync(null, withAccounts: true, "--Map:IntakeQueue", "1");
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        var known = await worker.ReportAsync();
        await using var connection = await server.DataSource.OpenConnectionAsync(Stop);
        await using (var hold = new NpgsqlCommand($"begin; select pg_advisory_xact_lock({Data.LockKeys.ChangeLog})", connection)) await hold.ExecuteNonQueryAsync(Stop);
        var first = worker.ReportAsync();
        await UntilAsync(server, "select count(*) > 0 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'");

        // All at once: the intake waits ten seconds for a lock and no longer.
        var ids = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToArray();
        var waiting = ids.Select(id => worker.ReportAsync(id)).Append(desk.ActAsync(Guid.Parse(known.Text("id")), "accept", 1)).ToList();
        while (waiting.Count(each => !each.IsCompleted) > 1) await Task.WhenAny(waiting.Where(each => !each.IsCompleted));
        await using (var release = new NpgsqlCommand("rollback", connection)) await release.ExecuteNonQueryAsync(Stop);

        (await first).Status.ShouldBe(HttpStatusCode.Created);
        var answers = await Task.WhenAll(waiting);
        var taken = answers.Single(each => each.Status is HttpStatusCode.Created or HttpStatusCode.OK);
        foreach (var refused in answers.Where(each => each != taken))
        {
            refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Code.ShouldBe("intake.full");
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }

        await using var db = server.Context();
        (await db.Issues.CountAsync(issue => ids.Contains(issue.Id), Stop)).ShouldBe(answers.Count(each => each.Status == HttpStatusCode.Created));
        var version = (await worker.GetAsync("/api/issues/" + known.Text("id"))).Members["version"]!.GetValue<int>();
        version.ShouldBe(answers[^1] == taken ? 2 : 1);
        if (version == 1) (await desk.ActAsync(Guid.Parse(known.Text("id")), "accept", 1)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_report_goes_by_areas_categories_and_calendars_as_they_are_now()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        (await worker.ReportAsync()).Text("areaCode").ShouldBe(Places.Microgrid1);
        await using var db = server.Context();
        await db.Database.ExecuteSqlAsync($"update areas set valid_to = now() - interval '1 second' where code = {Places.Microgrid1}", Stop);
        (await worker.ReportAsync()).Text("areaCode").ShouldBe(Places.Grid1, "another program retired the micro-grid, and told nobody");
        await db.Database.ExecuteSqlAsync($"update categories set retired = true where code = 'environment.litter'", Stop);
        (await worker.ReportAsync()).Code.ShouldBe("category.retired");
        await db.Database.ExecuteSqlAsync($"update categories set retired = false, urgent = true where code = 'environment.litter'", Stop);
        var report = await worker.ReportAsync();
        report.Status.ShouldBe(HttpStatusCode.Created);
        report.Members["urgent"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Clients_that_go_away_leave_their_reports_whole_and_their_neighbours_alone()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        await using var connection = await server.DataSource.OpenConnectionAsync(Stop);
        await using (var hold = new NpgsqlCommand($"begin; select pg_advisory_xact_lock({Data.LockKeys.ChangeLog})", connection)) await hold.ExecuteNonQueryAsync(Stop);
        using var leaving = await server.SignInAsync("worker2");
        var left = Guid.NewGuid();
        var gone = leaving.ReportAsync(left);
        await UntilAsync(server, "select count(*) > 0 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'");
        var neighbour = worker.ReportAsync();
        leaving.Http.CancelPendingRequests();
        await Should.ThrowAsync<OperationCanceledException>(gone);
        await using (var release = new NpgsqlCommand("rollback", connection)) await release.ExecuteNonQueryAsync(Stop);
        (await neighbour).Status.ShouldBe(HttpStatusCode.Created);
        (await leaving.ReportAsync(left)).Status.ShouldBe(HttpStatusCode.OK, "it was committed all the same");
    }

    [Fact]
    public async Task A_database_that_began_empty_reads_no_more_for_a_report_as_it_fills()
    {
        const int Reports = 800;
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        for (var n = 0; n < Reports; n++) (await worker.ReportAsync()).Status.ShouldBe(HttpStatusCode.Created);

        // What a connection has read is known for certain once it has ended.
        const string Others = "pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'";
        await using var connection = await server.DataSource.OpenConnectionAsync(Stop);
        await using (var end = new NpgsqlCommand($"select count(pg_terminate_backend(pid, 10000)) from {Others} and query ~ '^(commit|insert|BEGIN)'", connection))
        {
            ((long)(await end.ExecuteScalarAsync(Stop))!).ShouldBeGreaterThan(0);
        }

        // A small table is read whole without harm. Read whole by each report until the end, it would be some 320,000 rows.
        const string Read = "select coalesce(sum(idx_tup_read), 0)::bigint from pg_stat_user_indexes where indexrelname in ('ix_issues_category_reported_at_id', 'ix_issues_reported_at_id')";
        await using var read = new NpgsqlCommand(Read, connection);
        ((long)(await read.ExecuteScalarAsync(Stop))!).ShouldBeLessThan(Reports * 100L);
    }

    private static async Task UntilAsync(TestServer server, string sql)
    {
        while (true)
        {
            await using var command = server.DataSource.CreateCommand(sql);
            if ((bool)(await command.ExecuteScalarAsync(Stop))!) return;
        }
    }
}
