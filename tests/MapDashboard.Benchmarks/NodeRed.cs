using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace MapDashboard.Benchmarks;

/// <summary>Node-RED with pg over the same cluster, as a process of its own: a report by POST, told to every web socket.</summary>
internal sealed class NodeRed : ICrowdServer
{
    private readonly Process process;
    private readonly HttpClient client;
    private readonly CountyBox box;

    private NodeRed(Process process, int port, CountyBox box)
    {
        (this.process, Port, this.box) = (process, port, box);
        client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
    }

    public int Port { get; }

    public string Cookie => "";

    public string Path => "/live";

    public bool IsGreeting => false;

    public double CpuSeconds => ProcessTree.CpuSeconds(process.Id);

    public long MemoryBytes => ProcessTree.MemoryBytes(process.Id);

    /// <param name="cluster">With plain tables.</param>
    /// <param name="payload">What every web socket is told of a report, JSON.</param>
    /// <param name="box">Where reports come from.</param>
    public static async Task<NodeRed> StartAsync(PrivateCluster cluster, string payload, CountyBox box)
    {
        var parts = new NpgsqlConnectionStringBuilder(cluster.ConnectionString);
        var port = ServerUnderLoad.FreePort();
        var url = string.Create(CultureInfo.InvariantCulture, $"postgres://{parts.Username}@/{parts.Database}?host={Uri.EscapeDataString(parts.Host!)}&port={parts.Port}");
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(cluster.Folder, "node-red")).FullName;
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "said.json"), payload);
        var process = await Rivals.StartAsync("node-red.mjs", port.ToString(CultureInfo.InvariantCulture), folder, url);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready") return new NodeRed(process, port, box);
        }

        throw new InvalidOperationException("Node-RED ended before it was ready.");
    }

    public Task<string[]> FirstWordsAsync() => Task.FromResult<string[]>([]);

    public Task<long> SaidAsync() => Task.FromResult(0L);

    public async Task SayAsync(int changes)
    {
        for (var n = 0; n < changes; n++)
        {
            using var body = new StringContent(box.Report(), Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri("/reports", UriKind.Relative), body);
            answer.EnsureSuccessStatusCode();
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
