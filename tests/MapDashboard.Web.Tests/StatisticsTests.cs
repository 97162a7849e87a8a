using System.Net;
using System.Text.Json.Nodes;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>Figures of the staff beside those of the issues.</summary>
public sealed class StatisticsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData(null)]
    [InlineData(Places.Grid1)]
    public async Task Vacancies_and_oversize_equal_the_counts_of_the_staffing_list(string? area)
    {
        using var leader = await fixture.Server.SignInAsync("leader");
        var counts = (await leader.GetAsync("/api/staffing?area=" + area)).Members["counts"]!.AsArray();
        var statistics = await leader.GetAsync("/api/statistics?by=level&area=" + area);
        statistics.Status.ShouldBe(HttpStatusCode.OK);
        Figure(statistics, "vacancies").ShouldBe(Sum(counts, "vacancies"));
        Figure(statistics, "oversize").ShouldBe(Sum(counts, "tooLarge"));
        Figure(statistics, "vacancies").ShouldBeGreaterThan(0);
        statistics.Members["figures"]!["vacancies"]!["formula"]!.GetValue<string>().ShouldNotBeEmpty();
        statistics.Members["rows"]!.AsArray().Select(row => Row(row!, "key")).ShouldBe(counts.Select(count => Row(count!, "level")));
    }

    [Fact]
    public async Task Rows_by_area_name_every_area_in_which_something_is_amiss_and_sum_to_the_figure()
    {
        using var leader = await fixture.Server.SignInAsync("leader");
        using var screen = await fixture.Server.SignInAsync("screen");
        await leader.ReportAsync();
        var statistics = await leader.GetAsync("/api/statistics?by=area");
        var rows = statistics.Members["rows"]!.AsArray();
        rows.Sum(row => row!["vacancies"]!.GetValue<int>()).ShouldBe(Figure(statistics, "vacancies"));
        rows.Sum(row => row!["tooLarge"]!.GetValue<int>()).ShouldBe(Figure(statistics, "oversize"));
        rows.Sum(row => row!["open"]!.GetValue<int>()).ShouldBe(Figure(statistics, "open"));
        (await screen.GetAsync("/api/statistics?by=area")).Json!.ToJsonString(Data.Json.Options).ShouldNotContain("vacancies");
    }

    [Fact]
    public async Task Screens_get_neither_figure_nor_the_rows_by_level()
    {
        using var screen = await fixture.Server.SignInAsync("screen");
        var figures = (await screen.GetAsync("/api/statistics")).Members["figures"]!.AsObject();
        figures.ContainsKey("vacancies").ShouldBeFalse();
        figures.ContainsKey("oversize").ShouldBeFalse();
        (await screen.GetAsync("/api/statistics?by=level")).Code.ShouldBe("access.denied");
        (await screen.GetAsync("/api/areas")).Json!.ToJsonString(Data.Json.Options).ShouldNotContain("groupMembers");
    }

    [Fact]
    public async Task An_account_that_sees_only_what_has_no_due_time_any_more_gets_its_figures()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        var id = Guid.Parse((await worker.ReportAsync()).Text("id"));
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        await handler.ActAsync(id, "reportIn", 3);
        await handler.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png());
        await handler.ActAsync(id, "resolve", 5, new { answer = "done" });
        (await desk.ActAsync(id, "verify", 6)).Text("status").ShouldBe("verified");
        foreach (var by in new[] { "category", "area", "status", "hour" })
        {
            var answer = await handler.GetAsync("/api/statistics?by=" + by);
            (answer.Status, Figure(answer, "open"), Figure(answer, "overdue")).ShouldBe((HttpStatusCode.OK, 1, 0), by);
        }
    }

    private static int Figure(Answer answer, string name) => (int)answer.Members["figures"]![name]!["value"]!.GetValue<double>();

    private static int Sum(JsonArray counts, string name) => counts.Sum(count => count![name]!.GetValue<int>());

    private static string Row(JsonNode row, string key) =>
        $"{row[key]} {row["name"]} {row["vacancies"]} {row["tooLarge"]} {row["tooSmall"]}";
}
