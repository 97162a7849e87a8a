using System.Net;
using System.Net.WebSockets;
using System.Text;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>Faults that an attack on the API once found; each stays mended.</summary>
public sealed class HardeningTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestServer Server => fixture.Server;

    [Theory]
    [InlineData("/HUBS/live")]
    [InlineData("/Hubs/Live")]
    public async Task The_hub_checks_the_origin_however_its_address_is_spelt(string path)
    {
        using var leader = await Server.SignInAsync("leader");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", leader.CookieHeader);
        socket.Options.SetRequestHeader("Origin", "http://elsewhere.example");
        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://{Server.Address.Authority}{path}"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_box_tells_a_screen_no_more_than_the_buildings_point()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var screen = await Server.SignInAsync("screen");
        var building = (await worker.GetAsync("/api/areas?level=building")).Members["features"]![0]!;
        var corner = building["geometry"]!["coordinates"]![0]![0]!.AsArray();
        var label = building["properties"]!["label"]!;
        var (x, y) = (Mix(corner[0], label["lon"]), Mix(corner[1], label["lat"]));
        var issue = await worker.ReportAsync(lon: x, lat: y);
        issue.Members.ContainsKey("buildingCode").ShouldBeTrue();
        (await FoundAsync(worker, x, y)).ShouldBe(1);
        (await FoundAsync(screen, x, y)).ShouldBe(0);
        (await FoundAsync(screen, label["lon"]!.GetValue<double>(), label["lat"]!.GetValue<double>())).ShouldBe(1);

        static double Mix(System.Text.Json.Nodes.JsonNode? a, System.Text.Json.Nodes.JsonNode? b) => (0.3 * a!.GetValue<double>()) + (0.7 * b!.GetValue<double>());
    }

    [Fact]
    public async Task A_photo_that_comes_after_the_verification_is_not_shown_in_the_hall()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        using var handler = await Server.SignInAsync("handler");
        using var screen = await Server.SignInAsync("screen");
        var id = await InProgressAsync(worker, desk);
        await handler.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png());
        await handler.ActAsync(id, "resolve", 5, new { answer = "好了" });
        await desk.ActAsync(id, "verify", 6);
        (await handler.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png())).Status.ShouldBe(HttpStatusCode.Created);
        (await desk.GetAsync("/api/issues/" + id)).Members["photos"]!.AsArray().Count.ShouldBe(2);
        (await screen.GetAsync("/api/issues/" + id)).Members["photos"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Many_photos_of_one_issue_at_once_all_arrive()
    {
        using var worker = await Server.SignInAsync("worker1");
        var id = (await worker.ReportAsync()).Text("id");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(_ => worker.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=before", Pictures.Png())));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        (await worker.GetAsync("/api/issues/" + id)).Members["photos"]!.AsArray().Count.ShouldBe(16);
    }

    [Fact]
    public async Task A_key_sent_again_tells_nothing_of_an_issue_that_has_left_the_scope()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        using var handler = await Server.SignInAsync("handler");
        var id = await InProgressAsync(worker, desk);
        var key = Guid.NewGuid();
        await handler.ActAsync(id, "return", 4, new { note = "不属本部门" }, key);
        var again = await handler.ActAsync(id, "return", 4, new { note = "不属本部门" }, key);
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Members.Select(member => member.Key).ShouldBe(["id", "version"]);
    }

    [Theory]
    [InlineData("application/json; charset=\"utf-8\"", HttpStatusCode.Unauthorized)]
    [InlineData("application/json; charset=UTF-8", HttpStatusCode.Unauthorized)]
    [InlineData("application/json; charset=gb18030", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=bogus", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_charset_is_understood_or_refused(string contentType, HttpStatusCode status)
    {
        using var stranger = Server.Stranger();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"userName":"nobody","password":"wrong"}"""));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        (await stranger.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/session") { Content = content })).Status.ShouldBe(status);
    }

    [Fact]
    public async Task The_page_to_try_the_api_opens_and_finds_its_description()
    {
        using var stranger = Server.Stranger();
        (await stranger.GetAsync("/docs/index.html")).Status.ShouldBe(HttpStatusCode.OK);
        (await stranger.GetAsync("/docs/swagger-ui.css")).Status.ShouldBe(HttpStatusCode.OK);
        (await stranger.GetAsync("/openapi/v1.json")).Members["paths"]!["/api/issues"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("10.0.0.0/8", HttpStatusCode.Forbidden)]
    public async Task Https_in_front_is_believed_from_named_proxies_only(string proxies, HttpStatusCode status)
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:Proxies", proxies]);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session")
        {
            Content = new StringContent($$"""{"userName":"leader","password":"{{TestAccounts.Password}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Host = "map.example";
        request.Headers.Add("Origin", "https://map.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.OK) answer.Headers.GetValues("Set-Cookie").Single().ShouldContain("secure", Case.Insensitive);
    }

    [Fact]
    public async Task A_thousand_years_of_statistics_are_refused()
    {
        using var screen = await Server.SignInAsync("screen");
        (await screen.GetAsync("/api/statistics?by=day&from=1000-01-01T00:00:00Z")).Code.ShouldBe("request.invalid");
        (await screen.GetAsync("/api/statistics?by=day&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z")).Members["rows"]!.AsArray().Count.ShouldBe(32);
    }

    [Fact]
    public async Task Guesses_sent_together_are_counted_one_by_one()
    {
        await using var server = await TestServer.StartAsync();
        using var stranger = server.Stranger();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30)
            .Select(n => stranger.PostAsync("/api/session", new { userName = "leader", password = "guess " + n })));
        answers.Count(answer => answer.Status == HttpStatusCode.Unauthorized).ShouldBe(9);
        answers.Count(answer => answer.Code == "session.locked_out").ShouldBe(21);
    }

    [Fact]
    public async Task A_refused_Follow_leaves_the_earlier_one_as_it_was()
    {
        using var leader = await Server.SignInAsync("leader");
        using var worker = await Server.SignInAsync("worker1");
        var cursor = (await leader.GetAsync("/api/snapshot")).Text("cursor");
        await using var live = await LiveClient.ConnectAsync(leader);
        await live.FollowAsync(Places.Grid1, cursor);
        (await live.CompletionErrorAsync()).ShouldBeNull();
        await live.FollowAsync(Places.Grid2, "00000000000000000000000000000001:0");
        (await live.CompletionErrorAsync())!.ShouldContain("changes.cursor_expired");
        var issue = await worker.ReportAsync();
        var text = "";
        while (!text.Contains(issue.Text("id"), StringComparison.Ordinal)) text = (await live.NextAsync("changes")).ToJsonString();
    }

    private static async Task<int> FoundAsync(MapClient client, double lon, double lat)
    {
        const double Half = 0.000001;
        var box = FormattableString.Invariant($"{lon - Half},{lat - Half},{lon + Half},{lat + Half}");
        return (await client.GetAsync("/api/issues?bbox=" + box)).Members["issues"]!.AsArray().Count;
    }

    private static async Task<Guid> InProgressAsync(MapClient worker, MapClient desk)
    {
        var id = Guid.Parse((await worker.ReportAsync()).Text("id"));
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        using var handler = new MapClient(desk.Address);
        await handler.SignInAsync("handler", TestAccounts.Password);
        await handler.ActAsync(id, "reportIn", 3);
        return id;
    }
}
