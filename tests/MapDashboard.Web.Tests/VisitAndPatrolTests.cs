using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MapDashboard.TestSupport;
using MapDashboard.Web.Activities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MapDashboard.Web.Tests;

/// <summary>入户走访, 巡查 and 走访覆盖: once each, and told to nobody whom they do not concern.</summary>
public sealed class VisitAndPatrolTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private const string Note = "room 302 lives alone, daughter abroad";

    private readonly TestServer server = fixture.Server;
    private MapClient worker = null!;
    private MapClient leader = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        worker = await server.SignInAsync("worker1");
        leader = await server.SignInAsync("leader");
    }

    public ValueTask DisposeAsync()
    {
        worker.Dispose();
        leader.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_visit_sent_twice_is_one_and_its_note_stays_with_the_staff_of_the_area()
    {
        var (path, body) = ("/api/visits/" + Guid.NewGuid(), new { buildingCode = Places.Building1, households = 3, at = Now(), note = Note });
        var cursor = (await leader.GetAsync("/api/snapshot")).Text("cursor");
        (await worker.PutAsync(path, body)).Status.ShouldBe(HttpStatusCode.Created);
        (await worker.PutAsync(path, body)).Status.ShouldBe(HttpStatusCode.OK);
        (await worker.PutAsync(path, body with { households = 4 })).Code.ShouldBe("activity.id_taken");
        (await leader.PutAsync(path, body)).Code.ShouldBe("activity.id_taken");
        (await leader.GetAsync("/api/visits")).Json!.ToJsonString().ShouldContain(Note);

        var changes = (await leader.GetAsync("/api/changes?after=" + cursor)).Json!.ToJsonString();
        changes.ShouldContain("visit.recorded");
        changes.ShouldNotContain(Note);
        foreach (var stranger in new[] { "gridDesk2", "worker2", "handler", "screen", "gridScreen2" })
        {
            using var client = await server.SignInAsync(stranger);
            (await client.GetAsync("/api/visits")).Json!.ToJsonString().ShouldNotContain(Note, Case.Sensitive, stranger);
            (await client.GetAsync("/api/changes?after=" + cursor)).Json!.ToJsonString().ShouldNotContain("visit.recorded", Case.Sensitive, stranger);
        }
    }

    [Fact]
    public async Task A_visit_to_nowhere_or_to_another_grid_or_with_wrong_content_changes_nothing()
    {
        await using var db = server.Context();
        var before = await db.Visits.CountAsync(Token);
        (await VisitAsync(new { buildingCode = "nowhere", at = Now() })).Code.ShouldBe("request.unknown_value");
        (await VisitAsync(new { buildingCode = Places.Grid1, at = Now() })).Code.ShouldBe("request.unknown_value");
        (await VisitAsync(new { buildingCode = Places.Building1, unitCode = Places.Building1, at = Now() })).Code.ShouldBe("request.unknown_value");
        var foreign = await db.Areas.Where(area => area.Level == "building" && area.Path.Contains(Places.Grid2)).Select(area => area.Code).FirstAsync(Token);
        (await VisitAsync(new { buildingCode = foreign, at = Now() })).Code.ShouldBe("access.denied");
        (await VisitAsync(new { buildingCode = Places.Building1 })).Code.ShouldBe("request.invalid");
        (await VisitAsync(new { buildingCode = Places.Building1, at = Now(), households = 0 })).Code.ShouldBe("request.invalid");
        (await VisitAsync(new { buildingCode = Places.Building1, at = Now(), note = new string('字', 2001) })).Code.ShouldBe("request.invalid");
        (await VisitAsync(new { buildingCode = Places.Building1, at = Now().AddDays(-90) })).Code.ShouldBe("request.invalid");
        (await db.Visits.CountAsync(Token)).ShouldBe(before);
    }

    [Fact]
    public async Task Coverage_counts_each_visited_building_once_and_lists_the_unvisited_first()
    {
        await VisitAsync(new { buildingCode = Places.Building1, at = Now() });
        await VisitAsync(new { buildingCode = Places.Building1, at = Now(), households = 2 });
        var coverage = (await worker.GetAsync("/api/coverage?area=" + Places.Grid1)).Members;
        coverage["visited"]!.GetValue<int>().ShouldBe(1);
        var list = coverage["list"]!.AsArray();
        list.Count.ShouldBe(coverage["buildings"]!.GetValue<int>());
        list[0]!["lastDay"].ShouldBeNull();
        list[^1]!["code"]!.GetValue<string>().ShouldBe(Places.Building1);
        var old = (await worker.GetAsync("/api/coverage?from=2026-01-01&to=2026-01-31")).Members;
        old["visited"]!.GetValue<int>().ShouldBe(0);
        (await leader.GetAsync("/api/coverage")).Members["areas"]!.AsArray().Select(line => line!["visited"]!.GetValue<int>()).ShouldBe([1, 0, 0, 0, 0, 0, 0]);
        (await worker.GetAsync("/api/coverage?area=" + Places.Grid2)).Code.ShouldBe("access.denied");
        foreach (var wrong in new[] { "from=x", "to=2026-13-01", "from=2026-02-01&to=2026-01-01", "from=2020-01-01&to=2026-01-01" })
        {
            (await worker.GetAsync("/api/coverage?" + wrong)).Code.ShouldBe("request.invalid", wrong);
        }
    }

    [Fact]
    public async Task A_patrol_is_started_walked_and_ended_once_each_whatever_comes_twice_or_in_another_order()
    {
        var (id, start) = (Guid.NewGuid(), Now());
        var began = new { areaCode = Places.Grid1, theme = "environment", startedAt = start, endedAt = (DateTime?)null };
        (await worker.PutAsync("/api/patrols/" + id, began)).Status.ShouldBe(HttpStatusCode.Created);
        (await PointsAsync(id, 1, start.AddSeconds(30), gap: false)).Status.ShouldBe(HttpStatusCode.Created);
        (await PointsAsync(id, 0, start, gap: false)).Status.ShouldBe(HttpStatusCode.Created);
        (await PointsAsync(id, 0, start, gap: false)).Status.ShouldBe(HttpStatusCode.OK);
        (await PointsAsync(id, 0, start, gap: true)).Code.ShouldBe("activity.id_taken");
        (await PointsAsync(id, 2, start.AddMinutes(1), gap: true)).Status.ShouldBe(HttpStatusCode.Created);
        var ended = began with { endedAt = start.AddSeconds(90) };
        (await worker.PutAsync("/api/patrols/" + id, ended)).Status.ShouldBe(HttpStatusCode.OK);
        (await worker.PutAsync("/api/patrols/" + id, ended)).Status.ShouldBe(HttpStatusCode.OK);
        (await worker.PutAsync("/api/patrols/" + id, began)).Status.ShouldBe(HttpStatusCode.OK);
        (await worker.PutAsync("/api/patrols/" + id, ended with { endedAt = start.AddSeconds(91) })).Code.ShouldBe("activity.id_taken");
        (await worker.PutAsync("/api/patrols/" + id, ended with { theme = "fire" })).Code.ShouldBe("activity.id_taken");

        var track = (await worker.GetAsync("/api/patrols/" + id)).Members;
        track["segments"]!.AsArray().Select(segment => segment!.AsArray().Count).ShouldBe([6, 3]);
        track["patrol"]!["distanceMeters"]!.GetValue<double>().ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Where_a_worker_walked_is_seen_by_that_worker_and_those_who_lead_the_area_and_by_nobody_else()
    {
        var (id, start) = (Guid.NewGuid(), Now());
        await worker.PutAsync("/api/patrols/" + id, new { areaCode = Places.Grid1, theme = "security", startedAt = start });
        await PointsAsync(id, 0, start, gap: false);
        foreach (var who in new[] { "worker1", "leader", "desk", "gridLeader1", "admin" })
        {
            using var client = await server.SignInAsync(who);
            (await client.GetAsync("/api/patrols/" + id)).Status.ShouldBe(HttpStatusCode.OK, who);
            (await client.GetAsync("/api/patrols")).Json!.ToJsonString().ShouldContain(id.ToString(), Case.Sensitive, who);
        }

        // A colleague with a post in the very same grid sees who patrols it nowhere.
        await using (var db = server.Context())
        {
            db.Add(new Domain.People.Person { Code = "mate", Name = "同事" });
            db.Add(new Domain.People.Post { Id = Guid.NewGuid(), AreaCode = Places.Grid1, Role = "gridWorker", PersonCode = "mate", ValidFrom = start.AddDays(-1) });
            db.Accounts.Add(TestAccounts.New("mate", Domain.Access.AccountRole.Worker, null, "mate"));
            await db.SaveChangesAsync(Token);
        }

        foreach (var who in new[] { "mate", "worker2", "gridDesk2", "handler" })
        {
            using var client = await server.SignInAsync(who);
            (await client.GetAsync("/api/patrols/" + id)).Code.ShouldBe("patrol.not_found", who);
            (await client.GetAsync("/api/patrols")).Json!.ToJsonString().ShouldNotContain(id.ToString(), Case.Sensitive, who);
            (await client.PutAsync($"/api/patrols/{id}/points/7", Points(start, false))).Code.ShouldBe("patrol.not_found", who);
        }

        using var screen = await server.SignInAsync("screen");
        (await screen.GetAsync("/api/patrols")).Code.ShouldBe("access.denied");
    }

    [Fact]
    public async Task The_change_log_that_colleagues_read_too_does_not_say_who_patrols()
    {
        using var leader = await server.SignInAsync("leader");
        var cursor = (await leader.GetAsync("/api/snapshot")).Text("cursor");
        var (path, start) = ("/api/patrols/" + Guid.NewGuid(), Now());
        await worker.PutAsync(path, new { areaCode = Places.Grid1, theme = "fire", startedAt = start });
        await worker.PutAsync(path, new { areaCode = Places.Grid1, theme = "fire", startedAt = start, endedAt = start });
        await worker.PutAsync(path + "/points/0", Points(start, false));
        var told = (await leader.GetAsync("/api/changes?after=" + cursor)).Json!.ToJsonString();
        foreach (var kind in new[] { "patrol.started", "patrol.ended", "patrol.tracked" }) told.ShouldContain(kind);
        var name = (await worker.GetAsync("/api/session")).Text("displayName");
        var patrols = JsonNode.Parse(told)!["changes"]!.AsArray().Where(change => change!["kind"]!.GetValue<string>().StartsWith("patrol.", StringComparison.Ordinal));
        patrols.ShouldAllBe(change => !change!.ToJsonString(Plain).Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_patrols_and_points_are_refused_with_a_code()
    {
        var start = Now();
        async Task<string?> PatrolAsync(object body) => (await worker.PutAsync("/api/patrols/" + Guid.NewGuid(), body)).Code;
        (await PatrolAsync(new { areaCode = Places.Grid2, theme = "fire", startedAt = start })).ShouldBe("access.denied");
        (await PatrolAsync(new { areaCode = "nowhere", theme = "fire", startedAt = start })).ShouldBe("area.not_found");
        (await PatrolAsync(new { areaCode = Places.Grid1, theme = "fishing", startedAt = start })).ShouldBe("request.unknown_value");
        (await PatrolAsync(new { areaCode = Places.Grid1, theme = "fire" })).ShouldBe("request.invalid");
        (await PatrolAsync(new { areaCode = Places.Grid1, theme = "fire", startedAt = start, endedAt = start.AddSeconds(-1) })).ShouldBe("request.invalid");
        (await PatrolAsync(new { areaCode = Places.Grid1, theme = "fire", startedAt = start.AddDays(-61) })).ShouldBe("request.invalid");

        var id = Guid.NewGuid();
        await worker.PutAsync("/api/patrols/" + id, new { areaCode = Places.Grid1, theme = "fire", startedAt = start });
        async Task<string?> BatchAsync(object body, int sequence = 0) => (await worker.PutAsync($"/api/patrols/{id}/points/{sequence}", body)).Code;
        (await BatchAsync(new { points = Array.Empty<object>() })).ShouldBe("request.invalid");
        (await BatchAsync(new { })).ShouldBe("request.invalid");
        (await BatchAsync(new { points = new object?[] { null } })).ShouldBe("request.invalid");
        (await BatchAsync(new { points = new[] { new { at = start, lon = 181, lat = 0 } } })).ShouldBe("request.invalid");
        (await BatchAsync(new { points = new[] { new { at = start, lon = 1, lat = 0, accuracy = -1 } } })).ShouldBe("request.invalid");
        (await BatchAsync(new { points = Enumerable.Range(0, 201).Select(_ => new { at = start, lon = 1, lat = 0 }) })).ShouldBe("request.invalid");
        (await BatchAsync(Points(start, false), sequence: 5000)).ShouldBe("request.invalid");
        (await worker.PutAsync($"/api/patrols/{Guid.NewGuid()}/points/0", Points(start, false))).Code.ShouldBe("patrol.not_found");
    }

    [Fact]
    public async Task The_same_patrol_from_two_tabs_at_once_is_one()
    {
        var (path, body) = ("/api/patrols/" + Guid.NewGuid(), new { areaCode = Places.Grid1, theme = "fire", startedAt = Now() });
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => worker.PutAsync(path, body)));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(5);
    }

    [Fact]
    public async Task Visits_and_ended_patrols_count_for_the_daily_tasks_that_are_counted_by_them()
    {
        await using var own = await TestServer.StartAsync();
        using var client = await own.SignInAsync("worker1");
        var now = own.Clock.GetUtcNow().UtcDateTime;
        await client.PutAsync("/api/visits/" + Guid.NewGuid(), new { buildingCode = Places.Building1, households = 4, at = now });
        await client.PutAsync("/api/visits/" + Guid.NewGuid(), new { buildingCode = Places.Building1, at = now });
        await client.PutAsync("/api/patrols/" + Guid.NewGuid(), new { areaCode = Places.Microgrid1, theme = "fire", startedAt = now, endedAt = now });
        await client.PutAsync("/api/patrols/" + Guid.NewGuid(), new { areaCode = Places.Grid1, theme = "fire", startedAt = now });
        var tasks = (await client.GetAsync("/api/daily-tasks/mine")).Members["tasks"]!.AsArray();
        int CountOf(string code) => tasks.Single(task => task!["code"]!.GetValue<string>() == code)!["count"]!.GetValue<int>();
        CountOf("grid.visits").ShouldBe(5);
        CountOf("grid.patrol").ShouldBe(1);
        (await client.PutAsync("/api/daily-tasks/doings/" + Guid.NewGuid(), new { task = "grid.visits", areaCode = Places.Grid1, at = now })).Code.ShouldBe("task.not_due");
    }

    [Fact]
    public async Task Tracks_are_deleted_after_their_time_and_that_somebody_patrolled_stays()
    {
        await using var own = await TestServer.StartAsync(arguments: ["--Map:TrackDays", "30"]);
        using var client = await own.SignInAsync("worker1");
        var (id, start) = (Guid.NewGuid(), own.Clock.GetUtcNow().UtcDateTime);
        var body = new { areaCode = Places.Grid1, theme = "fire", startedAt = start, endedAt = start.AddMinutes(5) };
        await client.PutAsync("/api/patrols/" + id, body);
        await client.PutAsync($"/api/patrols/{id}/points/0", Points(start, false));
        var sweep = own.Services.GetServices<IHostedService>().OfType<TrackSweep>().Single();
        own.Clock.Advance(TimeSpan.FromDays(29));
        (await sweep.TurnAsync(Token)).ShouldBe(0);
        own.Clock.Advance(TimeSpan.FromDays(2));
        (await sweep.TurnAsync(Token)).ShouldBe(1);
        using var again = await own.SignInAsync("worker1");
        var track = (await again.GetAsync("/api/patrols/" + id)).Members;
        track["segments"]!.AsArray().ShouldBeEmpty();
        track["patrol"]!["distanceMeters"]!.GetValue<double>().ShouldBeGreaterThan(0);
        await using var db = own.Context();
        (await db.PatrolStretches.CountAsync(Token)).ShouldBe(0);
        (await again.PutAsync($"/api/patrols/{id}/points/1", Points(start, false))).Code.ShouldBe("patrol.track_expired");
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private DateTime Now() => server.Clock.GetUtcNow().UtcDateTime;

    private Task<Answer> VisitAsync(object body) => worker.PutAsync("/api/visits/" + Guid.NewGuid(), body);

    private Task<Answer> PointsAsync(Guid id, int sequence, DateTime from, bool gap) => worker.PutAsync($"/api/patrols/{id}/points/{sequence}", Points(from, gap));

    /// <summary>Three of them, ten seconds and some metres apart.</summary>
    private static object Points(DateTime from, bool gap) => new
    {
        points = Enumerable.Range(0, 3).Select(n => new { at = from.AddSeconds(10 * n), lon = Places.Grid1Lon + (n * 0.0001), lat = Places.Grid1Lat, accuracy = 6.5, gap = gap && n == 0 }),
    };
}
