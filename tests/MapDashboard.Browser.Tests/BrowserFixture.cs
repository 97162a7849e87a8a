using MapDashboard.TestSupport;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(MapDashboard.Browser.Tests.BrowserFixture))]

namespace MapDashboard.Browser.Tests;

/// <summary>The distribution's Chromium, once for all tests; each test opens contexts of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Args =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",

        // Of a server's own authority, which no test installs.
        "--ignore-certificate-errors",
    ];

    /// <summary>The same engine without windows and toolbars, which a test would wait for, where there is one.</summary>
    private static readonly string Executable = File.Exists("/usr/bin/chromium-headless-shell") ? "/usr/bin/chromium-headless-shell" : "/usr/bin/chromium";

    private IPlaywright playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // A page loads some two hundred files; on a machine that does other things as well, five seconds are not always enough for it.
        Assertions.SetDefaultExpectTimeout(20_000);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args = Args,
        });
    }

    /// <summary>A phone whose browser is a process of its own: closed and opened again over the same folder, it has kept what a phone keeps.</summary>
    public async Task<IPage> OpenPhoneAsync(string folder, int width = 360, int height = 640)
    {
        var context = await playwright.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = Executable,
            Args = Args,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            HasTouch = true,
            IsMobile = true,
            Permissions = ["geolocation"],
            Geolocation = new Geolocation { Longitude = (float)Places.Grid1Lon, Latitude = (float)Places.Grid1Lat, Accuracy = 8 },
        });
        return context.Pages[0];
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        playwright.Dispose();
    }
}

/// <summary>A page of one account or of a stranger, with everything that the browser complained about.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext context;

    private OpenPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    /// <summary>Signs in on the sign-in page itself, by its visible controls.</summary>
    public static async Task<OpenPage> SignInAsync(
        IBrowser browser, Uri address, string path, string userName, int width = 1440, int height = 900, bool phone = false, (double Lon, double Lat)? at = null)
    {
        var open = await VisitAsync(browser, address, path, width, height, phone, at);
        await open.Page.Locator("input[name=username]").FillAsync(userName);
        await open.Page.Locator("input[name=password]").FillAsync(TestAccounts.Password);
        await open.Page.Locator("form button[type=submit]").ClickAsync();
        await open.Page.Locator("main.door").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });

        // Signed out, the page asks who is signed in and is told 401: that is no complaint.
        open.Complaints.Clear();
        return open;
    }

    /// <summary>Opens a page as nobody in particular.</summary>
    public static async Task<OpenPage> VisitAsync(
        IBrowser browser, Uri address, string path, int width = 1440, int height = 900, bool phone = false, (double Lon, double Lat)? at = null)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            HasTouch = phone,
            IsMobile = phone,
            Permissions = at is null ? null : ["geolocation"],
            Geolocation = at is { } place ? new Geolocation { Longitude = (float)place.Lon, Latitude = (float)place.Lat, Accuracy = 8 } : null,
        });
        var page = await context.NewPageAsync();
        var open = new OpenPage(context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") open.Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => open.Complaints.Add(error);
        await page.GotoAsync(new Uri(address, path).ToString());
        return open;
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
