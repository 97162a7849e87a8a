using MapDashboard.Domain.Coordinates;
using MapDashboard.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MapDashboard.Browser.Tests;

/// <summary>Tiles of others under our data, seen in pixels.</summary>
public sealed class BaseLayerTests(BrowserFixture browser)
{
    private const string Approval = "GS（2023）4047号";
    private const double PixelsApart = 1.5;

    /// <summary>From two pictures of the map: the middle of the violet dot of the tiles, and the middle of what the second has and the first has not, which is the marker of our issue.</summary>
    private const string Measure =
        """
        async ([plain, marked]) => {
          const read = async (picture) => {
            const image = new Image();
            image.src = 'data:image/png;base64,' + picture;
            await image.decode();
            const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
            canvas.drawImage(image, 0, 0);
            return canvas.getImageData(0, 0, image.width, image.height);
          };
          const middle = ({ data, width }, has) => {
            let [n, left, right, top, bottom] = [0, Infinity, -Infinity, Infinity, -Infinity];
            for (let i = 0; i < data.length; i += 4) {
              if (!has(i)) continue;
              const [x, y] = [(i / 4) % width, Math.floor(i / 4 / width)];
              [n, left, right, top, bottom] = [n + 1, Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
            }
            return n === 0 ? null : [(left + right) / 2, (top + bottom) / 2];
          };
          const [a, b] = [await read(plain), await read(marked)];
          const dot = middle(a, (i) => a.data[i] > 190 && a.data[i + 1] < 90 && a.data[i + 2] > 190);
          const marker = middle(a, (i) => [0, 1, 2].some((c) => Math.abs(a.data[i + c] - b.data[i + c]) > 40));
          const grey = ([x, y]) => { const i = (y * a.width + x) * 4; return Math.max(...[0, 1, 2].map((c) => Math.abs(a.data[i + c] - 200))) < 12; };
          const rim = [[2, 2], [2, a.height >> 1], [a.width - 3, a.height >> 1], [a.width >> 1, 2], [a.width >> 1, a.height - 3]];
          return { dotX: dot?.[0] ?? -1, dotY: dot?.[1] ?? -1, markerX: marker?.[0] ?? -1, markerY: marker?.[1] ?? -1, bare: rim.filter((at) => !grey(at)).length };
        }
        """;

    private sealed record Measured
    {
        public double DotX { get; init; }

        public double DotY { get; init; }

        public double MarkerX { get; init; }

        public double MarkerY { get; init; }

        public int Bare { get; init; }
    }

    [Fact]
    public async Task A_point_of_gcj02_tiles_lies_where_the_map_draws_the_wgs84_point_before_and_after_moving()
    {
        var (gcjLon, gcjLat) = ChinaShift.FromWgs84(CoordinateSystem.Gcj02, Places.Grid1Lon, Places.Grid1Lat);
        await using var tiles = await TileServer.StartAsync(gcjLon, gcjLat);
        await using var server = await TestServer.StartAsync(arguments: ["--Map:BaseLayers:0:Kind", "amap", "--Map:BaseLayers:0:Url", tiles.Template, "--Map:BaseLayers:0:ApprovalNumber", Approval]);
        using var worker = await server.SignInAsync("worker1");
        var issue = await worker.ReportAsync(category: "environment.litter");
        await using var leader = await OpenPage.SignInAsync(browser.Browser, server.Address, "/?theme=light", "leader");
        await Expect(leader.Page.Locator($".issues [data-id='{issue.Text("id")}']")).ToBeVisibleAsync();
        await Expect(leader.Page.Locator(".map-credit")).ToContainTextAsync("审图号：" + Approval);
        foreach (var name in (string[])["网格", "人员", "楼栋", "负荷", "阵地"]) await PressAsync(leader, name);

        // What lies over the map is no part of the measured pictures.
        await leader.Page.Locator(".map-tools, .map-foot, .map-credit, .leaflet-control-scale").EvaluateAllAsync<object?>("elements => elements.forEach(element => { element.style.visibility = 'hidden'; })");
        await CheckAsync(leader);

        var stage = (await leader.Page.Locator("#map").BoundingBoxAsync())!;
        var (x, y) = (stage.X + (stage.Width / 2), stage.Y + (stage.Height / 2));
        await leader.Page.Mouse.MoveAsync(x, y);
        await leader.Page.Mouse.DownAsync();
        await leader.Page.Mouse.MoveAsync(x + 230, y + 90, new MouseMoveOptions { Steps = 6 });
        await leader.Page.Mouse.UpAsync();
        await CheckAsync(leader);

        await leader.Page.Locator(".map-tools button").First.EvaluateAsync("button => button.click()");
        await CheckAsync(leader);
        tiles.Referers.ShouldAllBe(referer => referer == server.Address.GetLeftPart(UriPartial.Authority) + "/");
        leader.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dead_tile_server_leaves_the_map_usable_and_the_corner_says_so()
    {
        string template;
        await using (var gone = await TileServer.StartAsync(0, 0)) template = gone.Template;
        await using var server = await TestServer.StartAsync(arguments: ["--Map:BaseLayers:0:Kind", "xyz", "--Map:BaseLayers:0:Url", template, "--Map:BaseLayers:0:ApprovalNumber", Approval]);
        using var worker = await server.SignInAsync("worker1");
        var id = (await worker.ReportAsync()).Text("id");
        await using var leader = await OpenPage.SignInAsync(browser.Browser, server.Address, "/", "leader");
        await Expect(leader.Page.Locator(".map-credit")).ToContainTextAsync("底图无法加载");
        await Expect(leader.Page.Locator(".map-credit")).ToContainTextAsync(Approval);
        await leader.Page.Locator($".issues [data-id='{id}']").ClickAsync();
        await Expect(leader.Page.Locator("#sheet")).ToBeVisibleAsync();

        // Back to the own base map, and there after a reload too.
        await leader.Page.GetByLabel("底图", new() { Exact = true }).SelectOptionAsync("自带底图");
        await Expect(leader.Page.Locator(".map-credit")).ToBeEmptyAsync();
        await leader.Page.ReloadAsync();
        await Expect(leader.Page.GetByLabel("底图", new() { Exact = true })).ToHaveValueAsync("自带底图");
        await Expect(leader.Page.Locator(".map-credit")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task The_hall_screen_shows_an_archive_of_tiles_with_its_approval_number_large_enough_to_read()
    {
        var archive = PmtilesFile.Write(PmtilesFile.Png, Pictures.Png());
        await using var server = await TestServer.StartAsync(arguments: ["--Map:BaseLayers:0:Kind", "pmtiles", "--Map:BaseLayers:0:Url", archive, "--Map:BaseLayers:0:ApprovalNumber", Approval]);
        await using var screen = await OpenPage.SignInAsync(browser.Browser, server.Address, "/screen", "screen", 1920, 1080);
        await screen.Page.WaitForResponseAsync(answer => answer.Url.EndsWith("tiles.pmtiles", StringComparison.Ordinal) && answer.Status == 206);
        var credit = screen.Page.Locator(".map-credit-approval");
        await Expect(credit).ToHaveTextAsync("审图号：" + Approval);
        (await credit.EvaluateAsync<double>("element => parseFloat(getComputedStyle(element).fontSize)")).ShouldBeGreaterThanOrEqualTo(15);
        await screen.Page.WaitForFunctionAsync("() => { const c = document.querySelector('.base-tiles canvas'); if (!c?.width) return false; const copy = new OffscreenCanvas(c.width, c.height).getContext('2d'); copy.drawImage(c, 0, 0); return copy.getImageData(c.width >> 1, c.height >> 1, 1, 1).data[3] === 255; }");
        screen.Complaints.ShouldBeEmpty();
        Directory.Delete(Path.GetDirectoryName(archive)!, recursive: true);
    }

    private static async Task PressAsync(OpenPage page, string name) =>
        await page.Page.Locator(".map-layers button", new() { HasTextString = name }).EvaluateAsync("button => button.click()");

    /// <summary>Looks until the tiles are there and the view rests: two equal pictures in a row hold the dot.</summary>
    private static async Task CheckAsync(OpenPage leader)
    {
        var found = new Measured();
        for (var (look, last) = (0, new Measured()); look < 60; look++)
        {
            last = found;
            await PressAsync(leader, "事项");
            var plain = await PictureAsync(leader);
            await PressAsync(leader, "事项");
            found = await leader.Page.EvaluateAsync<Measured>(Measure, new[] { plain, await PictureAsync(leader) });
            if (found.DotX >= 0 && found.MarkerX >= 0 && found.Bare == 0 && found == last) break;
        }

        found.DotX.ShouldBeGreaterThan(0, "the tiles never showed their dot");
        found.Bare.ShouldBe(0, "a strip at the rim has no tiles");
        Math.Sqrt(Math.Pow(found.DotX - found.MarkerX, 2) + Math.Pow(found.DotY - found.MarkerY, 2)).ShouldBeLessThan(PixelsApart, found.ToString());
    }

    private static async Task<string> PictureAsync(OpenPage leader) => Convert.ToBase64String(await leader.Page.Locator("#map").ScreenshotAsync());
}
