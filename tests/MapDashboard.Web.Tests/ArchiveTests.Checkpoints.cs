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
}
