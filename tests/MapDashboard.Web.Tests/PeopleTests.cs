using System.Net;
using MapDashboard.Domain.People;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>Who to turn to, and the edits that change the answer.</summary>
public sealed class PeopleTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestServer Server => fixture.Server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replaced_holder_answers_for_the_past_and_the_new_one_for_now()
    {
        using var leader = await Server.SignInAsync("leader");
        var before = Server.Clock.GetUtcNow().UtcDateTime;
        var post = await PostAsync(leader, Places.Grid1, "firstGridLeader");
        var old = post["person"]!["name"]!.GetValue<string>();
        Server.Clock.Advance(TimeSpan.FromHours(1));
        var replaced = await leader.PostAsync($"/api/posts/{post["id"]}/replace", new { person = new { name = "新网格长", phone = "19900017777" } });
        replaced.Status.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(leader, Places.Grid1, "firstGridLeader"))["person"]!["name"]!.GetValue<string>().ShouldBe("新网格长");
        (await PostAsync(leader, Places.Grid1, "firstGridLeader", before))["person"]!["name"]!.GetValue<string>().ShouldBe(old);
        var audit = (await leader.GetAsync($"/api/audit?area={Places.Grid1}&subject={replaced.Members["post"]!["id"]}")).Members["entries"]!.AsArray();
        audit[0]!["action"]!.GetValue<string>().ShouldBe("post.appointed");
        (await leader.PostAsync($"/api/posts/{post["id"]}/end", new { })).Code.ShouldBe("post.ended");
    }

    [Fact]
    public async Task An_ended_tenure_leaves_a_vacancy_that_is_counted_until_somebody_takes_it()
    {
        using var leader = await Server.SignInAsync("leader");
        var vacancies = await VacanciesAsync(leader, Places.Grid1);
        var post = await PostAsync(leader, Places.Grid1, "gridWorker");
        (await leader.PostAsync($"/api/posts/{post["id"]}/end", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(leader, Places.Grid1, "gridWorker"))["vacant"]!.GetValue<bool>().ShouldBeTrue();
        (await VacanciesAsync(leader, Places.Grid1)).ShouldBe(vacancies + 1);
        var back = await leader.PostAsync("/api/posts", new { areaCode = Places.Grid1, role = "gridWorker", personCode = post["person"]!["code"]!.GetValue<string>() });
        back.Status.ShouldBe(HttpStatusCode.Created);
        (await VacanciesAsync(leader, Places.Grid1)).ShouldBe(vacancies);
        await using var db = Server.Context();
        (await db.Posts.CountAsync(each => each.AreaCode == Places.Grid1 && each.Role == "gridWorker" && each.PersonCode == null && each.ValidTo == null, Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_appointed_today_does_not_take_a_place_that_falls_empty_later()
    {
        using var leader = await Server.SignInAsync("leader");
        var made = await leader.PostAsync("/api/posts", new { areaCode = Places.Grid1, role = "livelihoodReporter", person = new { name = "先任" } });
        var end = Server.Clock.GetUtcNow().UtcDateTime.AddYears(1);
        (await leader.PostAsync($"/api/posts/{made.Members["post"]!["id"]}/end", new { at = end })).Status.ShouldBe(HttpStatusCode.OK);
        await leader.PostAsync("/api/posts", new { areaCode = Places.Grid1, role = "livelihoodReporter", person = new { name = "增补" } });
        await leader.PostBytesAsync("/api/people/import?apply=true", System.Text.Encoding.UTF8.GetBytes($"姓名,手机,区域编码,岗位\n再增补,19900019991,{Places.Grid1},民情员"));
        await using var db = Server.Context();
        (await db.Posts.CountAsync(post => post.AreaCode == Places.Grid1 && post.Role == "livelihoodReporter" && post.PersonCode == null && post.ValidFrom == end, Stop)).ShouldBe(1);
    }

    [Fact]
    public async Task An_abolished_place_is_no_vacancy_unless_a_rule_wants_it()
    {
        using var leader = await Server.SignInAsync("leader");
        var made = await leader.PostAsync("/api/posts", new { areaCode = Places.Grid1, role = "spokesperson", person = new { name = "话事人" } });
        var vacancies = await VacanciesAsync(leader, Places.Grid1);
        (await leader.PostAsync($"/api/posts/{made.Members["post"]!["id"]}/end", new { abolish = true })).Status.ShouldBe(HttpStatusCode.OK);
        (await VacanciesAsync(leader, Places.Grid1)).ShouldBe(vacancies);
    }

    [Theory]
    [InlineData("""{"role":"volunteer"}""", "request.invalid")]
    [InlineData("""{"areaCode":"nowhere","role":"volunteer"}""", "area.not_found")]
    [InlineData("""{"areaCode":"990101001001001","role":"king"}""", "request.unknown_value")]
    [InlineData("""{"areaCode":"990101001001001","role":"volunteer","personCode":"nobody"}""", "person.not_found")]
    [InlineData("""{"areaCode":"990101001001001","role":"volunteer","deputyCode":"nobody"}""", "person.not_found")]
    [InlineData("""{"areaCode":"990101001001001","role":"volunteer","person":{"name":""}}""", "request.invalid")]
    [InlineData("""{"areaCode":"990101001001001","role":"volunteer","person":{"name":"甲","phone":"call me"}}""", "request.invalid")]
    [InlineData("""{"areaCode":"990101001001001","role":"volunteer","person":{"name":"甲","employer":"nobody"}}""", "organization.not_found")]
    [InlineData("""{"areaCode":"990101001001001","role":"volunteer","person":{"name":"甲","code":"P001"}}""", "request.invalid")]
    [InlineData("""{"areaCode":"990101001001001","role":"volunteer","from":"2026-05-01T00:00:00Z","to":"2026-04-01T00:00:00Z"}""", "request.invalid")]
    public async Task A_wrong_appointment_is_refused_and_nothing_changes(string body, string code)
    {
        using var leader = await Server.SignInAsync("leader");
        await using var db = Server.Context();
        var (posts, people, audits) = (await db.Posts.CountAsync(Stop), await db.People.CountAsync(Stop), await db.AuditEntries.CountAsync(Stop));
        (await leader.PostAsync("/api/posts", System.Text.Json.Nodes.JsonNode.Parse(body)!)).Code.ShouldBe(code);
        (await db.Posts.CountAsync(Stop), await db.People.CountAsync(Stop), await db.AuditEntries.CountAsync(Stop)).ShouldBe((posts, people, audits));
    }

    [Fact]
    public async Task Two_leaders_who_fill_the_last_vacancy_at_once_leave_none_behind()
    {
        using var leader = await Server.SignInAsync("leader");
        using var admin = await Server.SignInAsync("admin");
        await leader.PostAsync("/api/posts", new { areaCode = Places.Grid2, role = "supervisor" });
        await Task.WhenAll(new[] { leader, admin }.Select(client =>
            client.PostAsync("/api/posts", new { areaCode = Places.Grid2, role = "supervisor", person = new { name = "监督员" } })));
        await using var db = Server.Context();
        var held = await db.Posts.Where(post => post.AreaCode == Places.Grid2 && post.Role == "supervisor" && post.ValidTo == null).ToListAsync(Stop);
        held.Count.ShouldBe(2);
        held.ShouldAllBe(post => post.PersonCode != null);
    }

    [Fact]
    public async Task The_public_sees_a_masked_phone_unless_the_post_shows_it_and_never_who_is_not_public()
    {
        using var leader = await Server.SignInAsync("leader");
        using var screen = await Server.SignInAsync("screen");
        await leader.PostAsync("/api/posts", new { areaCode = Places.Grid2, role = "livelihoodReporter", @public = true, phonePublic = false, person = new { name = "公开的人", phone = "19900018881" } });
        await leader.PostAsync("/api/posts", new { areaCode = Places.Grid2, role = "livelihoodReporter", @public = false, phonePublic = true, person = new { name = "不公开的人", phone = "19900018882" } });
        foreach (var door in new[] { $"/api/responsible?area={Places.Grid2}", $"/api/posts?area={Places.Grid2}", "/api/posts", $"/api/responsible?lon={Places.Grid2Lon}&lat={Places.Grid2Lat}" })
        {
            var shown = (await screen.GetAsync(door)).Json!.ToJsonString(Data.Json.Options);
            shown.ShouldContain("公开的人", Case.Sensitive, door);
            shown.ShouldContain("199****8881", Case.Sensitive, door);
            shown.ShouldNotContain("19900018881", Case.Sensitive, door);
            shown.ShouldNotContain("不公开的人", Case.Sensitive, door);
            shown.ShouldNotContain("19900018882", Case.Sensitive, door);
            shown.ShouldNotContain("\"code\":\"P", Case.Sensitive, door);
        }

        (await leader.GetAsync($"/api/posts?area={Places.Grid2}&public=true")).Json!.ToJsonString(Data.Json.Options).ShouldNotContain("不公开的人");
        (await leader.GetAsync($"/api/posts?area={Places.Grid2}")).Json!.ToJsonString(Data.Json.Options).ShouldContain("不公开的人");
    }

    [Fact]
    public async Task A_post_that_is_not_public_tells_screens_nothing_on_the_stream_either()
    {
        using var leader = await Server.SignInAsync("leader");
        using var screen = await Server.SignInAsync("screen");
        var cursor = (await screen.GetAsync("/api/snapshot")).Text("cursor");
        await leader.PostAsync("/api/posts", new { areaCode = Places.Grid1, role = "supervisor", @public = false, person = new { name = "暗访" } });
        (await screen.GetAsync("/api/changes?after=" + cursor)).Members["changes"]!.AsArray().ShouldBeEmpty();
        (await leader.GetAsync("/api/changes?after=" + cursor)).Members["changes"]!.AsArray().Select(change => change!["kind"]!.GetValue<string>()).ShouldBe(["post.appointed"]);
    }

    [Theory]
    [InlineData("云津花园8栋2单元", "2单元")]
    [InlineData("云津花园８号楼", "云津花园8栋")]
    [InlineData("第二网格", "第二网格")]
    public async Task An_address_in_words_finds_its_place(string address, string name)
    {
        using var leader = await Server.SignInAsync("leader");
        var answer = await leader.GetAsync("/api/responsible?address=" + Uri.EscapeDataString(address));
        answer.Json![0]!["area"]!["name"]!.GetValue<string>().ShouldBe(name);
    }

    [Fact]
    public async Task An_address_that_several_bear_is_asked_back_and_one_that_nobody_bears_is_not_found()
    {
        using var leader = await Server.SignInAsync("leader");
        var several = await leader.GetAsync("/api/responsible?address=" + Uri.EscapeDataString("5号楼"));
        several.Code.ShouldBe("place.ambiguous");
        several.Members["candidates"]!.AsArray().Count.ShouldBeGreaterThan(1);
        (await leader.GetAsync("/api/responsible?address=" + Uri.EscapeDataString("天上9栋"))).Code.ShouldBe("place.not_found");
    }

    [Fact]
    public async Task Every_breach_of_the_staffing_rules_is_listed_and_gone_when_it_is_mended()
    {
        using var leader = await Server.SignInAsync("leader");
        var section = Places.Community + "901";
        await AddSectionAsync(section, buildings: 16, groupMembers: 36);
        (await leader.PutAsync($"/api/areas/{section}/details", new { groupMembers = 36 })).Status.ShouldBe(HttpStatusCode.OK);
        var findings = await FindingsAsync(leader, section);
        findings.ShouldContain("tooLarge buildings 16 of 15");
        findings.ShouldContain("tooLarge groupMembers 36 of 35");
        (await leader.PutAsync($"/api/areas/{section}/details", new { groupMembers = 35 })).Status.ShouldBe(HttpStatusCode.OK);
        (await FindingsAsync(leader, section)).ShouldNotContain("tooLarge groupMembers 36 of 35");

        var grid = await FindingsAsync(leader, Places.Grid2);
        foreach (var role in new[] { "firstGridLeader", "streetCadre" })
        {
            var post = await PostAsync(leader, Places.Grid2, role);
            await leader.PostAsync($"/api/posts/{post["id"]}/end", new { abolish = true });
        }

        var short2 = await FindingsAsync(leader, Places.Grid2);
        short2.Except(grid, StringComparer.Ordinal).ShouldBe(["vacancy firstGridLeader 1", "vacancy streetCadre 1"], ignoreOrder: true);
        foreach (var role in new[] { "firstGridLeader", "streetCadre" }) await leader.PostAsync("/api/posts", new { areaCode = Places.Grid2, role, personCode = "P003" });
        (await FindingsAsync(leader, Places.Grid2)).ShouldBe(grid, ignoreOrder: true);
        (await FindingsAsync(leader, Places.Community)).ShouldContain("tooLarge households 31 of 25");
    }

    [Fact]
    public async Task A_term_that_ends_within_thirty_days_is_said_before_it_ends()
    {
        using var leader = await Server.SignInAsync("leader");
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await leader.PostAsync("/api/posts", new { areaCode = Places.Grid1, role = "sectionLeader", personCode = "P003", to = now.AddDays(29) });
        await leader.PostAsync("/api/posts", new { areaCode = Places.Grid1, role = "sectionLeader", personCode = "P004", to = now.AddDays(31) });
        (await EndingAsync()).ShouldBe(1);

        // The calendar alone brings the other, although nobody changes anything any more.
        Server.Clock.Advance(TimeSpan.FromDays(2));
        (await EndingAsync()).ShouldBe(2);

        async Task<int> EndingAsync() => (await FindingsAsync(leader, Places.Grid1)).Count(finding => finding.StartsWith("termEnding", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_notice_is_shown_while_in_force_and_to_the_public_only_when_public()
    {
        using var leader = await Server.SignInAsync("leader");
        using var screen = await Server.SignInAsync("screen");
        var staff = await leader.PostAsync("/api/notices", new { areaCode = Places.Grid1, text = "内部通知一则", @public = false });
        var open = await leader.PostAsync("/api/notices", new { areaCode = Places.Grid1, text = "公开通知一则", @public = true });
        staff.Status.ShouldBe(HttpStatusCode.Created);
        var shown = (await screen.GetAsync("/api/notices")).Json!.ToJsonString(Data.Json.Options);
        shown.ShouldContain("公开通知一则");
        shown.ShouldNotContain("内部通知一则");
        (await leader.DeleteAsync("/api/notices/" + open.Text("id"))).Status.ShouldBe(HttpStatusCode.NoContent);
        (await screen.GetAsync("/api/notices")).Json!.ToJsonString(Data.Json.Options).ShouldNotContain("公开通知一则");
    }

    [Fact]
    public async Task The_nearest_facility_comes_with_the_chain()
    {
        using var leader = await Server.SignInAsync("leader");
        await leader.PutAsync("/api/facilities/T1", new { name = "测试驿站", kind = "驿站", location = new { lon = Places.Grid2Lon, lat = Places.Grid2Lat }, hours = "全天" });
        var chain = (await leader.GetAsync($"/api/responsible?lon={Places.Grid2Lon}&lat={Places.Grid2Lat}")).Json!.AsArray();
        chain[0]!["facility"]!["name"]!.GetValue<string>().ShouldBe("测试驿站");
        chain[0]!["facility"]!["distanceMeters"]!.GetValue<double>().ShouldBe(0);
        chain.Skip(1).ShouldAllBe(link => link!["facility"] == null);
        (await leader.DeleteAsync("/api/facilities/T1")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> PostAsync(MapClient client, string area, string role, DateTime? at = null)
    {
        var chain = (await client.GetAsync($"/api/responsible?area={area}" + (at is { } then ? $"&at={then:O}" : ""))).Json!.AsArray();
        return chain[0]!["posts"]!.AsArray().First(post => post!["role"]!.GetValue<string>() == role)!;
    }

    private static async Task<int> VacanciesAsync(MapClient client, string area) =>
        (await client.GetAsync("/api/staffing?area=" + area)).Members["counts"]!.AsArray().Sum(count => count!["vacancies"]!.GetValue<int>());

    /// <summary>Findings of the area itself, in words.</summary>
    private static async Task<List<string>> FindingsAsync(MapClient client, string area)
    {
        var findings = (await client.GetAsync("/api/staffing?area=" + area)).Members["findings"]!.AsArray();
        return [.. findings.Where(finding => area == Places.Community || finding!["area"]!["code"]!.GetValue<string>() == area).Select(finding => finding!["kind"]!.GetValue<string>() switch
        {
            "vacancy" => $"vacancy {finding["role"]} {finding["missing"]}",
            "termEnding" => $"termEnding {finding["person"]}",
            var kind => $"{kind} {finding["measure"]} {finding["have"]} of {finding["most"]}",
        })];
    }

    private async Task AddSectionAsync(string code, int buildings, int groupMembers)
    {
        await using var db = Server.Context();
        var since = Server.Clock.GetUtcNow().UtcDateTime.AddDays(-1);
        db.Areas.Add(new Domain.Areas.Area { Code = code, Name = "片", Level = "section", ParentCode = Places.Community, Path = [Places.Community, code], GroupMembers = groupMembers, ValidFrom = since });
        for (var number = 1; number <= buildings; number++)
        {
            var building = $"{code}{number:00}";
            db.Areas.Add(new Domain.Areas.Area { Code = building, Name = $"片{number}栋", Level = "building", ParentCode = code, Path = [Places.Community, code, building], ValidFrom = since });
            db.Posts.Add(new Post { Id = Guid.NewGuid(), AreaCode = building, Role = "buildingLeader", PersonCode = "P003", ValidFrom = since });
        }

        await db.SaveChangesAsync(Stop);
    }
}
