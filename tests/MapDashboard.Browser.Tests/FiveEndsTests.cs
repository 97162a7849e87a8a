using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>From the report to each of five ends, by what one sees and presses on the pages.</summary>
public sealed class FiveEndsTests(BrowserFixture browser)
{
    private const string Address = "青禾新居9栋";
    private const string Litter = "environment.litter";

    [Fact]
    public async Task What_was_filed_at_the_counter_and_done_ends_closed_by_a_good_call_back()
    {
        await using var server = await TestServer.StartAsync();
        await using var desk = await SignInAsync(server, "desk");
        var id = await FileAsync(desk);
        await DoAsync(desk, "accept", "待派遣");
        await DoAsync(desk, "dispatch", "待报到", async form =>
        {
            await Expect(form.Locator(".is-ruled")).ToContainTextAsync("按规则");
            await Expect(form.Locator(".is-ruled input")).ToBeCheckedAsync();
        });
        await using var handler = await SignInAsync(server, "handler", id);
        await DoAsync(handler, "reportIn", "处置中");
        await ResolveAsync(handler);
        await Expect(Badges(desk)).ToContainTextAsync("待核查");
        await DoAsync(desk, "verify", "待评价");
        await DoAsync(desk, "rate", "已办结", async form =>
        {
            await form.Locator("input[name=choice-solved][value=yes]").CheckAsync();
            await form.Locator("input[name=choice-satisfied][value=yes]").CheckAsync();
        });
        await Expect(Story(desk)).ToContainTextAsync("电话回访，上报人满意");
        await Expect(Story(desk)).ToContainTextAsync("按规则");
        await Expect(desk.Page.Locator("#sheet .facts")).ToContainTextAsync("已清理干净");
        Quiet(desk, handler);
    }

    [Fact]
    public async Task What_is_no_issue_ends_voided_and_the_story_says_why()
    {
        await using var server = await TestServer.StartAsync();
        await using var desk = await SignInAsync(server, "desk");
        await FileAsync(desk);
        await DoAsync(desk, "void", "作废", form => form.Locator("textarea").FillAsync("现场查看没有垃圾"));
        await Expect(Story(desk)).ToContainTextAsync("现场查看没有垃圾");
        await Expect(desk.Page.Locator("#sheet [data-key=accept]")).ToHaveCountAsync(0);
        Quiet(desk);
    }

    [Fact]
    public async Task What_was_filed_twice_ends_merged_and_leads_to_the_other()
    {
        await using var server = await TestServer.StartAsync();
        await using var desk = await SignInAsync(server, "desk");
        var first = await FileAsync(desk);
        var second = await FileAsync(desk, similar: true);
        second.ShouldNotBe(first);
        await DoAsync(desk, "merge", "已合并", form => Expect(form.Locator("input[name=merge-to]")).ToBeCheckedAsync());
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "查看并入的事项" }).ClickAsync();
        await desk.Page.WaitForURLAsync(url => url.Contains(first, StringComparison.Ordinal));
        await Expect(Badges(desk)).ToContainTextAsync("关注 1");
        Quiet(desk);
    }

    [Fact]
    public async Task What_cannot_be_done_now_is_suspended_and_resumed_and_ends_closed_by_the_clock()
    {
        await using var server = await TestServer.StartAsync();
        await using var leader = await SignInAsync(server, "leader");
        var id = await FileAsync(leader);
        await DoAsync(leader, "accept", "待派遣");
        await DoAsync(leader, "dispatch", "待报到", form => Expect(form.Locator("input:checked")).ToBeVisibleAsync());
        await using var handler = await SignInAsync(server, "handler", id);
        await DoAsync(handler, "reportIn", "处置中");
        await Expect(Badges(leader)).ToContainTextAsync("处置中");
        await DoAsync(leader, "suspend", "挂账", form => form.Locator("textarea").FillAsync("等物业清运车修好"));
        await Expect(Badges(leader)).ToContainTextAsync("挂账至");
        await DoAsync(leader, "resume", "处置中");
        await Expect(Badges(handler)).ToContainTextAsync("处置中");
        await ResolveAsync(handler);
        await Expect(Badges(leader)).ToContainTextAsync("待核查");
        await DoAsync(leader, "verify", "待评价");
        server.Clock.Advance(TimeSpan.FromHours(73));
        await Expect(Badges(leader)).ToContainTextAsync("已办结", new() { Timeout = 20_000 });
        await Expect(Story(leader)).ToContainTextAsync("评价期满，系统自动办结");
        Quiet(leader, handler);
    }

    [Fact]
    public async Task What_no_level_can_solve_is_whistled_past_the_top_and_to_nobody_further()
    {
        await using var server = await TestServer.StartAsync();
        await using var desk = await SignInAsync(server, "desk");
        await FileAsync(desk);
        foreach (var (to, chip) in new[] { ("第六网格", "已吹哨 ×1"), ("社区", "已吹哨 ×2"), ("上级平台", "已上报上级平台") })
        {
            await DoAsync(desk, "whistle", chip, async form =>
            {
                await Expect(form.Locator(".form-words")).ToContainTextAsync(to);
                await form.Locator("textarea").FillAsync("本级解决不了");
            });
        }

        await Expect(Story(desk)).ToContainTextAsync("已是最高一级，报送上级平台");
        await Expect(desk.Page.Locator("#sheet [data-key=whistle]")).ToHaveCountAsync(0);
        Quiet(desk);
    }

    /// <summary>A page whose five seconds of undo can be passed without waiting.</summary>
    private async Task<OpenPage> SignInAsync(TestServer server, string userName, string? issue = null)
    {
        var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/", userName);
        await open.Page.Clock.InstallAsync();
        await open.Page.GotoAsync(new Uri(server.Address, issue is null ? "/" : $"/?issue={issue}").ToString());
        await Expect(open.Page.Locator(".connection")).ToHaveAttributeAsync("data-state", "fresh");
        return open;
    }

    /// <summary>Files litter for a resident, by keyboard and address; the sheet opens.</summary>
    private static async Task<string> FileAsync(OpenPage open, bool similar = false)
    {
        var page = open.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "窗口登记" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "窗口登记" });
        await form.GetByLabel("全部类别").SelectOptionAsync(Litter);
        await form.GetByRole(AriaRole.Searchbox).FillAsync(Address);
        await form.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await Expect(form.Locator(".filing-place")).ToContainTextAsync(Address);
        if (similar) await Expect(form.Locator(".filing-similar")).ToContainTextAsync("附近已有同类在办 1 件");
        await form.GetByLabel("情况").FillAsync("楼道口堆了三天");
        await form.GetByLabel("上报人称呼").FillAsync("王阿姨");
        await form.GetByLabel("电话").FillAsync("13900000001");
        await form.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Expect(Badges(open)).ToContainTextAsync("待受理");
        await page.WaitForURLAsync(url => url.Contains("issue=", StringComparison.Ordinal));
        return System.Web.HttpUtility.ParseQueryString(new Uri(page.Url).Query)["issue"]!;
    }

    private static Task ResolveAsync(OpenPage open) => DoAsync(open, "resolve", "待核查", async form =>
    {
        await form.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "after.png", MimeType = "image/png", Buffer = Pictures.Png() });
        await form.Locator("img").WaitForAsync();
        await form.Locator("textarea").FillAsync("已清理干净");
    });

    /// <summary>Presses an action's button, fills in its form where it has one, lets the five seconds pass and waits for what the sheet then says.</summary>
    private static async Task DoAsync(OpenPage open, string action, string chip, Func<ILocator, Task>? fill = null)
    {
        var sheet = open.Page.Locator("#sheet");
        var told = await Story(open).Locator("li").CountAsync();
        var button = sheet.Locator($".actions [data-key={action}]");
        await sheet.Locator(".actions [data-key=asides], .actions [data-key=comment]").First.WaitForAsync();
        var asides = sheet.Locator(".actions [data-key=asides]");
        await asides.Or(button).First.WaitForAsync();
        if (await button.CountAsync() == 0) await asides.ClickAsync();
        if (await button.GetAttributeAsync("aria-expanded") != "true") await button.ClickAsync();
        var form = sheet.Locator(".action-ask");
        if (await button.GetAttributeAsync("aria-expanded") is not null)
        {
            await form.WaitForAsync();
            if (fill is not null) await fill(form);
            await form.Locator("[type=submit]").ClickAsync();
        }

        await open.Page.Locator(".toast-action").WaitForAsync();
        await open.Page.Clock.RunForAsync(5_000);
        await Expect(Badges(open)).ToContainTextAsync(chip);
        await Expect(open.Page.Locator(".toast-action")).ToHaveCountAsync(0);

        // The stream paints the badges; story and actions follow from one answer, and until then the actions are those of before.
        await Expect(Story(open).Locator("li")).Not.ToHaveCountAsync(told);
    }

    private static ILocator Badges(OpenPage open) => open.Page.Locator("#sheet .badges");

    private static ILocator Story(OpenPage open) => open.Page.Locator("#sheet .story");

    private static void Quiet(params OpenPage[] pages) => pages.SelectMany(page => page.Complaints).ShouldBeEmpty();
}
