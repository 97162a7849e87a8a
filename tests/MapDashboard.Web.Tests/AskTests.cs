using System.Net;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.People;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>The residents' door: what it shows, what it hides, and what it takes.</summary>
public sealed class AskTests(AskTests.AskFixture fixture) : IClassFixture<AskTests.AskFixture>
{
    private const string HiddenName = "绝不公开";
    private const string HiddenPhone = "19912345678";
    private const string ShyName = "号码不公";
    private const string ShyPhone = "19987654321";
    private const string StaffNotice = "内部走访安排";

    private TestServer Server => fixture.Server;

    [Theory]
    [InlineData("/api/ask/" + Places.Microgrid1)]
    [InlineData("/api/ask/" + Places.Grid1)]
    [InlineData("/api/ask/" + Places.Grid1 + "/areas")]
    [InlineData("/api/ask/" + Places.Grid1 + "/responsible?address=" + Places.Microgrid1)]
    [InlineData("/api/ask/" + Places.Grid1 + "/responsible?lon=107.346094&lat=28.15389")]
    public async Task No_door_shows_what_the_public_board_hides(string path)
    {
        using var stranger = Server.Stranger();
        using var worker = await Server.SignInAsync("worker1");
        var issue = await worker.ReportAsync(description: "三楼王家");
        var answer = await stranger.GetAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        var text = answer.Json!.ToJsonString(Data.Json.Options);
        foreach (var secret in new[] { HiddenName, HiddenPhone, ShyPhone, StaffNotice, "三楼王家", issue.Text("number"), AskFixture.HiddenCode, AskFixture.ShyCode, "households", "\"id\"", "postedBy", "phonePublic" })
        {
            text.ShouldNotContain(secret, Case.Sensitive, path);
        }
    }

    [Fact]
    public async Task A_phone_that_a_post_does_not_show_is_masked_and_one_that_it_shows_can_be_called()
    {
        using var stranger = Server.Stranger();
        var answer = await stranger.GetAsync("/api/ask/" + Places.Microgrid1);
        var people = answer.Members["responsible"]!.AsArray().SelectMany(link => link!["posts"]!.AsArray()).Select(post => post!["person"]).OfType<System.Text.Json.Nodes.JsonNode>().ToList();
        var shy = people.Single(person => person["name"]!.GetValue<string>() == ShyName);
        shy["phone"].ShouldBeNull();
        shy["maskedPhone"]!.GetValue<string>().ShouldBe("199****4321");
        people.Single(person => person["name"]!.GetValue<string>() == "号码公开")["phone"]!.GetValue<string>().ShouldBe("19900000001");
    }

    [Fact]
    public async Task The_plate_of_a_unit_says_its_path_its_buildings_outline_and_its_chain()
    {
        using var stranger = Server.Stranger();
        await using var db = Server.Context();
        var unit = await db.Areas.Where(area => area.Level == "unit").OrderBy(area => area.Code).FirstAsync(TestContext.Current.CancellationToken);
        var answer = await stranger.GetAsync("/api/ask/" + unit.Code);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Members["area"]!["path"]!.AsArray().Select(area => area!["code"]!.GetValue<string>()).ShouldBe(unit.Path);
        answer.Members["responsible"]!.AsArray().Select(link => link!["area"]!["code"]!.GetValue<string>()).ShouldBe(unit.Path.Reverse());
        answer.Members["outline"]!["type"]!.GetValue<string>().ShouldContain("Polygon");
        answer.Members["community"]!["code"]!.GetValue<string>().ShouldBe(Places.Community);
        answer.Members["units"]!.AsArray().Select(each => each!["code"]!.GetValue<string>()).ShouldContain(unit.Code);
        answer.Members["categories"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_address_finds_its_place_and_one_that_fits_several_names_them()
    {
        using var stranger = Server.Stranger();
        var found = await stranger.GetAsync($"/api/ask/{Places.Grid2}/responsible?address=" + Uri.EscapeDataString("文昌里5号楼"));
        found.Json!.AsArray()[0]!["area"]!["name"]!.GetValue<string>().ShouldBe("文昌里5栋");
        var several = await stranger.GetAsync($"/api/ask/{Places.Grid2}/responsible?address=" + Uri.EscapeDataString("5栋"));
        several.Code.ShouldBe("place.ambiguous");
        several.Members["candidates"]!.AsArray().Count.ShouldBeGreaterThan(1);
        (await stranger.GetAsync($"/api/ask/{Places.Grid2}/responsible?area=" + Places.Grid1)).Code.ShouldBe("request.invalid");
        (await stranger.GetAsync($"/api/ask/{Places.Grid2}/responsible?lon={Places.OutsideLon}&lat={Places.OutsideLat}")).Code.ShouldBe("ask.out_of_area");
        (await stranger.GetAsync("/api/ask/no-such-code")).Code.ShouldBe("area.not_found");
    }

    [Fact]
    public async Task A_residents_report_reaches_the_desks_stream_and_never_carries_the_reporter()
    {
        using var stranger = Server.Stranger();
        using var desk = await Server.SignInAsync("desk");
        await using var live = await LiveClient.ConnectAsync(desk);
        await live.FollowAsync(null, (await desk.GetAsync("/api/snapshot")).Text("cursor"));
        var id = Guid.NewGuid();
        var made = await Resident.ReportAsync(stranger, Places.Grid1, id, reporter: new { name = "赵大妈", phone = "19911112222" });
        made.Status.ShouldBe(HttpStatusCode.Created);
        var text = "";
        while (!text.Contains(id.ToString(), StringComparison.Ordinal)) text = (await live.NextAsync("changes")).ToJsonString(Data.Json.Options);
        text.ShouldContain("\"source\":\"resident\"");
        text.ShouldNotContain("赵大妈");
        text.ShouldNotContain("19911112222");
        text.ShouldNotContain(made.Text("trackingSecret"));
        var issue = await desk.GetAsync("/api/issues/" + id);
        issue.Members.ContainsKey("reportedBy").ShouldBeFalse();
        issue.Members["reporter"]!["phone"]!.GetValue<string>().ShouldBe("19911112222");
    }

    [Fact]
    public async Task Whoever_is_signed_in_on_the_browser_stays_out_of_a_residents_report()
    {
        using var leader = await Server.SignInAsync("leader");
        var id = Guid.NewGuid();
        (await Resident.ReportAsync(leader, Places.Grid1, id)).Status.ShouldBe(HttpStatusCode.Created);
        await using var db = Server.Context();
        var issue = await db.Issues.SingleAsync(each => each.Id == id, TestContext.Current.CancellationToken);
        issue.ReporterAccountId.ShouldBeNull();
        issue.ReportedBy.ShouldBeNull();
        issue.Source.ShouldBe(Domain.Issues.IssueSource.Resident);
    }

    [Fact]
    public async Task The_same_report_again_is_the_same_issue_with_the_same_secret_and_other_words_are_refused()
    {
        using var stranger = Server.Stranger();
        var id = Guid.NewGuid();
        var first = await Resident.ReportAsync(stranger, Places.Grid1, id);
        var again = await Resident.ReportAsync(stranger, Places.Grid1, id);
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Text("number").ShouldBe(first.Text("number"));
        again.Text("trackingSecret").ShouldBe(first.Text("trackingSecret"));
        (await Resident.ReportAsync(stranger, Places.Grid1, id, description: "别的话")).Code.ShouldBe("issue.id_taken");
        await using var db = Server.Context();
        var hash = (await db.TrackingLinks.SingleAsync(link => link.IssueId == id, TestContext.Current.CancellationToken)).SecretHash;
        hash.ShouldBe(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(first.Text("trackingSecret"))));
    }

    [Fact]
    public async Task The_same_report_twice_at_once_is_one_issue()
    {
        using var stranger = Server.Stranger();
        var id = Guid.NewGuid();
        var answers = await Task.WhenAll(Resident.ReportAsync(stranger, Places.Grid1, id), Resident.ReportAsync(stranger, Places.Grid1, id));
        answers.Select(answer => answer.Text("trackingSecret")).Distinct().Count().ShouldBe(1);
        answers.Select(answer => answer.Status).ShouldBe([HttpStatusCode.Created, HttpStatusCode.OK], ignoreOrder: true);
    }

    [Fact]
    public async Task A_proof_that_is_forged_expired_or_another_reports_is_refused_and_nothing_is_written()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "6"]);
        using var stranger = server.Stranger();
        var (id, other) = (Guid.NewGuid(), Guid.NewGuid());
        var (challenge, nonce) = await Resident.ProveAsync(stranger, Places.Grid1, id);
        var wrong = Enumerable.Range(0, 1000).Select(n => "x" + n).First(each => !Resident.IsSolved(challenge, each, 6));
        var forged = "9999999999." + challenge.Split('.')[1];
        var path = $"/api/ask/{Places.Grid1}/issues";
        var refused = new[]
        {
            await stranger.PostAsync(path, Resident.Body(id, challenge, wrong)),
            await stranger.PostAsync(path, Resident.Body(other, challenge, nonce)),
            await stranger.PostAsync($"/api/ask/{Places.Grid2}/issues", Resident.Body(id, challenge, nonce)),
            await stranger.PostAsync(path, Resident.Body(id, forged, Resident.Solve(forged, 6))),
            await stranger.PostAsync(path, Resident.Body(id, "", nonce)),
            await stranger.PostAsync(path, Resident.Body(id, challenge, new string('1', 65))),
            await stranger.PostAsync(path, new { id, category = "municipal.manhole", location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat } }),
        };
        refused.ShouldAllBe(answer => answer.Code == "ask.proof_refused");
        server.Clock.Advance(TimeSpan.FromMinutes(11));
        (await stranger.PostAsync(path, Resident.Body(id, challenge, nonce))).Code.ShouldBe("ask.proof_refused");
        await using var db = server.Context();
        (await db.Issues.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        (await db.TrackingLinks.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task A_place_outside_the_plates_root_and_an_unknown_category_are_refused()
    {
        using var stranger = Server.Stranger();
        (await Resident.ReportAsync(stranger, Places.Grid1, lon: Places.OutsideLon, lat: Places.OutsideLat)).Code.ShouldBe("ask.out_of_area");
        (await Resident.ReportAsync(stranger, Places.Grid1, lon: 200)).Code.ShouldBe("request.invalid");
        (await stranger.PostAsync("/api/ask/no-such-code/challenge", new { id = Guid.NewGuid() })).Code.ShouldBe("area.not_found");
        (await stranger.PostAsync($"/api/ask/{Places.Grid1}/challenge", new { })).Code.ShouldBe("request.invalid");
    }

    public sealed class AskFixture : IAsyncLifetime
    {
        public const string HiddenCode = "PERSON-HIDDEN";
        public const string ShyCode = "PERSON-SHY";

        public TestServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "4"]);
            await using var db = Server.Context();
            var now = Server.Clock.GetUtcNow().UtcDateTime.AddDays(-1);
            Add(HiddenCode, HiddenName, HiddenPhone, isPublic: false, phonePublic: true);
            Add(ShyCode, ShyName, ShyPhone, isPublic: true, phonePublic: false);
            Add("PERSON-OPEN", "号码公开", "19900000001", isPublic: true, phonePublic: true);
            db.Add(new Notice { Id = Guid.NewGuid(), AreaCode = Places.Grid1, Text = StaffNotice, Public = false, ValidFrom = now, PostedBy = "某干部" });
            await db.SaveChangesAsync();

            void Add(string code, string name, string phone, bool isPublic, bool phonePublic)
            {
                db.Add(new Person { Code = code, Name = name, Phone = phone });
                db.Add(new Post { Id = Guid.NewGuid(), AreaCode = Places.Microgrid1, Role = "volunteer", PersonCode = code, Public = isPublic, PhonePublic = phonePublic, ValidFrom = now });
            }
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
