using MapDashboard.Data.Intake;
using MapDashboard.Data.Issues;
using MapDashboard.Domain.Issues;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Data.Tests;

/// <summary>Many entries in one commit: who shares it, who is spoiled by whom, and what is true when the connection breaks around it.</summary>
public sealed class GroupCommitTests : IAsyncLifetime
{
    private Intake intake = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => intake = await Intake.OpenAsync();

    public ValueTask DisposeAsync() => intake.DisposeAsync();

    [Fact]
    public async Task A_lone_report_has_a_commit_of_its_own_and_those_that_come_meanwhile_share_the_next()
    {
        await using var group = intake.Group();
        (await group.ReportAsync(intake.Report())).Landing.ShouldBe(Landing.Written);
        (await group.ReportAsync(intake.Report())).Landing.ShouldBe(Landing.Written);
        (await intake.CommitsAsync()).ShouldBe([1, 1]);

        var log = await intake.HoldLogAsync();
        var first = group.ReportAsync(intake.Report());
        await intake.WaitForWritersAsync(1);
        var others = Enumerable.Range(0, 40).Select(_ => group.ReportAsync(intake.Report())).ToArray();
        await log.DisposeAsync();
        var landed = await Task.WhenAll([first, .. others]);
        landed.ShouldAllBe(each => each.Landing == Landing.Written);
        landed.Select(each => each.Issue!.Number).Distinct().Count().ShouldBe(41);
        landed.Select(each => each.Issue!.Number).ShouldBe(landed.Select(each => each.Issue!.Number).Order(), "numbers follow the order in which they came");
        (await intake.CommitsAsync()).ShouldBe([1, 1, 1, 40]);
        (await intake.VerifyAsync()).ShouldBe(43);
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_spoils_no_neighbour()
    {
        await using var group = intake.Group();
        byte[] secret = [.. Enumerable.Repeat((byte)7, 32)];
        var taken = intake.Report() is var one ? one with { Link = Link(one, secret) } : throw new InvalidOperationException();
        (await group.ReportAsync(taken)).Landing.ShouldBe(Landing.Written);

        var log = await intake.HoldLogAsync();
        var first = group.ReportAsync(intake.Report());
        await intake.WaitForWritersAsync(1);
        var before = Enumerable.Range(0, 5).Select(_ => group.ReportAsync(intake.Report())).ToArray();
        var spoiled = intake.Report();
        var refused = group.ReportAsync(spoiled with { Link = Link(spoiled, secret) });
        var after = Enumerable.Range(0, 5).Select(_ => group.ReportAsync(intake.Report())).ToArray();
        await log.DisposeAsync();

        (await Should.ThrowAsync<PostgresException>(refused)).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
        (await Task.WhenAll([first, .. before, .. after])).ShouldAllBe(each => each.Landing == Landing.Written);
        (await intake.IsThereAsync(spoiled.Report.Id)).ShouldBeFalse();
        (await intake.CommitsAsync()).ShouldBe([1, 1, 10]);
        (await intake.VerifyAsync()).ShouldBe(12);
    }

    [Fact]
    public async Task Reports_and_commands_share_a_commit_and_a_stale_command_spoils_nobody()
    {
        await using var group = intake.Group();
        var issues = new List<Guid>();
        for (var n = 0; n < 4; n++) issues.Add((await group.ReportAsync(intake.Report())).Issue!.Id);
        await using var stale = await intake.CommentAsync(issues[3]);
        await using (var faster = await intake.CommentAsync(issues[3])) (await group.CommitAsync(faster.Db, faster.Changes, Stop)).ShouldBeTrue();

        var log = await intake.HoldLogAsync();
        var first = group.ReportAsync(intake.Report());
        await intake.WaitForWritersAsync(1);
        var commands = await Task.WhenAll(issues.Take(3).Select(intake.CommentAsync));
        var reports = Enumerable.Range(0, 3).Select(_ => group.ReportAsync(intake.Report())).ToArray();
        var acts = commands.Select(command => group.CommitAsync(command.Db, command.Changes, Stop)).ToArray();
        var late = group.CommitAsync(stale.Db, stale.Changes, Stop);
        await log.DisposeAsync();

        await Should.ThrowAsync<DbUpdateConcurrencyException>(late);
        (await Task.WhenAll(acts)).ShouldAllBe(done => done);
        (await Task.WhenAll([first, .. reports])).ShouldAllBe(each => each.Landing == Landing.Written);
        foreach (var command in commands) await command.DisposeAsync();
        (await intake.CommitsAsync()).ShouldBe([1, 1, 1, 1, 1, 1, 6]);
        (await intake.VerifyAsync()).ShouldBe(12);
    }

    [Fact]
    public async Task Two_commands_on_one_issue_never_share_a_batch()
    {
        await using var group = intake.Group();
        var id = (await group.ReportAsync(intake.Report())).Issue!.Id;
        await using var one = await intake.CommentAsync(id);
        await using var other = await intake.CommentAsync(id);
        var log = await intake.HoldLogAsync();
        var first = group.ReportAsync(intake.Report());
        await intake.WaitForWritersAsync(1);
        var (sooner, later) = (group.CommitAsync(one.Db, one.Changes, Stop), group.CommitAsync(other.Db, other.Changes, Stop));
        await log.DisposeAsync();
        await first;
        (await sooner).ShouldBeTrue();
        await Should.ThrowAsync<DbUpdateConcurrencyException>(later);
        (await intake.VerifyAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task A_command_on_an_issue_that_somebody_holds_waits_alone()
    {
        await using var group = intake.Group();
        var id = (await group.ReportAsync(intake.Report())).Issue!.Id;
        await using var command = await intake.CommentAsync(id);
        await using var holder = await intake.DataSource.OpenConnectionAsync(Stop);
        await using var held = await holder.BeginTransactionAsync(Stop);
        await using (var hold = new NpgsqlCommand($"select 1 from issues where id = '{id}' for update", holder)) await hold.ExecuteNonQueryAsync(Stop);
        var waiting = group.CommitAsync(command.Db, command.Changes, Stop);
        (await group.ReportAsync(intake.Report())).Landing.ShouldBe(Landing.Written, "nobody else waits for it");
        waiting.IsCompleted.ShouldBeFalse();
        await held.RollbackAsync(Stop);
        (await waiting).ShouldBeTrue();
        (await intake.VerifyAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Two_servers_that_write_the_same_issues_do_not_deadlock()
    {
        await using var here = intake.Group();
        await using var there = intake.Group();
        var issues = (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => here.ReportAsync(intake.Report())))).Select(landed => landed.Issue!.Id).ToArray();
        var random = new Random(3);
        for (var round = 0; round < 10; round++)
        {
            var work = new[] { here, there }.SelectMany(group => issues.OrderBy(_ => random.Next()).Select(id => ActAsync(group, id))
                .Concat(Enumerable.Range(0, 10).Select(_ => (Task)group.ReportAsync(intake.Report())))).ToArray();
            await Task.WhenAll(work);
        }

        (await intake.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()")).ShouldBe(0);
        (await intake.VerifyAsync()).ShouldBeGreaterThan(20 + 200 + 200);

        async Task ActAsync(GroupCommit group, Guid id)
        {
            await using var command = await intake.CommentAsync(id);
            try
            {
                await group.CommitAsync(command.Db, command.Changes, Stop);
            }
            catch (DbUpdateConcurrencyException)
            {
                // The other server was faster, as it may be.
                command.Db.ChangeTracker.Clear();
            }
        }
    }

    [Fact]
    public async Task The_same_id_again_and_another_ground_write_nothing()
    {
        await using var group = intake.Group();
        var report = intake.Report();
        (await group.ReportAsync(report)).Landing.ShouldBe(Landing.Written);
        (await group.ReportAsync(report)).Landing.ShouldBe(Landing.Known);
        var old = intake.Report();
        await intake.ExecuteAsync("update categories set duplicate_radius = 51 where code = 'environment.litter'");
        (await group.ReportAsync(old)).Landing.ShouldBe(Landing.OtherGround);
        (await intake.VerifyAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_full_queue_takes_nothing_and_what_waits_in_it_is_written()
    {
        await using var group = intake.Group(capacity: 1);
        var log = await intake.HoldLogAsync();
        var first = group.ReportAsync(intake.Report());
        await intake.WaitForWritersAsync(1);
        var second = group.ReportAsync(intake.Report());
        var beyond = intake.Report();
        (await group.ReportAsync(beyond)).Landing.ShouldBe(Landing.Full);
        await log.DisposeAsync();
        (await Task.WhenAll(first, second)).ShouldAllBe(each => each.Landing == Landing.Written);
        (await intake.IsThereAsync(beyond.Report.Id)).ShouldBeFalse();
        (await group.ReportAsync(beyond)).Landing.ShouldBe(Landing.Written);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_found_and_acknowledged()
    {
        await using var cut = new CommitCut(intake.ConnectionString, CutAt.After);
        await using var group = intake.Group(connectionString: cut.ConnectionString);
        var report = intake.Report();
        (await group.ReportAsync(report)).Landing.ShouldBe(Landing.Written);
        cut.Cuts.ShouldBe(1);
        (await intake.IsThereAsync(report.Report.Id)).ShouldBeTrue();
        (await intake.VerifyAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_commit_that_never_arrived_is_not_acknowledged_and_the_same_report_lands_later()
    {
        await using var cut = new CommitCut(intake.ConnectionString, CutAt.Before);
        await using var group = intake.Group(connectionString: cut.ConnectionString);
        var report = intake.Report();
        await Should.ThrowAsync<NpgsqlException>(group.ReportAsync(report));
        cut.Cuts.ShouldBe(1);
        (await intake.IsThereAsync(report.Report.Id)).ShouldBeFalse();
        (await group.ReportAsync(report)).Landing.ShouldBe(Landing.Written);
    }

    [Fact]
    public async Task A_backend_that_is_terminated_before_its_commit_has_written_nothing()
    {
        await using var group = intake.Group();
        var log = await intake.HoldLogAsync();
        var report = intake.Report();
        var waiting = group.ReportAsync(report);
        await intake.WaitForWritersAsync(1);
        await intake.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
        await Should.ThrowAsync<NpgsqlException>(waiting);
        (await intake.IsThereAsync(report.Report.Id)).ShouldBeFalse();
        await log.DisposeAsync();
        (await group.ReportAsync(report)).Landing.ShouldBe(Landing.Written);
    }

    [Fact]
    public async Task A_backend_that_ends_while_a_command_is_saved_costs_neither_it_nor_its_neighbours()
    {
        await using var group = intake.Group();
        var id = (await group.ReportAsync(intake.Report())).Issue!.Id;
        await using var command = await intake.CommentAsync(id);
        await intake.ExecuteAsync("create sequence ends");
        await intake.ExecuteAsync(
            """
            create function end_once() returns trigger language plpgsql as $$
            begin
              if nextval('ends') = 1 then
                perform pg_terminate_backend(pg_backend_pid());
                perform pg_sleep(10);
              end if;
              return new;
            end $$
            """);
        await intake.ExecuteAsync("create trigger end_once before update on issues for each row execute function end_once()");

        var log = await intake.HoldLogAsync();
        var first = group.ReportAsync(intake.Report());
        await intake.WaitForWritersAsync(1);
        var act = group.CommitAsync(command.Db, command.Changes, Stop);
        var neighbour = group.ReportAsync(intake.Report());
        await log.DisposeAsync();

        (await first).Landing.ShouldBe(Landing.Written);
        (await act).ShouldBeTrue();
        (await neighbour).Landing.ShouldBe(Landing.Written);
        (await intake.ScalarAsync<long>("select last_value from ends")).ShouldBeGreaterThan(1);
        (await intake.VerifyAsync()).ShouldBe(4);
    }

    [Theory]
    [InlineData(CutAt.Before)]
    [InlineData(CutAt.After)]
    public async Task A_connection_that_breaks_once_a_command_is_saved_costs_it_nothing(CutAt at)
    {
        await using var cut = new CommitCut(intake.ConnectionString, at, "RELEASE SAVEPOINT");
        await using var group = intake.Group(connectionString: cut.ConnectionString);
        var id = (await group.ReportAsync(intake.Report())).Issue!.Id;
        await using var command = await intake.CommentAsync(id);
        (await group.CommitAsync(command.Db, command.Changes, Stop)).ShouldBeTrue();
        cut.Cuts.ShouldBe(1);
        (await intake.VerifyAsync()).ShouldBe(2);
    }

    private static TrackingLink Link(NewReport report, byte[] secret) => new() { SecretHash = secret, IssueId = report.Report.Id, CreatedAt = report.Now.At };
}
