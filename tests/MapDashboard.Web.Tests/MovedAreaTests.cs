using System.Globalization;
using System.Net;
using System.Text;
using MapDashboard.Domain.Access;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>An area that got another parent and kept its code: each issue counts where the area lay when it was reported.</summary>
public sealed class MovedAreaTests
{
    private const double Lon = 10.5;
    private const double Lat = 10.5;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Issues_of_an_area_that_moved_count_under_the_parent_that_it_had(int daysLater)
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.SignInAsync("admin");
        await ImportAsync(admin, "level=district", Square("D1"), Square("D2"));
        await ImportAsync(admin, "level=street&parent=property:up", Square("S", "D1"), Square("T", "D1", west: 10.8));
        await using (var db = server.Context())
        {
            db.Accounts.AddRange(TestAccounts.New("first", AccountRole.Leader, "D1", null), TestAccounts.New("second", AccountRole.Leader, "D2", null));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await admin.ReportAsync(lon: Lon, lat: Lat);
        await admin.ReportAsync(lon: 10.9, lat: Lat);
        await ImportAsync(admin, "level=street&parent=property:up", Square("S", "D2"));
        await admin.ReportAsync(lon: Lon, lat: Lat);
        server.Clock.Advance(TimeSpan.FromDays(daysLater));

        using var everybody = await server.SignInAsync("admin");
        using var first = await server.SignInAsync("first");
        using var second = await server.SignInAsync("second");
        (await RowsAsync(server, everybody, "of=district")).ShouldBe("D1 2, D2 1");
        (await RowsAsync(server, everybody, "of=street")).ShouldBe("S 2, T 1");
        (await RowsAsync(server, everybody, "of=street&area=S")).ShouldBe("S 2");
        (await RowsAsync(server, first, "of=street")).ShouldBe("S 1, T 1");
        (await RowsAsync(server, first, "of=district")).ShouldBe("D1 2");
        (await RowsAsync(server, second, "of=street")).ShouldBe("S 1");
        (await RowsAsync(server, second, "of=street&area=S")).ShouldBe("S 1");
        (await RowsAsync(server, second, "of=district&area=S")).ShouldBe("D2 1");
    }

    /// <summary>Keys and counts of the rows, which say the same as the figure, the open ones and the lists of cases.</summary>
    private static async Task<string> RowsAsync(TestServer server, MapClient client, string query)
    {
        query = string.Create(CultureInfo.InvariantCulture, $"from={server.Clock.GetUtcNow().AddDays(-100):yyyy-MM-ddTHH:mm:ssZ}&by=area&{query}");
        var answer = await client.GetAsync("/api/statistics?" + query);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json?.ToJsonString());
        var rows = answer.Members["rows"]!.AsArray();
        rows.Sum(row => row!["reported"]!.GetValue<int>()).ShouldBe(answer.Members["figures"]!["reported"]!["value"]!.GetValue<int>());
        foreach (var row in rows)
        {
            row!["open"]!.GetValue<int>().ShouldBe(row["reported"]!.GetValue<int>());
            foreach (var figure in new[] { "reported", "open" })
            {
                var list = await client.GetAsync($"/api/statistics/cases?{query}&figure={figure}&key={row["key"]}");
                list.Members["count"]!.GetValue<int>().ShouldBe(row["reported"]!.GetValue<int>(), $"{figure} {row["key"]} {query}");
            }
        }

        return string.Join(", ", rows.Select(row => $"{row!["key"]} {row["reported"]}").Order(StringComparer.Ordinal));
    }

    private static async Task ImportAsync(MapClient admin, string query, params string[] features)
    {
        var body = $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";
        var answer = await admin.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/areas/import?{query}&code=code&name=code&apply=true")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/geo+json"),
        });
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json?.ToJsonString());
    }

    private static string Square(string code, string up = "", double west = 10.4) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"type":"Feature","properties":{"code":"{{code}}","up":"{{up}}"},"geometry":{"type":"Polygon","coordinates":[[[{{west}},10.4],[{{west + 0.2}},10.4],[{{west + 0.2}},10.6],[{{west}},10.6],[{{west}},10.4]]]} }""");
}
