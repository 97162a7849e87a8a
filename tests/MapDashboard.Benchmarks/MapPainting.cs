using System.Diagnostics;
using System.Text.Json;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Benchmarks;

/// <summary>The map of the pages against Leaflet with markercluster, in a real browser: <c>npm run bench:map</c> measures, this takes its ratios.</summary>
internal static class MapPainting
{
    private static readonly (string Key, string Row)[] Goals = [("11", "first"), ("12a", "single"), ("12b", "steps"), ("12c", "zoom"), ("12d", "heap")];

    public static async Task RunAsync()
    {
        var file = Path.GetTempFileName();
        var top = Path.GetDirectoryName(ContentFolders.Find("wwwroot"))!;
        using var process = Process.Start(new ProcessStartInfo("npm", ["run", "--silent", "bench:map"]) { WorkingDirectory = top, Environment = { ["RATIOS"] = file } })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException("The browser's benchmark failed; its words are above.");
        var ratios = JsonSerializer.Deserialize<Dictionary<string, double[]>>(await File.ReadAllTextAsync(file))!;
        File.Delete(file);
        foreach (var (key, row) in Goals) GoalTable.Add(key, Ratio.Of(ratios[row]));
    }
}
