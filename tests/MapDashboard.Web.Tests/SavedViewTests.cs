using System.Net;
using System.Text.Json.Nodes;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>Views of the map follow the account, and nobody else sees them.</summary>
public sealed class SavedViewTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_view_follows_its_account_and_is_nobody_elses()
    {
        using var leader = await fixture.Server.SignInAsync("leader");
        using var desk = await fixture.Server.SignInAsync("desk");
        var id = Guid.NewGuid();
        (await leader.PutAsync($"/api/views/{id}", new { name = " 早会 ", state = "queue=overdue&tint=open" })).Status.ShouldBe(HttpStatusCode.OK);
        (await leader.PutAsync($"/api/views/{id}", new { name = "早会", state = "queue=open" })).Status.ShouldBe(HttpStatusCode.OK);
        using var elsewhere = await fixture.Server.SignInAsync("leader");
        var view = List(await elsewhere.GetAsync("/api/views")).Single(each => each!["id"]!.GetValue<Guid>() == id)!;
        view["name"]!.GetValue<string>().ShouldBe("早会");
        view["state"]!.GetValue<string>().ShouldBe("queue=open");
        List(await desk.GetAsync("/api/views")).ShouldBeEmpty();
        (await desk.PutAsync($"/api/views/{id}", new { name = "我的", state = "" })).Code.ShouldBe("view.not_found");
        (await desk.DeleteAsync($"/api/views/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        List(await leader.GetAsync("/api/views")).ShouldNotBeEmpty();
        (await leader.DeleteAsync($"/api/views/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        List(await leader.GetAsync("/api/views")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_is_taken_once_and_views_are_bounded_in_number_and_size()
    {
        using var admin = await fixture.Server.SignInAsync("admin");
        for (var n = 1; n <= 30; n++) (await admin.PutAsync($"/api/views/{Guid.NewGuid()}", new { name = $"视图 {n}", state = "" })).Status.ShouldBe(HttpStatusCode.OK);
        (await admin.PutAsync($"/api/views/{Guid.NewGuid()}", new { name = "再一个", state = "" })).Code.ShouldBe("view.too_many");
        var first = List(await admin.GetAsync("/api/views"))[0]!["id"]!.GetValue<Guid>();
        (await admin.PutAsync($"/api/views/{first}", new { name = "视图 2", state = "" })).Code.ShouldBe("view.name_taken");
        (await admin.PutAsync($"/api/views/{first}", new { name = "", state = "" })).Code.ShouldBe("request.invalid");
        (await admin.PutAsync($"/api/views/{first}", new { name = new string('长', 41), state = "" })).Code.ShouldBe("request.invalid");
        (await admin.PutAsync($"/api/views/{first}", new { name = "大", state = new string('x', 4_001) })).Code.ShouldBe("request.invalid");
        (await admin.PutAsync($"/api/views/{first}", new { name = "无" })).Code.ShouldBe("request.invalid");
    }

    private static JsonArray List(Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return answer.Json!.AsArray();
    }
}
