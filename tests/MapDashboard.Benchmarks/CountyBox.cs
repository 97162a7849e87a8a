using System.Globalization;

namespace MapDashboard.Benchmarks;

/// <summary>Where reports come from: the box round the county's grids, in ten-millionths of a degree, WGS 84.</summary>
internal sealed record CountyBox(double West, double South, double East, double North)
{
    public static async Task<CountyBox> ReadAsync(PrivateCluster cluster)
    {
        await using var command = cluster.DataSource.CreateCommand(
            "select (st_xmin(e) * 1e7)::float8, (st_ymin(e) * 1e7)::float8, (st_xmax(e) * 1e7)::float8, (st_ymax(e) * 1e7)::float8 from (select st_extent(geom) e from areas where level in ('grid', 'microgrid')) x");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new CountyBox(Math.Floor(reader.GetDouble(0)), Math.Floor(reader.GetDouble(1)), Math.Floor(reader.GetDouble(2)), Math.Floor(reader.GetDouble(3)));
    }

    /// <summary>Degrees.</summary>
    public (double Lon, double Lat) Random()
    {
        var random = System.Random.Shared;
        return ((West + (random.NextDouble() * (East - West))) / 1e7, (South + (random.NextDouble() * (North - South))) / 1e7);
    }

    /// <summary>The body of a report from anywhere in it: were all from one place, each would be compared with all before it.</summary>
    public string Report(string category = "environment.litter")
    {
        var (lon, lat) = Random();
        return string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"id":"{{{Guid.NewGuid()}}}","category":"{{{category}}}","description":"楼下垃圾堆放两天了，味道很大","location":{"lon":{{{lon:0.0000000}}},"lat":{{{lat:0.0000000}}},"accuracy":12}}""");
    }
}
