using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MapDashboard.Web.Hosting;

namespace MapDashboard.TestSupport;

/// <summary>The server as a process of its own, to be killed.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int LowestPort = 15_000;
    private const int HighestPort = 32_000;

    private readonly string[] arguments;
    private Process? process;

    private ServerProcess(Uri address, string[] arguments)
    {
        Address = address;
        this.arguments = arguments;
    }

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync(params string[] arguments)
    {
        var server = new ServerProcess(new Uri($"http://127.0.0.1:{FreePort()}"), arguments);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        var info = new ProcessStartInfo("dotnet", [typeof(MapServer).Assembly.Location, "--urls", Address.ToString().TrimEnd('/'), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(info)!;
        var output = new System.Text.StringBuilder();
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (output) output.AppendLine(line.Data);
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = Address };
        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromSeconds(60))
        {
            if (process.HasExited)
            {
                lock (output) throw new InvalidOperationException("The server ended: " + output);
            }

            if (await IsReadyAsync(client)) return;
            await Task.Delay(50);
        }

        throw new TimeoutException("The server was not ready within a minute.");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await StopAsync();
        process?.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Not listening yet.
            return false;
        }
    }

    /// <summary>
    /// Below the ports that the system gives to outgoing connections: while a killed server is away, none of the hundreds that tests open may take its port.
    /// </summary>
    internal static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(LowestPort, HighestPort);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }
}
