using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace MapDashboard.TestSupport;

/// <summary>A live connection over the JSON hub protocol: what a page's SignalR client does, in fifty lines.</summary>
public sealed class LiveClient : IAsyncDisposable
{
    private const char Separator = '\u001e';

    private readonly ClientWebSocket socket = new();
    private readonly Channel<JsonObject> messages = Channel.CreateUnbounded<JsonObject>();
    private readonly CancellationTokenSource ending = new();
    private Task reading = Task.CompletedTask;
    private int invocations;

    private LiveClient()
    {
    }

    public static async Task<LiveClient> ConnectAsync(MapClient client, string? origin = null)
    {
        var live = new LiveClient();
        live.socket.Options.SetRequestHeader("Cookie", client.CookieHeader);
        live.socket.Options.SetRequestHeader("Origin", origin ?? client.Address.GetLeftPart(UriPartial.Authority));
        return await live.OpenAsync(client.Address);
    }

    /// <summary>As a program with a personal access token, with neither cookie nor Origin.</summary>
    public static Task<LiveClient> ConnectAsync(Uri address, string token)
    {
        var live = new LiveClient();
        live.socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        return live.OpenAsync(address);
    }

    private async Task<LiveClient> OpenAsync(Uri address)
    {
        await socket.ConnectAsync(new Uri($"ws://{address.Authority}/hubs/live"), CancellationToken.None);
        await SendAsync("""{"protocol":"json","version":1}""");
        reading = ReadAsync();
        return this;
    }

    /// <summary>Completes when the server has cut the connection.</summary>
    public Task Cut => reading;

    /// <summary>Invokes Follow without waiting for what comes.</summary>
    public Task FollowAsync(string? area, string cursor)
    {
        var invocation = new JsonObject
        {
            ["type"] = 1,
            ["invocationId"] = (++invocations).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["target"] = "Follow",
            ["arguments"] = new JsonArray(area, cursor),
        };
        return SendAsync(invocation.ToJsonString());
    }

    /// <summary>The argument of the next message to the method; others are passed over.</summary>
    public Task<JsonObject> NextAsync(string method, TimeSpan? atMost = null) => NextUntilAsync(method, CancellationToken.None, atMost);

    /// <summary>The same, given up when the token says so.</summary>
    public async Task<JsonObject> NextUntilAsync(string method, CancellationToken ending, TimeSpan? atMost = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ending);
        limit.CancelAfter(atMost ?? TimeSpan.FromSeconds(20));
        await foreach (var message in messages.Reader.ReadAllAsync(limit.Token))
        {
            if (message["type"]?.GetValue<int>() == 1 && message["target"]?.GetValue<string>() == method)
            {
                return message["arguments"]![0]!.AsObject();
            }
        }

        throw new InvalidOperationException("The connection was cut before " + method + " came.");
    }

    /// <summary>The error of the next completed invocation; null when it went through.</summary>
    public async Task<string?> CompletionErrorAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (var message in messages.Reader.ReadAllAsync(limit.Token))
        {
            if (message["type"]?.GetValue<int>() == 3) return message["error"]?.GetValue<string>();
        }

        throw new InvalidOperationException("The connection was cut before the invocation completed.");
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        socket.Abort();
        await reading;
        socket.Dispose();
        ending.Dispose();
    }

    private Task SendAsync(string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + Separator), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var pending = new MemoryStream();
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer, ending.Token);
                if (received.MessageType == WebSocketMessageType.Close) break;
                pending.Write(buffer, 0, received.Count);
                if (!received.EndOfMessage) continue;
                foreach (var part in Encoding.UTF8.GetString(pending.ToArray()).Split(Separator, StringSplitOptions.RemoveEmptyEntries))
                {
                    messages.Writer.TryWrite(JsonNode.Parse(part)!.AsObject());
                }

                pending.SetLength(0);
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or ObjectDisposedException
            || (ended is InvalidOperationException && ending.IsCancellationRequested))
        {
            // Cut by the server or by the test: both are the end of the stream. A read that begins after the test has cut it finds no connection.
        }
        finally
        {
            messages.Writer.TryComplete();
        }
    }
}
