using System.Globalization;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>Borders belong to a box (bbox=), and a box may be a line or a point: what lies on it is found.</summary>
public sealed class BoxTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const double Beside = 0.0003;

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(0, 0, "&status=open")]
    [InlineData(0, Beside, "")]
    [InlineData(0, Beside, "&status=open")]
    [InlineData(Beside, 0, "")]
    [InlineData(Beside, 0, "&status=open")]
    [InlineData(Beside, Beside, "&status=open")]
    public async Task A_box_of_no_width_or_no_height_finds_what_lies_on_it(double width, double height, string filter)
    {
        using var worker = await fixture.Server.SignInAsync("worker1");
        using var screen = await fixture.Server.SignInAsync("screen");
        const double Lon = Places.Grid1Lon, Lat = Places.Grid1Lat;
        var on = (await worker.ReportAsync(lon: Lon, lat: Lat)).Text("number");
        var off = (await worker.ReportAsync(lon: Lon + (Beside / 2), lat: Lat + (Beside / 3))).Text("number");
        foreach (var client in new[] { worker, screen })
        {
            var found = await FoundAsync(client, [Lon - width, Lat - height, Lon + width, Lat + height], filter);
            found.ShouldContain(on);
            found.Contains(off).ShouldBe(width > 0 && height > 0);
        }
    }

    private static async Task<string[]> FoundAsync(MapClient client, double[] sides, string filter)
    {
        var box = string.Join(',', sides.Select(side => side.ToString("R", CultureInfo.InvariantCulture)));
        return [.. (await client.GetAsync($"/api/issues?limit=500&bbox={box}{filter}")).Members["issues"]!.AsArray().Select(issue => issue!["number"]!.GetValue<string>())];
    }
}
