using System.Net;
using System.Text.Json.Nodes;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>网格日常任务清单: what is due, done and missed, by role, area and day; and who sees it.</summary>
public sealed class DailyTaskTests : IAsyncLifetime
{
    private const string Daily = "编码,名称,岗位类型,账号权限,层级,周期,哪一天,数量,计数方式,须写说明\n";

    private TestServer server = null!;
    private MapClient admin = null!;
    private MapClient worker = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        admin = await server.SignInAsync("admin");
        worker = await server.SignInAsync("worker1");

        // 2026-11-20 and on is as the clock says; a list of our own holds from tomorrow, so the tests live there.
        (await ImportAsync(Daily + "exits,查看消防通道,gridWorker,,grid,每天,,3,,\nalone,看望老人,gridWorker,,grid,每天,,,,是\nlog,写值班记录,,desk,,每天,,,,\n"))["applied"]!.GetValue<bool>().ShouldBeTrue();
        server.Clock.Advance(TimeSpan.FromDays(1));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { admin, worker }) client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_worker_has_the_tasks_of_the_posts_role_and_counts_them_up()
    {
        (await MineAsync(worker)).Select(Words).ShouldBe(["exits 0/3", "alone 0/1"]);
        (await DoAsync("exits")).Status.ShouldBe(HttpStatusCode.Created);
        (await DoAsync("exits", count: 2)).Status.ShouldBe(HttpStatusCode.Created);
        (await MineAsync(worker)).Select(Words).ShouldBe(["exits 3/3", "alone 0/1"]);
        using var desk = await server.SignInAsync("desk");
        (await MineAsync(desk)).Select(Words).ShouldBe(["log 0/1"]);
        using var leader = await server.SignInAsync("leader");
        (await MineAsync(leader)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_doing_again_counts_once_and_another_under_its_id_is_refused()
    {
        var (id, body) = (Guid.NewGuid(), new { task = "exits", areaCode = Places.Grid1, at = Now(), count = 1 });
        var path = "/api/daily-tasks/doings/" + id;
        (await worker.PutAsync(path, body)).Status.ShouldBe(HttpStatusCode.Created);
        (await worker.PutAsync(path, body)).Status.ShouldBe(HttpStatusCode.OK);
        (await worker.PutAsync(path, body with { count = 2 })).Code.ShouldBe("activity.id_taken");
        (await admin.PutAsync(path, body)).Code.ShouldBe("activity.id_taken");
        (await MineAsync(worker))[0]!["count"]!.GetValue<int>().ShouldBe(1);
        (await MineAsync(worker))[0]!["doings"]![0]!.GetValue<Guid>().ShouldBe(id);
    }

    [Fact]
    public async Task What_is_not_this_persons_task_here_is_refused_and_changes_nothing()
    {
        (await DoAsync("exits", area: Places.Grid2)).Code.ShouldBe("task.not_due");
        (await DoAsync("nothing")).Code.ShouldBe("task.not_due");
        (await DoAsync("log")).Code.ShouldBe("task.not_due");
        (await DoAsync("exits", area: "nowhere")).Code.ShouldBe("task.not_due");
        (await DoAsync("alone")).Code.ShouldBe("task.note_required");
        (await DoAsync("exits", count: 0)).Code.ShouldBe("request.invalid");
        (await DoAsync("exits", at: server.Clock.GetUtcNow().UtcDateTime.AddDays(-61))).Code.ShouldBe("request.invalid");
        await using var db = server.Context();
        (await db.Doings.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task A_phone_whose_clock_is_a_day_ahead_counts_for_the_day_on_which_it_arrived()
    {
        (await DoAsync("exits", at: server.Clock.GetUtcNow().UtcDateTime.AddDays(1))).Status.ShouldBe(HttpStatusCode.Created);
        (await MineAsync(worker)).Select(Words).First().ShouldBe("exits 1/3");
    }

    [Fact]
    public async Task A_template_that_is_edited_later_leaves_what_was_due_on_a_past_day()
    {
        await DoAsync("exits");
        var day = (await worker.GetAsync("/api/daily-tasks/mine")).Text("today");
        await ImportAsync(Daily + "exits,查看消防通道,gridWorker,,grid,每周,1,9,,\n");
        (await MineAsync(worker)).Select(Words).ShouldBe(["exits 1/3", "alone 0/1"]);
        server.Clock.Advance(TimeSpan.FromDays(2));
        (await MineAsync(worker, day)).Select(Words).ShouldBe(["exits 1/3", "alone 0/1"]);
        (await MineAsync(worker)).Select(task => task!["code"]!.GetValue<string>()).ShouldNotContain("alone");
    }

    [Fact]
    public async Task A_leader_sees_done_and_missed_by_area_and_person_and_no_other_community()
    {
        await DoAsync("exits", count: 3);
        using var leader = await server.SignInAsync("leader");
        using var grid2 = await server.SignInAsync("gridDesk2");
        var day = await leader.GetAsync("/api/daily-tasks");
        (day.Members["due"]!.GetValue<int>(), day.Members["done"]!.GetValue<int>()).ShouldBe((16, 1));
        var first = day.Members["areas"]!.AsArray().Single(line => line!["code"]!.GetValue<string>() == Places.Grid1)!;
        (first["due"]!.GetValue<int>(), first["done"]!.GetValue<int>()).ShouldBe((2, 1));
        day.Members["people"]!.AsArray().Single(person => person!["name"]!.GetValue<string>() == "worker1")!["tasks"]!.AsArray().Select(Words).ShouldBe(["exits 3/3", "alone 0/1"]);

        var foreign = await grid2.GetAsync("/api/daily-tasks");
        foreign.Members["people"]!.AsArray().Select(person => person!["areaCode"]!.GetValue<string>()).Distinct().ShouldBe([Places.Grid2]);
        (await grid2.GetAsync("/api/daily-tasks?area=" + Places.Grid1)).Code.ShouldBe("access.denied");
        (await leader.GetAsync("/api/daily-tasks?day=yesterday")).Code.ShouldBe("request.invalid");
    }

    [Fact]
    public async Task A_doing_is_told_to_those_above_and_to_nobody_beside()
    {
        using var grid2 = await server.SignInAsync("gridDesk2");
        using var leader = await server.SignInAsync("leader");
        var cursor = (await leader.GetAsync("/api/snapshot")).Text("cursor");
        await DoAsync("alone", note: "knee trouble, door 302");
        (await leader.GetAsync("/api/changes?after=" + cursor)).Members["changes"]!.AsArray().Select(change => change!["kind"]!.GetValue<string>()).ShouldBe(["dailyTask.done"]);
        (await grid2.GetAsync("/api/changes?after=" + cursor)).Members["changes"]!.AsArray().ShouldBeEmpty();
        (await leader.GetAsync("/api/changes?after=" + cursor)).Json!.ToJsonString().ShouldNotContain("knee");
    }

    [Fact]
    public async Task A_list_with_faults_is_refused_whole_and_each_row_says_why()
    {
        var answer = await admin.PostBytesAsync("/api/daily-tasks/import?apply=true", System.Text.Encoding.UTF8.GetBytes(
            Daily + "a,甲,nobody,,grid,每天,,,,\na,,gridWorker,desk,grid,每年,,0,,\nb,乙,gridWorker,,moon,每周,8,,猜,\n"));
        answer.Code.ShouldBe("task.import_refused");
        answer.Members["report"]!["errors"]!.AsArray().Count.ShouldBe(9);
        (await MineAsync(worker)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_template_comes_back_as_it_went_out()
    {
        var sheet = (await admin.GetAsync("/api/daily-tasks/template?format=csv")).Bytes;
        var report = (await admin.PostBytesAsync("/api/daily-tasks/import", sheet)).Members;
        (report["unchanged"]!.GetValue<int>(), report["changed"]!.GetValue<int>(), report["created"]!.GetValue<int>()).ShouldBe((3, 0, 0));
    }

    private static string Words(JsonNode? task) => $"{task!["code"]} {task["count"]}/{task["target"]}";

    private DateTime Now() => server.Clock.GetUtcNow().UtcDateTime;

    private static async Task<JsonArray> MineAsync(MapClient client, string? day = null) =>
        (await client.GetAsync("/api/daily-tasks/mine?day=" + day)).Members["tasks"]!.AsArray();

    private Task<Answer> DoAsync(string task, string area = Places.Grid1, int count = 1, DateTime? at = null, string? note = null) =>
        worker.PutAsync("/api/daily-tasks/doings/" + Guid.NewGuid(), new { task, areaCode = area, at = at ?? Now(), count, note });

    private async Task<JsonObject> ImportAsync(string csv) =>
        (await admin.PostBytesAsync("/api/daily-tasks/import?apply=true", System.Text.Encoding.UTF8.GetBytes(csv))).Members;
}
