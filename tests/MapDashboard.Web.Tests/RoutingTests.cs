using System.Net;
using System.Text;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>派遣规则: who is named by rule, and that the history says so.</summary>
public sealed class RoutingTests
{
    [Fact]
    public async Task The_first_rule_that_matches_names_the_handler_and_stands_in_the_history()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.SignInAsync("admin");
        using var desk = await server.SignInAsync("desk");
        using var worker = await server.SignInAsync("worker1");
        (await ImportAsync(admin, "类别编码,层级,派给\nmunicipal.streetlight,,ORG-GD\nmunicipal,,ORG-SZ\n,,ORG-CG\n")).Members["applied"]!.GetValue<bool>().ShouldBeTrue();

        (await DispatchedAsync(desk, worker, "municipal.streetlight")).ShouldBe(("ORG-GD", "municipal.streetlight × * → ORG-GD"));
        (await DispatchedAsync(desk, worker, "municipal.manhole")).ShouldBe(("ORG-SZ", "municipal × * → ORG-SZ"));
        (await DispatchedAsync(desk, worker, "environment.litter")).ShouldBe(("ORG-CG", "* × * → ORG-CG"));
        (await DispatchedAsync(desk, worker, "environment.litter", "handler")).Rule.ShouldBeNull();
    }

    [Fact]
    public async Task Without_rules_the_category_names_the_handler_and_the_answer_of_the_issue_proposes_it()
    {
        await using var server = await TestServer.StartAsync();
        using var desk = await server.SignInAsync("desk");
        using var worker = await server.SignInAsync("worker1");
        var id = Guid.Parse((await worker.ReportAsync(category: "municipal.streetlight")).Text("id"));
        await desk.ActAsync(id, "accept", 1);

        var proposal = (await desk.GetAsync("/api/issues/" + id)).Members["proposal"]!;
        proposal["to"]!.GetValue<string>().ShouldBe("ORG-GD");
        (await desk.ActAsync(id, "dispatch", 2)).Members["handler"]!["code"]!.GetValue<string>().ShouldBe("ORG-GD");
        (await worker.GetAsync("/api/issues/" + id)).Members.ContainsKey("proposal").ShouldBeFalse();
    }

    [Fact]
    public async Task A_whistle_goes_to_whom_a_rule_of_the_upper_level_names()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.SignInAsync("admin");
        using var desk = await server.SignInAsync("desk");
        using var worker = await server.SignInAsync("worker1");
        await ImportAsync(admin, "类别编码,层级,派给\n,grid,ORG-CG\n,community,ORG-SZ\n");
        var id = Guid.Parse((await worker.ReportAsync()).Text("id"));
        var first = await desk.ActAsync(id, "whistle", 1, new { note = "网格处置不了" });
        first.Members["handler"]!["code"]!.GetValue<string>().ShouldBe("ORG-CG");
        var second = await desk.ActAsync(id, "whistle", 2, new { note = "街道协调" });
        second.Members["handler"]!["code"]!.GetValue<string>().ShouldBe("ORG-SZ");
        second.Text("whistledTo").ShouldBe(Places.Community);
    }

    [Fact]
    public async Task Faulty_rules_are_named_by_row_and_change_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.SignInAsync("admin");
        await ImportAsync(admin, "类别编码,层级,派给\n,,ORG-CG\n");
        var refused = await ImportAsync(admin, "类别编码,层级,派给\nnothing,,ORG-CG\n,nowhere,ORG-CG\n,grid,\n,,ORG-CG\n,,ORG-SZ\n");

        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.UnprocessableEntity, "routing.import_refused"));
        refused.Members["report"]!["errors"]!.AsArray().Select(error => error!["row"]!.GetValue<int>()).ShouldBe([2, 3, 4, 6]);
        (await admin.GetAsync("/api/routing")).Json!.AsArray().ShouldHaveSingleItem()!["to"]!.GetValue<string>().ShouldBe("ORG-CG");
        (await ImportAsync(admin, "类别编码,层级,派给\n")).Members["retired"]!.GetValue<int>().ShouldBe(1);
    }

    private static Task<Answer> ImportAsync(MapClient admin, string table) => admin.PostBytesAsync("/api/routing/import?apply=true", Encoding.UTF8.GetBytes(table));

    private static async Task<(string? Handler, string? Rule)> DispatchedAsync(MapClient desk, MapClient worker, string category, string? to = null)
    {
        var id = Guid.Parse((await worker.ReportAsync(category: category)).Text("id"));
        await desk.ActAsync(id, "accept", 1);
        var issue = await desk.ActAsync(id, "dispatch", 2, new { to });
        var entry = (await desk.GetAsync("/api/issues/" + id)).Members["history"]!.AsArray()[^1]!;
        return (issue.Members["handler"]!["code"]!.GetValue<string>(), entry["rule"]?.GetValue<string>());
    }
}
