using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>What a resident does with a report once it is made: read the answer, judge it, have it taken up again, join another's.</summary>
public sealed class ReporterPageTests(BrowserFixture browser)
{
    private const string Words = "井盖已换新，路面已整平。";

    [Fact]
    public async Task A_resident_reports_is_answered_and_an_unsatisfied_word_brings_it_back()
    {
        await using var server = await StartAsync();
        using var desk = await server.SignInAsync("desk");
        await using var open = await VisitAsync(server, "/ask/" + Places.Microgrid1);
        var page = open.Page;
        await FillAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).TapAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "现在就看进度" }).TapAsync();
        await Expect(page.GetByText("已收到您的反映")).ToBeVisibleAsync();
        await Expect(page.Locator(".letter")).ToHaveCountAsync(0);
        var issue = (await desk.GetAsync("/api/issues")).Members["issues"]!.AsArray().Single()!;
        var id = issue["id"]!.GetValue<Guid>();
        await AnswerAsync(server, id);

        await page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        await Expect(page.Locator(".letter")).ToContainTextAsync(Words);
        await Expect(page.GetByText("之内可以评价")).ToHaveTextAsync("2 天 23 小时之内可以评价");
        await page.GetByRole(AriaRole.Button, new() { Name = "放大照片：办理后" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "关闭" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "不满意" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "提交，请社区重新办理" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("请先选");
        await page.GetByText("没有解决", new() { Exact = true }).TapAsync();
        await page.GetByLabel("哪里不满意").FillAsync("还在晃");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交，请社区重新办理" }).TapAsync();
        await Expect(page.GetByText("谢谢您告诉我们")).ToBeVisibleAsync();
        await Expect(page.Locator(".step.is-now")).ToContainTextAsync("已重新办理");
        await Expect(page.Locator(".letter")).ToHaveCountAsync(0);
        var after = await desk.GetAsync("/api/issues/" + id);
        after.Text("status").ShouldBe("accepted");
        after.Json!.ToJsonString(Data.Json.Options).ShouldContain("还在晃");
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_satisfied_word_whose_answer_was_lost_counts_once_and_the_problem_may_come_back()
    {
        await using var server = await StartAsync();
        using var stranger = server.Stranger();
        using var desk = await server.SignInAsync("desk");
        var id = Guid.NewGuid();
        var made = await Resident.ReportAsync(stranger, Places.Microgrid1, id);
        await AnswerAsync(server, id);
        await using var open = await VisitAsync(server, "/track/" + made.Text("trackingSecret"));
        var page = open.Page;

        // The server does it; the phone never hears of it.
        await page.RouteAsync("**/rating", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "满意", Exact = true }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "确认满意" }).TapAsync();
        await Expect(page.GetByText("谢谢您的评价")).ToBeVisibleAsync();
        (await HistoryAsync(desk, id)).Count(kind => kind == "issue.rated").ShouldBe(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "问题又出现了" }).TapAsync();
        await page.GetByLabel("现在是什么情况").FillAsync("又松了");
        await page.GetByRole(AriaRole.Button, new() { Name = "请社区重新办理" }).TapAsync();
        await Expect(page.GetByText("谢谢您告诉我们")).ToBeVisibleAsync();
        (await HistoryAsync(desk, id))[^1].ShouldBe("issue.reopened");
    }

    [Fact]
    public async Task A_second_resident_joins_the_first_report_is_answered_too_and_is_told_why_not_asked()
    {
        await using var server = await StartAsync();
        using var stranger = server.Stranger();
        using var desk = await server.SignInAsync("desk");
        await using var open = await VisitAsync(server, "/ask/" + Places.Microgrid1);
        var page = open.Page;
        var centre = (await stranger.GetAsync("/api/ask/" + Places.Microgrid1)).Members["center"]!;
        var id = Guid.NewGuid();
        var first = await Resident.ReportAsync(stranger, Places.Microgrid1, id, centre["lon"]!.GetValue<double>(), centre["lat"]!.GetValue<double>());
        await FillAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "附近 10 米内已有人上报" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "这就是我说的，我也关注" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已关注" })).ToBeVisibleAsync();
        await Expect(page.Locator(".receipt-number")).ToHaveTextAsync(first.Text("number"));
        (await desk.GetAsync("/api/issues")).Members["issues"]!.AsArray().Count.ShouldBe(1);

        await AnswerAsync(server, id);
        await page.GetByRole(AriaRole.Link, new() { Name = "现在就看进度" }).TapAsync();
        await Expect(page.Locator(".letter")).ToContainTextAsync(Words);
        await Expect(page.GetByText("评价由上报人来做")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "满意", Exact = true })).ToHaveCountAsync(0);
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_means_another_matter_reports_it_although_one_is_near()
    {
        await using var server = await StartAsync();
        using var stranger = server.Stranger();
        using var desk = await server.SignInAsync("desk");
        var centre = (await stranger.GetAsync("/api/ask/" + Places.Microgrid1)).Members["center"]!;
        await Resident.ReportAsync(stranger, Places.Microgrid1, null, centre["lon"]!.GetValue<double>(), centre["lat"]!.GetValue<double>());
        await using var open = await VisitAsync(server, "/ask/" + Places.Microgrid1);
        await FillAsync(open.Page);
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "提交" }).TapAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "不是，继续上报" }).TapAsync();
        await Expect(open.Page.GetByRole(AriaRole.Heading, new() { Name = "已收到" })).ToBeVisibleAsync();
        (await desk.GetAsync("/api/issues")).Members["issues"]!.AsArray().Count.ShouldBe(2);
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_answer_and_its_forms_break_no_rule_that_a_machine_can_check()
    {
        await using var server = await StartAsync();
        using var stranger = server.Stranger();
        var id = Guid.NewGuid();
        var centre = (await stranger.GetAsync("/api/ask/" + Places.Microgrid1)).Members["center"]!;
        var made = await Resident.ReportAsync(stranger, Places.Microgrid1, id, centre["lon"]!.GetValue<double>(), centre["lat"]!.GetValue<double>());
        await AnswerAsync(server, id);
        var faults = new List<string>();
        foreach (var look in new[] { "dark&lang=zh", "light&lang=zh", "light&lang=en" })
        {
            await using var context = await browser.Browser.NewContextAsync(new() { BypassCSP = true, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 360, Height = 640 } });
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(server.Address, $"/track/{made.Text("trackingSecret")}?theme={look}").ToString());
            await CheckAsync(".verdict-good");
            await page.Locator(".verdict-bad").ClickAsync();
            await CheckAsync(".judge-picks");

            // The same matter once more, from the plate.
            await page.GotoAsync(new Uri(server.Address, $"/ask/{Places.Microgrid1}?theme={look}").ToString());
            await page.Locator("#foot .big-button").ClickAsync();
            await page.Locator(".kind", new() { Has = page.Locator("xpath=.//*[contains(text(), '市政') or contains(text(), 'unicipal') or contains(text(), 'orks')]") }).First.ClickAsync();
            await page.Locator(".kind-leaves .kind").First.ClickAsync();
            await page.Locator(".spot-confirm").ClickAsync();
            await page.Locator(".foot .big-button").ClickAsync();
            await CheckAsync(".near-one");

            async Task CheckAsync(string ready)
            {
                await page.Locator(ready).WaitForAsync();
                faults.AddRange(await Axe.FaultsAsync(page, $"{look} {ready}"));
            }
        }

        string.Join("\n", faults).ShouldBeEmpty();
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "4"]);

    private Task<OpenPage> VisitAsync(TestServer server, string path) => OpenPage.VisitAsync(browser.Browser, server.Address, path, 360, 640, phone: true);

    private static async Task FillAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "我要反映" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "市政设施" }).TapAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "市政设施" }).GetByRole(AriaRole.Button, new() { Name = "井盖破损" }).TapAsync();
        await page.GetByLabel("说明情况").FillAsync("井盖晃动");
        await page.GetByRole(AriaRole.Button, new() { Name = "就是这里" }).TapAsync();
    }

    /// <summary>From the report to the verified answer, with both photos.</summary>
    private static async Task AnswerAsync(TestServer server, Guid id)
    {
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        await ActAsync(desk, id, "accept", new { clear = true });
        await desk.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=before", Pictures.Png());
        await ActAsync(desk, id, "dispatch", new { to = "handler" });
        await ActAsync(handler, id, "reportIn", new { });
        await handler.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png());
        await ActAsync(handler, id, "resolve", new { answer = Words });
        (await ActAsync(desk, id, "verify", new { })).Text("status").ShouldBe("verified");
    }

    private static async Task<Answer> ActAsync(MapClient client, Guid id, string action, object body) =>
        await client.ActAsync(id, action, (await client.GetAsync("/api/issues/" + id)).Version, body);

    private static async Task<IReadOnlyList<string>> HistoryAsync(MapClient client, Guid id) =>
        [.. (await client.GetAsync("/api/issues/" + id)).Members["history"]!.AsArray().Select(entry => entry!["kind"]!.GetValue<string>())];
}
