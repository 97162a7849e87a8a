using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MapDashboard.Data;
using MapDashboard.Data.Statistics;
using MapDashboard.Domain.Access;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>What is archived has left the log and nothing else: lists, figures and the past say what they said, and what they cannot say they refuse.</summary>
public sealed partial class ArchiveTests : IAsyncLifetime
{
    private const string Zone = "Asia/Shanghai";

    /// <summary>Three hundred issues of a year, made once; each test has a copy.</summary>
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    private readonly string folder = Directory.CreateTempSubdirectory("mapdashboard-archive-").FullName;
    private string connectionString = "";
    private NpgsqlDataSource dataSource = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Of a year, more than half has ended before.</summary>
    private static DateOnly Before => DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-130));

    private static DateTime BeforeTime => TimeZoneInfo.ConvertTimeToUtc(Before.ToDateTime(TimeOnly.MinValue), TimeZoneInfo.FindSystemTimeZoneById(Zone));

    public async ValueTask InitializeAsync()
    {
        connectionString = await TestCluster.CopyAsync(await Made.Value);
        dataSource = Database.DataSource(connectionString);

        // A copy is another log, of which nothing is counted.
        await new MeasureUpkeep(dataSource, Zone).CatchUpAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await dataSource.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Lists_figures_and_the_past_since_are_as_before_and_what_is_gone_is_refused()
    {
        await using var watch = await HoldAsync(LockKeys.Watch);
        await using var server = await TestServer.StartAsync(connectionString);
        using var admin = await server.SignInAsync("admin");
        var community = await ScalarAsync<string>("select area_path[3] from issues where ended_at is not null order by number limit 1");
        string[] questions =
        [
            "/api/issues?limit=200&to=" + Time(BeforeTime), "/api/issues?limit=200&area=" + community, "/api/issues?limit=200&status=closed",
            Figures("from=" + Time(BeforeTime.AddDays(-1)) + "&to=" + Time(BeforeTime)), Figures("from=" + Time(BeforeTime.AddDays(-31)) + "&to=" + Time(BeforeTime)),
            Figures("from=" + Time(BeforeTime.AddDays(-200)) + "&to=" + Time(BeforeTime.AddDays(130))), Figures("by=category&area=" + community + "&from=" + Time(BeforeTime.AddDays(-200)) + "&to=" + Time(BeforeTime.AddDays(130))),
            "/api/statistics/cases?figure=onTimeRate&part=denominator&from=" + Time(BeforeTime.AddDays(-200)) + "&to=" + Time(BeforeTime),
            "/api/export?format=csv&to=" + Time(BeforeTime), "/api/snapshot?at=" + Time(BeforeTime), "/api/snapshot?at=" + Time(BeforeTime.AddDays(20)), $"/api/snapshot?area={community}&at=" + Time(BeforeTime.AddDays(1)),
        ];
        var before = await AskAsync(admin, questions);
        var cursor = (await admin.GetAsync("/api/snapshot")).Text("cursor");
        var made = await ArchiveAsync();
        made.ExitCode.ShouldBe(0, made.Error);
        (await AskAsync(admin, questions)).ShouldBe(before);

        // What was there is told of no more, and plainly.
        var (begins, epoch) = (Time(BeforeTime), cursor.Split(':')[0]);
        foreach (var ago in new[] { TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), TimeSpan.FromDays(40), TimeSpan.FromDays(300) })
        {
            var past = await admin.GetAsync("/api/snapshot?at=" + Time(BeforeTime - ago));
            (past.Status, past.Code).ShouldBe((HttpStatusCode.Gone, "changes.archived"), ago.ToString());
            DateTime.Parse(past.Text("begins"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).ShouldBe(BeforeTime);
        }

        var last = await ScalarAsync<long>("select max(last_seq) from archives");
        (await admin.GetAsync($"/api/changes?after={epoch}:{last - 1}")).Code.ShouldBe("changes.cursor_expired");
        (await admin.GetAsync($"/api/changes?after={epoch}:{last}")).Status.ShouldBe(HttpStatusCode.OK);
        (await admin.GetAsync("/api/changes?after=" + cursor)).Members["complete"]!.GetValue<bool>().ShouldBeTrue();
        var density = await admin.GetAsync($"/api/changes/density?from={Time(BeforeTime.AddDays(-5))}&to={Time(BeforeTime.AddDays(5))}&parts=10");
        density.Text("begins").ShouldBe(begins);
        density.Members["counts"]!.AsArray().Take(5).Sum(count => count!.GetValue<long>()).ShouldBe(0);

        // Its history says where it lies, and no command changes it.
        var (id, version) = await ArchivedAsync();
        var detail = await admin.GetAsync($"/api/issues/{id}");
        (detail.Members["history"]!.AsArray().Count, detail.Members["allowed"]!.AsArray().Count).ShouldBe((0, 0));
        var archived = detail.Members["archived"]!;
        (archived["archive"]!.GetValue<string>(), archived["before"]!.GetValue<string>()).ShouldBe((Path.GetFileName(TheFile), begins));
        var heads = await ScalarAsync<string>("select md5(string_agg(i::text, '' order by id)) from issues i");
        foreach (var (action, body) in new (string, object)[] { ("reopen", new { note = "再看" }), ("comment", new { note = "补充" }), ("clear", new { clear = true }) })
        {
            var refused = await admin.ActAsync(id, action, version, body);
            (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, "issue.archived"), action);
        }

        (await admin.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=document", Pictures.Png())).Code.ShouldBe("issue.archived");
        (await ScalarAsync<string>("select md5(string_agg(i::text, '' order by id)) from issues i")).ShouldBe(heads);
        (await ArchiveAsync()).Output.ShouldContain("Nothing to archive");
    }

    [Fact]
    public async Task The_history_verifies_without_and_with_the_files_and_a_flipped_byte_is_found()
    {
        var root = await RootAsync();
        var (early, late) = (root(await ScalarAsync<long>("select max(seq) / 4 from changes")), root(await ScalarAsync<long>("select max(seq) from changes")));
        (await ArchiveAsync()).ExitCode.ShouldBe(0);
        var without = await VerifyAsync("--root", early, "--root", late);
        (without.ExitCode, without.Output.Contains("1 roots agree.", StringComparison.Ordinal), without.Output.Contains("1 roots are not checked without", StringComparison.Ordinal)).ShouldBe((0, true, true), without.Output);
        var with = await VerifyAsync("--archive", folder, "--root", early, "--root", late);
        (with.ExitCode, with.Output.Contains("2 roots agree.", StringComparison.Ordinal), with.Output.Contains("their histories hold", StringComparison.Ordinal)).ShouldBe((0, true, true), with.Output);
        (await VerifyAsync("--archive", folder, "--root", early[..^1] + (early[^1] == '0' ? '1' : '0'))).ExitCode.ShouldBe(1);

        var bytes = await File.ReadAllBytesAsync(TheFile, Stop);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(TheFile, bytes, Stop);
        var flipped = await VerifyAsync("--archive", folder);
        (flipped.ExitCode, flipped.Output.Contains("was altered", StringComparison.Ordinal)).ShouldBe((1, true), flipped.Output);
        File.Delete(TheFile);
        (await VerifyAsync("--archive", folder)).Output.ShouldContain("is not in the folder");

        // Whoever owns the database can do this; it shows.
        await ExecuteAsync("alter table issues disable trigger issues_archived; update issues set version = version + 1 where id = (select issue_id from archived_issues order by issue_id limit 1)");
        (await VerifyAsync()).Output.ShouldContain("not what it was when it was archived");
    }

    [Fact]
    public async Task Killed_between_file_and_commit_nothing_is_lost_and_a_second_run_succeeds()
    {
        var changes = await ScalarAsync<long>("select count(*) from changes");
        await using (await HoldAsync(LockKeys.Measures))
        {
            using var killed = Process.Start(StartOf("archive", "--before", Before.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "--to", folder))!;
            await UntilWaitingAsync();
            Directory.GetFiles(folder).Length.ShouldBe(1, "the file is whole by then");
            killed.Kill();
            await killed.WaitForExitAsync(Stop);
        }

        (await ScalarAsync<long>("select count(*) from changes")).ShouldBe(changes);
        (await ScalarAsync<long>("select count(*) from archived_issues")).ShouldBe(0);
        (await VerifyAsync()).ExitCode.ShouldBe(0);
        var again = await ArchiveAsync();
        again.ExitCode.ShouldBe(0, again.Error);
        (await VerifyAsync("--archive", folder)).ExitCode.ShouldBe(0);
        (await ScalarAsync<long>("select count(*) + (select sum(changes)::bigint from archives) from changes")).ShouldBe(changes);
    }

    [Fact]
    public async Task A_command_that_was_under_way_is_refused_and_an_issue_worked_on_meanwhile_stays()
    {
        await using var watch = await HoldAsync(LockKeys.Watch);
        await using var server = await TestServer.StartAsync(connectionString);
        using var admin = await server.SignInAsync("admin");
        var (id, version) = await ScalarAsync<Guid>("select id from issues where ended_at < now() - interval '200 days' order by id limit 1") is var found
            ? (found, await ScalarAsync<int>($"select version from issues where id = '{found}'")) : default;
        Task<Answer> comment;
        Task<CliResult> archiving;
        await using (await HoldAsync(LockKeys.Measures))
        {
            archiving = ArchiveAsync();
            await UntilWaitingAsync();
            comment = admin.ActAsync(id, "comment", version, new { note = "补充" });
            await UntilAsync("select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'transactionid')");
        }

        (await archiving).ExitCode.ShouldBe(0);
        var refused = await comment;
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, "issue.archived"));
        (await VerifyAsync("--archive", folder)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Counted_anew_by_another_time_zone_or_from_a_backup_the_figures_are_the_same()
    {
        var shanghai = await FiguresAsync(Zone);
        var elsewhere = await FiguresAsync("Pacific/Kiritimati");
        (await FiguresAsync(Zone)).ShouldBe(shanghai);
        (await ArchiveAsync()).ExitCode.ShouldBe(0);
        (await FiguresAsync("Pacific/Kiritimati")).ShouldBe(elsewhere);
        elsewhere.ShouldNotBe(shanghai);

        var backup = Path.Combine(folder, "backup");
        var photos = Directory.CreateDirectory(Path.Combine(folder, "photos")).FullName;
        await ExecuteAsync("delete from photos");
        (await CliProcess.RunAsync(connectionString, "", "backup", backup, "--photos", photos)).ExitCode.ShouldBe(0);
        var target = await EmptyAsync();
        var restored = await CliProcess.RunAsync(target, "", "restore", backup, "--photos", photos);
        restored.ExitCode.ShouldBe(0, restored.Error);
        await using var there = Database.DataSource(target);
        (await FiguresAsync(Zone, there)).ShouldBe(shanghai);
        (await CliProcess.RunAsync(target, "", "verify-history", "--archive", folder)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task It_takes_nothing_young_and_the_log_lets_Changes_go_by_an_archive_alone()
    {
        var young = await CliProcess.RunAsync(connectionString, "", "archive", "--to", folder, "--before", DateTime.UtcNow.AddDays(-20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        (young.ExitCode, young.Error.Contains("too late", StringComparison.Ordinal)).ShouldBe((1, true), young.Error);
        (await CliProcess.RunAsync(connectionString, "", "archive", "--to", folder, "--before", "yesterday")).ExitCode.ShouldBe(1);
        var dry = await CliProcess.RunAsync(connectionString, "", "archive", "--to", folder, "--before", Before.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "--dry-run");
        (dry.ExitCode, dry.Output.Contains("Nothing was changed", StringComparison.Ordinal), Directory.GetFiles(folder).Length).ShouldBe((0, true, 0), dry.Error);
        (await ArchiveAsync()).Output[..20].ShouldBe(dry.Output[..20]);

        const string anOpenOne = "(select id from issues where ended_at is null limit 1)";
        foreach (var statement in new[]
        {
            $"delete from changes where issue_id = {anOpenOne}", "delete from changes where issue_id is null", "update changes set at = now()", "delete from archived_issues", "update archives set sha256 = '\\x00'",
            $"with a as (insert into archived_issues select id, (select name from archives limit 1), version, 1, 2, sha256('x') from issues where id = {anOpenOne}) delete from changes where issue_id = {anOpenOne}",
        })
        {
            await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(statement), statement);
        }

        // Its lines can be read by anything that reads gzip and JSON.
        await using var packed = new GZipStream(File.OpenRead(TheFile), CompressionMode.Decompress);
        using var reader = new StreamReader(packed);
        var lines = (await reader.ReadToEndAsync(Stop)).TrimEnd('\n').Split('\n');
        JsonNode.Parse(lines[0])!["issues"]!.GetValue<int>().ShouldBe(lines.Length - 1);
        JsonNode.Parse(lines[1])!["changes"]!.AsArray()[^1]!["hash"]!.GetValue<string>().ShouldBe(JsonNode.Parse(lines[1])!["head"]!.GetValue<string>());
    }

    private static async Task<string> MakeAsync()
    {
        var made = await TestCluster.NewEmptyDatabaseAsync();
        (await CliProcess.RunAsync(made, "", "generate", "county", "--since", "2020-01-01")).ExitCode.ShouldBe(0);
        (await CliProcess.RunAsync(made, "", "generate", "history", "--issues", "300", "--years", "1", "--seed", "4", "--open", "20")).ExitCode.ShouldBe(0);
        await using var dataSource = Database.DataSource(made + ";Pooling=false");
        await using var db = Database.Context(dataSource);
        db.Accounts.Add(TestAccounts.New("admin", AccountRole.Admin, null, null));
        await db.SaveChangesAsync(Stop);
        return made;
    }

    private string TheFile => Directory.GetFiles(folder, "*.jsonl.gz").Order(StringComparer.Ordinal).Last();

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Figures(string query) => "/api/statistics?" + query;

    private Task<CliResult> ArchiveAsync() => CliProcess.RunAsync(connectionString, "", "archive", "--before", Before.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "--to", folder);

    private Task<CliResult> VerifyAsync(params string[] arguments) => CliProcess.RunAsync(connectionString, "", ["verify-history", .. arguments]);

    private static async Task<string[]> AskAsync(MapClient client, string[] questions)
    {
        var answers = new List<string>();
        foreach (var question in questions)
        {
            var answer = await client.GetAsync(question);
            answer.Status.ShouldBe(HttpStatusCode.OK, $"{question}: {answer.Json}");
            (answer.Json as JsonObject)?.Remove("serverTime");
            answers.Add(question + " " + (answer.Json?.ToJsonString() ?? Convert.ToHexString(answer.Bytes)));
        }

        return [.. answers];
    }

    private async Task<(Guid Id, int Version)> ArchivedAsync()
    {
        await using var db = Database.Context(dataSource);
        var archived = await db.ArchivedIssues.OrderBy(each => each.IssueId).FirstAsync(Stop);
        return (archived.IssueId, archived.Version);
    }

    /// <summary>Gives the root of a place as a server would have told it then.</summary>
    private async Task<Func<long, string>> RootAsync()
    {
        await using var db = Database.Context(dataSource);
        var links = await db.Changes.AsNoTracking().Where(row => row.IssueId != null).Select(row => new { Id = row.IssueId!.Value, row.Seq, row.Hash }).ToListAsync(Stop);
        return seq =>
        {
            var heads = links.Where(link => link.Seq <= seq).GroupBy(link => link.Id).OrderBy(group => group.Key)
                .SelectMany(group => group.Key.ToByteArray(bigEndian: true).Concat(group.MaxBy(link => link.Seq)!.Hash!));
            return string.Create(CultureInfo.InvariantCulture, $"{seq}:{Convert.ToHexStringLower(SHA256.HashData([.. heads]))}");
        };
    }

    private async Task<string[]> FiguresAsync(string zone, NpgsqlDataSource? of = null)
    {
        await new MeasureUpkeep(of ?? dataSource, zone).CatchUpAsync(Stop);
        await using var command = (of ?? dataSource).CreateCommand($"select to_jsonb(m)::text from measure_counts m where {string.Join(" + ", MeasureUpkeep.Columns)} > 0 order by 1");
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var texts = new List<string>();
        while (await reader.ReadAsync(Stop)) texts.Add(reader.GetString(0));
        texts.Count.ShouldBeGreaterThan(500);
        return [.. texts];
    }

    /// <summary>Keeps an advisory lock until it is disposed of.</summary>
    private async Task<NpgsqlConnection> HoldAsync(long key)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { Parameters = { new() { Value = key } } };
        await command.ExecuteNonQueryAsync(Stop);
        return connection;
    }

    /// <summary>Until the archive is written and everything but the commit is done.</summary>
    private Task UntilWaitingAsync() =>
        UntilAsync("select exists (select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database()))");

    private async Task UntilAsync(string sql)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await ScalarAsync<bool>(sql)) await tick.WaitForNextTickAsync(Stop);
    }

    private ProcessStartInfo StartOf(params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Assembly.Load("mapdashboard").Location, .. arguments]);
        info.Environment["ConnectionStrings__Map"] = connectionString;
        return info;
    }

    private static async Task<string> EmptyAsync() => await (await TestCluster.ClusterAsync()).EnsureDatabaseAsync($"restored_{Guid.NewGuid():N}");

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Stop))!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
