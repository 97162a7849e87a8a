using System.Diagnostics;
using System.Globalization;

namespace MapDashboard.Benchmarks;

/// <summary>socket.io with nothing round it, as a process of its own.</summary>
internal sealed class SocketIo : ICrowdServer
{
    private readonly Process process;
    private readonly HttpClient client;

    private SocketIo(Process process, int port)
    {
        this.process = process;
        Port = port;
        client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
    }

    public int Port { get; }

    public string Cookie => "";

    public string Path => "/socket.io/?EIO=4&transport=websocket";

    public double CpuSeconds => ProcessTree.CpuSeconds(process.Id);

    public long MemoryBytes => ProcessTree.MemoryBytes(process.Id);

    public static async Task<SocketIo> StartAsync(string payload)
    {
        var file = System.IO.Path.GetTempFileName();
        await File.WriteAllTextAsync(file, payload);
        var port = ServerUnderLoad.FreePort();
        var server = new SocketIo(await Rivals.StartAsync("socket-io.mjs", port.ToString(CultureInfo.InvariantCulture), file), port);
        await ServerUnderLoad.WaitAsync(server.client, server.process);
        File.Delete(file);
        return server;
    }

    /// <summary>40 is the greeting of its protocol.</summary>
    public Task<string[]> FirstWordsAsync() => Task.FromResult<string[]>(["40"]);

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
}
