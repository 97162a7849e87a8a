using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using Npgsql;

namespace MapDashboard.Data.Tests;

/// <summary>Sequence order is commit order, so that a reader who remembers where it was misses nothing.</summary>
public sealed class ChangeLogOrderTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task A_second_writer_waits_for_the_first_and_gets_the_later_number()
    {
        await using var first = await fixture.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await first.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var firstSeq = await InsertAsync(first);
        await using var second = await fixture.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var waiting = InsertAsync(second);
        await WaitUntilBlockedAsync(second.ProcessID);
        waiting.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        (await waiting).ShouldBeGreaterThan(firstSeq);
    }

    [Fact]
    public async Task A_tail_under_concurrent_writers_sees_every_row_once_and_in_order()
    {
        var reader = new ChangeLogReader(fixture.DataSource);
        var start = await reader.EndAsync(TestContext.Current.CancellationToken);
        const int Writers = 12;
        const int Each = 40;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer, Each))));
        var seen = new List<long>();
        var at = start.Seq;
        while (true)
        {
            var finished = writing.IsCompleted;
            var rows = await reader.ReadAsync(at, 7, TestContext.Current.CancellationToken);
            seen.AddRange(rows.Select(row => row.Seq));
            if (rows.Count > 0) at = rows[^1].Seq;
            else if (finished) break;
        }

        var committed = await writing;
        seen.ShouldBe(seen.Order());
        seen.ShouldBe(committed.SelectMany(each => each).Order());
    }

    [Fact]
    public async Task Numbers_lost_to_rollbacks_leave_gaps_that_stop_nobody()
    {
        var reader = new ChangeLogReader(fixture.DataSource);
        var start = await reader.EndAsync(TestContext.Current.CancellationToken);
        await using var connection = await fixture.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await InsertAsync(connection);
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        var after = await InsertAsync(connection);
        after.ShouldBeGreaterThan(start.Seq + 1);
        var scope = Scope.Of(AccountRole.Admin, Guid.Empty, [], null, null);
        var batch = await reader.ReadForAsync(new Viewer(scope), start, 100, TestContext.Current.CancellationToken);
        batch!.Changes.ShouldContain(change => change.Seq == after);
        batch.Complete.ShouldBeTrue();
    }

    [Theory]
    [InlineData("update changes set kind = 'forged'")]
    [InlineData("delete from changes")]
    public async Task The_log_is_only_ever_added_to(string sql)
    {
        await using var command = fixture.DataSource.CreateCommand(sql);
        var refused = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        refused.MessageText.ShouldContain("only ever added to");
    }

    [Fact]
    public async Task A_failed_commit_leaves_neither_rows_nor_changes()
    {
        await using var db = fixture.Context();
        var before = await fixture.ScalarAsync<long>("select count(*) from changes");
        db.Organizations.Add(new Domain.People.Organization { Code = "lost", Name = "x", Kind = "x" });
        var impossible = new Change { Kind = "no text with \0", At = DateTime.UtcNow, Audiences = [], Data = new ChangeData() };
        await Should.ThrowAsync<Microsoft.EntityFrameworkCore.DbUpdateException>(() => db.CommitAsync([impossible], TestContext.Current.CancellationToken));
        (await fixture.ScalarAsync<long>("select count(*) from changes")).ShouldBe(before);
        (await fixture.ScalarAsync<long>("select count(*) from organizations where code = 'lost'")).ShouldBe(0);
    }

    private async Task<List<long>> WriteAsync(int writer, int count)
    {
        var random = new Random(writer);
        var committed = new List<long>();
        await using var connection = await fixture.DataSource.OpenConnectionAsync();
        for (var n = 0; n < count; n++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var rows = new List<long>();
            for (var row = 0; row <= random.Next(3); row++) rows.Add(await InsertAsync(connection));
            if (random.Next(5) == 0)
            {
                await transaction.RollbackAsync();
                continue;
            }

            await transaction.CommitAsync();
            committed.AddRange(rows);
        }

        return committed;
    }

    private static async Task<long> InsertAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "insert into changes (at, kind, audiences, data) values (now(), 'test.written', '{staff:*}', '{}') returning seq", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task WaitUntilBlockedAsync(int processId)
    {
        while (await fixture.ScalarAsync<long>($"select count(*) from pg_locks where pid = {processId} and locktype = 'advisory' and not granted") == 0)
        {
            await Task.Yield();
        }
    }
}
