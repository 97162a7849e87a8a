using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>Issues as files: what the account sees, and nothing that a spreadsheet would run.</summary>
public sealed class ExportTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_cell_that_begins_like_a_formula_is_written_as_text()
    {
        using var leader = await fixture.Server.SignInAsync("leader");
        foreach (var text in new[] { "=1+1", "+86", "-2", "@SUM(A1)" }) (await leader.ReportAsync(description: text)).Status.ShouldBe(HttpStatusCode.Created);
        var csv = Encoding.UTF8.GetString((await leader.GetAsync("/api/export?format=csv")).Bytes);
        foreach (var text in new[] { "=1+1", "+86", "-2", "@SUM(A1)" })
        {
            csv.ShouldContain(text);
            csv.ShouldNotContain("," + text);
            csv.ShouldNotContain(",\"" + text);
        }
    }

    [Fact]
    public async Task A_screen_exports_the_public_view_without_columns_of_who_reported()
    {
        using var worker = await fixture.Server.SignInAsync("worker1");
        using var leader = await fixture.Server.SignInAsync("leader");
        using var screen = await fixture.Server.SignInAsync("screen");
        await worker.ReportAsync(description: "只有内部可见的字");
        var inside = Encoding.UTF8.GetString((await leader.GetAsync("/api/export?format=csv&reporter=true")).Bytes);
        inside.ShouldContain("只有内部可见的字");
        inside.ShouldContain("上报人电话");
        foreach (var format in new[] { "csv", "geojson" })
        {
            var outside = Encoding.UTF8.GetString((await screen.GetAsync($"/api/export?reporter=true&format={format}")).Bytes);
            outside.ShouldNotContain("只有内部可见的字");
            outside.ShouldNotContain("上报人");
            outside.ShouldNotContain("reportedBy");
            outside.ShouldNotContain("worker1");
        }
    }

    [Fact]
    public async Task A_reporters_phone_is_exported_to_whom_the_issues_sheet_tells_it_and_only_when_asked_for()
    {
        using var desk = await fixture.Server.SignInAsync("desk");
        using var worker = await fixture.Server.SignInAsync("worker1");
        var filed = await desk.PostAsync("/api/issues", new
        {
            id = Guid.NewGuid(), category = "environment.litter", description = "代报", source = "counter",
            location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat }, reporter = new { name = "某居民", phone = "13900001111" },
        });
        filed.Status.ShouldBe(HttpStatusCode.Created, filed.Json?.ToJsonString());
        Encoding.UTF8.GetString((await desk.GetAsync("/api/export?format=csv&reporter=true")).Bytes).ShouldContain("13900001111");
        Encoding.UTF8.GetString((await desk.GetAsync("/api/export?format=csv")).Bytes).ShouldNotContain("13900001111");
        Encoding.UTF8.GetString((await worker.GetAsync("/api/export?format=csv&reporter=true")).Bytes).ShouldNotContain("13900001111");
    }

    [Fact]
    public async Task The_three_formats_hold_the_same_issues_as_the_list()
    {
        using var leader = await fixture.Server.SignInAsync("leader");
        await leader.ReportAsync(lon: Places.Grid2Lon, lat: Places.Grid2Lat, description: "第二网格");
        var listed = (await leader.GetAsync($"/api/issues?area={Places.Grid2}&status=open&limit=500")).Members["issues"]!.AsArray()
            .Select(issue => issue!["number"]!.GetValue<string>()).Order(StringComparer.Ordinal).ToArray();
        listed.ShouldNotBeEmpty();
        var filter = $"area={Places.Grid2}&status=open";
        var geo = JsonNode.Parse((await leader.GetAsync($"/api/export?format=geojson&{filter}")).Bytes)!;
        geo["features"]!.AsArray().Select(feature => feature!["properties"]!["number"]!.GetValue<string>()).Order(StringComparer.Ordinal).ShouldBe(listed);
        geo["features"]![0]!["geometry"]!["coordinates"]![0]!.GetValue<double>().ShouldBe(Places.Grid2Lon, 0.01);
        var csv = Encoding.UTF8.GetString((await leader.GetAsync($"/api/export?format=csv&{filter}")).Bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        csv[0].TrimStart('\uFEFF').ShouldStartWith("编号,状态");
        csv.Skip(1).Select(line => line.Split(',')[0].Trim('"')).Order(StringComparer.Ordinal).ShouldBe(listed);
        Numbers((await leader.GetAsync($"/api/export?{filter}")).Bytes).Skip(1).Order(StringComparer.Ordinal).ShouldBe(listed);
    }

    [Fact]
    public async Task Mine_is_what_waits_for_the_account()
    {
        using var leader = await fixture.Server.SignInAsync("leader");
        using var desk = await fixture.Server.SignInAsync("desk");
        var issue = await leader.ReportAsync();
        var number = issue.Text("number");
        Encoding.UTF8.GetString((await leader.GetAsync("/api/export?format=csv&mine=true")).Bytes).ShouldNotContain(number);
        var dueAt = fixture.Server.Clock.GetUtcNow().AddHours(5).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        (await leader.ActAsync(Guid.Parse(issue.Text("id")), "supervise", issue.Version, new { dueAt, note = "请尽快" })).Status.ShouldBe(HttpStatusCode.OK);
        Encoding.UTF8.GetString((await leader.GetAsync("/api/export?format=csv&mine=true")).Bytes).ShouldContain(number);
        Encoding.UTF8.GetString((await desk.GetAsync("/api/export?format=csv&mine=true")).Bytes).ShouldNotContain(number);
    }

    private static List<string> Numbers(byte[] workbook)
    {
        using (var book = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false)) new OpenXmlValidator().Validate(book).ShouldBeEmpty();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(workbook));
        var numbers = new List<string>();
        while (reader.Read()) numbers.Add(reader.GetString(0));
        return numbers;
    }
}
