using System.Net;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>What nothing needs after its time goes, and nothing else.</summary>
public sealed class RetentionTests
{
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_removes_exactly_what_it_says_and_never_what_a_row_names()
    {
        await using var server = await TestServer.StartAsync();
        using var desk = await server.SignInAsync("desk");
        var id = Guid.Parse((await desk.ReportAsync()).Text("id"));
        (await desk.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=before", Pictures.Png())).Status.ShouldBe(HttpStatusCode.Created);
        await desk.ActAsync(id, "accept", 2);
        await desk.ActAsync(id, "comment", 3, new { note = "看过" });
        var photo = PhotoOf(server);
        var (stranger, lasting) = (new string('a', 64), new string('b', 64));
        string[] stray = [FileOf(server, stranger), FileOf(server, stranger + ".thumb"), photo + "." + Guid.NewGuid().ToString("N"), Path.Combine(server.PhotoFolder, "parts", "begun")];
        string[] kept = [photo, photo + ".thumb", FileOf(server, lasting), FileOf(server, "notes.txt")];
        Directory.CreateDirectory(Path.Combine(server.PhotoFolder, "parts"));
        foreach (var path in stray.Concat(kept).Except([photo]))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, [1, 2, 3, 4], Stop);
        }

        foreach (var path in stray.Concat(kept)) File.SetLastWriteTimeUtc(path, path.EndsWith(lasting, StringComparison.Ordinal) ? DateTime.Now : LongAgo);
        await ExecuteAsync(server, "update commands set at = at - interval '91 days' where content_hash = (select min(content_hash) from commands)");
        await ExecuteAsync(server, $"insert into watch_marks (issue_id, clock, stage, since, ahead, deed, at) values ('{id}', 'stage', 'reported', now(), true, 'warn', now())");
        var before = await RowsAsync(server);

        var dry = await RunAsync(server, "--dry-run");
        (dry.ExitCode, dry.Output.Contains("Nothing was changed.", StringComparison.Ordinal)).ShouldBe((0, true), dry.Error);
        (await RowsAsync(server)).ShouldBe(before);
        stray.All(File.Exists).ShouldBeTrue();

        var run = await RunAsync(server);
        run.Output.ShouldBe(dry.Output.Replace("Nothing was changed.", "Removed.", StringComparison.Ordinal), run.Error);
        run.Output.ShouldContain("1 receipts of commands");
        run.Output.ShouldContain("0 marks of the watch");
        run.Output.ShouldContain("4 files of uploads that came to nothing, 16 bytes");
        stray.Any(File.Exists).ShouldBeFalse();
        kept.All(File.Exists).ShouldBeTrue();
        (await RowsAsync(server)).ShouldBe(before.Replace("commands 2", "commands 1", StringComparison.Ordinal));
        (await CliProcess.RunAsync(server.ConnectionString, "", "retention")).Error.ShouldContain("--photos");
    }

    [Fact]
    public async Task A_file_that_is_sent_again_is_young_again()
    {
        await using var server = await TestServer.StartAsync();
        using var desk = await server.SignInAsync("desk");
        var (first, second) = (Guid.Parse((await desk.ReportAsync()).Text("id")), Guid.Parse((await desk.ReportAsync()).Text("id")));
        var bytes = Pictures.Png();
        await desk.PutBytesAsync($"/api/issues/{first}/photos/{Guid.NewGuid()}?kind=before", bytes);
        var photo = PhotoOf(server);
        File.Delete(photo + ".thumb");
        await ExecuteAsync(server, "delete from photos");
        File.SetLastWriteTimeUtc(photo, LongAgo);
        (await desk.PutBytesAsync($"/api/issues/{second}/photos/{Guid.NewGuid()}?kind=before", bytes)).Status.ShouldBe(HttpStatusCode.Created);
        await ExecuteAsync(server, "delete from photos");
        (await RunAsync(server)).Output.ShouldContain("0 files");
        File.SetLastWriteTimeUtc(photo, LongAgo);
        (await RunAsync(server)).Output.ShouldContain("1 files");
        File.Exists(photo).ShouldBeFalse();
    }

    private static Task<CliResult> RunAsync(TestServer server, params string[] arguments) =>
        CliProcess.RunAsync(server.ConnectionString, "", ["retention", "--photos", server.PhotoFolder, .. arguments]);

    /// <summary>The only one; its thumbnail lies beside it.</summary>
    private static string PhotoOf(TestServer server) => Directory.GetFiles(server.PhotoFolder, "*", SearchOption.AllDirectories).Where(path => !Path.HasExtension(path)).ShouldHaveSingleItem();

    private static string FileOf(TestServer server, string name) => Path.Combine(server.PhotoFolder, name[..2], name[2..4], name);

    private static async Task<string> RowsAsync(TestServer server)
    {
        var counts = new List<string>();
        foreach (var table in new[] { "changes", "issues", "photos", "commands", "watch_marks", "audit_entries", "sessions", "accounts" })
        {
            await using var command = server.DataSource.CreateCommand($"select count(*) from {table}");
            counts.Add($"{table} {await command.ExecuteScalarAsync(Stop)}");
        }

        return string.Join(", ", counts);
    }

    private static async Task ExecuteAsync(TestServer server, string sql)
    {
        await using var command = server.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
