using System.Net;
using System.Text;
using MapDashboard.TestSupport;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Photos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Tests;

/// <summary>What becomes of a photo's bytes: judged, drawn anew, stripped, kept in three sizes.</summary>
public sealed class PhotoTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestServer Server => fixture.Server;

    public static TheoryData<string, string> Taken() => new()
    {
        { "baseline JPEG", ".jpg" },
        { "progressive JPEG", ".jpg[interlace]" },
        { "JPEG in CMYK", ".jpg|colourspace cmyk" },
        { "grey JPEG", ".jpg|colourspace b-w" },
        { "PNG of 16 bits", ".png|colourspace rgb16" },
        { "interlaced PNG", ".png[interlace]" },
        { "PNG with a palette", ".png[palette]" },
        { "PNG with transparency", ".png|bandjoin_const 120" },
        { "lossy WebP", ".webp" },
        { "lossless WebP", ".webp[lossless]" },
        { "WebP with transparency", ".webp|bandjoin_const 120" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task Every_kind_of_still_picture_becomes_a_jpeg_of_its_size(string name, string recipe)
    {
        using var worker = await Server.SignInAsync("worker1");
        var parts = recipe.Split('|');
        var (answer, path) = await PutAsync(worker, Pictures.As(parts[0], parts[1..]));
        answer.Status.ShouldBe(HttpStatusCode.Created, name);
        (answer.Members["width"]!.GetValue<int>(), answer.Members["height"]!.GetValue<int>()).ShouldBe((480, 320), name);
        var full = await worker.GetAsync(path);
        Header(full.Bytes).ShouldBe(("image/jpeg", 480, 320), name);
        Header((await worker.GetAsync(path + "?size=screen")).Bytes).ShouldBe(("image/jpeg", 480, 320), name);
        Header((await worker.GetAsync(path + "?size=thumb")).Bytes).ShouldBe(("image/jpeg", 320, 213), name);
    }

    [Fact]
    public async Task A_large_picture_is_kept_at_4096_with_a_screen_and_a_thumbnail()
    {
        using var worker = await Server.SignInAsync("worker1");
        var (answer, path) = await PutAsync(worker, Pictures.As(".jpg", "resize 10"));
        (answer.Members["width"]!.GetValue<int>(), answer.Members["height"]!.GetValue<int>()).ShouldBe((4096, 2731));
        Header((await worker.GetAsync(path)).Bytes).ShouldBe(("image/jpeg", 4096, 2731));
        Header((await worker.GetAsync(path + "?size=screen")).Bytes).ShouldBe(("image/jpeg", 1600, 1067));
        Header((await worker.GetAsync(path + "?size=thumb")).Bytes).ShouldBe(("image/jpeg", 320, 213));
        (await worker.GetAsync(path + "?size=enormous")).Code.ShouldBe("request.unknown_value");
    }

    [Theory]
    [InlineData(1, 480, 320)]
    [InlineData(3, 480, 320)]
    [InlineData(6, 320, 480)]
    [InlineData(8, 320, 480)]
    public async Task A_picture_taken_sideways_is_kept_upright(int orientation, int width, int height)
    {
        using var worker = await Server.SignInAsync("worker1");
        var sent = Pictures.WithExif(Pictures.As(".jpg"), new ExifBlock { Orientation = (ushort)orientation });
        var (answer, path) = await PutAsync(worker, sent);
        (answer.Members["width"]!.GetValue<int>(), answer.Members["height"]!.GetValue<int>()).ShouldBe((width, height));
        Header((await worker.GetAsync(path)).Bytes).ShouldBe(("image/jpeg", width, height));
    }

    [Fact]
    public async Task Place_and_time_are_read_for_staff_and_nothing_of_them_is_served()
    {
        using var worker = await Server.SignInAsync("worker1");
        var sent = Pictures.WithExif(
            Pictures.As(".jpg"), new ExifBlock { Original = "2026:03:04 09:30:00", Offset = "+08:00", Place = (31.82, 117.25) });
        Encoding.Latin1.GetString(sent).ShouldContain("Secret Camera");
        var (answer, path) = await PutAsync(worker, sent);
        answer.Text("takenAt").ShouldStartWith("2026-03-04T01:30:00");
        answer.Members.ContainsKey("takenAtAssumed").ShouldBeFalse();
        answer.Members["takenPlace"]!["lon"]!.GetValue<double>().ShouldBe(117.25, 0.000_001);
        answer.Members["takenPlace"]!["lat"]!.GetValue<double>().ShouldBe(31.82, 0.000_001);
        foreach (var size in new[] { "", "?size=screen", "?size=thumb" })
        {
            var text = Encoding.Latin1.GetString((await worker.GetAsync(path + size)).Bytes);
            text.ShouldNotContain("Exif");
            text.ShouldNotContain("Secret Camera");
        }

        var issue = await worker.GetAsync(path[..path.IndexOf("/photos", StringComparison.Ordinal)]);
        issue.Members["photos"]![0]!["takenPlace"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_screen_learns_neither_where_nor_when_a_photo_was_taken()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        using var screen = await Server.SignInAsync("screen");
        var (_, path) = await PutAsync(worker, Pictures.WithExif(Pictures.As(".jpg"), new ExifBlock { Original = "2026:03:04 09:30:00", Place = (31.82, 117.25) }));
        var issue = path[..path.IndexOf("/photos", StringComparison.Ordinal)];
        var version = (await desk.GetAsync(issue)).Version;
        (await desk.ActAsync(Guid.Parse(issue.Split('/')[^1]), "accept", version, new { clear = true })).Status.ShouldBe(HttpStatusCode.OK);
        var shown = (await screen.GetAsync(issue)).Members["photos"]!.AsArray();
        shown.Count.ShouldBe(1);
        shown[0]!.AsObject().Select(member => member.Key).ShouldBe(["id", "kind", "addedAt", "width", "height"], ignoreOrder: true);
        (await screen.GetAsync(path + "?size=thumb")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_same_photo_sent_again_is_the_same_and_another_under_its_id_is_refused()
    {
        using var worker = await Server.SignInAsync("worker1");
        var sent = Pictures.As(".jpg");
        var (first, path) = await PutAsync(worker, sent);
        var again = await worker.PutBytesAsync(path + "?kind=before", sent);
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Json!.ToJsonString().ShouldBe(first.Json!.ToJsonString());
        (await worker.PutBytesAsync(path + "?kind=before", Pictures.As(".jpg"))).Code.ShouldBe("photo.id_taken");
        (await worker.PutBytesAsync(path + "?kind=after", sent)).Code.ShouldBe("photo.id_taken");
    }

    public static TheoryData<string, string> Refused()
    {
        var cases = new TheoryData<string, string>();
        foreach (var (name, (_, code)) in Hostile) cases.Add(name, code);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_honest_picture_is_refused_and_nothing_is_kept(string name, string code)
    {
        using var worker = await Server.SignInAsync("worker1");
        var before = Kept();
        var (answer, path) = await PutAsync(worker, Hostile[name].Make());
        answer.Code.ShouldBe(code, name);
        ((int)answer.Status).ShouldBe(422, name);
        answer.Text("detail").ShouldNotBeNullOrWhiteSpace();
        (await worker.GetAsync(path)).Code.ShouldBe("photo.not_found");
        Kept().ShouldBe(before, name);
    }

    [Fact]
    public async Task What_a_camera_appends_is_cut_off_and_the_photo_is_taken()
    {
        using var worker = await Server.SignInAsync("worker1");
        byte[] film = [.. "\0\0\0\u0018ftypmp42"u8, .. new byte[5000]];
        var (answer, path) = await PutAsync(worker, [.. Pictures.As(".jpg"), .. film]);
        answer.Status.ShouldBe(HttpStatusCode.Created);
        Encoding.Latin1.GetString((await worker.GetAsync(path)).Bytes).ShouldNotContain("ftypmp42");
    }

    [Fact]
    public async Task A_photo_from_before_there_were_sizes_gets_them_when_asked_and_loses_its_metadata()
    {
        using var worker = await Server.SignInAsync("worker1");
        var old = Pictures.WithExif(Pictures.As(".jpg", "resize 4"), new ExifBlock { Place = (31.8, 117.2) });
        var (answer, path) = await PutAsync(worker, Pictures.As(".jpg"));
        var hash = Store.Keep(old);
        await using (var update = Server.DataSource.CreateCommand($"update photos set hash = '{hash}', sent_hash = null, width = 1920, height = 1280 where id = '{answer.Text("id")}'"))
        {
            await update.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Header((await worker.GetAsync(path + "?size=thumb")).Bytes).ShouldBe(("image/jpeg", 320, 213));
        Header((await worker.GetAsync(path + "?size=screen")).Bytes).ShouldBe(("image/jpeg", 1600, 1067));
        var full = await worker.GetAsync(path);
        Header(full.Bytes).ShouldBe(("image/jpeg", 1920, 1280));
        Encoding.Latin1.GetString(full.Bytes).ShouldNotContain("Exif");
    }

    [Fact]
    public async Task A_drawing_that_fails_in_an_unforeseen_way_gives_its_place_back()
    {
        // A program that removes the folder it works in: cleaning up behind it fails.
        var program = Path.Combine(Path.GetTempPath(), "vips-" + Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(program, "#!/bin/sh\nrm -rf \"$HOME\"\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var converter = new PhotoConverter(NullLogger<PhotoConverter>.Instance, program);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            for (var n = 0; n < 6; n++) await Should.ThrowAsync<IOException>(() => converter.DrawAsync(Pictures.Png(), PhotoSize.Full, patience.Token));
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Fact]
    public async Task Without_the_converter_no_photo_is_taken_and_no_fault_is_raised()
    {
        using var converter = new PhotoConverter(NullLogger<PhotoConverter>.Instance, "/nowhere/vips");
        converter.IsThere.ShouldBeFalse();
        converter.SayWhatIsMissing();
        (await converter.DrawAsync(Pictures.Png(), PhotoSize.Thumb, TestContext.Current.CancellationToken)).Refusal!.Code.ShouldBe("server.converter_missing");
    }

    private static readonly Dictionary<string, (Func<byte[]> Make, string Code)> Hostile = new(StringComparer.Ordinal)
    {
        ["nothing"] = (() => [], "photo.unsupported"),
        ["SVG under a picture's name"] = (() => "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(), "photo.unsupported"),
        ["HTML under a picture's name"] = (() => "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray(), "photo.unsupported"),
        ["GIF"] = (() => [.. "GIF89a"u8, .. new byte[100]], "photo.unsupported"),
        ["HEIC"] = (() => [.. "\0\0\0\u0018ftypheic"u8, .. new byte[100]], "photo.unsupported"),
        ["TIFF"] = (() => new ExifBlock().Bytes(), "photo.unsupported"),
        ["JPEG cut in half"] = (() => Cut(Pictures.As(".jpg")), "photo.unreadable"),
        ["JPEG cut in half with an end marker"] = (() => [.. Cut(Pictures.As(".jpg")), 0xFF, 0xD9], "photo.unreadable"),
        ["JPEG whose only end marker is its thumbnail's"] = (() => [0xFF, 0xD8, 0xFF, 0xE1, 0, 4, 0xFF, 0xD9, 0xFF, 0xC0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0, 0], "photo.unreadable"),
        ["JPEG with codes that cannot be in its scan"] = (() => Spoiled(Pictures.As(".jpg")), "photo.unreadable"),
        ["JPEG signature and noise"] = (() => [0xFF, 0xD8, 0xFF, 0xE0, .. Encoding.ASCII.GetBytes(new string('x', 4000))], "photo.unreadable"),
        ["JPEG with a zip behind it"] = (() => [.. Pictures.As(".jpg"), .. Pictures.Zip()], "photo.not_only_an_image"),
        ["JPEG with a page behind it"] = (() => [.. Pictures.As(".jpg"), .. "<html><script>alert(1)</script>"u8], "photo.not_only_an_image"),
        ["JPEG with a program behind it"] = (() => [.. Pictures.As(".jpg"), .. "MZ"u8, .. new byte[100]], "photo.not_only_an_image"),
        ["PNG cut in half"] = (() => Cut(Pictures.Png()), "photo.unreadable"),
        ["PNG with rows missing"] = (() => Pictures.Flat(4000, 4000, rows: 10), "photo.unreadable"),
        ["PNG of nought pixels"] = (() => Pictures.Flat(0, 0, rows: 0), "photo.unreadable"),
        ["PNG of 900 million pixels"] = (() => Pictures.Flat(30_000, 30_000, rows: 1), "photo.too_many_pixels"),
        ["PNG of more pixels than there are"] = (() => Pictures.Flat(int.MaxValue / 4, int.MaxValue / 4, rows: 0), "photo.too_many_pixels"),
        ["APNG"] = (() => Pictures.WithChunk(Pictures.Png(), "acTL"u8, new byte[8]), "photo.animated"),
        ["animated WebP"] = (() => Pictures.As(".webp[page-height=160]"), "photo.animated"),
        ["WebP cut in half"] = (() => Cut(Pictures.As(".webp")), "photo.unreadable"),
        ["PNG with a zip behind it"] = (() => [.. Pictures.Png(), .. Pictures.Zip()], "photo.not_only_an_image"),
    };

    private static byte[] Cut(byte[] bytes) => bytes[..(bytes.Length / 2)];

    // All ones are no Huffman code. (Other noise may well decode, to a picture that looks it.)
    private static byte[] Spoiled(byte[] jpeg)
    {
        for (var at = jpeg.Length / 2; at < (jpeg.Length / 2) + 200; at += 2) (jpeg[at], jpeg[at + 1]) = (0xFF, 0x00);
        return jpeg;
    }

    private static (string MediaType, int Width, int Height) Header(byte[] bytes)
    {
        var header = PhotoHeader.Read(bytes).Value;
        return (header.MediaType, header.Width, header.Height);
    }

    private static async Task<(Answer Answer, string Path)> PutAsync(MapClient client, byte[] bytes)
    {
        var id = (await client.ReportAsync()).Text("id");
        var path = $"/api/issues/{id}/photos/{Guid.NewGuid()}";
        return (await client.PutBytesAsync(path + "?kind=before", bytes, "image/jpeg"), path);
    }

    private PhotoStore Store => Server.Services.GetRequiredService<PhotoStore>();

    private int Kept() => Directory.EnumerateFiles(Server.Services.GetRequiredService<IOptions<MapOptions>>().Value.PhotoFolder, "*", SearchOption.AllDirectories).Count();
}
