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

    private static int Figure(Answer answer, string name) => (int)answer.Members["figures"]![name]!["value"]!.GetValue<double>();

    private static int Sum(JsonArray counts, string name) => counts.Sum(count => count![name]!.GetValue<int>());

    private static string Row(JsonNode row, string key) =>
        $"{row[key]} {row["name"]} {row["vacancies"]} {row["tooLarge"]} {row["tooSmall"]}";
}
