using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MapDashboard.Data;
using MapDashboard.TestSupport;
using MapDashboard.Web.Packed;
using NetTopologySuite.Geometries;
using GeoJson = MapDashboard.Data.Geometries.GeoJson;

namespace MapDashboard.Benchmarks;

/// <summary>
/// What a page loads first, on a server of its own with the generated county and 20,000 open issues, or on one that runs (<c>MAP_URL</c>,
/// <c>MAP_USER</c>, <c>MAP_PASSWORD</c>): bytes on the wire by columns against plain JSON, both by Brotli 5; and snapshots a second from the shelf against
/// query-and-serialise, alternated.
/// </summary>
internal static class FirstLoad
{
    private const int Open = 20_000;
    private const int Turns = 5;
    private const int Connections = 8;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(6);
    private static readonly string[] Levels = ["grid", "microgrid"];

    public static async Task RunAsync()
    {
        if (Environment.GetEnvironmentVariable("MAP_URL") is { Length: > 0 } address)
        {
            using var client = await SignInAsync(new Uri(address));
            await AskAsync(client);
            return;
        }

        await using var cluster = await PrivateCluster.WithCountyAsync();
        await using var server = await ServerUnderLoad.StartAsync(cluster);
        using var own = await SignInAsync(new Uri(FormattableString.Invariant($"http://127.0.0.1:{server.Port}")), TestAccounts.Password);
        await ReportAsync(own, cluster);
        await AskAsync(own);
    }

    /// <summary>Open issues of every category, all over the county.</summary>
    private static async Task ReportAsync(HttpClient client, PrivateCluster cluster)
    {
        var box = await CountyBox.ReadAsync(cluster);
        var categories = new List<string>();
        await using var command = cluster.DataSource.CreateCommand("select code from categories where parent_code is not null order by code");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) categories.Add(reader.GetString(0));
        await Parallel.ForEachAsync(Enumerable.Range(0, Open), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (n, stop) =>
        {
            using var body = new StringContent(box.Report(categories[n % categories.Count]), Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri("/api/issues", UriKind.Relative), body, stop);
            answer.EnsureSuccessStatusCode();
        });
    }

    private static async Task AskAsync(HttpClient client)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores at a load of {Rounds.Load()}");
        await AreasAsync(client);
        var plain = await client.GetByteArrayAsync("/api/snapshot");
        var packed = await PackedAsync(client, "/api/snapshot");
        var issues = JsonNode.Parse(plain)!["issues"]!.AsArray();
        var ids = issues.Select(issue => Guid.Parse(issue!["id"]!.GetValue<string>()).ToByteArray()).SelectMany(bytes => bytes).ToArray();
        Say($"snapshot, {issues.Count} open issues, brotli 5: JSON {Brotli(plain):N0} B, by columns {Brotli(packed):N0} B: {Part(Brotli(packed), Brotli(plain))}; the ids alone, as bytes: {Brotli(ids):N0} B, {Part(Brotli(ids), Brotli(plain))}");
        GoalTable.Add("10a", Part(Brotli(packed), Brotli(plain)), FormattableString.Invariant($"{issues.Count:#,0} issues, of which the ids alone are {Part(Brotli(ids), Brotli(plain))}"));
        await RequestsAsync(client);
    }

    /// <summary>Grids and micro-grids with codes and names: as GeoJSON, and as our pages load them (with their parents' codes, from which theirs are told).</summary>
    private static async Task AreasAsync(HttpClient client)
    {
        using var all = JsonDocument.Parse(await client.GetByteArrayAsync("/api/areas"));
        JsonElement[] areas = [.. all.RootElement.GetProperty("features").EnumerateArray().Where(area => Levels.Contains(Text(area, "level")))];
        var plain = Written(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var area in areas)
            {
                json.WriteStartObject();
                json.WriteString("type", "Feature");
                WriteMembers(json, area, "properties", "code", "name");
                json.WritePropertyName("geometry");
                area.GetProperty("geometry").WriteTo(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
        using var members = JsonDocument.Parse(Written(json =>
        {
            json.WriteStartArray();
            foreach (var area in areas) WriteMembers(json, area, null, "parentCode", "code", "name");
            json.WriteEndArray();
        }));
        Geometry[] outlines = [.. areas.Select(area => GeoJson.ReadPolygonal(area.GetProperty("geometry")))];
        var packed = Written(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("properties");
            PackedTable.Write(json, members.RootElement.EnumerateArray());
            json.WritePropertyName("outlines");
            PackedOutlines.Write(json, outlines);
            json.WriteEndObject();
        });
        Say($"areas, {areas.Length} polygons with codes and names, brotli 5: GeoJSON {Brotli(plain):N0} B, packed {Brotli(packed):N0} B: {Part(Brotli(packed), Brotli(plain))}");
        GoalTable.Add("9", Part(Brotli(packed), Brotli(plain)));
        var whole = await client.GetByteArrayAsync("/api/areas");
        var wholePacked = await PackedAsync(client, "/api/areas/packed");
        Say($"areas, all {all.RootElement.GetProperty("features").GetArrayLength()} with everything that pages know of them: GeoJSON {Brotli(whole):N0} B, packed {Brotli(wholePacked):N0} B: {Part(Brotli(wholePacked), Brotli(whole))}");
    }

    private static async Task RequestsAsync(HttpClient client)
    {
        var pairs = new List<(double Shelf, double Query)>();
        using var self = Process.GetCurrentProcess();
        var watch = Stopwatch.StartNew();
        var used = self.TotalProcessorTime;
        await MeasureAsync(client, packed: true);
        for (var round = 0; round < Turns; round++) pairs.Add((await MeasureAsync(client, packed: true), await MeasureAsync(client, packed: false)));
        self.Refresh();
        var ratio = Ratio.Of(pairs.Select(pair => pair.Shelf / pair.Query));
        Say($"snapshot requests/s, {Connections} connections, {Turns} rounds of {Length.TotalSeconds} s a side: shelf {Rounds.Median(pairs.Select(pair => pair.Shelf)):0.0}, query and serialise {Rounds.Median(pairs.Select(pair => pair.Query)):0.00}: {ratio} times; the generator's CPU {(self.TotalProcessorTime - used) / watch.Elapsed:P0} of a core");
        GoalTable.Add("10b", ratio);
    }

    /// <summary>Bodies are read and thrown away; neither side decompresses.</summary>
    private static async Task<double> MeasureAsync(HttpClient client, bool packed)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var count = 0;
            for (; watch.Elapsed < Length; count++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/api/snapshot");
                if (packed)
                {
                    request.Headers.TryAddWithoutValidation("Accept", PackedBody.MediaType);
                    request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
                }

                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                response.EnsureSuccessStatusCode();
                await response.Content.CopyToAsync(Stream.Null);
            }

            return count;
        }));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    internal static async Task<HttpClient> SignInAsync(Uri address, string? password = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        var body = JsonSerializer.Serialize(new { userName = Environment.GetEnvironmentVariable("MAP_USER") ?? "admin", password = password ?? Environment.GetEnvironmentVariable("MAP_PASSWORD") ?? "demo" });
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/api/session", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return client;
    }

    private static async Task<byte[]> PackedAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", PackedBody.MediaType);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static void WriteMembers(Utf8JsonWriter json, JsonElement area, string? name, params string[] members)
    {
        if (name is not null) json.WritePropertyName(name);
        json.WriteStartObject();
        foreach (var member in members)
        {
            json.WritePropertyName(member);
            area.GetProperty("properties").GetProperty(member).WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static string? Text(JsonElement area, string member) => area.GetProperty("properties").GetProperty(member).GetString();

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder })) write(json);
        return buffer.ToArray();
    }

    private static long Brotli(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new BrotliStream(packed, new BrotliCompressionOptions { Quality = 5 }, leaveOpen: true)) stream.Write(bytes);
        return packed.Length;
    }

    private static Ratio Part(long part, long whole) => Ratio.Of([(double)part / whole]);

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
