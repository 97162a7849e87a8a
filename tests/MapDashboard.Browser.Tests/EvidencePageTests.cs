using System.Text.RegularExpressions;
using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>Evidence from the phone to the sheet, with the browser's own recorder and canvas.</summary>
public sealed partial class EvidencePageTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_worker_shows_and_says_it_and_the_desk_sees_when_and_where_and_hears_it()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await OpenPage.SignInAsync(
            browser.Browser, server.Address, "/report", "worker1", 360, 640, phone: true, at: (Places.Grid1Lon, Places.Grid1Lat));
        var photo = Pictures.WithExif(
            Pictures.As(".jpg", "resize 6"), new ExifBlock { Orientation = 6, Original = "2026:03:04 09:30:00", Offset = "+08:00", Place = (Places.Grid1Lat + 0.05, Places.Grid1Lon) });
        await phone.Page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "photo.jpg", MimeType = "image/jpeg", Buffer = photo });
        await phone.Page.Locator(".tiles button").First.ClickAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "说一段话" }).ClickAsync();
        await Expect(phone.Page.GetByRole(AriaRole.Timer)).ToContainTextAsync(TwoSecondsOrMore());
        var kept = phone.Page.WaitForResponseAsync(answer => answer.Url.Contains("/voice/", StringComparison.Ordinal) && answer.Request.Method == "PUT");

        // Sent while it still runs: what was said until then goes along.
        await phone.Page.Locator(".report-foot .button-primary").ClickAsync();
        (await kept).Status.ShouldBe(201);
        await Expect(phone.Page.Locator(".sent")).ToBeVisibleAsync();
        phone.Complaints.ShouldBeEmpty();

        await using var desk = await OpenPage.SignInAsync(browser.Browser, server.Address, "/", "desk");
        await desk.Page.Locator(".issues [data-id]").First.ClickAsync();
        await Expect(desk.Page.Locator(".photo-far")).ToHaveTextAsync("拍摄地点较远");
        await desk.Page.Locator(".voice-note audio").EvaluateAsync("audio => { audio.muted = true; return audio.play(); }");
        await desk.Page.Locator(".photo").First.ClickAsync();
        await Expect(desk.Page.Locator(".lightbox")).ToContainTextAsync("拍摄点距事项 5.6 公里");
        var size = await desk.Page.Locator(".lightbox img").EvaluateAsync<int[]>("async img => { await img.decode(); return [img.naturalWidth, img.naturalHeight]; }");
        (size[0] < size[1]).ShouldBeTrue("the photo stands upright");
        desk.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recording_can_be_heard_and_thrown_away_before_it_is_sent()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await OpenPage.SignInAsync(
            browser.Browser, server.Address, "/report", "worker1", 360, 640, phone: true, at: (Places.Grid1Lon, Places.Grid1Lat));
        var start = phone.Page.GetByRole(AriaRole.Button, new() { Name = "说一段话" });
        await start.ClickAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "说完了" }).ClickAsync();
        await Expect(phone.Page.Locator(".voice audio")).ToBeVisibleAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "删除这段语音" }).ClickAsync();
        await Expect(start).ToBeVisibleAsync();
        phone.Complaints.ShouldBeEmpty();
    }

    /// <summary>Each number stands for a second, and a page is looked at no oftener: one alone may be missed.</summary>
    [GeneratedRegex("说 5[0-8] 秒|说 [1-4]?[0-9] 秒", RegexOptions.None, 1000)]
    private static partial Regex TwoSecondsOrMore();
}
