using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MapDashboard.Benchmarks;

/// <summary>SignalR with nothing round it, as a process of its own: each change that POST /say names goes to everybody in a message of its own.</summary>
internal sealed class BareHub : ICrowdServer
{
    /// <summary>This program called with this word, a port and a file is the hub.</summary>
    public const string Word = "bare-hub";

    private readonly Process process;
    private readonly HttpClient client;

    private BareHub(Process process, int port)
    {
        this.process = process;
        Port = port;
        client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
    }

    public int Port { get; }

    public string Cookie => "";

    public double CpuSeconds => ProcessTree.CpuSeconds(process.Id);

    public bool IsSeparated => true;

    public long MemoryBytes => ProcessTree.MemoryBytes(process.Id);

    /// <param name="payload">JSON of the argument of each message.</param>
    public static async Task<BareHub> StartAsync(string payload)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, payload);
        var port = ServerUnderLoad.FreePort();
        var info = new ProcessStartInfo("dotnet", [typeof(BareHub).Assembly.Location, Word, port.ToString(CultureInfo.InvariantCulture), file]) { UseShellExecute = false };

        // As the product collects its garbage, not as this program does.
        info.Environment["DOTNET_gcServer"] = "0";
        var hub = new BareHub(Process.Start(info)!, port);
        await ServerUnderLoad.WaitAsync(hub.client, hub.process);
        File.Delete(file);
        return hub;
    }

    public Task<string[]> FirstWordsAsync() => Task.FromResult<string[]>(["{\"protocol\":\"json\",\"version\":1}\u001e"]);

    public Task<long> SaidAsync() => Task.FromResult(0L);

    public async Task SayAsync(int changes)
    {
        using var answer = await client.PostAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"/say/{changes}"), UriKind.Relative), content: null);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public static async Task ServeAsync(string port, string file)
    {
        var argument = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        await using var app = builder.Build();
        app.MapGet("/health/ready", () => "ready");
        app.MapHub<Silent>("/hubs/live");
        app.MapPost("/say/{changes:int}", async (int changes, IHubContext<Silent> hub) =>
        {
            for (var n = 0; n < changes; n++) await hub.Clients.All.SendAsync("changes", argument);
        });
        await app.RunAsync("http://127.0.0.1:" + port);
    }

    private sealed class Silent : Hub;
}
