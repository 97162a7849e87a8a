using System.Net;
using System.Text;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>An issue belongs to its grid and names its building and unit besides: whoever asks for those gets what was reported there.</summary>
public sealed class BuildingListTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_building_and_a_unit_list_and_export_what_was_reported_there_and_nothing_else()
    {
        using var worker = await fixture.Server.SignInAsync("worker1");
        using var desk = await fixture.Server.SignInAsync("desk");
        var (unit, other) = await UnitsAsync(Places.Building1);
        var inUnit = await ReportAsync(worker, Places.Building1, unit);
        var inOther = await ReportAsync(worker, Places.Building1, other);
        var inBuilding = await ReportAsync(worker, Places.Building1, null);
        var outside = (await worker.ReportAsync()).Text("number");

        (await NumbersAsync(desk, Places.Building1)).ShouldBe([inUnit, inOther, inBuilding], ignoreOrder: true);
        (await NumbersAsync(desk, unit)).ShouldBe([inUnit]);
        (await NumbersAsync(desk, other)).ShouldBe([inOther]);
        (await NumbersAsync(desk, Places.Grid1)).ShouldContain(outside);

        var file = Encoding.UTF8.GetString((await desk.GetAsync("/api/export?format=csv&area=" + Places.Building1)).Bytes);
        foreach (var number in new[] { inUnit, inOther, inBuilding }) file.ShouldContain(number);
        file.ShouldNotContain(outside);
    }

    [Fact]
    public async Task A_building_is_listed_within_the_scope_and_a_screen_is_not_told_of_units()
    {
        using var worker = await fixture.Server.SignInAsync("worker1");
        using var foreign = await fixture.Server.SignInAsync("gridDesk2");
        using var screen = await fixture.Server.SignInAsync("screen");
        var building = await NeighbourAsync();
        var (unit, _) = await UnitsAsync(building);
        var number = await ReportAsync(worker, building, unit);

        (await foreign.GetAsync("/api/issues?area=" + building)).Code.ShouldBe("access.denied");

        // Reported at the foreign grid's building from here: it belongs to this grid, and the other does not see it.
        await ReportAsync(worker, Places.Building2, null);
        (await NumbersAsync(foreign, Places.Building2)).ShouldBeEmpty();

        (await NumbersAsync(screen, building)).ShouldBe([number]);
        (await screen.GetAsync("/api/issues?area=" + unit)).Code.ShouldBe("access.denied");
        (await screen.GetAsync("/api/export?format=csv&area=" + unit)).Code.ShouldBe("access.denied");
    }

    [Fact]
    public async Task Figures_of_a_building_stay_within_the_scope_and_a_screen_has_none_of_a_unit()
    {
        using var worker = await fixture.Server.SignInAsync("worker1");
        using var foreign = await fixture.Server.SignInAsync("gridDesk2");
        using var screen = await fixture.Server.SignInAsync("screen");
        var building = await NeighbourAsync(2);
        var (unit, _) = await UnitsAsync(building);
        await ReportAsync(worker, building, unit);
        (await screen.GetAsync("/api/statistics?area=" + building)).Members["figures"]!["open"]!["value"]!.GetValue<int>().ShouldBe(1);
        (await screen.GetAsync("/api/statistics?area=" + unit)).Code.ShouldBe("access.denied");
        (await screen.GetAsync("/api/statistics/cases?figure=open&area=" + unit)).Code.ShouldBe("access.denied");
        (await foreign.GetAsync("/api/statistics?area=" + building)).Code.ShouldBe("access.denied");
    }

    [Theory]
    [InlineData("/api/snapshot?area=")]
    [InlineData("/api/snapshot?at=2026-01-01T00:00:00Z&area=")]
    [InlineData("/api/changes?after=CURSOR&area=")]
    [InlineData("/api/changes/density?area=")]
    public async Task What_is_told_by_audiences_refuses_a_building_instead_of_telling_nothing(string path)
    {
        using var desk = await fixture.Server.SignInAsync("desk");
        var asked = path.Replace("CURSOR", (await desk.GetAsync("/api/snapshot")).Text("cursor"), StringComparison.Ordinal);
        (await desk.GetAsync(asked + Places.Building1)).Code.ShouldBe("request.unknown_value");
        (await desk.GetAsync(asked + Places.Microgrid1)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_unit_that_was_given_to_another_building_keeps_its_issues()
    {
        using var worker = await fixture.Server.SignInAsync("worker1");
        using var admin = await fixture.Server.SignInAsync("admin");
        var building = await NeighbourAsync(1);
        var (_, unit) = await UnitsAsync(building);
        var number = await ReportAsync(worker, building, unit);
        await using var db = fixture.Server.Context();
        await db.Database.ExecuteSqlAsync($"update areas set parent_code = {Places.Building2}, path = array_replace(path, {building}, {Places.Building2}), has_moved = true where code = {unit}", Stop);
        (await NumbersAsync(admin, unit)).ShouldBe([number]);
    }

    private static async Task<string> ReportAsync(MapClient client, string buildingCode, string? unitCode)
    {
        var answer = await client.PostAsync("/api/issues", new { id = Guid.NewGuid(), category = "environment.litter", location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat }, buildingCode, unitCode });
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Json?.ToJsonString());
        return answer.Text("number");
    }

    private static async Task<string[]> NumbersAsync(MapClient client, string area)
    {
        var answer = await client.GetAsync("/api/issues?area=" + area);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json?.ToJsonString());
        return [.. answer.Members["issues"]!.AsArray().Select(issue => issue!["number"]!.GetValue<string>())];
    }

    private async Task<(string First, string Second)> UnitsAsync(string building)
    {
        await using var db = fixture.Server.Context();
        var units = await db.Areas.Where(area => area.ParentCode == building && area.Level == "unit").OrderBy(area => area.Code).Select(area => area.Code).Take(2).ToArrayAsync(Stop);
        return (units[0], units[1]);
    }

    /// <summary>Another building of the first one's micro-grid.</summary>
    private async Task<string> NeighbourAsync(int nth = 0)
    {
        await using var db = fixture.Server.Context();
        return await db.Areas.Where(area => area.ParentCode == Places.Microgrid1 && area.Level == "building" && area.Code != Places.Building1).OrderBy(area => area.Code).Select(area => area.Code).Skip(nth).FirstAsync(Stop);
    }
}
