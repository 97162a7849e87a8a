using System.Collections.Concurrent;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.People;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>
/// The chain of who to turn to against a slow reference in plain SQL, which climbs by parent_code, without paths and without a spatial index:
/// for random points of the demo community, and for every building there and in the generated county.
/// </summary>
public sealed class ChainReferenceTests
{
    private const int Points = 10_000;

    /// <summary>One text a leaf: each area from below, its posts in the order of asking, and how many a rule misses.</summary>
    private const string Reference =
        """
        with recursive climb as (
          select a.code as leaf, a.code, a.parent_code, a.level, 0 as height from areas a where a.code = any($1)
          union all
          select c.leaf, a.code, a.parent_code, a.level, c.height + 1 from climb c join areas a on a.code = c.parent_code),
        told as (
          select c.leaf, c.code, r."order", coalesce(p.person_code, '-') || '/' || r.code as text
          from climb c join posts p on p.area_code = c.code and p.valid_from <= $2 and coalesce(p.valid_to > $2, true)
            join roles r on r.code = p.role
          union all
          select c.leaf, c.code, r."order", '-/' || r.code
          from climb c join staffing_rules s on s.level = c.level join roles r on r.code = s.role
            cross join generate_series(1, s.at_least - (select count(*) from posts p where p.area_code = c.code and p.role = s.role
              and p.valid_from <= $2 and coalesce(p.valid_to > $2, true)))),
        joined as (select leaf, code, string_agg(text, ',' order by "order", text) as text from told group by leaf, code)
        select c.leaf, string_agg(c.code || ':' || coalesce(j.text, ''), ';' order by c.height)
        from climb c left join joined j on j.leaf = c.leaf and j.code = c.code group by c.leaf
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_chain_of_every_random_point_and_of_every_building_equals_the_slow_reference()
    {
        var connectionString = await TestCluster.NewDatabaseAsync();
        (await CliProcess.RunAsync(connectionString, "", "generate", "county", "--seed", "11")).ExitCode.ShouldBe(0);
        await using var dataSource = Data.Database.DataSource(connectionString);
        var now = DateTime.UtcNow;

        var leaves = new HashSet<string>(await CodesAsync(dataSource, "select code from areas where level = 'building'"), StringComparer.Ordinal);
        leaves.Count.ShouldBeGreaterThan(9000);
        leaves.UnionWith(await SmallestAsync(dataSource, now));
        var expected = await ReferenceAsync(dataSource, [.. leaves], now);
        var different = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(leaves, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop }, async (leaf, stop) =>
        {
            await using var db = Data.Database.Context(dataSource);
            var path = (await db.Areas.PathOfAsync(leaf, stop))!;
            var chain = await db.ChainAsync(path, null, publicView: false, now, stop);
            var text = string.Join(';', chain.Select(link => link.Area.Code + ":" + string.Join(',', Told(link))));
            if (text != expected[leaf]) different.Add($"{leaf}: {text} and not {expected[leaf]}");
        });
        different.ShouldBeEmpty();
    }

    /// <summary>Posts of equal order sorted as the reference sorts them: names of people may repeat, and ids are random.</summary>
    private static IEnumerable<string> Told(Responsible link) => link.Posts
        .Select((post, index) => (Text: $"{post.Person?.Code ?? "-"}/{post.Role}", index))
        .GroupBy(pair => link.Posts[pair.index].Role, StringComparer.Ordinal)
        .SelectMany(group => group.Select(pair => pair.Text).Order(StringComparer.Ordinal));

    /// <summary>The smallest area of each random point by the product's own query, checked against every area by SQL without an index.</summary>
    private static async Task<IEnumerable<string>> SmallestAsync(NpgsqlDataSource dataSource, DateTime now)
    {
        var random = new Random(20261121);
        var points = Enumerable.Range(0, Points).Select(_ => (Lon: 107.3400 + (random.NextDouble() * 0.0180), Lat: 28.1435 + (random.NextDouble() * 0.0120))).ToArray();
        var found = new string?[Points];
        await Parallel.ForEachAsync(Enumerable.Range(0, Points), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop }, async (index, stop) =>
        {
            await using var db = Data.Database.Context(dataSource);
            found[index] = (await db.SmallestPathAsync(Wgs84.Point(points[index].Lon, points[index].Lat), now, stop))?[^1];
        });

        await using var connection = await dataSource.OpenConnectionAsync(Stop);
        await using var command = new NpgsqlCommand(
            """
            select (select a.code from areas a join levels l on l.code = a.level
              where a.geom is not null and a.code like '990101%' and st_distance(a.geom, st_setsrid(st_makepoint(x, y), 4326)) = 0 order by l.rank desc, a.code limit 1)
            from unnest($1::float8[], $2::float8[]) with ordinality as p(x, y, i) order by i
            """,
            connection);
        command.Parameters.AddWithValue(points.Select(point => point.Lon).ToArray());
        command.Parameters.AddWithValue(points.Select(point => point.Lat).ToArray());
        command.CommandTimeout = 300;
        var expected = new List<string?>();
        await using var reader = await command.ExecuteReaderAsync(Stop);
        while (await reader.ReadAsync(Stop)) expected.Add(await reader.IsDBNullAsync(0, Stop) ? null : reader.GetString(0));
        found.ShouldBe(expected);
        found.Count(code => code is not null).ShouldBeGreaterThan(Points / 3);
        return found.OfType<string>();
    }

    private static async Task<Dictionary<string, string>> ReferenceAsync(NpgsqlDataSource dataSource, string[] leaves, DateTime now)
    {
        await using var command = dataSource.CreateCommand(Reference);
        command.Parameters.AddWithValue(leaves);
        command.Parameters.AddWithValue(now);
        command.CommandTimeout = 300;
        var chains = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        while (await reader.ReadAsync(Stop)) chains[reader.GetString(0)] = reader.GetString(1);
        return chains;
    }

    private static async Task<List<string>> CodesAsync(NpgsqlDataSource dataSource, string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        var codes = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Stop);
        while (await reader.ReadAsync(Stop)) codes.Add(reader.GetString(0));
        return codes;
    }
}
