using System.Net;
using System.Text.Json;
using MapDashboard.Domain.Coordinates;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>Import of areas as a district's clerk meets it: a report first, then all or nothing.</summary>
public sealed class ImportAreasTests : IAsyncLifetime
{
    private TestServer server = null!;
    private MapClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        admin = await server.SignInAsync("admin");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_dry_run_reports_and_changes_nothing()
    {
        var answer = await ImportAsync("level=district&code=code&name=name", Collection(Square("D1", 10, 10)));
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Members["applied"]!.GetValue<bool>().ShouldBeFalse();
        answer.Members["created"]!.GetValue<int>().ShouldBe(1);
        (await CountAsync("district")).ShouldBe(0);
    }

    [Fact]
    public async Task An_applied_import_is_on_the_stream_and_on_the_map_at_once_and_again_changes_nothing()
    {
        var cursor = (await admin.GetAsync("/api/snapshot")).Text("cursor");
        var file = Collection(Square("D1", 10, 10), Square("D2", 12, 10));
        (await ImportAsync("level=district&code=code&name=name&apply=true", file)).Members["applied"]!.GetValue<bool>().ShouldBeTrue();
        (await admin.GetAsync("/api/changes?after=" + cursor)).Members["changes"]!.AsArray()
            .Select(change => (change!["kind"]!.GetValue<string>(), change["areaCode"]!.GetValue<string>()))
            .ShouldBe([("area.imported", "D1"), ("area.imported", "D2")], ignoreOrder: true);
        (await admin.GetAsync("/api/areas?level=district")).Members["features"]!.AsArray().Count.ShouldBe(2);
        var again = await ImportAsync("level=district&code=code&name=name&apply=true", file);
        (again.Members["created"]!.GetValue<int>(), again.Members["unchanged"]!.GetValue<int>()).ShouldBe((0, 2));
    }

    [Fact]
    public async Task Parents_are_found_by_prefix_by_place_or_by_property()
    {
        await ImportAsync("level=district&code=code&name=name&apply=true", Collection(Square("D1", 10, 10), Square("D10", 12, 10)));
        await ImportAsync("level=street&code=code&name=name&parent=prefix&apply=true", Collection(Square("D10-1", 12.2, 10.2, 0.2)));
        await ImportAsync("level=street&code=code&name=name&parent=contains&apply=true", Collection(Square("elsewhere", 10.5, 10.2, 0.2)));
        await ImportAsync("level=street&code=code&name=name&parent=property:up&apply=true", Collection(Square("third", 10.1, 10.7, 0.1, "\"up\":\"D1\"")));
        await using var db = server.Context();
        var parents = await db.Areas.Where(area => area.Level == "street").ToDictionaryAsync(area => area.Code, area => area.ParentCode, TestContext.Current.CancellationToken);
        parents.ShouldBe(new Dictionary<string, string?> { ["D10-1"] = "D10", ["elsewhere"] = "D1", ["third"] = "D1" }, ignoreOrder: true);
        var orphan = await ImportAsync("level=street&code=code&name=name&parent=prefix&apply=true", Collection(Square("X1", 10.2, 10.2, 0.1)));
        orphan.Code.ShouldBe("area.import_refused");
        Kinds(orphan, "errors").ShouldBe(["parentMissing"]);
    }

    [Fact]
    public async Task Features_of_one_code_become_one_area()
    {
        var answer = await ImportAsync("level=district&code=code&name=name&apply=true", Collection(Square("D1", 10, 10), Square("D1", 12, 10), Square("D1", 11, 10)));
        (answer.Members["features"]!.GetValue<int>(), answer.Members["areas"]!.GetValue<int>()).ShouldBe((3, 1));
        var area = (await admin.GetAsync("/api/areas?level=district")).Members["features"]![0]!;
        area["geometry"]!["type"]!.GetValue<string>().ShouldBe("Polygon", "three that touch are one");
    }

    [Theory]
    [InlineData("""{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}""", "codeMissing")]
    [InlineData("""{"type":"Feature","properties":{"code":"A"},"geometry":null}""", "geometryMissing")]
    [InlineData("""{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Point","coordinates":[0,0]}}""", "geometryNotPolygon")]
    [InlineData("""{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}}""", "geometryInvalid")]
    [InlineData("""{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}""", "geometryInvalid")]
    [InlineData("""{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[["0",0],[1,0],[1,1],[0,0]]]}}""", "geometryInvalid")]
    [InlineData("""{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[500000,4000000],[500001,4000000],[500001,4000001],[500000,4000000]]]}}""", "outOfRange")]
    [InlineData("""{"type":"Feature","properties":{"code":"990101001001"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}""", "codeTaken")]
    public async Task One_bad_feature_stops_the_whole_file_and_is_named(string feature, string kind)
    {
        var answer = await ImportAsync("level=district&code=code&name=name&apply=true", Collection(Square("D1", 10, 10), feature));
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Kinds(answer, "errors").ShouldBe([kind]);
        answer.Members["report"]!["errors"]![0]!["feature"]!.GetValue<int>().ShouldBe(1);
        (await CountAsync("district")).ShouldBe(0);
    }

    [Fact]
    public async Task An_invalid_ring_is_mended_on_request_only_and_named()
    {
        var bowtie = """{"type":"Feature","properties":{"code":"A","name":"A"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}}""";
        var refused = await ImportAsync("level=district&code=code&name=name", Collection(bowtie));
        refused.Members["report"]!["errors"]![0]!["lon"]!.GetValue<double>().ShouldBe(1, 1e-9);
        refused.Members["report"]!["errors"]![0]!["message"]!.GetValue<string>().ShouldBe("图形无效：边界与自身相交");
        var repaired = await ImportAsync("level=district&code=code&name=name&repair=true&apply=true", Collection(bowtie));
        repaired.Status.ShouldBe(HttpStatusCode.OK);
        Kinds(repaired, "warnings").ShouldContain("repaired");
    }

    [Fact]
    public async Task Overlaps_gaps_slivers_and_parts_outside_are_told_in_square_metres_and_stop_nothing()
    {
        await ImportAsync("level=district&code=code&name=name&apply=true", Collection(Square("D1", 10, 10)));
        var answer = await ImportAsync(
            "level=street&code=code&name=name&parent=contains&apply=true",
            Collection(Square("S1", 10, 10, 0.6), Square("S2", 10.5, 10, 0.7), Square("S2", 10.9, 10.9, 0.00001)));
        answer.Status.ShouldBe(HttpStatusCode.OK);
        Kinds(answer, "warnings").Distinct(StringComparer.Ordinal).ShouldBe(["sliver", "overlap", "outsideParent", "gap"], ignoreOrder: true);
        var overlap = answer.Members["warnings"]!.AsArray().Single(finding => finding!["kind"]!.GetValue<string>() == "overlap")!;

        // 0.1 by 0.6 degrees at 10° north, after the ellipsoid: 10.964 km by 66.36 km.
        overlap["squareMeters"]!.GetValue<double>().ShouldBe(10_964 * 66_363, 1_500_000);
    }

    [Theory]
    [InlineData("gcj02")]
    [InlineData("bd09")]
    public async Task A_file_in_another_system_lies_where_it_belongs(string crs)
    {
        var system = Domain.Words<CoordinateSystem>.Parse(crs);
        var (lon, lat) = ChinaShift.FromWgs84(system, 107.4, 28.2);
        await ImportAsync($"level=district&code=code&name=name&crs={crs}&apply=true", Collection(Square("D1", lon, lat, 0.01)));
        var corner = (await admin.GetAsync("/api/areas?level=district")).Members["features"]![0]!["geometry"]!["coordinates"]![0]![0]!.AsArray();
        corner[0]!.GetValue<double>().ShouldBe(107.4, 2e-7);
        corner[1]!.GetValue<double>().ShouldBe(28.2, 2e-7);
    }

    [Theory]
    [InlineData("", "文件是空的")]
    [InlineData("{", "JSON")]
    [InlineData("{}", "GeoJSON")]
    [InlineData("""{"type":"Point","coordinates":[0,0]}""", "FeatureCollection")]
    [InlineData("""{"type":"FeatureCollection"}""", "features")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "没有要素")]
    [InlineData("""{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[]}""", "EPSG:3857")]
    [InlineData("<html></html>", "KML")]
    [InlineData("PK\u0003\u0004 broken", "压缩包")]
    [InlineData("just words", "GeoJSON")]
    public async Task A_file_that_is_not_what_it_claims_gets_one_clear_sentence(string body, string words)
    {
        var answer = await ImportAsync("level=district&code=code&name=name&apply=true", body);
        answer.Code.ShouldBe("area.file_unreadable");
        answer.Text("detail").ShouldContain(words);
    }

    [Theory]
    [InlineData("code=code", "request.invalid")]
    [InlineData("level=district", "request.invalid")]
    [InlineData("level=galaxy&code=code", "request.unknown_value")]
    [InlineData("level=district&code=code&crs=mars", "request.unknown_value")]
    [InlineData("level=district&code=code&parent=uncle", "request.unknown_value")]
    [InlineData("level=district&code=code&parent=property:", "request.unknown_value")]
    [InlineData("level=district&code=code&apply=maybe", "request.invalid")]
    public async Task A_wrong_question_is_refused(string query, string code) =>
        (await ImportAsync(query, Collection(Square("D1", 10, 10)))).Code.ShouldBe(code);

    [Fact]
    public async Task A_kml_is_read_and_one_that_points_to_other_files_opens_none()
    {
        const string Shape = "<Placemark><name>甲</name><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>";
        var kml = $"""<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{Shape}</Document></kml>""";
        var read = await ImportAsync("level=district&code=Name&name=Name&apply=true", kml);
        read.Status.ShouldBe(HttpStatusCode.OK);
        read.Members["created"]!.GetValue<int>().ShouldBe(1);
        var virtualSource = """<OGRVRTDataSource><!-- <kml> --><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>""";
        (await ImportAsync("level=district&code=Name", virtualSource)).Code.ShouldBe("area.file_unreadable");
        (await ImportAsync("level=district&code=Name", kml.Replace("<Document>", "<Document><!-- <OGRVRTDataSource> -->", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_byte_order_mark_heights_an_old_crs_member_and_clockwise_rings_are_accepted()
    {
        var file = """
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":[
            {"type":"Feature","properties":{"code":7,"name":"七"},"geometry":{"type":"Polygon","coordinates":[[[0,0,5],[0,1,5],[1,1,5],[1,0,5],[0,0,5]]]}}]}
            """;
        var answer = await ImportAsync("level=district&code=code&name=name&apply=true", "\uFEFF" + file);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        var area = (await admin.GetAsync("/api/areas?level=district")).Members["features"]![0]!;
        area["properties"]!["code"]!.GetValue<string>().ShouldBe("7");
        area["geometry"]!["coordinates"]!.ToJsonString().ShouldBe("[[[0,0],[1,0],[1,1],[0,1],[0,0]]]", "counter-clockwise, flat");
    }

    private async Task<Answer> ImportAsync(string query, string body) =>
        await admin.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/areas/import?" + query) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/geo+json") });

    private async Task<int> CountAsync(string level)
    {
        await using var db = server.Context();
        return await db.Areas.CountAsync(area => area.Level == level, TestContext.Current.CancellationToken);
    }

    private static string[] Kinds(Answer answer, string list) =>
        [.. (answer.Members["report"] ?? answer.Members)[list]!.AsArray().Select(finding => finding!["kind"]!.GetValue<string>())];

    private static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private static string Square(string code, double west, double south, double size = 1, string more = "")
    {
        double[][] ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]];
        return $$"""{"type":"Feature","properties":{"code":"{{code}}","name":"{{code}}"{{(more.Length > 0 ? "," + more : "")}}},"geometry":{"type":"Polygon","coordinates":[{{JsonSerializer.Serialize(ring)}}]} }""";
    }
}
