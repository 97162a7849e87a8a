using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MapDashboard.TestSupport;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>Categories and calendars as files: taken out, edited and brought back, a report first, then all or nothing.</summary>
public sealed class ImportPacksTests : IAsyncLifetime
{
    private const string NewLeaf = "编码,上级编码,名称,受理时限,报到时限,处置时限,核查时限\nenvironment.leaves,environment,落叶,1 工作时,2 工作时,2 工作日,6 小时\n";
    private const string Calendar = "类型,日期或内容,名称\n时区,Asia/Shanghai,\n起,2026/1/1,\n止,2026-12-31,\n上班时段,9:00-12:00 13:30-17:30,\n周休日,周六 周日,\n放假,2026年10月1日 至 2026-10-03,国庆节\n上班,2026-10-10,国庆节\n";

    private TestServer server = null!;
    private MapClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        admin = await server.SignInAsync("admin");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_new_calendar_and_new_limits_change_no_due_time_that_was_decided()
    {
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        var id = Guid.Parse((await worker.ReportAsync(category: "environment.dirtyStreet")).Text("id"));
        await desk.ActAsync(id, "accept", 1);
        var before = (await desk.GetAsync("/api/issues/" + id)).Members;

        // One hour a day from now on, on Wednesdays only; and a limit of its own for the category.
        var rare = Calendar.Replace("9:00-12:00 13:30-17:30", "9:00-10:00", StringComparison.Ordinal).Replace("周六 周日", "周一 周二 周四 周五 周六 周日", StringComparison.Ordinal).Replace("2026-10-10", "2026-10-11", StringComparison.Ordinal);
        (await ImportAsync("calendar", "apply=true", Encoding.UTF8.GetBytes(rare))).Members["applied"]!.GetValue<bool>().ShouldBeTrue();
        var slow = Encoding.UTF8.GetBytes("编码,受理时限,报到时限\nenvironment.dirtyStreet,900 小时,900 小时\n");
        (await ImportAsync("categories", "apply=true", slow)).Members["applied"]!.GetValue<bool>().ShouldBeTrue();

        var after = (await desk.GetAsync("/api/issues/" + id)).Members;
        foreach (var mark in new[] { "warnAt", "dueAt", "graveAt", "caseDueAt", "caseWarnAt" }) after[mark]!.GetValue<string>().ShouldBe(before[mark]!.GetValue<string>(), mark);

        // The next stage counts by the limit that was frozen with the report, and by the calendar that is in force as it begins.
        var dispatched = await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        var due = dispatched.Members["dueAt"]!.GetValue<DateTime>();
        (due - server.Clock.GetUtcNow().UtcDateTime).ShouldBeLessThan(TimeSpan.FromDays(20));
        due.DayOfWeek.ShouldBe(DayOfWeek.Wednesday);
    }

    [Theory]
    [InlineData("categories", "xlsx", 45)]
    [InlineData("categories", "csv", 45)]
    [InlineData("calendar", "xlsx", 47)]
    [InlineData("calendar", "csv", 47)]
    public async Task What_is_taken_out_and_brought_back_unedited_changes_nothing(string kind, string format, int rows)
    {
        var file = await admin.Http.GetByteArrayAsync(new Uri($"/api/{kind}/template?format={format}", UriKind.Relative), TestContext.Current.CancellationToken);
        var before = (await admin.GetAsync("/api/snapshot")).Text("cursor");
        var answer = await ImportAsync(kind, "apply=true", file);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json?.ToJsonString());
        Figures(answer.Members).ShouldBe((0, 0, 0));
        answer.Members["rows"]!.GetValue<int>().ShouldBe(rows);
        (await admin.GetAsync("/api/snapshot")).Text("cursor").ShouldBe(before, "and nothing is told");
    }

    [Theory]
    [InlineData("categories")]
    [InlineData("calendar")]
    public async Task The_json_of_gis_data_is_taken_too(string kind)
    {
        var file = await File.ReadAllBytesAsync(Path.Combine(ContentFolders.Find("gis-data"), kind + ".json"), TestContext.Current.CancellationToken);
        Figures((await ImportAsync(kind, "", file)).Members).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_dry_run_of_categories_reports_and_changes_nothing()
    {
        Figures((await ImportAsync("categories", "", NewLeaf)).Members).ShouldBe((1, 0, 0));
        (await admin.ReportAsync(category: "environment.leaves")).Code.ShouldBe("category.not_found");
    }

    [Fact]
    public async Task Applied_categories_are_told_to_everyone_last_and_take_issues_at_once()
    {
        using var screen = await server.SignInAsync("screen");
        var cursor = (await screen.GetAsync("/api/snapshot")).Text("cursor");
        await using var live = await LiveClient.ConnectAsync(screen);
        await live.FollowAsync(null, cursor);
        (await ImportAsync("categories", "apply=true", NewLeaf)).Members["applied"]!.GetValue<bool>().ShouldBeTrue();
        JsonArray changes = [];
        while (changes.Count == 0) changes = (await live.NextAsync("changes"))["changes"]!.AsArray();
        changes.ShouldHaveSingleItem()!["kind"]!.GetValue<string>().ShouldBe("category.imported");
        var issue = await admin.ReportAsync(category: "environment.leaves");
        issue.Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_retired_category_takes_no_new_issue_and_an_old_issue_keeps_its_limits_and_its_name()
    {
        var old = Guid.Parse((await admin.ReportAsync()).Text("id"));
        var limits = (await admin.GetAsync("/api/issues/" + old)).Json!.ToJsonString();
        var answer = await ImportAsync("categories", "apply=true", "编码,停用,受理时限\nenvironment.litter,是,5 工作日\n");
        Figures(answer.Members).ShouldBe((0, 0, 1));
        (await admin.ReportAsync()).Code.ShouldBe("category.retired");
        (await admin.GetAsync("/api/issues/" + old)).Json!.ToJsonString().ShouldBe(limits);
        (await LeavesAsync("")).ShouldNotContain("environment.litter");
        (await LeavesAsync("?all=true")).ShouldContain("environment.litter");
        (await ImportAsync("categories", "apply=true", "编码,停用\nenvironment.litter,否\n")).Members["changed"]!.GetValue<int>().ShouldBe(1);
        (await admin.ReportAsync()).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("a b,environment,名,1 小时,1 小时,1 小时,1 小时,", "编码")]
    [InlineData(",environment,名,1 小时,1 小时,1 小时,1 小时,", "编码")]
    [InlineData("x,environment,,1 小时,1 小时,1 小时,1 小时,", "名称")]
    [InlineData("x,nowhere,名,1 小时,1 小时,1 小时,1 小时,", "上级编码")]
    [InlineData("x,x,名,1 小时,1 小时,1 小时,1 小时,", "上级编码")]
    [InlineData("x,environment.litter,名,1 小时,1 小时,1 小时,1 小时,", "上级编码")]
    [InlineData("environment,fireSafety,名,1 小时,1 小时,1 小时,1 小时,", "上级编码")]
    [InlineData("x,environment,名,1 小时,1 小时,,1 小时,", "处置时限")]
    [InlineData("x,environment,名,1 小时,1 天,1 小时,1 小时,", "报到时限")]
    [InlineData("x,environment,名,1 小时,1 小时,1 小时,0 小时,", "核查时限")]
    [InlineData("x,,名,1 小时,,,,", "受理时限")]
    [InlineData("x,environment,名,1 小时,1 小时,1 小时,1 小时,也许", "停用")]
    [InlineData("environment,,环境卫生,,,,,是", "停用")]
    public async Task One_bad_row_stops_the_whole_file_and_is_named(string row, string column)
    {
        var good = NewLeaf.Split('\n')[1];
        var answer = await ImportAsync("categories", "apply=true", $"编码,上级编码,名称,受理时限,报到时限,处置时限,核查时限,停用\n{good},\n{row}\n");
        answer.Code.ShouldBe("category.import_refused");
        answer.Members["report"]!["errors"]!.AsArray().Select(error => (error!["row"]!.GetValue<int>(), error["column"]!.GetValue<string>())).ShouldContain((3, column));
        (await LeavesAsync("?all=true")).ShouldNotContain("environment.leaves");
    }

    [Fact]
    public async Task A_code_that_stands_twice_is_named_with_the_first_row()
    {
        var answer = await ImportAsync("categories", "apply=true", NewLeaf + NewLeaf.Split('\n')[1] + "\n");
        answer.Members["report"]!["errors"]!.AsArray().ShouldHaveSingleItem()!["message"]!.GetValue<string>().ShouldContain("第 2 行");
    }

    [Fact]
    public async Task A_refused_file_comes_back_as_an_error_sheet_on_request()
    {
        using var request = Request("categories", "report=csv&apply=true", Encoding.UTF8.GetBytes("编码,名称,紧急\nenvironment,环境,\nenvironment.litter,暴露垃圾,也许\n"));
        using var response = await admin.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        response.Content.Headers.ContentDisposition!.FileName.ShouldBe("categories-errors.csv");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimStart('\uFEFF')
            .ShouldBe("编码,名称,紧急,行号,错误\r\nenvironment.litter,暴露垃圾,也许,3,紧急：应为是或否\r\n");
    }

    [Theory]
    [InlineData("apply=perhaps", "request.invalid")]
    [InlineData("report=pdf", "request.invalid")]
    public async Task A_wrong_question_is_refused(string query, string code) => (await ImportAsync("categories", query, NewLeaf)).Code.ShouldBe(code);

    [Theory]
    [InlineData("categories", "", "table.unreadable")]
    [InlineData("categories", "just words", "table.header_refused")]
    [InlineData("categories", "[null]", "table.unreadable")]
    [InlineData("categories", "[{]", "table.unreadable")]
    [InlineData("categories", """[{"name":"无编码"}]""", "category.import_refused")]
    [InlineData("calendar", "{}", "table.unreadable")]
    [InlineData("calendar", """{"timeZone":"Asia/Shanghai","from":"2026-01-01","to":"2026-12-31","workingHours":[null],"weekend":[],"holidays":[],"workingWeekends":[]}""", "table.unreadable")]
    public async Task A_file_that_is_not_what_it_claims_is_refused_in_words(string kind, string body, string code) => (await ImportAsync(kind, "apply=true", body)).Code.ShouldBe(code);

    [Fact]
    public async Task A_file_beyond_the_limit_is_too_large()
    {
        // Asks first, so that the refusal does not meet a body on its way.
        using var request = Request("categories", "", new byte[10_000_001]);
        request.Headers.ExpectContinue = true;
        (await admin.SendAsync(request)).Code.ShouldBe("request.too_large");
    }

    [Fact]
    public async Task A_calendar_for_one_area_is_in_force_there_and_below_and_nowhere_else()
    {
        var cursor = (await admin.GetAsync("/api/snapshot")).Text("cursor");
        var answer = await ImportAsync("calendar", $"apply=true&area={Places.Grid1}", Calendar);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json?.ToJsonString());
        Figures(answer.Members).ShouldBe((4, 0, 0), "three days of a span and one worked");
        var change = (await admin.GetAsync("/api/changes?after=" + cursor)).Members["changes"]!.AsArray().ShouldHaveSingleItem()!;
        (change["kind"]!.GetValue<string>(), change["areaCode"]!.GetValue<string>()).ShouldBe(("calendar.imported", Places.Grid1));
        (await InForceAsync(Places.Microgrid1)).ShouldBe((Places.Grid1, 3));
        (await InForceAsync(Places.Grid2)).ShouldBe((null, 34));
        (await admin.GetAsync($"/api/calendar?area={Places.Grid1}")).Members["workingHours"]!.ToJsonString().ShouldBe("""[{"from":"09:00","to":"12:00"},{"from":"13:30","to":"17:30"}]""");
    }

    [Fact]
    public async Task The_default_calendar_is_replaced_whole_and_days_that_go_are_counted()
    {
        Figures((await ImportAsync("calendar", "apply=true", Calendar)).Members).ShouldBe((0, 0, 36), "of 34 holidays and 6 worked days four stay");
        (await InForceAsync(Places.Grid2)).ShouldBe((null, 3));
        await using var db = server.Context();
        (await db.WorkingCalendars.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Theory]
    [InlineData("放假,2026-13-01,国庆节", 9, "日期或内容")]
    [InlineData("休息,2026-10-01,国庆节", 9, "类型")]
    [InlineData("放假,,国庆节", 9, "日期或内容")]
    [InlineData("放假,2027-01-01,元旦", 9, null)]
    [InlineData("放假,2026-05-01,", 9, null)]
    [InlineData("放假,2026-10-10,国庆节", 9, null)]
    [InlineData("上班,2026-10-12,国庆节", 9, null)]
    [InlineData("放假,2026-05-03 至 2026-05-01,劳动节", 9, "日期或内容")]
    [InlineData("上班时段,17:00-18:00,", 9, null)]
    [InlineData("上班时段,9 点,", 9, "日期或内容")]
    [InlineData("周休日,周八,", 9, "日期或内容")]
    [InlineData("时区,UTC,", 9, "日期或内容")]
    public async Task One_bad_row_of_a_calendar_is_named_and_changes_nothing(string row, int number, string? column)
    {
        var answer = await ImportAsync("calendar", "apply=true", Calendar + row + "\n");
        answer.Code.ShouldBe("calendar.import_refused");
        var error = answer.Members["report"]!["errors"]!.AsArray().First(each => each!["row"]?.GetValue<int>() == number)!;
        error["column"]?.GetValue<string>().ShouldBe(column);
        (await InForceAsync(Places.Grid2)).ShouldBe((null, 34));
    }

    [Fact]
    public async Task A_calendar_without_its_frame_is_told_what_it_lacks()
    {
        var answer = await ImportAsync("calendar", "", "类型,日期,名称\n放假,2026-10-01,国庆节\n");
        answer.Members["report"]!["errors"]!.AsArray().Select(error => error!["message"]!.GetValue<string>()).ShouldBe(["缺少“时区”一行", "缺少“起”一行", "缺少“止”一行"]);
        (await ImportAsync("calendar", "area=nowhere", Calendar)).Code.ShouldBe("area.not_found");
    }

    private async Task<(string? Area, int Holidays)> InForceAsync(string area)
    {
        var members = (await admin.GetAsync("/api/calendar?area=" + area)).Members;
        return (members["area"]?.GetValue<string>(), members["holidays"]!.AsArray().Count);
    }

    private async Task<string[]> LeavesAsync(string query) =>
        [.. (await admin.GetAsync("/api/categories" + query)).Json!.AsArray().SelectMany(top => top!["children"]!.AsArray()).Select(leaf => leaf!["code"]!.GetValue<string>())];

    private static (int Created, int Changed, int Retired) Figures(JsonObject report) =>
        (report["created"]!.GetValue<int>(), report["changed"]!.GetValue<int>(), report["retired"]!.GetValue<int>());

    private Task<Answer> ImportAsync(string kind, string query, string body) => ImportAsync(kind, query, Encoding.UTF8.GetBytes(body));

    private async Task<Answer> ImportAsync(string kind, string query, byte[] body)
    {
        using var request = Request(kind, query, body);
        return await admin.SendAsync(request);
    }

    private static HttpRequestMessage Request(string kind, string query, byte[] body) =>
        new(HttpMethod.Post, $"/api/{kind}/import?{query}") { Content = new ByteArrayContent(body) };
}
