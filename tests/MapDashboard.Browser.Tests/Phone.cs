using System.Diagnostics;
using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>A phone with a browser of its own that can be closed and opened again, and a network that can be cut.</summary>
internal sealed class Phone : IAsyncDisposable
{
    /// <summary>The phone's own database of what was read and begun: the keys of one store.</summary>
    private const string Keys =
        """
        async (store) => {
          const db = await new Promise((resolve) => {
            const asked = indexedDB.open('phone');
            asked.onsuccess = () => resolve(asked.result);
          });
          const keys = await new Promise((resolve) => {
            const asked = db.transaction(store).objectStore(store).getAllKeys();
            asked.onsuccess = () => resolve(asked.result);
          });
          db.close();
          return keys.map(String);
        }
        """;

    private readonly BrowserFixture browser;
    private readonly string folder = Directory.CreateTempSubdirectory("mapdashboard-phone-").FullName;

    private Phone(BrowserFixture browser, TestServer server)
    {
        this.browser = browser;
        Network = new LoopbackProxy(server.SecureAddress ?? server.Address);
    }

    public LoopbackProxy Network { get; }

    public IPage Page { get; private set; } = null!;

    public string Address => new Uri(Network.Address, "/report").ToString();

    /// <summary>Signed in on /report, with its worker installed and everything kept.</summary>
    public static async Task<Phone> OpenAsync(BrowserFixture browser, TestServer server, string userName)
    {
        var phone = new Phone(browser, server);
        phone.Page = await browser.OpenPhoneAsync(phone.folder);
        await phone.Page.GotoAsync(phone.Address);
        await phone.SignInAsync(userName);
        await phone.KeptAsync();
        return phone;
    }

    public async Task SignInAsync(string userName)
    {
        await Page.Locator("input[name=username]").FillAsync(userName, new() { Timeout = 30_000 });
        await Page.Locator("input[name=password]").FillAsync(TestAccounts.Password);
        await Page.Locator("form button[type=submit]").TapAsync();
        await Page.Locator("main.door").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>Until the stream is live, the worker active and state, its age and chain are in the store.</summary>
    public async Task KeptAsync()
    {
        await LiveAsync();
        await Page.EvaluateAsync("() => navigator.serviceWorker.ready");
        await Page.WaitForFunctionAsync(
            $"async () => {{ const keys = await ({Keys})('kept'); return keys.some((key) => key.endsWith(',state')) && keys.some((key) => key.endsWith(',age')) && keys.some((key) => key.includes('responsible:')); }}",
            null, new() { Timeout = 30_000 });
    }

    /// <summary>Until the story of a task is in the store: it is read after everything else.</summary>
    public Task StoryKeptAsync() => Page.WaitForFunctionAsync(
        $"async () => (await ({Keys})('kept')).some((key) => key.includes(',issue:'))", null, new() { Timeout = 30_000 });

    public Task LiveAsync() => Expect(Page.Locator(".connection[data-state=fresh]")).ToBeVisibleAsync(new() { Timeout = 30_000 });

    /// <param name="store">kept, drafts or draftFiles.</param>
    public async Task<string[]> KeysAsync(string store) => await Page.EvaluateAsync<string[]>(Keys, store);

    /// <summary>Until there are so many drafts.</summary>
    public Task DraftsAsync(int count) => Page.WaitForFunctionAsync($"async () => (await ({Keys})('drafts')).length === {count}");

    /// <summary>Until the draft with these words and so many files is written.</summary>
    public Task DraftAsync(string words, int files) => Page.WaitForFunctionAsync(
        """
        async ([words, files]) => {
          const db = await new Promise((resolve) => {
            const asked = indexedDB.open('phone');
            asked.onsuccess = () => resolve(asked.result);
          });
          const drafts = await new Promise((resolve) => {
            const asked = db.transaction('drafts').objectStore('drafts').getAll();
            asked.onsuccess = () => resolve(asked.result);
          });
          db.close();
          return drafts.some((draft) => draft.form.words === words && draft.files.length === files);
        }
        """,
        new object[] { words, files });

    /// <summary>The browser ends, and starts again on the same phone.</summary>
    public async Task RestartAsync()
    {
        await Page.Context.CloseAsync();
        Page = await browser.OpenPhoneAsync(folder);
    }

    /// <summary>kill -9 of the whole browser, and the same phone again.</summary>
    public async Task CrashAsync()
    {
        // Chromium writes cookies down every half minute only; on a phone in use that has long been done.
        var cookies = await Page.Context.CookiesAsync();
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Page.Context.Close += (_, _) => gone.TrySetResult();
        foreach (var process in Process.GetProcesses().Where(process => CommandLine(process).Contains(folder, StringComparison.Ordinal))) process.Kill();
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Page = await browser.OpenPhoneAsync(folder);
        await Page.Context.AddCookiesAsync(cookies.Select(each => new Cookie
        {
            Name = each.Name, Value = each.Value, Domain = each.Domain, Path = each.Path, Expires = each.Expires, HttpOnly = each.HttpOnly, SameSite = each.SameSite,
        }));
    }

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            // It ended in the meantime.
            return "";
        }
    }

    /// <summary>The report page, from the phone or from the server.</summary>
    /// <param name="page">Left out, the one that was open.</param>
    public async Task<IResponse> LoadAsync(IPage? page = null)
    {
        Page = page ?? Page;
        var answer = await Page.GotoAsync(Address);
        await Expect(Page.Locator(".tile").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return answer!;
    }

    public Task TabAsync(string name) => Page.Locator(".tab", new() { HasText = name }).TapAsync();

    public async Task TakePhotoAsync()
    {
        var shots = Page.Locator(".capture").First.Locator(".shot");
        var before = await shots.CountAsync();
        await Page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = Pictures.Png() });
        await Expect(shots).ToHaveCountAsync(before + 1);
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        await Network.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
