using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MapDashboard.Data;
using MapDashboard.TestSupport;
using MapDashboard.Web.Packed;

namespace MapDashboard.Browser.Tests;

/// <summary>What a page unpacks is what the plain answer holds, to the letter and for everybody.</summary>
public sealed class FirstLoadTests(BrowserFixture browser)
{
    /// <summary>Keys in order, so that equal objects are equal texts; coordinates in the packed grid, rings from their least corner.</summary>
    private const string Compare =
        """
        async () => {
          const { createClient } = await import('/js/http/client.js');
          const { createApi } = await import('/js/http/api.js');
          const api = createApi(createClient());
          const sorted = (value) => JSON.stringify(value, (_, each) =>
            each && typeof each === 'object' && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each);
          const plain = async (path) => (await fetch(path)).json();
          const faults = [];
          const packed = (await api.snapshot(null)).value;
          const snapshot = await plain('/api/snapshot');
          for (const key of ['cursor', 'mode', 'counts', 'issues', 'recent'])
            if (sorted(packed[key]) !== sorted(snapshot[key])) faults.push(`${key}: ${sorted(packed[key]).slice(0, 600)} and not ${sorted(snapshot[key]).slice(0, 600)}`);
          if (Math.abs(Date.parse(packed.serverTime) - Date.parse(snapshot.serverTime)) > 60_000) faults.push(packed.serverTime);

          const areas = (await api.areas()).value.features;
          const exact = (await plain('/api/areas')).features;
          if (areas.length !== exact.length) faults.push(`${areas.length} areas and not ${exact.length}`);
          const polygons = (geometry) => (geometry ? (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) : []);
          exact.forEach((area, i) => {
            const own = areas[i];
            if (sorted(own.properties) !== sorted(area.properties)) faults.push(sorted(own.properties));
            const rings = polygons(own.geometry).flat();
            polygons(area.geometry).flat().forEach((ring, k) => {
              const near = (a, b) => Math.abs(a[0] - b[0]) < 0.0000006 && Math.abs(a[1] - b[1]) < 0.0000006;
              if (rings[k].length !== ring.length) faults.push(`${area.properties.code} has ${rings[k].length} corners and not ${ring.length}`);
              const turn = rings[k].findIndex((corner) => near(corner, ring[0]));
              const corners = rings[k].slice(0, -1);
              ring.slice(0, -1).forEach((corner, j) => {
                if (!near(corner, corners[(turn + j) % corners.length])) faults.push(`${area.properties.code}: ${corner}`);
              });
            });
          });
          return { issues: packed.issues.length, recent: packed.recent.length, areas: areas.length, faults: faults.slice(0, 5) };
        }
        """;

    private sealed record Compared(int Issues, int Recent, int Areas, string[] Faults);

    [Fact]
    public async Task Whoever_asks_unpacks_the_very_issues_and_the_borders_to_a_tenth_of_a_metre()
    {
        await using var server = await TestServer.StartAsync();
        using var players = new RandomPlayers(server, new Random(19));
        for (var turn = 0; turn < 60; turn++) await players.PlayAsync();
        var seen = 0;
        foreach (var account in new[] { "admin", "leader", "desk", "screen", "worker1", "handler", "gridLeader1", "gridScreen2" })
        {
            await using var page = await OpenPage.SignInAsync(browser.Browser, server.Address, "/report", account);
            var compared = await page.Page.EvaluateAsync<JsonElement>(Compare);
            var result = compared.Deserialize<Compared>(JsonSerializerOptions.Web)!;
            result.Faults.ShouldBeEmpty(account);
            seen += result.Issues + result.Recent;
        }

        seen.ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_objects_come_out_as_they_went_in(int seed)
    {
        await using var server = await TestServer.StartAsync();
        await using var page = await OpenPage.VisitAsync(browser.Browser, server.Address, "/trust");
        var random = new Random(seed);
        for (var turn = 0; turn < 40; turn++)
        {
            var rows = new JsonArray([.. Enumerable.Range(0, random.Next(60)).Select(_ => RandomRow(random))]);
            var text = await page.Page.EvaluateAsync<string>("async (packed) => JSON.stringify((await import('/js/http/packed.js')).unpack(JSON.parse(packed)))", Packed(rows));
            JsonNode.DeepEquals(JsonNode.Parse(text), rows).ShouldBeTrue($"seed {seed}, turn {turn}: {rows.ToJsonString()} became {text}");
        }
    }

    private static string Packed(JsonArray rows)
    {
        using var buffer = new MemoryStream();
        using var document = JsonDocument.Parse(rows.ToJsonString(Json.Options));
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder })) PackedTable.Write(json, document.RootElement.EnumerateArray());
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Fields of every kind, and of kinds that change from row to row.</summary>
    private static JsonObject RandomRow(Random random)
    {
        var begun = new DateTime(2026, 11, 22, 8, 0, 0, DateTimeKind.Utc).AddTicks(10 * random.NextInt64(1_000_000_000_000));
        var code = "9901" + random.Next(30).ToString("000", System.Globalization.CultureInfo.InvariantCulture);
        var row = new JsonObject();
        void Maybe(string name, Func<JsonNode?> value)
        {
            if (random.Next(4) > 0) row[name] = value();
        }

        Maybe("id", () => Guid.NewGuid().ToString());
        Maybe("code", () => code);
        Maybe("longer", () => code + random.Next(5));
        Maybe("number", () => "A-" + random.Next(100_000).ToString("00000", System.Globalization.CultureInfo.InvariantCulture));
        Maybe("word", () => new[] { "甲", "乙", "" }[random.Next(3)]);
        Maybe("flag", () => random.Next(2) == 0);
        Maybe("count", () => random.Next(-5, 500));
        Maybe("decimal", () => random.Next(-90_000_000, 90_000_000) / 1e6);
        Maybe("double", () => random.NextDouble() * 360 - 180);
        Maybe("begun", () => Time(begun));
        Maybe("again", () => Time(random.Next(2) == 0 ? begun : begun.AddHours(random.Next(9))));
        Maybe("due", () => Time(begun.AddHours(4)));
        Maybe("almost", () => random.Next(9) == 0 ? "2026-13-01T00:00:00Z" : Time(begun));
        Maybe("text", () => new string([.. Enumerable.Range(0, random.Next(9)).Select(_ => "字\"\\ab1\n"[random.Next(7)])]));
        Maybe("mixed", () => random.Next(3) switch { 0 => 1, 1 => "1", _ => (JsonNode)new JsonObject { ["a"] = 1 } });
        Maybe("list", () => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => (JsonNode)new JsonObject { ["at"] = Time(begun), ["n"] = random.Next(9) })]));
        Maybe("names", () => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => (JsonNode)"名")]));
        Maybe("inner", () => new JsonObject { ["lon"] = random.NextDouble(), ["same"] = true });
        Maybe("empty", () => new JsonObject());
        return row;
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
