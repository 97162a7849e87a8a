using System.Net;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>A tracking link tells of one issue what its holder may know, and nothing of any other.</summary>
public sealed class TrackTests
{
    [Fact]
    public async Task The_steps_come_as_they_happen_without_words_or_names_of_people()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        using var worker = await server.SignInAsync("worker1");
        var other = await worker.ReportAsync(description: "别家的事");
        var id = Guid.NewGuid();
        var made = await Resident.ReportAsync(stranger, Places.Grid1, id, description: "三楼漏水", reporter: new { name = "赵大妈", phone = "19911112222" });
        var path = "/api/track/" + made.Text("trackingSecret");
        Statuses(await stranger.GetAsync(path)).ShouldBe(["reported"]);
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "comment", 2, new { note = "内部备注" });
        await desk.ActAsync(id, "dispatch", 3, new { to = "handler" });
        await handler.ActAsync(id, "reportIn", 4);
        await handler.ActAsync(id, "return", 5, new { note = "不归本单位" });
        var track = await stranger.GetAsync(path);
        Statuses(track).ShouldBe(["reported", "accepted", "dispatched", "inProgress", "accepted"]);
        track.Text("number").ShouldBe(made.Text("number"));
        track.Text("areaName").ShouldBe("1-1微网格");
        track.Members["category"]!["code"]!.GetValue<string>().ShouldBe("municipal.manhole");
        track.Members.ContainsKey("closedAt").ShouldBeFalse();
        var text = track.Json!.ToJsonString(Data.Json.Options);
        foreach (var hidden in new[] { "三楼漏水", "赵大妈", "19911112222", "内部备注", "不归本单位", "别家的事", other.Text("number"), id.ToString(), "\"by\"", "note", "lon" }) text.ShouldNotContain(hidden);
        await desk.ActAsync(id, "void", 6, new { note = "重复" });
        (await stranger.GetAsync(path)).Members.ContainsKey("closedAt").ShouldBeTrue();
    }

    [Fact]
    public async Task A_secret_that_is_nobodys_finds_nothing()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "1"]);
        using var stranger = server.Stranger();
        var secret = (await Resident.ReportAsync(stranger, Places.Grid1)).Text("trackingSecret");
        secret.Length.ShouldBe(43);
        foreach (var wrong in new[] { secret[..^1], secret + "A", new string('A', 43), new string('A', 5000), "%20" })
        {
            var answer = await stranger.GetAsync("/api/track/" + wrong);
            (answer.Status, answer.Code).ShouldBe((HttpStatusCode.NotFound, "track.not_found"), wrong);
        }
    }

    private static IEnumerable<string> Statuses(Answer track) => track.Members["steps"]!.AsArray().Select(step => step!["status"]!.GetValue<string>());
}
