using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain.Access;

namespace MapDashboard.Web.Tests;

public sealed partial class FlatPlanTests
{
    /// <summary>Views that find the latest endings in the spans at once, after some, and not at all.</summary>
    [Fact]
    public async Task The_past_is_the_same_whether_checkpoints_keep_it_or_the_log_alone()
    {
        var writer = new CheckpointWriter(dataSource, 300);
        await ExecuteAsync("delete from checkpoints");
        while (await writer.AddAsync(Stop)) Stop.ThrowIfCancellationRequested();
        var kept = await PastAsync();
        kept.Max(text => text.Length).ShouldBeGreaterThan(100_000);
        await ExecuteAsync("update checkpoints set first_at = null, states = null, endings = null, times = null");
        (await PastAsync()).ShouldBe(kept);
        while (await writer.FillAsync(Stop)) Stop.ThrowIfCancellationRequested();
        (await PastAsync()).ShouldBe(kept);

        async Task<List<string>> PastAsync()
        {
            var past = new List<string>();
            foreach (var path in new string[]?[] { null, [grid[..^9], grid[..^6]], [grid[..^9], grid[..^6], grid[..^3]], [grid[..^9], grid[..^6], grid[..^3], grid] })
            {
                var viewer = new Viewer(Admin, path);
                foreach (var ago in new[] { 3, 40, 90, 333, 700, 1000 })
                {
                    var at = now.AddDays(-ago);
                    past.Add(JsonSerializer.Serialize((await new PastReader(dataSource).ReadAsync(viewer, at, Stop)).Value, Json.Options));
                    past.Add(string.Join(' ', await new DensityReader(dataSource).ReadAsync(viewer, (at.AddDays(-20), at), null, 50, Stop)));
                }
            }

            return past;
        }
    }
}
