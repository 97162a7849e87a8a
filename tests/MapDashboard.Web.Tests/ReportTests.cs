using System.Net;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

public sealed class ReportTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestServer Server => fixture.Server;

    [Fact]
    public async Task A_report_becomes_an_issue_of_the_smallest_area_at_its_place()
    {
        using var worker = await Server.SignInAsync("worker1");
        var answer = await worker.ReportAsync();
        answer.Status.ShouldBe(HttpStatusCode.Created);
        answer.Text("areaCode").ShouldBe(Places.Microgrid1);
        answer.Text("status").ShouldBe("reported");
        answer.Version.ShouldBe(1);
        answer.Text("number").ShouldMatch("^[0-9]{8}990101[0-9]{5}$");
    }

    [Fact]
    public async Task The_same_report_again_is_the_same_issue_and_writes_nothing()
    {
        using var worker = await Server.SignInAsync("worker1");
        var id = Guid.NewGuid();
        var first = await worker.ReportAsync(id);
        var second = await worker.ReportAsync(id);
        second.Status.ShouldBe(HttpStatusCode.OK);
        second.Json!.ToJsonString().ShouldBe(first.Json!.ToJsonString());
        await using var db = Server.Context();
        (await db.Changes.CountAsync(change => change.IssueId == id, TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_report_twenty_times_at_once_is_one_issue()
    {
        using var worker = await Server.SignInAsync("worker1");
        var id = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => worker.ReportAsync(id)));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(19);
    }

    [Fact]
    public async Task Another_content_or_another_account_cannot_take_an_id_that_is_taken()
    {
        using var worker1 = await Server.SignInAsync("worker1");
        using var worker2 = await Server.SignInAsync("worker2");
        var id = Guid.NewGuid();
        await worker1.ReportAsync(id);
        var otherContent = await worker1.ReportAsync(id, description: "另一件事");
        var otherAccount = await worker2.ReportAsync(id);
        foreach (var answer in new[] { otherContent, otherAccount })
        {
            answer.Status.ShouldBe(HttpStatusCode.Conflict);
            answer.Code.ShouldBe("issue.id_taken");
            answer.Members.ContainsKey("number").ShouldBeFalse("the stored issue is not shown");
        }
    }

    [Fact]
    public async Task A_place_outside_every_area_is_a_state_and_not_an_error()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        using var leader = await Server.SignInAsync("leader");
        using var gridDesk = await Server.SignInAsync("gridDesk2");
        var answer = await worker.ReportAsync(lon: Places.OutsideLon, lat: Places.OutsideLat);
        answer.Status.ShouldBe(HttpStatusCode.Created);
        answer.Members.ContainsKey("areaCode").ShouldBeFalse();
        answer.Text("number")[8..14].ShouldBe("000000");
        var path = "/api/issues/" + answer.Text("id");
        (await desk.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
        (await leader.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await gridDesk.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        var accepted = await desk.ActAsync(Guid.Parse(answer.Text("id")), "accept", 1, new { areaCode = Places.Grid2 });
        accepted.Text("areaCode").ShouldBe(Places.Grid2);
        (await leader.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("gcj02")]
    [InlineData("bd09")]
    public async Task A_position_in_another_system_is_stored_in_wgs84(string crs)
    {
        using var worker = await Server.SignInAsync("worker1");
        var system = Domain.Words<Domain.Coordinates.CoordinateSystem>.Parse(crs);
        var (lon, lat) = Domain.Coordinates.ChinaShift.FromWgs84(system, Places.Grid1Lon, Places.Grid1Lat);
        var answer = await worker.PostAsync("/api/issues", new { id = Guid.NewGuid(), category = "environment.litter", location = new { lon, lat, crs } });
        answer.Text("areaCode").ShouldBe(Places.Microgrid1);
        answer.Members["location"]!["lon"]!.GetValue<double>().ShouldBe(Places.Grid1Lon, 1e-7);
        answer.Members["location"]!["lat"]!.GetValue<double>().ShouldBe(Places.Grid1Lat, 1e-7);
    }

    [Fact]
    public async Task A_reporter_at_the_counter_is_known_to_the_desk_and_in_no_change()
    {
        using var desk = await Server.SignInAsync("desk");
        using var worker = await Server.SignInAsync("worker1");
        var id = Guid.NewGuid();
        var request = new
        {
            id, category = "environment.litter", location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat },
            source = "counter", reporter = new { name = "居民甲", phone = "19911112222" },
        };
        (await desk.PostAsync("/api/issues", request)).Status.ShouldBe(HttpStatusCode.Created);
        (await desk.GetAsync("/api/issues/" + id)).Members["reporter"]!["phone"]!.GetValue<string>().ShouldBe("19911112222");
        (await worker.GetAsync("/api/issues/" + id)).Members.ContainsKey("reporter").ShouldBeFalse();
        await using var db = Server.Context();
        var rows = await db.Changes.Where(change => change.IssueId == id).Select(change => change.Data).ToListAsync(TestContext.Current.CancellationToken);
        string.Concat(rows).ShouldNotContain("居民甲");
        string.Concat(rows).ShouldNotContain("19911112222");
    }

    [Fact]
    public async Task The_same_report_is_known_by_its_reporter_too_and_even_when_that_was_erased()
    {
        using var desk = await Server.SignInAsync("desk");
        var id = Guid.NewGuid();
        Task<Answer> SendAsync(object? reporter) => desk.PostAsync(
            "/api/issues", new { id, category = "environment.litter", location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat }, source = "counter", reporter });

        (await SendAsync(new { name = "居民甲", phone = "19911112222" })).Status.ShouldBe(HttpStatusCode.Created);
        (await SendAsync(new { name = " 居民甲 ", phone = "19911112222" })).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(new { name = "居民乙", phone = "19911112222" })).Code.ShouldBe("issue.id_taken");
        (await SendAsync(null)).Code.ShouldBe("issue.id_taken");
        await using var db = Server.Context();
        await db.Reporters.Where(reporter => reporter.IssueId == id).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        (await SendAsync(new { name = "居民甲", phone = "19911112222" })).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(null)).Code.ShouldBe("issue.id_taken");
    }

    [Fact]
    public async Task Numbers_of_concurrent_reports_are_unique_and_increase_with_their_order()
    {
        using var worker = await Server.SignInAsync("worker3");
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => worker.ReportAsync()));
        var numbers = answers.Select(answer => answer.Text("number")).ToList();
        numbers.Distinct(StringComparer.Ordinal).Count().ShouldBe(30);
        var next = await worker.ReportAsync();
        string.CompareOrdinal(next.Text("number"), numbers.Max(StringComparer.Ordinal)).ShouldBeGreaterThan(0);
    }
}
