using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>What leaves the leader's map: views that follow the account, files and a picture.</summary>
public sealed class LeaderViewsTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_saved_view_brings_filter_layers_and_place_back_on_another_machine()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        await worker.ReportAsync();
        await using (var here = await OpenPage.SignInAsync(browser.Browser, server.Address, $"/?queue=reported&area={Places.Grid1}&tint=open", "leader"))
        {
            await Expect(here.Page.Locator(".issue")).ToHaveCountAsync(1);
            await here.Page.Locator("[data-layer=people]").ClickAsync();
            await here.Page.Locator("[data-tool=share]").ClickAsync();
            await here.Page.Locator(".dialog-share input").FillAsync("第一网格早会");
            await here.Page.Locator(".dialog-share .button-primary").ClickAsync();
            await Expect(here.Page.Locator(".share-views a")).ToHaveTextAsync("第一网格早会");
            (await Axe.FaultsAsync(here.Page, "share")).ShouldBeEmpty();
            here.Complaints.ShouldBeEmpty();
        }

        await using var there = await OpenPage.SignInAsync(browser.Browser, server.Address, "/", "leader");
        await there.Page.Locator("[data-tool=share]").ClickAsync();
        await there.Page.Locator(".share-views a").ClickAsync();
        await there.Page.WaitForURLAsync(url => url.Contains("queue=reported", StringComparison.Ordinal));
        await Expect(there.Page.Locator("[data-queue=reported]")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(there.Page.Locator("[data-layer=people]")).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(there.Page.Locator("[data-theme=tint]")).ToHaveValueAsync("open");
        there.Page.Url.ShouldContain("at=");
    }

    [Fact]
    public async Task The_list_leaves_as_files_and_the_map_as_a_picture()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        var number = (await worker.ReportAsync()).Text("number");
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?queue=reported", "leader");
        var page = open.Page;
        await Expect(page.Locator(".issue")).ToHaveCountAsync(1);
        await page.Locator("[data-tool=share]").ClickAsync();
        var table = await page.RunAndWaitForDownloadAsync(() => page.Locator(".share-row a[href*='format=csv']").ClickAsync());
        (await File.ReadAllTextAsync(await table.PathAsync(), TestContext.Current.CancellationToken)).ShouldContain(number);
        var picture = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-share=picture]").ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await picture.PathAsync(), TestContext.Current.CancellationToken);
        picture.SuggestedFilename.ShouldEndWith(".png");
        bytes.AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue();
        bytes.Length.ShouldBeGreaterThan(20_000);
        open.Complaints.ShouldBeEmpty();
    }
}
