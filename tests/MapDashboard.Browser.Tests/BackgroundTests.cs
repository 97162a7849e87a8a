using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>What waits on the phone leaves it with no page open, when the browser wakes the service worker.</summary>
public sealed class BackgroundTests(BrowserFixture browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_leaves_after_its_page_was_closed_when_there_is_a_network_again()
    {
        await using var server = await TestServer.StartAsync();
        await using var phone = await Phone.OpenAsync(browser, server, "worker1");
        phone.Network.Cut();
        await phone.TakePhotoAsync();
        await phone.Page.GetByRole(AriaRole.Radio, new() { Name = "暴露垃圾" }).TapAsync();
        await phone.Page.Locator(".report-foot .button-primary").TapAsync();
        await Expect(phone.Page.GetByRole(AriaRole.Heading, new() { Name = "已存入手机" })).ToBeVisibleAsync();
        var other = await phone.Page.Context.NewPageAsync();
        await phone.Page.CloseAsync();
        phone.Network.Mend();
        await WakeAsync(other, phone.Network.Address);

        await using var db = server.Context();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        late.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await db.Photos.AnyAsync(late.Token)) await Task.Yield();
        (await db.Issues.SingleAsync(Stop)).Version.ShouldBe(2);
        await phone.LoadAsync(other);
        await phone.TabAsync("消息");
        await Expect(phone.Page.Locator(".parcel-state")).ToHaveTextAsync("已送达");
    }

    /// <summary>As the browser does when it finds a network.</summary>
    private static async Task WakeAsync(IPage page, Uri origin)
    {
        // A page of the same origin that is none of the worker's.
        await page.GotoAsync(new Uri(origin, "/health/live").ToString());
        var cdp = await page.Context.NewCDPSessionAsync(page);
        var registered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        cdp.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, message) =>
        {
            foreach (var registration in message!.Value.GetProperty("registrations").EnumerateArray())
            {
                if (registration.GetProperty("scopeURL").GetString()!.EndsWith("/report", StringComparison.Ordinal)) registered.TrySetResult(registration.GetProperty("registrationId").GetString()!);
            }
        };
        await cdp.SendAsync("ServiceWorker.enable");
        var id = await registered.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await cdp.SendAsync("ServiceWorker.dispatchSyncEvent", new Dictionary<string, object>
        {
            ["origin"] = origin.GetLeftPart(UriPartial.Authority), ["registrationId"] = id, ["tag"] = "outbox", ["lastChance"] = false,
        });
    }
}
