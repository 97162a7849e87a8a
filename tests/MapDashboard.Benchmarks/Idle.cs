using System.Diagnostics;
using System.Globalization;
using MapDashboard.Data.Cluster;
using MapDashboard.TestSupport;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Benchmarks;

/// <summary>
/// What the product takes when nothing happens: the time of a second <c>./run</c> until it is ready, and, of a server with the generated county after
/// a page has loaded, its memory and the processor time of server and database.
/// </summary>
internal static class Idle
{
    private const int Starts = 3;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-bench-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        await StartAsync(folder);
        var seconds = new List<double>();
        for (var n = 0; n < Starts; n++) seconds.Add(await StartAsync(folder));
        Directory.Delete(folder, recursive: true);
        GoalTable.Add("16a", Ratio.Of(seconds), "of the demo");

        await using var cluster = await PrivateCluster.WithCountyAsync();
        await using var server = await ServerUnderLoad.StartAsync(cluster);
        using (var client = await FirstLoad.SignInAsync(new Uri(FormattableString.Invariant($"http://127.0.0.1:{server.Port}")), TestAccounts.Password))
        {
            foreach (var path in new[] { "/", "/api/areas", "/api/snapshot" }) await client.GetByteArrayAsync(path);
        }

        await Task.Delay(Settling);
        var shares = new List<double>();
        for (var n = 0; n < Starts; n++)
        {
            var before = server.CpuSeconds + cluster.CpuSeconds;
            await Task.Delay(Watched);
            shares.Add((server.CpuSeconds + cluster.CpuSeconds - before) * 100 / Watched.TotalSeconds);
        }

        GoalTable.Add("16b", Ratio.Of(shares), "nobody connected, no simulation");
        GoalTable.Add("16c", Ratio.Of([server.ResidentBytes / 1e6]), FormattableString.Invariant($"the server's process, resident; {server.MemoryBytes / 1e6:0} of it is no file's"));
    }

    /// <summary>Starts by ./run, waits until it is ready, and stops it; seconds until ready.</summary>
    private static async Task<double> StartAsync(string folder)
    {
        var port = ServerUnderLoad.FreePort();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var top = Path.GetDirectoryName(ContentFolders.Find("wwwroot"))!;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(top, "run"), ["--urls", address, "--Map:DataFolder", folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        await ServerUnderLoad.WaitAsync(client, process);
        var took = watch.Elapsed.TotalSeconds;
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return took;
    }
}
