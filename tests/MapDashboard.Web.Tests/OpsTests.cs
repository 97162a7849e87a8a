using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MapDashboard.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MapDashboard.Web.Tests;

/// <summary>What a server measures of itself: to the admin live, and to a collector.</summary>
public sealed class OpsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_a_snapshot_and_a_connection_are_told_within_a_period()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        using var admin = await server.SignInAsync("admin");
        await using var follower = await Follower.StartAsync(await server.SignInAsync("leader"), area: null);
        using var ending = new CancellationTokenSource();
        var following = follower.FollowAsync(ending.Token);
        (await worker.ReportAsync(Guid.CreateVersion7())).Status.ShouldBe(HttpStatusCode.Created);
        string[] wanted = ["intake.acknowledged", "intake.batch.size", "intake.commit.duration", "intake.waiting", "log.lag", "live.deliveries", "live.bytes", "live.connections", "process.memory"];
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        var after = "";
        while (!wanted.All(seen.ContainsKey))
        {
            Stop.ThrowIfCancellationRequested();
            var answer = await admin.GetAsync("/api/ops" + after);
            foreach (var sample in answer.Members["samples"]!.AsArray())
            {
                after = "?after=" + sample!["number"]!.ToJsonString();
                foreach (var (name, reading) in sample["values"]!.AsObject()) seen[name] = seen.GetValueOrDefault(name) + reading!["sum"]!.GetValue<double>();
            }
        }

        seen["intake.acknowledged"].ShouldBe(1);
        seen["intake.batch.size"].ShouldBe(1);
        seen["live.deliveries"].ShouldBeGreaterThanOrEqualTo(1);
        seen["live.bytes"].ShouldBeGreaterThan(100);
        seen["intake.commit.duration"].ShouldBeGreaterThan(0);
        (await admin.GetAsync("/api/ops?after=soon")).Code.ShouldBe("request.invalid");
        await ending.CancelAsync();
        await following;
    }

    [Fact]
    public async Task A_collector_is_sent_the_meters_and_one_that_is_away_stops_nothing()
    {
        var posts = new List<(string Path, string Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            lock (posts) posts.Add((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
        await collector.StartAsync(Stop);
        await using (var server = await TestServer.StartAsync(arguments: ["--Map:OtlpEndpoint", collector.Urls.First()]))
        {
            using var worker = await server.SignInAsync("worker1");
            (await worker.ReportAsync(Guid.CreateVersion7())).Status.ShouldBe(HttpStatusCode.Created);
        }

        posts.ShouldContain(post => post.Path == "/v1/metrics" && post.Body.Contains("mapdashboard.intake.batch.size", StringComparison.Ordinal));
        await collector.StopAsync(Stop);
        await using var alone = await TestServer.StartAsync(arguments: ["--Map:OtlpEndpoint", "http://127.0.0.1:9"]);
        using var other = await alone.SignInAsync("worker1");
        (await other.ReportAsync(Guid.CreateVersion7())).Status.ShouldBe(HttpStatusCode.Created);
    }
}
