using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>A phone whose clock was set wrong in the basement, after it had last heard the server's.</summary>
public sealed class WrongClockTests(BrowserFixture browser)
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_day_wrong_loses_nothing_and_the_server_keeps_both_times(int days)
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await ReportedAsync(server, days);
        phone.Network.Mend();
        await phone.TabAsync("消息");
        await Expect(phone.Page.Locator(".parcel-state")).ToHaveTextAsync("已送达", new() { Timeout = 60_000 });
        var issue = await OnlyIssueAsync(server);
        var (captured, reported) = (Time(issue, "capturedAt"), Time(issue, "reportedAt"));
        (captured - server.Clock.GetUtcNow()).TotalDays.ShouldBe(days, 0.1);
        (reported - server.Clock.GetUtcNow()).TotalMinutes.ShouldBe(0, 10);
    }

    [Fact]
    public async Task Three_days_ahead_is_refused_with_a_sentence_and_goes_without_that_time_once_its_person_says_so()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await ReportedAsync(server, days: 3);
        var page = phone.Page;
        phone.Network.Mend();
        await phone.TabAsync("消息");
        var refused = page.Locator(".parcel[data-state=refused]");
        await Expect(refused).ToContainTextAsync("请校准手机时间", new() { Timeout = 60_000 });
        await refused.GetByRole(AriaRole.Button, new() { Name = "修改后再发" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "存好，再发" }).TapAsync();
        await Expect(page.Locator(".parcel-state")).ToHaveTextAsync("已送达", new() { Timeout = 60_000 });
        var issue = await OnlyIssueAsync(server);
        issue["capturedAt"].ShouldBeNull();
        issue["photos"]!.AsArray().Count.ShouldBe(1);
    }

    /// <summary>A report in the outbox, made after a cold start without a network by a clock that is wrong by so many days.</summary>
    private async Task<Phone> ReportedAsync(TestServer server, int days)
    {
        var phone = await Phone.OpenAsync(browser, server, "worker1");
        phone.Network.Cut();
        await phone.RestartAsync();
        await phone.Page.AddInitScriptAsync($"{{ const real = Date.now; const now = () => real() + {days} * 86_400_000; Date = class extends Date {{ constructor(...given) {{ given.length ? super(...given) : super(now()); }} static now() {{ return now(); }} }}; }}");
        await phone.LoadAsync();
        await phone.TakePhotoAsync();
        await phone.Page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).First.TapAsync();
        await phone.Page.Locator(".report-foot .button-primary").TapAsync();
        await Expect(phone.Page.GetByRole(AriaRole.Heading, new() { Name = "已存入手机" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        return phone;
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> OnlyIssueAsync(TestServer server)
    {
        using var desk = await server.SignInAsync("desk");
        return (await desk.GetAsync("/api/issues")).Members["issues"]!.AsArray().ShouldHaveSingleItem()!;
    }

    private static DateTimeOffset Time(System.Text.Json.Nodes.JsonNode issue, string name) =>
        DateTimeOffset.Parse(issue[name]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
}
