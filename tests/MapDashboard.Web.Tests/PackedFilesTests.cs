using System.Text;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Http;

namespace MapDashboard.Web.Tests;

/// <summary>Static files as the build compressed them, over a folder of their own.</summary>
public sealed class PackedFilesTests : IDisposable
{
    private const string Text = "export const answer = 42;\n";

    // SHA-256 of the text, its first half.
    private static readonly string Hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Text)))[..32];
    private readonly string root = Directory.CreateTempSubdirectory("mapdashboard-files-").FullName;

    public PackedFilesTests()
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "vendor", "packed")).FullName;
        File.WriteAllText(Path.Combine(root, "a.js"), Text);
        File.WriteAllText(Path.Combine(folder, Hash + ".br"), "brotli");
        File.WriteAllText(Path.Combine(folder, Hash + ".gz"), "gzip");
        File.WriteAllText(Path.Combine(folder, "index.json"), $$$"""{"files":{"/a.js":"{{{Hash}}}"},"pages":{"/page.html":["/a.js"]}}""");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("gzip, deflate, br", "br", "brotli")]
    [InlineData("gzip, deflate", "gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip", "gzip")]
    public async Task A_file_comes_compressed_as_the_browser_takes_it(string accepts, string encoding, string body)
    {
        var (context, went) = await AskAsync("/a.js", accepts);
        went.ShouldBeFalse();
        context.Response.Headers.ContentEncoding.ToString().ShouldBe(encoding);
        context.Response.Headers.ETag.ToString().ShouldBe($"\"{Hash}-{encoding}\"");
        context.Response.ContentType.ShouldBe("text/javascript");
        Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()).ShouldBe(body);
    }

    [Fact]
    public async Task Who_has_it_gets_no_bytes()
    {
        var (context, _) = await AskAsync("/a.js", "br", $"\"{Hash}-br\"");
        context.Response.StatusCode.ShouldBe(304);
        context.Response.Body.Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_was_changed_after_the_build_is_served_as_it_is()
    {
        var files = PackedFiles.Of(root);
        (await AskAsync("/a.js", "br", files: files)).Went.ShouldBeFalse();
        await File.WriteAllTextAsync(Path.Combine(root, "a.js"), Text + "// changed\n", TestContext.Current.CancellationToken);
        (await AskAsync("/a.js", "br", files: files)).Went.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/a.js", "identity")]
    [InlineData("/b.js", "br")]
    [InlineData("/../a.js", "br")]
    public async Task What_is_not_known_goes_on(string path, string accepts) => (await AskAsync(path, accepts)).Went.ShouldBeTrue();

    [Fact]
    public void A_page_names_the_modules_it_starts_with()
    {
        PackedFiles.Of(root).Preloading("/page.html", "<head><title>x</title></head>").ShouldBe("""<head><title>x</title><link rel="modulepreload" href="/a.js"></head>""");
        PackedFiles.Of(root).Preloading("/other.html", "<head></head>").ShouldBe("<head></head>");
        PackedFiles.Of(Path.Combine(root, "nowhere")).Preloading("/page.html", "<head></head>").ShouldBe("<head></head>");
    }

    private async Task<(HttpContext Context, bool Went)> AskAsync(string path, string accepts, string? has = null, PackedFiles? files = null)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() }, Request = { Method = "GET", Path = path } };
        context.Request.Headers.AcceptEncoding = accepts;
        if (has is not null) context.Request.Headers.IfNoneMatch = has;
        var went = false;
        await (files ?? PackedFiles.Of(root)).AnswerAsync(context, _ =>
        {
            went = true;
            return Task.CompletedTask;
        });
        return (context, went);
    }
}
