using System.Diagnostics;
using System.Globalization;
using MapDashboard.TestSupport;

namespace MapDashboard.Browser.Tests.Soak;

/// <summary>A private server with its own PostgreSQL, behind a cable that can be cut, and what befalls both.</summary>
internal sealed class SoakServer : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mapdashboard-soak-").FullName;
    private ServerProcess process = null!;

    public LoopbackProxy Cable { get; private set; } = null!;

    public Uri Address => process.Address;

    public static async Task<SoakServer> StartAsync()
    {
        var server = new SoakServer();
        server.process = await ServerProcess.StartAsync("--Map:DataFolder", server.folder, "--Map:Simulate", "false", "--Serilog:MinimumLevel:Default", "Warning");
        server.Cable = new LoopbackProxy(server.process.Address);
        return server;
    }

    /// <summary>One outage, from its beginning until it is mended.</summary>
    /// <returns>In words.</returns>
    public async Task<string> BreakAsync(Random random)
    {
        var seconds = random.Next(5, 61);
        switch (random.Next(3))
        {
            case 0:
                await process.KillAsync();
                seconds = random.Next(0, 21);
                await Task.Delay(TimeSpan.FromSeconds(seconds));
                await process.StartAgainAsync();
                return $"server killed, started again after {seconds} s";
            case 1:
                var file = Path.Combine(folder, "postgres", "postmaster.pid");
                Process.GetProcessById(int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture)).Kill();
                return "postgres killed";
            default:
                Cable.Cut();
                await Task.Delay(TimeSpan.FromSeconds(seconds));
                Cable.Mend();
                return $"network cut for {seconds} s";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cable.DisposeAsync();
        await process.DisposeAsync();
        var cluster = new DirectoryInfo(Path.Combine(folder, "postgres"));
        if (cluster.LinkTarget is { } elsewhere) Directory.Delete(elsewhere, recursive: true);
        Directory.Delete(folder, recursive: true);
    }
}
