namespace MapDashboard.TestSupport;

/// <summary>A page: snapshot, live connection, fold; after a cut it resumes by its cursor.</summary>
public sealed class Follower(MapClient client, string? area) : IAsyncDisposable
{
    private LiveClient? live;

    public Fold Fold { get; private set; } = new();

    public string Name => $"{client.CookieHeader[..20]} {area}";

    /// <summary>How often the connection was cut and resumed.</summary>
    public int Cuts { get; private set; }

    public static async Task<Follower> StartAsync(MapClient client, string? area)
    {
        var follower = new Follower(client, area);
        follower.Fold = await follower.FreshAsync();
        return follower;
    }

    public async Task<Fold> FreshAsync() => Fold.Of((await client.GetAsync("/api/snapshot?area=" + area)).Members);

    public async Task DropAsync()
    {
        if (live is not null) await live.DisposeAsync();
        live = null;
    }

    /// <summary>Applies what comes until it is told to end; where the server goes away it resumes, as a page does.</summary>
    public async Task FollowAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await StepAsync(ending);
            }
            catch (Exception cut) when (cut is InvalidOperationException or System.Net.WebSockets.WebSocketException or HttpRequestException or IOException)
            {
                Cuts++;
                await DropAsync();
                await Task.Delay(20, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                // Told to end, or nothing came for a while: both are looked at above.
            }
        }
    }

    /// <summary>Applies what comes until the fold has reached the cursor.</summary>
    public async Task ReachAsync(string cursor)
    {
        while (SeqOf(Fold.Cursor) < SeqOf(cursor)) await StepAsync(CancellationToken.None);
    }

    private async Task StepAsync(CancellationToken ending)
    {
        if (live is null)
        {
            live = await LiveClient.ConnectAsync(client);
            await live.FollowAsync(area, Fold.Cursor);
        }

        if (Fold.Apply(await live.NextUntilAsync("changes", ending))) return;
        var gap = await client.GetAsync($"/api/changes?after={Fold.Cursor}&area={area}&limit=7");
        Fold.ApplyChanges(gap.Members["changes"]!.AsArray(), gap.Text("cursor"));
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        client.Dispose();
    }

    private static long SeqOf(string cursor) => long.Parse(cursor[(cursor.IndexOf(':', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
