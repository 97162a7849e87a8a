using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using MapDashboard.TestSupport;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Benchmarks;

/// <summary>
/// The real server as a process of its own, and a session on it. <c>MAP_BENCH_SERVER</c> names another build's MapDashboard.Web.dll, to measure what
/// was before with the same generator.
/// </summary>
internal sealed class ServerUnderLoad : IAsyncDisposable
{
    private readonly Process process;

    private ServerUnderLoad(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>To be sent as it is.</summary>
    public string Cookie { get; private set; } = "";

    /// <summary>Processor time so far, seconds.</summary>
    public double CpuSeconds => ProcessTree.CpuSeconds(process.Id);

    public long MemoryBytes => ProcessTree.MemoryBytes(process.Id);

    /// <summary>With the pages of files.</summary>
    public long ResidentBytes => ProcessTree.ResidentBytes(process.Id);

    internal static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public static async Task<ServerUnderLoad> StartAsync(PrivateCluster cluster)
    {
        var port = FreePort();
        var program = Environment.GetEnvironmentVariable("MAP_BENCH_SERVER") is { Length: > 0 } other ? other : typeof(MapServer).Assembly.Location;
        var info = new ProcessStartInfo(
            "dotnet",
            [
                program, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), "--ConnectionStrings:Map", cluster.ConnectionString,
                "--Map:DataFolder", Path.Combine(cluster.Folder, "server"), "--Serilog:MinimumLevel:Default", "Warning",
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var server = new ServerUnderLoad(Process.Start(info)!, port);
        server.process.OutputDataReceived += (_, _) => { };
        server.process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
        await WaitAsync(client, server.process);
        client.DefaultRequestHeaders.Add("Origin", client.BaseAddress.GetLeftPart(UriPartial.Authority));
        using var answer = await client.PostAsJsonAsync(new Uri("/api/session", UriKind.Relative), new { userName = "admin", password = TestAccounts.Password });
        answer.EnsureSuccessStatusCode();
        server.Cookie = answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    internal static async Task WaitAsync(HttpClient client, Process process)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(200))
        {
            if (process.HasExited) throw new InvalidOperationException("The server ended.");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                continue;
            }
        }

        throw new TimeoutException("The server was not ready within two minutes.");
    }
}
