using System.Net;
using MapDashboard.TestSupport;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.Tests;

/// <summary>The residents' door from outside: closed, crowded, and what its addresses give away.</summary>
public sealed class AskGateTests
{
    [Fact]
    public async Task A_closed_door_answers_nothing()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:Ask", "false", "--Map:PublicUrl", "https://map.example.org"]);
        using var stranger = server.Stranger();
        foreach (var path in new[] { "/api/ask/" + Places.Grid1, $"/api/ask/{Places.Grid1}/areas", $"/api/ask/{Places.Grid1}/responsible?address=1", "/api/track/whatever" })
        {
            (await stranger.GetAsync(path)).Code.ShouldBe("ask.closed", path);
        }

        (await stranger.PostAsync($"/api/ask/{Places.Grid1}/issues", new { id = Guid.NewGuid() })).Code.ShouldBe("ask.closed");
        using var screen = await server.SignInAsync("screen");
        (await screen.GetAsync("/api/settings")).Members.ContainsKey("publicUrl").ShouldBeFalse();
    }

    [Fact]
    public async Task Too_many_reports_of_one_address_wait_for_the_next_window()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        Answer answer;
        var sent = 0;
        do
        {
            answer = await stranger.PostAsync($"/api/ask/{Places.Grid1}/issues", new { id = Guid.NewGuid() });
            sent++;
        }
        while (answer.Status != HttpStatusCode.TooManyRequests && sent < 100);
        sent.ShouldBeInRange(StrangerLimits.Reports.Most + 1, (2 * StrangerLimits.Reports.Most) + 1);
        answer.Code.ShouldBe("ask.rate_limited");
        var wait = answer.Headers.RetryAfter!.Delta!.Value;
        wait.ShouldBeInRange(TimeSpan.FromSeconds(1), StrangerLimits.Reports.Window);

        // Looking on is another matter than reporting.
        (await stranger.GetAsync("/api/ask/" + Places.Grid1)).Status.ShouldBe(HttpStatusCode.OK);
        server.Clock.Advance(wait);
        (await Resident.ReportAsync(stranger, Places.Grid1)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_community_takes_so_many_reports_from_however_many_addresses()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1", "--Map:Proxies", "127.0.0.1"]);
        using var stranger = server.Stranger();
        Answer answer;
        var sent = 0;
        do
        {
            stranger.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
            stranger.Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"203.0.113.{sent / 10}");
            answer = await Resident.ReportAsync(stranger, sent % 2 == 0 ? Places.Grid1 : Places.Microgrid1);
            sent++;
        }
        while (answer.Status == HttpStatusCode.Created && sent < 300);
        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.TooManyRequests, "ask.rate_limited"));
        sent.ShouldBeInRange(StrangerLimits.ReportsOfArea.Most + 1, (2 * StrangerLimits.ReportsOfArea.Most) + 1);
        answer.Headers.RetryAfter.ShouldNotBeNull();

        // Staff's own reports are another matter.
        using var worker = await server.SignInAsync("worker1");
        (await worker.ReportAsync()).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public void Every_key_has_its_own_counter_and_a_new_window_begins_at_nought()
    {
        var clock = new FakeClock();
        var limits = new StrangerLimits(clock);
        var limit = new StrangerLimit("test", 3, TimeSpan.FromDays(365));
        for (var n = 0; n < 3; n++) limits.Count(limit, "a").ShouldBeNull();
        limits.Count(limit, "a")!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        limits.Count(limit, "b").ShouldBeNull();
        clock.Advance(TimeSpan.FromDays(365));
        limits.Count(limit, "a").ShouldBeNull();
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    public void Addresses_are_counted_by_machine_or_by_household(string address, string key) => StrangerLimits.KeyOf(IPAddress.Parse(address)).ShouldBe(key);

    [Fact]
    public async Task The_tracking_secret_is_in_no_log_and_no_referrer()
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-ask-").FullName;
        string secret;
        await using (var server = await TestServer.StartAsync(
            arguments: ["--Map:AskDifficulty", "1", "--Map:PublicUrl", "https://map.example.org", "--Map:DataFolder", folder, "--Serilog:MinimumLevel:Default", "Information"]))
        {
            using var stranger = server.Stranger();
            var made = await Resident.ReportAsync(stranger, Places.Grid1);
            secret = made.Text("trackingSecret");
            made.Text("trackingUrl").ShouldBe("https://map.example.org/track/" + secret);
            var track = await stranger.GetAsync("/api/track/" + secret);
            track.Status.ShouldBe(HttpStatusCode.OK);
            track.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            var page = await stranger.GetAsync("/track/" + secret);
            page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            page.Headers.GetValues("X-Robots-Tag").Single().ShouldContain("noindex");
            (await stranger.GetAsync("/ask/" + Places.Grid1)).Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            using var screen = await server.SignInAsync("screen");
            (await screen.GetAsync("/api/settings")).Text("publicUrl").ShouldBe("https://map.example.org");
        }

        var log = string.Concat(Directory.EnumerateFiles(folder, "*.log", SearchOption.AllDirectories).Select(File.ReadAllText));
        log.ShouldContain("\"RequestPath\":\"/api/track/…\"");
        log.ShouldContain("\"Path\":\"/api/track/…\"");
        log.ShouldNotContain(secret);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("map.example.org")]
    [InlineData("https://map.example.org/path")]
    [InlineData("ftp://map.example.org")]
    public void A_public_address_that_is_none_stops_the_start(string url) =>
        Should.Throw<Data.Cluster.StartRefusedException>(() => new Hosting.MapOptions { PublicUrl = url }.Check()).Message.ShouldContain("Map:PublicUrl");
}
