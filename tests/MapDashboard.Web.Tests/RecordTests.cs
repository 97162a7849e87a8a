using System.Globalization;
using System.Net;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>Imported history: reportedAt and the record of what another system says became of an issue.</summary>
public sealed class RecordTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string ReportedAt = "2022-05-01T04:00:03Z";
    private const string ClosedAt = "2022-05-02T10:00:00Z";

    private TestServer Server => fixture.Server;

    [Fact]
    public async Task An_imported_issue_keeps_its_own_time_and_the_same_report_again_is_the_same_issue()
    {
        using var admin = await Server.SignInAsync("admin");
        var report = Report();
        var made = await admin.PostAsync("/api/issues", report);
        made.Status.ShouldBe(HttpStatusCode.Created);
        made.Text("reportedAt").ShouldBe(ReportedAt);
        made.Text("number").ShouldStartWith("20220501");
        (await admin.PostAsync("/api/issues", report)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_record_sets_the_status_writes_one_change_and_twice_is_once()
    {
        using var admin = await Server.SignInAsync("admin");
        var id = (await admin.PostAsync("/api/issues", Report())).Text("id");
        var cursor = (await admin.GetAsync("/api/snapshot")).Text("cursor");
        var closed = await admin.PostAsync($"/api/issues/{id}/record", new { status = "closed", at = ClosedAt, note = "done" });
        (closed.Status, closed.Text("status"), closed.Text("endedAt"), closed.Version).ShouldBe((HttpStatusCode.OK, "closed", ClosedAt, 2));
        (await admin.PostAsync($"/api/issues/{id}/record", new { status = "closed", at = ClosedAt })).Version.ShouldBe(2);
        var changes = (await admin.GetAsync("/api/changes?after=" + cursor)).Members["changes"]!.AsArray();

        // The watch may be at issues of other tests, which are years overdue.
        var own = changes.Where(change => change!["data"]!["id"]?.GetValue<string>() == id).ShouldHaveSingleItem()!;
        (own["kind"]!.GetValue<string>(), own["at"]!.GetValue<string>()).ShouldBe(("issue.recorded", ClosedAt));
    }

    [Fact]
    public async Task A_record_may_lead_back_and_the_issue_is_open_again()
    {
        using var admin = await Server.SignInAsync("admin");
        var id = (await admin.PostAsync("/api/issues", Report())).Text("id");
        await admin.PostAsync($"/api/issues/{id}/record", new { status = "closed", at = ClosedAt });
        var back = await admin.PostAsync($"/api/issues/{id}/record", new { status = "inProgress", at = "2022-05-03T00:00:00Z" });
        back.Members.ContainsKey("endedAt").ShouldBeFalse();
        back.Text("reportedInAt").ShouldBe("2022-05-03T00:00:00Z");
    }

    [Fact]
    public async Task What_was_merged_or_voided_here_is_not_recorded_open_again()
    {
        using var admin = await Server.SignInAsync("admin");
        var now = Server.Clock.GetUtcNow();
        var id = Guid.Parse((await admin.PostAsync("/api/issues", Report(reportedAt: now.AddMinutes(-1).ToString("O", CultureInfo.InvariantCulture)))).Text("id"));
        (await admin.ActAsync(id, "void", 1, new { note = "重复" })).Text("status").ShouldBe("voided");

        (await admin.PostAsync($"/api/issues/{id}/record", new { status = "accepted", at = now })).Code.ShouldBe("issue.transition_refused");
    }

    [Theory]
    [InlineData("merged", ClosedAt, "request.unknown_value")]
    [InlineData("voided", ClosedAt, "request.unknown_value")]
    [InlineData("suspended", ClosedAt, "request.unknown_value")]
    [InlineData("closed", "2022-04-30T00:00:00Z", "issue.recorded_too_early")]
    [InlineData("closed", "2122-04-30T00:00:00Z", "request.invalid")]
    [InlineData("closed", null, "request.invalid")]
    public async Task A_record_of_what_cannot_be_is_refused(string status, string? at, string code)
    {
        using var admin = await Server.SignInAsync("admin");
        var id = (await admin.PostAsync("/api/issues", Report())).Text("id");
        (await admin.PostAsync($"/api/issues/{id}/record", new { status, at })).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Issues_of_our_own_take_no_record_and_no_reported_time_and_only_an_admin_imports()
    {
        using var admin = await Server.SignInAsync("admin");
        var own = await admin.ReportAsync();
        (await admin.PostAsync($"/api/issues/{own.Text("id")}/record", new { status = "closed", at = own.Text("reportedAt") })).Code.ShouldBe("issue.not_replay");
        (await admin.PostAsync("/api/issues", Report(source: "patrol"))).Code.ShouldBe("request.invalid");
        (await admin.PostAsync("/api/issues", Report(reportedAt: "2122-01-01T00:00:00Z"))).Code.ShouldBe("request.invalid");
        using var desk = await Server.SignInAsync("desk");
        (await desk.PostAsync("/api/issues", Report())).Code.ShouldBe("access.denied");
    }

    private static object Report(string source = "replay", string reportedAt = ReportedAt) => new
    {
        id = Guid.NewGuid(),
        category = "environment.litter",
        description = "imported",
        source,
        reportedAt,
        location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat },
    };
}
