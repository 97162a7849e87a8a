using System.Net;
using MapDashboard.Data.Cluster;
using MapDashboard.TestSupport;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>What was backed up comes back, to the row, under a new epoch; what is not whole serves nobody.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string backup = Directory.CreateTempSubdirectory("mapdashboard-backup-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(backup, recursive: true);

    [Fact]
    public async Task A_restored_server_has_every_row_photo_and_chain_and_its_pages_begin_anew()
    {
        await using var server = await TestServer.StartAsync();
        await LiveAsync(server);
        using var before = await server.SignInAsync("leader");
        var snapshot = await before.GetAsync("/api/snapshot");
        (await BackUpAsync(server)).ExitCode.ShouldBe(0);
        var rows = await RowsAsync(server.ConnectionString);
        rows.Values.Sum(row => row.Count).ShouldBeGreaterThan(100);

        // What comes after the backup is not in it.
        using var worker = await server.SignInAsync("worker1");
        await worker.ReportAsync();
        var later = (await before.GetAsync("/api/snapshot")).Text("cursor");

        var empty = await EmptyAsync();
        var photos = Path.Combine(backup, "restored-photos");
        var restored = await CliProcess.RunAsync(empty, "", "restore", backup, "--photos", photos);
        restored.ExitCode.ShouldBe(0, restored.Error);
        restored.Output.ShouldContain("Changes of 2 issues hold, 1 photos");
        (await RowsAsync(empty)).ShouldBe(rows, ignoreOrder: true);

        await using var again = await TestServer.StartAsync(empty);
        using var after = await again.SignInAsync("leader");
        var renewed = await after.GetAsync("/api/snapshot");
        renewed.Text("cursor").ShouldNotBe(snapshot.Text("cursor"));
        renewed.Members["issues"]!.ToJsonString().ShouldBe(snapshot.Members["issues"]!.ToJsonString());
        var stale = await after.GetAsync("/api/changes?after=" + Uri.EscapeDataString(later));
        (stale.Status, stale.Code).ShouldBe((HttpStatusCode.Gone, "changes.cursor_expired"));
        (await after.ReportAsync()).Status.ShouldBe(HttpStatusCode.Created);
        Directory.EnumerateFiles(photos, "*", SearchOption.AllDirectories).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_restored_over_data_and_a_second_backup_copies_no_photo_twice()
    {
        await using var server = await TestServer.StartAsync();
        await LiveAsync(server);
        (await BackUpAsync(server)).ExitCode.ShouldBe(0);
        var photo = Directory.EnumerateFiles(Path.Combine(backup, "photos"), "*", SearchOption.AllDirectories).Single();
        File.SetLastWriteTimeUtc(photo, DateTime.UnixEpoch);
        (await BackUpAsync(server)).ExitCode.ShouldBe(0);
        File.GetLastWriteTimeUtc(photo).ShouldBe(DateTime.UnixEpoch);
        Directory.EnumerateDirectories(backup).Count().ShouldBe(3);

        var rows = await RowsAsync(server.ConnectionString);
        var over = await CliProcess.RunAsync(server.ConnectionString, "", "restore", backup, "--photos", backup);
        (over.ExitCode, over.Error.Contains("not empty", StringComparison.Ordinal)).ShouldBe((1, true), over.Error);
        (await RowsAsync(server.ConnectionString)).ShouldBe(rows, ignoreOrder: true);
    }

    [Fact]
    public async Task A_snapshot_that_was_altered_or_cut_off_is_found_out_and_no_server_starts_from_it()
    {
        await using var server = await TestServer.StartAsync();
        await LiveAsync(server);
        (await BackUpAsync(server)).ExitCode.ShouldBe(0);
        var folder = Directory.EnumerateDirectories(backup).Single(each => !each.EndsWith("photos", StringComparison.Ordinal));
        var manifest = Path.Combine(folder, "manifest.json");
        var whole = await File.ReadAllTextAsync(manifest, Stop);
        await File.WriteAllTextAsync(manifest, whole.Replace("\"issues\":{\"rows\":2", "\"issues\":{\"rows\":3", StringComparison.Ordinal), Stop);
        var altered = await EmptyAsync();
        var answer = await CliProcess.RunAsync(altered, "", "restore", backup, "--photos", Path.Combine(backup, "elsewhere"));
        (answer.ExitCode, answer.Error.Contains("table issues is not as it was saved", StringComparison.Ordinal)).ShouldBe((1, true), answer.Error);
        (await Should.ThrowAsync<StartRefusedException>(() => TestServer.StartAsync(altered))).Message.ShouldContain("restore");

        var dump = Path.Combine(folder, "database.dump");
        await using (var file = new FileStream(dump, FileMode.Open)) file.SetLength(file.Length / 2);
        var cut = await EmptyAsync();
        (await CliProcess.RunAsync(cut, "", "restore", backup, "--photos", Path.Combine(backup, "elsewhere"))).ExitCode.ShouldBe(1);
        (await RowsAsync(cut)).ShouldBeEmpty("all or nothing");

        File.Delete(manifest);
        (await CliProcess.RunAsync(cut, "", "restore", backup, "--photos", backup)).Error.ShouldContain("no finished snapshot");
    }

    [Fact]
    public async Task A_photo_that_is_gone_is_named_and_makes_the_backup_fail()
    {
        await using var server = await TestServer.StartAsync();
        await LiveAsync(server);
        var answer = await CliProcess.RunAsync(server.ConnectionString, "", "backup", backup, "--photos", Path.Combine(backup, "nowhere"));
        (answer.ExitCode, answer.Error.Contains("Missing or changed", StringComparison.Ordinal)).ShouldBe((1, true), answer.Error);
        Directory.EnumerateFiles(backup, "manifest.json", SearchOption.AllDirectories).Count().ShouldBe(1, "what there is, is saved");
    }

    [Fact]
    public async Task An_embedded_database_comes_back_into_a_new_data_folder()
    {
        await using var server = await TestServer.StartAsync();
        await LiveAsync(server);
        (await BackUpAsync(server)).ExitCode.ShouldBe(0);
        var folder = Path.Combine(backup, "data");
        var restored = await CliProcess.RunAsync(null, "", "restore", backup, "--data-folder", folder);
        restored.ExitCode.ShouldBe(0, restored.Error);
        var verified = await CliProcess.RunAsync(null, "", "verify-history", "--data-folder", folder);
        (verified.ExitCode, verified.Output.Contains("of 2 issues hold", StringComparison.Ordinal)).ShouldBe((0, true), verified.Output + verified.Error);
        (await CliProcess.RunAsync(null, "", "restore", backup, "--data-folder", folder)).Error.ShouldContain("not empty");
        Directory.EnumerateFiles(Path.Combine(folder, "photos"), "*", SearchOption.AllDirectories).Count().ShouldBe(1);
    }

    private static async Task LiveAsync(TestServer server)
    {
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        var id = Guid.Parse((await worker.ReportAsync()).Text("id"));
        (await worker.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=before", Pictures.Png())).Status.ShouldBe(HttpStatusCode.Created);
        await desk.ActAsync(id, "accept", 2);
        await worker.ReportAsync();
        await server.WaitForRootAsync();

        // The webhooks' place in the log follows by itself: only then do two looks at the rows see the same.
        await using var hasFollowed = server.DataSource.CreateCommand("select (select seq from webhook_position) = (select max(seq) from changes)");
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await hasFollowed.ExecuteScalarAsync(Stop) is not true) await tick.WaitForNextTickAsync(Stop);
    }

    private async Task<CliResult> BackUpAsync(TestServer server) => await CliProcess.RunAsync(server.ConnectionString, "", "backup", backup, "--photos", server.PhotoFolder);

    private static async Task<string> EmptyAsync()
    {
        var cluster = await TestCluster.ClusterAsync();
        return await cluster.EnsureDatabaseAsync($"restored_{Guid.NewGuid():N}");
    }

    /// <summary>A digest of every table but the epoch's and those that a running server moves by itself; by other means than the program's own.</summary>
    private static async Task<Dictionary<string, (long Count, string Digest)>> RowsAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Stop);
        var names = new List<string>();
        await using (var command = new NpgsqlCommand("select tablename from pg_tables where schemaname = 'public' and tablename not in ('spatial_ref_sys', 'log_epoch', 'sessions') and tablename not like 'measure%'", connection))
        await using (var reader = await command.ExecuteReaderAsync(Stop))
        {
            while (await reader.ReadAsync(Stop)) names.Add(reader.GetString(0));
        }

        var rows = new Dictionary<string, (long, string)>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            await using var command = new NpgsqlCommand($"select count(*), md5(coalesce(string_agg(line, E'\\n' order by line collate \"C\"), '')) from (select to_jsonb(t)::text as line from {name} t) x", connection);
            await using var reader = await command.ExecuteReaderAsync(Stop);
            await reader.ReadAsync(Stop);
            rows[name] = (reader.GetInt64(0), reader.GetString(1));
        }

        return rows;
    }
}
