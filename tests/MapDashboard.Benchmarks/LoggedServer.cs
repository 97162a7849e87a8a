using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;

namespace MapDashboard.Benchmarks;

/// <summary>The product over a cluster of its own, made to say something by its log, or by a report.</summary>
internal sealed class LoggedServer : ICrowdServer
{
    private readonly ServerUnderLoad server;
    private readonly PrivateCluster cluster;
    private readonly CountyBox box;
    private readonly HttpClient client;
    private string data = "";

    private LoggedServer(ServerUnderLoad server, PrivateCluster cluster, CountyBox box)
    {
        (this.server, this.cluster, this.box) = (server, cluster, box);
        client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}")) };
        client.DefaultRequestHeaders.Add("Cookie", server.Cookie);
        client.DefaultRequestHeaders.Add("Origin", client.BaseAddress.GetLeftPart(UriPartial.Authority));
    }

    public int Port => server.Port;

    public string Cookie => server.Cookie;

    public double CpuSeconds => server.CpuSeconds;

    public long MemoryBytes => server.MemoryBytes;

    /// <summary>The argument of the message about one reported issue, as the stream sends it.</summary>
    public string Payload { get; private set; } = "";

    public static async Task<LoggedServer> StartAsync(PrivateCluster cluster)
    {
        var made = new LoggedServer(await ServerUnderLoad.StartAsync(cluster), cluster, await CountyBox.ReadAsync(cluster));
        var before = await made.CursorAsync();
        await made.ReportAsync();
        var answer = JsonNode.Parse(await made.client.GetStringAsync(new Uri("/api/changes?after=" + before, UriKind.Relative)))!;
        await using var command = cluster.DataSource.CreateCommand("select data::text from changes where kind = 'issue.reported' order by seq desc limit 1");
        made.data = (string)(await command.ExecuteScalarAsync())!;
        made.Payload = new JsonObject { ["from"] = before, ["to"] = answer["cursor"]!.DeepClone(), ["changes"] = answer["changes"]!.DeepClone() }.ToJsonString(MapDashboard.Data.Json.Options);
        return made;
    }

    /// <summary>A new issue by POST; returns when it is acknowledged.</summary>
    public async Task ReportAsync()
    {
        using var body = new StringContent(box.Report(), Encoding.UTF8, "application/json");
        using var reported = await client.PostAsync(new Uri("/api/issues", UriKind.Relative), body);
        reported.EnsureSuccessStatusCode();
    }

    /// <summary>From where the log is now: whoever follows from long ago is sent all of it.</summary>
    public async Task<string[]> FirstWordsAsync() =>
        ["{\"protocol\":\"json\",\"version\":1}\u001e", $$"""{"type":1,"target":"Follow","arguments":[null,"{{await CursorAsync()}}"]}""" + "\u001e"];

    public async Task<long> SaidAsync()
    {
        await using var command = cluster.DataSource.CreateCommand("select max(seq) from changes");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task SayAsync(int changes)
    {
        await using var command = cluster.DataSource.CreateCommand(
            "insert into changes (at, kind, area_code, audiences, data) select now(), 'area.edited', null, array['staff:*'], $1::jsonb from generate_series(1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = data });
        command.Parameters.Add(new NpgsqlParameter { Value = changes });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Where the message says up to which number of the log it tells.</summary>
    public long HeardUpTo(ReadOnlySpan<byte> message, long before)
    {
        var to = message[(message.IndexOf("\"to\":\""u8) + 6)..];
        return Utf8Parser.TryParse(to[(to.IndexOf((byte)':') + 1)..], out long seq, out _) ? seq : throw new FormatException(Encoding.UTF8.GetString(message));
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    private async Task<string> CursorAsync() =>
        JsonNode.Parse(await client.GetStringAsync(new Uri("/api/snapshot", UriKind.Relative)))!["cursor"]!.GetValue<string>();
}
