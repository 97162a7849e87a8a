using System.Collections.Concurrent;
using System.Net;
using MapDashboard.TestSupport;

namespace MapDashboard.Browser.Tests.Soak;

/// <summary>What happens in a busy community: reports, and everything that becomes of them, sent again until the server has answered.</summary>
internal sealed class SoakLoad(Uri address, Random random) : IDisposable
{
    private const string DemoPassword = "demo";
    private static readonly string[] Categories = ["environment.litter", "environment.litter", "fireSafety.flyingCable", "security.fallingObject"];
    private readonly Dictionary<string, MapClient> clients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, int> acknowledged = new();
    private readonly ConcurrentBag<string> refusals = [];
    private int commands;

    /// <summary>The version of each issue that the server has acknowledged last.</summary>
    public IReadOnlyDictionary<Guid, int> Acknowledged => acknowledged;

    /// <summary>What should have gone through and did not.</summary>
    public IReadOnlyCollection<string> Refusals => refusals;

    public int Commands => commands;

    public async Task SignInAsync()
    {
        foreach (var name in new[] { "admin", "desk", "handler", "worker1", "worker2", "worker3" })
        {
            var client = clients[name] = new MapClient(address);
            await client.SignInAsync(name, DemoPassword);
        }
    }

    public MapClient Of(string name) => clients[name];

    /// <summary>From the report to the end, with random pauses of at most so long between the steps.</summary>
    public async Task LiveAsync(TimeSpan longestPause, CancellationToken hurry)
    {
        var (id, roll) = (Guid.NewGuid(), Next(20));
        var worker = clients["worker" + (1 + Next(3))];
        var category = roll == 0 ? Categories[3] : Categories[Next(3)];
        var (lon, lat) = (107.3450 + (Next(1000) / 100_000.0), 28.1470 + (Next(600) / 100_000.0));
        await UntilAnsweredAsync(id, "report", () => worker.ReportAsync(id, category, lon, lat));
        await PauseAsync(longestPause, hurry);
        if (roll == 1)
        {
            await ActAsync("desk", id, "void", new { note = "重复" });
            return;
        }

        await ActAsync("desk", id, "accept", new { clear = true });
        await PauseAsync(longestPause, hurry);
        await ActAsync("desk", id, "dispatch", new { to = "handler" });
        await PauseAsync(longestPause, hurry);
        await ActAsync("handler", id, "reportIn", new { });
        await PauseAsync(longestPause, hurry);
        var photo = Guid.NewGuid();
        var picture = Pictures.Png();
        await UntilAnsweredAsync(id, "photo", () => clients["handler"].PutBytesAsync($"/api/issues/{id}/photos/{photo}?kind=after", picture));
        await ActAsync("handler", id, "resolve", new { answer = "已处理，请放心" });
        await PauseAsync(longestPause, hurry);
        await ActAsync("desk", id, "verify", new { });
        await PauseAsync(longestPause, hurry);
        await UntilAnsweredAsync(id, "rate", () => RateAsync(worker, id));
    }

    public void Dispose()
    {
        foreach (var client in clients.Values) client.Dispose();
    }

    private static async Task<Answer> RateAsync(MapClient worker, Guid id) =>
        await worker.ActAsync(id, "rate", (await worker.GetAsync("/api/issues/" + id)).Version, new { solved = true, satisfied = true });

    private async Task ActAsync(string name, Guid id, string action, object body)
    {
        var (client, key) = (clients[name], Guid.NewGuid());
        int? version = null;
        await UntilAnsweredAsync(id, action, async () =>
        {
            // The same version with the same key when it is sent again: done once.
            version ??= (await client.GetAsync("/api/issues/" + id)) is { Status: HttpStatusCode.OK } issue ? issue.Version : null;
            return version is { } known ? await client.ActAsync(id, action, known, body, key) : new Answer(HttpStatusCode.ServiceUnavailable, null, null!);
        });
    }

    private async Task UntilAnsweredAsync(Guid id, string what, Func<Task<Answer>> send)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                var answer = await send();
                if (answer.Status is HttpStatusCode.OK or HttpStatusCode.Created)
                {
                    Interlocked.Increment(ref commands);
                    if (answer.Json is System.Text.Json.Nodes.JsonObject body && body["version"]?.GetValue<int>() is { } version)
                    {
                        acknowledged.AddOrUpdate(id, version, (_, before) => Math.Max(before, version));
                    }

                    return;
                }

                if ((int)answer.Status < 500 && answer.Status != HttpStatusCode.TooManyRequests)
                {
                    refusals.Add($"{what} of {id}: {(int)answer.Status} {answer.Code}");
                    return;
                }
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException or TaskCanceledException or InvalidOperationException or NullReferenceException)
            {
                // The server was killed before it answered: whether it was done is unknown, so it is sent again.
            }

            await Task.Delay(Math.Min(2_000, 100 * (n + 1)));
        }
    }

    private async Task PauseAsync(TimeSpan longest, CancellationToken hurry)
    {
        if (longest == TimeSpan.Zero || hurry.IsCancellationRequested) return;
        try
        {
            await Task.Delay(longest * (0.2 + (0.8 * Next(1000) / 1000.0)), hurry);
        }
        catch (OperationCanceledException)
        {
            // The end is near: the rest of its steps without a pause.
        }
    }

    private int Next(int below)
    {
        lock (random) return random.Next(below);
    }
}
