using System.Net;
using System.Net.Http.Headers;
using MapDashboard.Data.Cluster;
using MapDashboard.TestSupport;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.Tests;

/// <summary>Base layers by configuration: what pages are told, where browsers may go, which archive is served, what ends a start.</summary>
public sealed class BaseLayerTests(BaseLayerTests.LayersFixture fixture) : IClassFixture<BaseLayerTests.LayersFixture>
{
    [Fact]
    public async Task Settings_hold_the_layers_in_their_order_with_addresses_that_lack_only_the_tile()
    {
        using var worker = await fixture.Server.SignInAsync("worker1");
        var layers = (await worker.GetAsync("/api/settings")).Members["baseLayers"]!.AsArray().Select(layer => layer!.AsObject()).ToArray();
        layers.Select(layer => layer["kind"]!.GetValue<string>()).ShouldBe(["tianditu", "amap", "xyz", "pmtiles", "pmtiles", "none"]);
        var (tianditu, amap, archive) = (layers[0], layers[1], layers[3]);
        tianditu["url"]!.GetValue<string>().ShouldBe("https://t{s}.tianditu.gov.cn/img_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=img&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=a%26b");
        tianditu["labelUrl"]!.GetValue<string>().ShouldContain("/cia_w/wmts?");
        tianditu["subdomains"]!.AsArray().Count.ShouldBe(8);
        tianditu["crs"]!.GetValue<string>().ShouldBe("wgs84");
        tianditu["approvalNumber"]!.GetValue<string>().ShouldBe("GS（2024）0568号");
        amap["crs"]!.GetValue<string>().ShouldBe("gcj02");
        amap["attribution"]!.GetValue<string>().ShouldBe("© 高德地图");
        archive["url"]!.GetValue<string>().ShouldBe("/api/base-layers/3/tiles.pmtiles");
        archive["maxZoom"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task The_policy_lets_pages_to_exactly_the_origins_of_the_layers()
    {
        var policy = await PolicyAsync(fixture.Server);
        string[] tianditu = [.. Enumerable.Range(0, 8).Select(n => $"https://t{n}.tianditu.gov.cn")];
        string[] amap = [.. Enumerable.Range(1, 4).Select(n => $"https://webrd0{n}.is.autonavi.com")];
        policy["img-src"].ShouldBe(["'self'", "data:", "blob:", .. tianditu, .. amap, "http://tiles.example:8099"], ignoreOrder: true);
        policy["connect-src"].ShouldBe(["'self'", "https://archive.example"]);
        policy["default-src"].ShouldBe(["'self'"]);
    }

    [Fact]
    public async Task Without_layers_the_policy_names_nobody_else_and_the_list_is_empty()
    {
        await using var server = await TestServer.StartAsync();
        var policy = await PolicyAsync(server);
        policy["img-src"].ShouldBe(["'self'", "data:", "blob:"]);
        policy["connect-src"].ShouldBe(["'self'"]);
        using var worker = await server.SignInAsync("worker1");
        (await worker.GetAsync("/api/settings")).Members["baseLayers"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archive_is_read_by_ranges_and_by_who_is_signed_in()
    {
        using var screen = await fixture.Server.SignInAsync("screen");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/base-layers/3/tiles.pmtiles") { Headers = { Range = new RangeHeaderValue(0, 6) } };
        using var part = await screen.Http.SendAsync(request, TestContext.Current.CancellationToken);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentRange!.Length.ShouldBe(new FileInfo(fixture.Archive).Length);
        part.Headers.ETag.ShouldNotBeNull();
        (await part.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("PMTiles");
        using var stranger = fixture.Server.Stranger();
        (await stranger.GetAsync("/api/base-layers/3/tiles.pmtiles")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("2")]
    [InlineData("4")]
    [InlineData("99")]
    public async Task A_number_without_an_archive_of_ours_is_not_found(string index)
    {
        using var screen = await fixture.Server.SignInAsync("screen");
        (await screen.GetAsync($"/api/base-layers/{index}/tiles.pmtiles")).Code.ShouldBe("request.not_found");
    }

    public static TheoryData<BaseLayerOptions, string> Refused() => new()
    {
        { new() { Kind = "google" }, "none of tianditu, amap, xyz, pmtiles and none" },
        { new() { Kind = "tianditu" }, "Key is missing" },
        { new() { Kind = "tianditu", Key = "k", Style = "night" }, "none of vector, image and terrain" },
        { new() { Kind = "amap", Style = "terrain" }, "neither vector nor image" },
        { new() { Kind = "xyz" }, "Url is missing" },
        { new() { Kind = "xyz", Url = "/tiles/{z}/{x}/{y}.png" }, "no absolute http or https address" },
        { new() { Kind = "xyz", Url = "file:///tiles/{z}/{x}/{y}.png" }, "no absolute http or https address" },
        { new() { Kind = "xyz", Url = "https://name:word@tiles.example/{z}/{x}/{y}" }, "no absolute http or https address" },
        { new() { Kind = "xyz", Url = "https://{x}.example/{z}/{y}" }, "no absolute http or https address" },
        { new() { Kind = "xyz", Url = "https://tiles.example; script-src */{z}/{x}/{y}" }, "no absolute http or https address" },
        { new() { Kind = "xyz", Url = "https://tiles.example/{z}/{x}.png" }, "lacks one of {z}, {x} and {y}" },
        { new() { Kind = "xyz", Url = "https://{s}.example/{z}/{x}/{y}" }, "Subdomains does not say what for" },
        { new() { Kind = "xyz", Url = "https://tiles.example/{layer}/{z}/{x}/{y}" }, "which only tianditu knows" },
        { new() { Kind = "xyz", Url = "https://tiles.example/{z}/{x}/{y}", Crs = "bd09" }, "neither wgs84 nor gcj02" },
        { new() { Kind = "amap", MinZoom = "19" }, "the smaller first" },
        { new() { Kind = "amap", MaxZoom = "deep" }, "whole numbers" },
        { new() { Kind = "pmtiles" }, "Url is missing" },
        { new() { Kind = "pmtiles", Url = "/nowhere/a.pmtiles" }, "does not exist" },
        { new() { Kind = "pmtiles", Url = typeof(BaseLayerTests).Assembly.Location }, "no PMTiles archive" },
        { new() { Kind = "pmtiles", Url = PmtilesFile.Write(PmtilesFile.Vector, [0]) }, "holds vector tiles" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_layer_that_cannot_be_ends_the_start_with_a_sentence(BaseLayerOptions layer, string sentence)
    {
        var options = new MapOptions { BaseLayers = [new BaseLayerOptions { Kind = "none" }, layer] };
        var refused = Should.Throw<StartRefusedException>(options.Check);
        refused.Message.ShouldStartWith("Map:BaseLayers:1: ");
        refused.Message.ShouldContain(sentence);
    }

    [Fact]
    public void Two_layers_of_one_name_end_the_start()
    {
        var options = new MapOptions { BaseLayers = [new BaseLayerOptions { Kind = "amap" }, new BaseLayerOptions { Kind = "amap" }] };
        Should.Throw<StartRefusedException>(options.Check).Message.ShouldContain("'高德'");
    }

    private static async Task<Dictionary<string, string[]>> PolicyAsync(TestServer server)
    {
        using var stranger = server.Stranger();
        using var page = await stranger.Http.GetAsync("/", TestContext.Current.CancellationToken);
        return page.Headers.GetValues("Content-Security-Policy").Single().Split(';', StringSplitOptions.TrimEntries)
            .Select(rule => rule.Split(' ')).ToDictionary(rule => rule[0], rule => rule[1..], StringComparer.Ordinal);
    }

    /// <summary>A server with one layer of each kind, two of PMTiles.</summary>
    public sealed class LayersFixture : IAsyncLifetime
    {
        public TestServer Server { get; private set; } = null!;

        public string Archive { get; } = PmtilesFile.Write(PmtilesFile.Png, Pictures.Png());

        public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync(arguments: [
            "--Map:BaseLayers:0:Kind", "tianditu", "--Map:BaseLayers:0:Key", "a&b", "--Map:BaseLayers:0:Style", "image", "--Map:BaseLayers:0:ApprovalNumber", "GS（2024）0568号",
            "--Map:BaseLayers:1:Kind", "amap",
            "--Map:BaseLayers:2:Kind", "xyz", "--Map:BaseLayers:2:Url", "http://tiles.example:8099/{z}/{x}/{y}.png",
            "--Map:BaseLayers:3:Kind", "pmtiles", "--Map:BaseLayers:3:Url", Archive,
            "--Map:BaseLayers:4:Kind", "pmtiles", "--Map:BaseLayers:4:Url", "https://archive.example/district.pmtiles",
            "--Map:BaseLayers:5:Kind", "none"]);

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            Directory.Delete(Path.GetDirectoryName(Archive)!, recursive: true);
        }
    }
}
