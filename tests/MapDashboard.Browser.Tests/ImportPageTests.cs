using System.Text;
using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>The import of a table as an admin meets it.</summary>
public sealed class ImportPageTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_table_is_checked_its_bad_rows_are_listed_and_taken_away_and_the_mended_one_goes_in()
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/import?kind=categories", "admin");
        var page = open.Page;
        await Expect(page.Locator(".kind-tab[aria-current]")).ToHaveTextAsync("类别");
        await DropAsync(page, "编码,名称,紧急\nenvironment.litter,露天垃圾,也许\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "检查" }).ClickAsync();
        await Expect(page.Locator(".rows tbody tr")).ToHaveTextAsync("2紧急应为是或否");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "导入", Exact = true })).ToBeDisabledAsync();
        var sheet = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "下载错误表" }).ClickAsync());
        sheet.SuggestedFilename.ShouldBe("类别-错误.xlsx");

        // The browser itself writes each refusal to its console.
        open.Complaints.ShouldAllBe(complaint => complaint.Contains("422", StringComparison.Ordinal));
        open.Complaints.Clear();
        await DropAsync(page, "编码,名称,紧急\nenvironment.litter,露天垃圾,否\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "检查" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "导入", Exact = true }).ClickAsync();
        await Expect(page.Locator(".verdict-good")).ToContainTextAsync("已导入");
        using var admin = await server.SignInAsync("admin");
        (await admin.GetAsync("/api/categories")).Json!.AsArray().SelectMany(top => top!["children"]!.AsArray()).Select(leaf => leaf!["name"]!.GetValue<string>()).ShouldContain("露天垃圾");
        open.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_phone_nothing_of_the_page_lies_beyond_its_edge_and_each_kind_is_reached()
    {
        await using var server = await TestServer.StartAsync();
        await using var open = await OpenPage.SignInAsync(browser.Browser, server.Address, "/import", "admin", 390, 844, phone: true);
        var page = open.Page;
        await Expect(page.Locator(".kind-tab")).ToHaveCountAsync(7);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(390);
        await page.GetByRole(AriaRole.Link, new() { Name = "户数单元" }).TapAsync();
        await Expect(page.Locator(".kind-tab[aria-current]")).ToHaveTextAsync("户数单元");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(390);
        open.Complaints.ShouldBeEmpty();
    }

    private static Task DropAsync(IPage page, string text) => page.Locator("input[type=file]").SetInputFilesAsync(
        new FilePayload { Name = "类别.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
}
