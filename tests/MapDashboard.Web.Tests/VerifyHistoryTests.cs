using System.Net;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>What the server writes verifies on the command line, and what somebody alters is named there.</summary>
public sealed class VerifyHistoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_command_line_verifies_what_the_server_wrote_and_names_what_was_altered()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        var reported = await desk.PostAsync("/api/issues", new
        {
            id = Guid.NewGuid(), category = "environment.litter", location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat }, reporter = new { name = "王某某", phone = "13912345678" },
        });
        var id = Guid.Parse(reported.Text("id"));
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        await handler.ActAsync(id, "reportIn", 3);
        (await handler.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png())).Status.ShouldBe(HttpStatusCode.Created);
        await handler.ActAsync(id, "resolve", 5, new { answer = "已处理" });
        await desk.ActAsync(id, "verify", 6);

        // Closed and reopened at once: two Changes in one commit.
        (await desk.ActAsync(id, "rate", 7, new { solved = true, satisfied = false })).Version.ShouldBe(9);
        await worker.ReportAsync();
        await server.WaitForRootAsync();
        var whole = await CliProcess.RunAsync(server.ConnectionString, "", "verify-history");
        (whole.ExitCode, whole.Output.Trim()).ShouldBe((0, "10 Changes of 2 issues hold; 1 roots agree."), whole.Error);

        await ExecuteAsync(server, "delete from reporters; update issues set content_hash = 'erased'");
        (await CliProcess.RunAsync(server.ConnectionString, "", "verify-history")).ExitCode.ShouldBe(0);

        var wrong = await CliProcess.RunAsync(server.ConnectionString, "", "verify-history", "--root", "5:" + new string('0', 64));
        (wrong.ExitCode, wrong.Output.Contains("The root at 5 differs", StringComparison.Ordinal)).ShouldBe((1, true), wrong.Output);
        (await CliProcess.RunAsync(server.ConnectionString, "", "verify-history", "--root", "5:zz")).Error.ShouldContain("SEQ:HEX");

        await ExecuteAsync(server, "alter table changes disable trigger changes_immutable; update changes set at = at - interval '1 hour' where issue_version = 5; alter table changes enable trigger changes_immutable");
        var broken = await CliProcess.RunAsync(server.ConnectionString, "", "verify-history");
        broken.ExitCode.ShouldBe(1);
        broken.Output.ShouldContain($"Issue {reported.Text("number")}, version 5:");
    }

    [Fact]
    public async Task Several_servers_tell_one_root_a_day()
    {
        await using var first = await TestServer.StartAsync(arguments: ["--Map:TimeZone", "Pacific/Kiritimati"]);
        await using var second = await TestServer.StartAsync(first.ConnectionString, arguments: ["--Map:TimeZone", "Pacific/Kiritimati"]);
        await first.WaitForRootAsync();
        await using var db = first.Context();
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati");
        (await db.HistoryRoots.SingleAsync(Stop)).Day.ShouldBe(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(first.Clock.GetUtcNow().UtcDateTime, zone)));
    }

    private static async Task ExecuteAsync(TestServer server, string sql)
    {
        await using var command = server.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }
}

internal static class RootWaiting
{
    /// <summary>Until the server has taken the root of its first day.</summary>
    public static async Task WaitForRootAsync(this TestServer server)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        await using var db = server.Context();
        while (!await db.HistoryRoots.AnyAsync(TestContext.Current.CancellationToken)) await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }
}
