using System.Globalization;
using System.Text.Json.Nodes;
using MapDashboard.Data.People;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>Who answers for a point is remembered, and never beyond what made it true.</summary>
public sealed class RememberedChainTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestServer Server => fixture.Server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_term_that_ends_by_itself_is_over_for_whoever_asks_then()
    {
        using var leader = await Server.SignInAsync("leader");
        var post = await PostAsync(leader, "gridWorker");
        var end = Server.Clock.GetUtcNow().UtcDateTime.AddHours(5);
        (await leader.PostAsync($"/api/posts/{post["id"]}/end", new { at = end })).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await PostAsync(leader, "gridWorker"))["vacant"]!.GetValue<bool>().ShouldBeFalse();
        Server.Clock.Advance(TimeSpan.FromHours(6));
        (await PostAsync(leader, "gridWorker"))["vacant"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task What_another_server_writes_is_told_here_as_soon_as_the_log_brings_it()
    {
        using var leader = await Server.SignInAsync("leader");
        using var screen = await Server.SignInAsync("screen");
        var before = await PostAsync(leader, "firstGridLeader");
        await PostAsync(screen, "firstGridLeader");
        await using (var db = Server.Context())
        {
            var id = before["id"]!.GetValue<Guid>();
            var post = await db.Posts.SingleAsync(each => each.Id == id, Stop);
            post.Duties = "由另一台服务器写下";
            var path = await db.Areas.Where(area => area.Code == post.AreaCode).Select(area => area.Path).SingleAsync(Stop);
            await db.CommitAsync([Edits.Change("post.changed", Server.Clock.GetUtcNow().UtcDateTime, post.AreaCode, Edits.Audiences(path, isPublic: true))], Stop);
        }

        foreach (var client in new[] { leader, screen })
        {
            while ((await PostAsync(client, "firstGridLeader"))["duties"]?.GetValue<string>() != "由另一台服务器写下") Stop.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public async Task Every_point_has_the_chain_that_the_database_gives()
    {
        using var leader = await Server.SignInAsync("leader");
        using var screen = await Server.SignInAsync("screen");
        var random = new Random(20261122);
        for (var n = 0; n < 60; n++)
        {
            var (lon, lat) = (Places.Grid1Lon + ((random.NextDouble() - 0.5) * 0.012), Places.Grid1Lat + ((random.NextDouble() - 0.5) * 0.008));
            var query = string.Create(CultureInfo.InvariantCulture, $"/api/responsible?lon={lon}&lat={lat}");
            foreach (var client in new[] { leader, screen })
            {
                // A moment that is not exactly now is read from the database.
                var past = Server.Clock.GetUtcNow().UtcDateTime.AddMilliseconds(-1);
                var remembered = (await client.GetAsync(query)).Json!;
                JsonNode.DeepEquals(remembered, (await client.GetAsync($"{query}&at={past:yyyy-MM-ddTHH:mm:ss.fffZ}")).Json).ShouldBeTrue($"{query}: {remembered}");
            }
        }
    }

    private static async Task<JsonNode> PostAsync(MapClient client, string role)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"/api/responsible?lon={Places.Grid1Lon}&lat={Places.Grid1Lat}");
        var chain = (await client.GetAsync(query)).Json!.AsArray();
        return chain.SelectMany(link => link!["posts"]!.AsArray()).First(post => post!["role"]!.GetValue<string>() == role)!;
    }
}
