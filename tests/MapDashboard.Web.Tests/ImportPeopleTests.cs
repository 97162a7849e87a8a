using System.Net;
using System.Text;
using MapDashboard.Domain.People;
using MapDashboard.TestSupport;
using MapDashboard.Web.People;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>People, posts and households as tables: a report first, all or nothing, or without the faulty rows.</summary>
public sealed class ImportPeopleTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Header = "工号,姓名,手机,单位,党员,区域编码,岗位,公开,公开电话,职责,副职工号,任期起,任期止\n";

    private TestServer Server => fixture.Server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_three_thousand_people_with_forty_faults_none_come_in_by_default_and_the_good_ones_when_asked()
    {
        using var admin = await Server.SignInAsync("admin");
        var rows = Enumerable.Range(0, 3000).Select(Row).ToList();
        foreach (var (index, spoil) in Faults().Select((spoil, index) => (index, spoil))) spoil(rows[index * 75]);
        var book = TableWriter.Write(PeopleTable.Layout, PeopleTable.Layout.Columns, rows.Select((cells, index) => new TableRow(index + 2, cells)), TableFormat.Xlsx);
        var before = await CountsAsync();

        var refused = await admin.PostBytesAsync("/api/people/import?apply=true", book);
        refused.Code.ShouldBe("people.import_refused");
        var named = refused.Members["report"]!["errors"]!.AsArray().Select(error => error!["row"]!.GetValue<int>()).Distinct().Order().ToArray();
        named.ShouldBe(Enumerable.Range(0, 40).Select(index => (index * 75) + 2));
        (await CountsAsync()).ShouldBe(before);

        var sheet = await admin.PostBytesAsync("/api/people/import?report=xlsx", book);
        sheet.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var bad = TableReader.Read(sheet.Bytes, PeopleTable.Layout with { Columns = [.. PeopleTable.Layout.Columns] }, Stop).Value.Rows;
        bad.Count.ShouldBe(40);
        bad[0]["code"].ShouldBe(rows[0]["code"]);

        var taken = await admin.PostBytesAsync("/api/people/import?apply=true&skipFaulty=true", book);
        taken.Status.ShouldBe(HttpStatusCode.OK);
        (taken.Members["applied"]!.GetValue<bool>(), taken.Members["created"]!.GetValue<int>(), taken.Members["skipped"]!.GetValue<int>()).ShouldBe((true, 2960, 40));
        var after = await CountsAsync();
        (after.People - before.People, after.Posts - before.Posts).ShouldBe((2960, 2960));

        var again = await admin.PostBytesAsync("/api/people/import?apply=true&skipFaulty=true", book);
        again.Members["unchanged"]!.GetValue<int>().ShouldBe(2960);
        (await CountsAsync()).ShouldBe(after);
    }

    [Theory]
    [InlineData("T1,,19900020001,,,,,,,,,,", "姓名")]
    [InlineData("T1,甲,12a,,,,,,,,,,", "手机")]
    [InlineData("T1,甲,,天宫,,,,,,,,,", "单位")]
    [InlineData("T1,甲,,,大概,,,,,,,,", "党员")]
    [InlineData("T1,甲,,,,9999,网格员,,,,,,", "区域编码")]
    [InlineData("T1,甲,,,,990101001001001,国王,,,,,,", "岗位")]
    [InlineData("T1,甲,,,,990101001001001,,,,,,,", "岗位")]
    [InlineData("T1,甲,,,,,网格员,,,,,,", "区域编码")]
    [InlineData("T1,甲,,,,990101001001001,网格员,,,,,昨天,", "任期起")]
    [InlineData("T1,甲,,,,990101001001001,网格员,,,,,2026-05-02,2026-05-01", "任期止")]
    [InlineData("T1,甲,,,,990101001001001,网格员,,,,没有的人,,", "副职工号")]
    [InlineData(",甲,,,,,,,,,,,", "工号")]
    [InlineData("T1,甲,19900001271,,,,,,,,,,", "手机")]
    public async Task A_faulty_row_is_named_with_its_column_and_changes_nothing(string row, string column)
    {
        using var admin = await Server.SignInAsync("admin");
        var before = await CountsAsync();
        var answer = await admin.PostBytesAsync("/api/people/import?apply=true", Encoding.UTF8.GetBytes(Header + row));
        answer.Code.ShouldBe("people.import_refused");
        var error = answer.Members["report"]!["errors"]![0]!;
        (error["row"]!.GetValue<int>(), error["column"]!.GetValue<string>()).ShouldBe((2, column));
        (await CountsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_person_is_known_by_number_or_by_phone_and_what_the_file_does_not_speak_of_stays()
    {
        using var admin = await Server.SignInAsync("admin");
        await ImportAsync(admin, Header + "K1,旧名,19900030001,县住建局,是,990101001001002,话事员,是,是,调解,,,");
        await ImportAsync(admin, "姓名,手机\n新名,19900030001");
        await using var db = Server.Context();
        var person = await db.People.SingleAsync(each => each.Code == "K1", Stop);
        (person.Name, person.Phone, person.Employer, person.PartyMember).ShouldBe(("新名", "19900030001", "ORG-ZJ", true));
        await ImportAsync(admin, "工号,姓名,手机\nK1,新名,19900030002");
        (await Server.Context().People.SingleAsync(each => each.Code == "K1", Stop)).Phone.ShouldBe("19900030002");
        (await db.Posts.SingleAsync(post => post.PersonCode == "K1", Stop)).Duties.ShouldBe("调解");
    }

    [Fact]
    public async Task What_goes_out_comes_back_unchanged()
    {
        using var admin = await Server.SignInAsync("admin");
        foreach (var kind in new[] { "people", "households" })
        {
            foreach (var format in new[] { "xlsx", "csv" })
            {
                var table = await admin.GetAsync($"/api/{kind}/template?format={format}");
                var answer = await admin.PostBytesAsync($"/api/{kind}/import?apply=true", table.Bytes);
                answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json!.ToJsonString());
                (answer.Members["created"]!.GetValue<int>(), answer.Members["changed"]!.GetValue<int>()).ShouldBe((0, 0), kind + format);
                answer.Members["unchanged"]!.GetValue<int>().ShouldBeGreaterThan(700);
            }
        }
    }

    [Fact]
    public async Task An_import_fills_the_empty_place()
    {
        using var admin = await Server.SignInAsync("admin");
        await admin.PostAsync("/api/posts", new { areaCode = Places.Grid1, role = "livelihoodReporter" });
        await ImportAsync(admin, Header + "K3,民情员甲,19900030003,,,990101001001001,民情员,,,,,,");
        await using var db = Server.Context();
        (await db.Posts.CountAsync(post => post.AreaCode == Places.Grid1 && post.Role == "livelihoodReporter" && post.ValidTo == null, Stop)).ShouldBe(1);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("2020-01-01")]
    public async Task A_term_that_is_over_already_is_a_fault_of_its_row(string day)
    {
        using var admin = await Server.SignInAsync("admin");
        var refused = await admin.PostBytesAsync("/api/people/import?apply=true", Encoding.UTF8.GetBytes(Header + $"K9,甲,19900030009,,,990101001001001,网格员,,,,,,{day}"));
        refused.Code.ShouldBe("people.import_refused");
        refused.Members["report"]!["errors"]![0]!["column"]!.GetValue<string>().ShouldBe("任期止");
    }

    [Fact]
    public async Task A_leader_imports_into_the_own_areas_only_and_changes_nobody_elses_people()
    {
        using var leader = await Server.SignInAsync("gridLeader1");
        var foreign = await leader.PostBytesAsync("/api/people/import?apply=true", Encoding.UTF8.GetBytes(Header + "K4,甲,19900030004,,,990101001001002,网格员,,,,,,"));
        foreign.Members["report"]!["errors"]![0]!["message"]!.GetValue<string>().ShouldContain("管辖范围");
        var stranger = await leader.PostBytesAsync("/api/people/import?apply=true", Encoding.UTF8.GetBytes("工号,姓名\nP017,改名"));
        stranger.Code.ShouldBe("people.import_refused");
        var own = await leader.PostBytesAsync("/api/people/import?apply=true", Encoding.UTF8.GetBytes(Header + "K5,乙,19900030005,,,990101001001001,网格员,,,,,,"));
        own.Status.ShouldBe(HttpStatusCode.OK);
        var households = await leader.PostBytesAsync("/api/households/import?apply=true", Encoding.UTF8.GetBytes("区域编码,户数\n990101001001002,5"));
        households.Code.ShouldBe("area.table_refused");
    }

    [Fact]
    public async Task Households_change_and_units_are_made_by_a_table()
    {
        using var admin = await Server.SignInAsync("admin");
        const string Building = "99010100100100101012";
        var answer = await admin.PostBytesAsync("/api/households/import?apply=true", Encoding.UTF8.GetBytes(
            $"区域编码,名称,上级编码,户数,群人数,值班电话\n{Building}99,9单元,{Building},12,,\n{Places.Grid1},,,,36,19900010101"));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json!.ToJsonString());
        (answer.Members["created"]!.GetValue<int>(), answer.Members["changed"]!.GetValue<int>()).ShouldBe((1, 1));
        await using var db = Server.Context();
        (await db.Areas.SingleAsync(area => area.Code == Building + "99", Stop)).Path.Length.ShouldBe(5);
        var grid = await db.Areas.SingleAsync(area => area.Code == Places.Grid1, Stop);
        (grid.Households, grid.GroupMembers).ShouldBe((null, 36));
        (await admin.PostBytesAsync("/api/households/import", Encoding.UTF8.GetBytes("区域编码,名称,上级编码\nnew,1单元,nowhere"))).Code.ShouldBe("area.table_refused");
    }

    private static async Task ImportAsync(MapClient client, string csv)
    {
        var answer = await client.PostBytesAsync("/api/people/import?apply=true", Encoding.UTF8.GetBytes(csv));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json!.ToJsonString());
    }

    private static Dictionary<string, string> Row(int index) => new(StringComparer.Ordinal)
    {
        ["code"] = $"L{index:0000}", ["name"] = $"人员{index}", ["phone"] = $"1991{index:0000000}", ["employer"] = "县住建局", ["partyMember"] = index % 2 == 0 ? "是" : "否",
        ["areaCode"] = index % 2 == 0 ? Places.Grid1 : Places.Grid2, ["role"] = "志愿者", ["public"] = "否", ["phonePublic"] = "否", ["duties"] = "志愿服务",
        ["deputy"] = "", ["from"] = "2026-01-01", ["to"] = "2028-01-01",
    };

    /// <summary>Forty ways to spoil a row: eight kinds, five times.</summary>
    private static IEnumerable<Action<Dictionary<string, string>>> Faults() => Enumerable.Range(0, 5).SelectMany(_ => new Action<Dictionary<string, string>>[]
    {
        row => row["name"] = "",
        row => row["phone"] = "不清楚",
        row => row["employer"] = "天宫",
        row => row["areaCode"] = "000",
        row => row["role"] = "国王",
        row => row["from"] = "昨天",
        row => row["to"] = "2025-01-01",
        row => row["deputy"] = "没有的人",
    });

    private async Task<(int People, int Posts, int Audits)> CountsAsync()
    {
        await using var db = Server.Context();
        return (await db.People.CountAsync(Stop), await db.Posts.CountAsync(Stop), await db.AuditEntries.CountAsync(Stop));
    }
}
