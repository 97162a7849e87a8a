using System.Net;
using System.Text.Json;
using MapDashboard.TestSupport;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Valid;

namespace MapDashboard.Web.Tests;

/// <summary>Real grids and broken files through the importer. Skipped, with the reason, where the files are not beside the checkout.</summary>
public sealed class RealFilesTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_grids_of_a_real_district_become_a_tree_by_their_code_prefixes()
    {
        Assert.SkipUnless(SharedData.IsHere, SharedData.Missing);
        await using var server = await TestServer.StartAsync();
        using var admin = await server.SignInAsync("admin");
        (await ImportAsync(admin, "hangzhou_xiacheng_street", "level=street&code=街道编码&name=街道")).ShouldBe((4, 4));
        (await ImportAsync(admin, "hangzhou_xiacheng_community", "level=community&code=社区编码&name=社区&parent=prefix")).ShouldBe((29, 29));
        var (features, areas) = await ImportAsync(admin, "hangzhou_xiacheng_grid", "level=grid&code=网格编号&name=所属组织&parent=prefix&repair=true");
        features.ShouldBe(121);
        areas.ShouldBeLessThanOrEqualTo(121);

        // Of the grids' own published events, all but two lie in the grid that reported them; those two lie beside it.
        var (own, beside, outside) = await LocateEventsAsync(admin);
        outside.ShouldBe(0);
        (own + beside).ShouldBe(228);
        own.ShouldBeGreaterThanOrEqualTo(226);
    }

    [Fact]
    public async Task A_zipped_shapefile_with_undeclared_gbk_names_keeps_its_chinese()
    {
        Assert.SkipUnless(SharedData.IsHere, SharedData.Missing);
        await using var server = await TestServer.StartAsync();
        using var admin = await server.SignInAsync("admin");
        var answer = await PostAsync(
            admin, SharedData.Path("D_nasty", "derived_zunyi_counties_gbk_no_cpg.shp.zip"), "level=district&code=adcode&name=name&crs=gcj02&repair=true&apply=true");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json!.ToJsonString(Plain));
        (await admin.GetAsync("/api/areas?level=district")).Members["features"]!.AsArray()
            .Select(area => area!["properties"]!["name"]!.GetValue<string>()).ShouldContain("汇川区");
    }

    [Fact]
    public async Task Every_broken_file_gets_an_answer_and_changes_nothing()
    {
        Assert.SkipUnless(SharedData.IsHere, SharedData.Missing);
        await using var server = await TestServer.StartAsync();
        using var admin = await server.SignInAsync("admin");
        foreach (var file in Directory.EnumerateFiles(SharedData.Path("D_nasty")).Order(StringComparer.Ordinal))
        {
            var answer = await PostAsync(admin, file, "level=district&code=code&name=name");
            var name = Path.GetFileName(file);
            ((int)answer.Status).ShouldBeLessThan(500, name);
            if (answer.Status == HttpStatusCode.OK) continue;
            answer.Code.ShouldBeOneOf("area.file_unreadable", "area.import_refused");
            answer.Text("detail").ShouldNotBeNullOrWhiteSpace(name);
        }

        (await admin.GetAsync("/api/areas?level=district")).Members["features"]!.AsArray().Count.ShouldBe(0);
    }

    [Fact]
    public void Geometries_of_known_validity_are_judged_as_known()
    {
        Assert.SkipUnless(SharedData.IsHere, SharedData.Missing);
        var reader = new WKTReader();
        var judged = 0;
        var table = File.ReadLines(SharedData.Path("D_nasty", "jts_isvalid_cases.csv")).Select(Fields).ToList();
        var (wkt, expected) = (table[0].IndexOf("wkt"), table[0].FindIndex(column => column.Contains("valid", StringComparison.OrdinalIgnoreCase)));
        foreach (var row in table.Skip(1))
        {
            new IsValidOp(reader.Read(row[wkt])).IsValid.ShouldBe(row[expected].StartsWith("t", StringComparison.OrdinalIgnoreCase), row[wkt]);
            judged++;
        }

        judged.ShouldBe(420);
    }

    private static async Task<(int Own, int Beside, int Outside)> LocateEventsAsync(MapClient admin)
    {
        var rows = File.ReadLines(SharedData.Path("C_china", "hangzhou_xiacheng_grid_events_2018-09.csv")).Select(Fields).ToList();
        var columns = rows[0].Select(column => column.TrimStart('\uFEFF')).ToList();
        var (lon, lat, grid) = (columns.IndexOf("经度"), columns.IndexOf("纬度"), columns.IndexOf("所在网格编号"));
        var counts = (Own: 0, Beside: 0, Outside: 0);
        foreach (var row in rows.Skip(1))
        {
            var chain = (await admin.GetAsync($"/api/responsible?lon={row[lon]}&lat={row[lat]}")).Json!.AsArray();
            if (chain.Count == 0 || chain[0]!["area"]!["level"]!.GetValue<string>() != "grid") counts.Outside++;
            else if (chain[0]!["area"]!["code"]!.GetValue<string>() == row[grid]) counts.Own++;
            else counts.Beside++;
        }

        return counts;
    }

    private static async Task<(int Features, int Areas)> ImportAsync(MapClient admin, string file, string query)
    {
        var answer = await PostAsync(admin, SharedData.Path("C_china", file + ".geojson"), query + "&apply=true");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json!.ToJsonString(Plain));
        return (answer.Members["features"]!.GetValue<int>(), answer.Members["areas"]!.GetValue<int>());
    }

    private static async Task<Answer> PostAsync(MapClient admin, string path, string query)
    {
        using var content = new StreamContent(File.OpenRead(path));
        return await admin.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/areas/import?" + query) { Content = content });
    }

    /// <summary>One line of a CSV without line breaks inside quotes.</summary>
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var letter in line)
        {
            if (letter == '"') quoted = !quoted;
            else if (letter == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(letter);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
