using System.Globalization;
using System.Text.Json;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Tests;

/// <summary>Whoever alters the history is found out, at the place where it was done.</summary>
public sealed class HistoryChainTests
{
    private const string Altered = "altered";
    private const string Missing = "is missing";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_untouched_history_verifies_with_several_issues_and_several_Changes_in_one_commit()
    {
        await using var history = await HistoryBook.OpenAsync();
        await history.WriteAsync(3);
        var report = await history.VerifyAsync();
        report.ShouldBe(new HistoryReport(Changes: 12, Issues: 3, Roots: 0, Break: null));
    }

    [Theory]
    [InlineData("update changes set data = replace(data::text, '测试', '改过')::json where {row} = 2", 2, Altered)]
    [InlineData("update changes set data = data::jsonb::json where {row} = 2", 2, Altered)]
    [InlineData("update changes set kind = 'issue.voided' where {row} = 3", 3, Altered)]
    [InlineData("update changes set at = at + interval '1 microsecond' where {row} = 1", 1, Altered)]
    [InlineData("update changes set area_code = null where {row} = 4", 4, Altered)]
    [InlineData("update changes set audiences = audiences || 'staff:x'::text where {row} = 4", 4, Altered)]
    [InlineData("update changes set audiences_before = '{}' where {row} = 4", 4, Altered)]
    [InlineData("update changes set hash = sha256(hash) where {row} = 2", 2, Altered)]
    [InlineData("delete from changes where {row} = 1", 1, Missing)]
    [InlineData("delete from changes where {row} = 3", 3, Missing)]
    [InlineData("delete from changes where {row} = 4", 4, Missing)]
    [InlineData("update changes set issue_id = null, hash = null where {row} = 2", 2, Missing)]
    [InlineData("delete from changes where {row} > 0", null, "All its Changes are missing")]
    [InlineData("update issues set head = sha256(head) where id = '{issue}'", null, "head on the issue differs")]
    [InlineData("update issues set version = 9 where id = '{issue}'", 5, Missing)]
    [InlineData("update issues set version = 3 where id = '{issue}'", null, "its Changes go to 4")]
    [InlineData("update reporters set phone = '13800000000' where issue_id = '{issue}'", null, "reporter were altered")]
    [InlineData("delete from reporters where issue_id = '{issue}'", 0, "")]
    public async Task Tampering_is_named_with_issue_and_version(string sql, int? version, string what)
    {
        await using var history = await HistoryBook.OpenAsync();
        var issue = (await history.WriteAsync(3))[1];
        await history.TamperAsync(sql, issue);
        var found = (await history.VerifyAsync()).Break;
        if (version == 0)
        {
            found.ShouldBeNull("erasing a reporter's name and phone keeps the chain");
            return;
        }

        found.ShouldNotBeNull().Issue.ShouldBe(issue.Number);
        found.Version.ShouldBe(version);
        found.What.ShouldContain(what);
    }

    [Fact]
    public async Task Rows_that_swapped_their_versions_or_their_places_in_the_log_are_found()
    {
        await using var history = await HistoryBook.OpenAsync();
        var issue = (await history.WriteAsync(1))[0];
        await history.TamperAsync(
            """
            update changes set issue_version = -issue_version where {row} in (2, 3);
            update changes set issue_version = 5 + issue_version where issue_version < 0
            """, issue);
        (await history.VerifyAsync()).Break!.Version.ShouldBe(2);

        await using var other = await HistoryBook.OpenAsync();
        issue = (await other.WriteAsync(1))[0];

        // The number is always the database's own, so a row is taken out and put in again with another.
        await other.TamperAsync(
            """
            create temp table moved as select * from changes where {row} = 2;
            delete from changes where {row} = 2;
            insert into changes (seq, at, kind, issue_id, issue_version, area_code, audiences, audiences_before, data, hash) overriding system value
              select (select max(seq) + 1 from changes), at, kind, issue_id, issue_version, area_code, audiences, audiences_before, data, hash from moved
            """, issue);
        var found = (await other.VerifyAsync()).Break!;
        (found.Version, found.What.Contains("swapped", StringComparison.Ordinal)).ShouldBe((3, true));
    }

    [Fact]
    public async Task A_cut_off_end_with_a_matching_head_is_seen_by_the_root_alone()
    {
        await using var history = await HistoryBook.OpenAsync();
        var issues = await history.WriteAsync(2);
        RootAt? told = null;
        await using (var db = history.Context())
        {
            (await db.RecordRootAsync(new DateOnly(2026, 11, 21), DateTime.UnixEpoch, root => told = root, Stop)).ShouldBeTrue();
            (await db.RecordRootAsync(new DateOnly(2026, 11, 21), DateTime.UnixEpoch, _ => throw new InvalidOperationException("told twice"), Stop)).ShouldBeFalse();
        }

        await history.WriteAsync(1);
        (await history.VerifyAsync((told!.Seq, told.Hex))).ShouldBe(new HistoryReport(Changes: 12, Issues: 3, Roots: 2, Break: null));
        await history.TamperAsync(
            """
            delete from changes where {row} = 4;
            update issues set version = 3, head = (select hash from changes where {row} = 3) where id = '{issue}'
            """, issues[0]);
        (await history.VerifyAsync()).Break!.What.ShouldContain("The root at");
        await history.TamperAsync("delete from history_roots", issues[0]);
        (await history.VerifyAsync()).Break.ShouldBeNull("with its own root gone the database agrees with itself");
        (await history.VerifyAsync((told.Seq, told.Hex))).Break!.What.ShouldContain(told.Hex);
    }

    [Fact]
    public async Task The_bytes_are_kept_as_they_were_written_and_times_to_the_microsecond()
    {
        await using var history = await HistoryBook.OpenAsync();
        var written = (await history.WriteAsync(1, at => at.AddTicks(7)))[0];
        var expected = JsonSerializer.Serialize(written.Reported, Json.Options);
        var stored = await history.ScalarAsync<string>($"select data::text from changes where issue_id = '{written.Id}' and issue_version = 1");
        stored[..(expected.Length - 1)].ShouldBe(expected[..^1]);
        stored.ShouldEndWith("""
            ,"reporterSeal":"
            """.Trim() + JsonDocument.Parse(stored).RootElement.GetProperty("reporterSeal").GetString() + "\"}");
        (await history.VerifyAsync()).Break.ShouldBeNull();
    }

    [Fact]
    public async Task A_Change_of_an_issue_that_is_not_tracked_is_refused_before_anything_is_written()
    {
        await using var history = await HistoryBook.OpenAsync();
        await using var db = history.Context();
        var stray = new Change { Kind = "issue.marked", At = DateTime.UnixEpoch, IssueId = Guid.NewGuid(), IssueVersion = 1, Audiences = [], Data = new ChangeData() };
        await Should.ThrowAsync<InvalidOperationException>(() => db.CommitAsync([stray], Stop));
    }

    [Fact]
    public async Task Histories_from_before_the_chain_get_theirs_from_the_migration()
    {
        await using var history = await HistoryBook.OpenAsync();
        await history.WriteAsync(2);
        await using var db = history.Context();

        // Back to jsonb without links, as those databases are, and forward again.
        await history.TamperAsync(
            """
            alter table changes drop column hash, alter column data type jsonb using (data::jsonb - 'reporterSeal');
            alter table issues drop column head;
            alter table reporters drop column salt;
            alter table issues add head bytea;
            alter table reporters add salt bytea;
            alter table changes alter column data type json, add hash bytea
            """, null);
        await using var file = typeof(MapDbContext).Assembly.GetManifestResourceStream("MapDashboard.Data.Migrations.Sql.history_chain.sql")!;
        using var reader = new StreamReader(file);
        await history.TamperAsync(await reader.ReadToEndAsync(Stop), null);
        (await history.VerifyAsync()).ShouldBe(new HistoryReport(Changes: 8, Issues: 2, Roots: 0, Break: null));
        var seals = await history.ScalarAsync<long>("select count(*) from changes where data->>'reporterSeal' is not null");
        seals.ToString(CultureInfo.InvariantCulture).ShouldBe("2");
        var refused = await Should.ThrowAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync("update changes set kind = 'x'", Stop));
        refused.MessageText.ShouldContain("only ever added to");
    }
}
