using System.Diagnostics;
using System.Globalization;
using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

public sealed partial class ArchiveTests
{
    [Fact]
    public async Task What_checkpoints_keep_of_an_archived_past_goes_and_the_past_since_is_told_from_the_others()
    {
        await ExecuteAsync("delete from checkpoints");
        var writer = new CheckpointWriter(dataSource, 100);
        while (await writer.AddAsync(Stop)) Stop.ThrowIfCancellationRequested();
        await using var watch = await HoldAsync(LockKeys.Watch);
        await using var server = await TestServer.StartAsync(connectionString);
        using var admin = await server.SignInAsync("admin");
        string[] moments = [.. Enumerable.Range(0, 12).Select(n => "/api/snapshot?at=" + Time(BeforeTime.AddDays(n * 8)))];
        var density = $"/api/changes/density?from={Time(BeforeTime)}&to={Time(BeforeTime.AddDays(31))}";
        var (past, counts) = (await AskAsync(admin, moments), (await admin.GetAsync(density)).Members["counts"]!.ToJsonString());
        (await ScalarAsync<long>($"select count(*) from checkpoints where at < '{Time(BeforeTime)}'")).ShouldBeGreaterThan(5);

        (await ArchiveAsync()).ExitCode.ShouldBe(0);
        (await ScalarAsync<long>($"select count(*) from checkpoints where (at < '{Time(BeforeTime)}') <> (states is null and endings is null and times is null and first_at is null)")).ShouldBe(0);
        (await writer.FillAsync(Stop)).ShouldBeFalse();
        (await AskAsync(admin, moments)).ShouldBe(past);
        (await admin.GetAsync(density)).Members["counts"]!.ToJsonString().ShouldBe(counts);
    }

    [Fact]
    public async Task A_checkpoint_is_bare_before_anything_that_it_needs_is_gone_and_is_made_again_when_the_archive_comes_to_nothing()
    {
        var writer = new CheckpointWriter(dataSource, 100);
        await ExecuteAsync("delete from checkpoints");
        while (await writer.AddAsync(Stop)) Stop.ThrowIfCancellationRequested();
        var kept = $"select count(*) from checkpoints where at < '{Time(BeforeTime)}' and states is not null";
        (await ScalarAsync<long>(kept)).ShouldBeGreaterThan(5);

        // What the log tells once it has lost what is archived: an issue that was open at a checkpoint must not be open for ever.
        await using var server = await TestServer.StartAsync(connectionString);
        using var admin = await server.SignInAsync("admin");
        string[] moments = ["/api/snapshot?at=" + Time(BeforeTime), "/api/snapshot?at=" + Time(BeforeTime.AddDays(2))];
        var past = await AskAsync(admin, moments);
        await using (await HoldAsync(LockKeys.Measures))
        {
            using var killed = Process.Start(StartOf("archive", "--before", Before.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "--to", folder))!;
            await UntilWaitingAsync();
            (await ScalarAsync<long>(kept)).ShouldBe(0);
            (await ScalarAsync<long>("select count(*) from archives")).ShouldBe(0);
            ((await writer.AddAsync(Stop)) || (await writer.FillAsync(Stop))).ShouldBeFalse("nobody makes one meanwhile");
            (await AskAsync(admin, moments)).ShouldBe(past);
            killed.Kill();
            await killed.WaitForExitAsync(Stop);
        }

        await UntilAsync("select pg_try_advisory_xact_lock(" + LockKeys.Checkpoints.ToString(CultureInfo.InvariantCulture) + ")");
        while (await writer.FillAsync(Stop)) Stop.ThrowIfCancellationRequested();
        (await AskAsync(admin, moments)).ShouldBe(past);
        (await ArchiveAsync()).ExitCode.ShouldBe(0);
        (await AskAsync(admin, moments)).ShouldBe(past);
    }
}
