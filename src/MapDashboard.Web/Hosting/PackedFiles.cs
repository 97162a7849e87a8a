using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace MapDashboard.Web.Hosting;

/// <summary>
/// The static files as the build compressed them (pack-static.mjs), and what each page starts with. A file that has changed since is not
/// known here: it is served as it is, so that whoever edits one sees it.
/// </summary>
public sealed class PackedFiles
{
    private readonly string root;
    private readonly string folder;
    private readonly Index index;
    private readonly ConcurrentDictionary<string, (DateTime WrittenAt, long Length, string Hash)> seen = new(StringComparer.Ordinal);

    private PackedFiles(string root, string folder, Index index) => (this.root, this.folder, this.index) = (root, folder, index);

    /// <param name="Files">Hash of the bytes by address.</param>
    /// <param name="Pages">Modules that each page loads before it runs.</param>
    private sealed record Index(Dictionary<string, string> Files, Dictionary<string, string[]> Pages);

    /// <returns>Without a file where the build made none: then everything is compressed when it is asked for.</returns>
    public static PackedFiles Of(string webRoot)
    {
        var folder = Path.Combine(webRoot, "vendor", "packed");
        var file = Path.Combine(folder, "index.json");
        var index = File.Exists(file) ? JsonSerializer.Deserialize<Index>(File.ReadAllText(file), JsonSerializerOptions.Web) : null;
        return new PackedFiles(webRoot, folder, index ?? new Index([], []));
    }

    /// <summary>Answers for the files that are known, in an encoding that the browser takes; all else goes on.</summary>
    public Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return next(context);
        if (request.Path.Value is not { } url || !index.Files.TryGetValue(url, out var hash)) return next(context);
        var kind = Takes(request, "br") ? ("br", "br") : Takes(request, "gzip") ? ("gzip", "gz") : default;
        if (kind == default || HashNow(url) != hash) return next(context);
        return SendAsync(context, hash, kind.Item1, new FileInfo(Path.Combine(folder, hash + "." + kind.Item2)), next);
    }

    /// <summary>A page with its modules named in its head, so that the browser asks for all at once instead of level by level.</summary>
    /// <param name="page">The address of its file.</param>
    /// <param name="html">Its text.</param>
    public string Preloading(string page, string html)
    {
        if (!index.Pages.TryGetValue(page, out var modules)) return html;
        var links = new StringBuilder();
        foreach (var module in modules) links.Append("<link rel=\"modulepreload\" href=\"").Append(module).Append("\">");
        return html.Replace("</head>", links + "</head>", StringComparison.Ordinal);
    }

    private static async Task SendAsync(HttpContext context, string hash, string encoding, FileInfo file, RequestDelegate next)
    {
        if (!file.Exists)
        {
            await next(context);
            return;
        }

        var headers = context.Response.Headers;
        var etag = $"\"{hash}-{encoding}\"";
        headers.ETag = etag;
        headers.Vary = StringValues.Concat(headers.Vary, HeaderNames.AcceptEncoding);

        // Always asked again: an old module beside a new page would break it. An unchanged file costs a 304.
        headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch.Any(tags => tags is not null && tags.Contains(etag, StringComparison.Ordinal)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        headers.ContentEncoding = encoding;
        context.Response.ContentType = TypeOf(context.Request.Path.Value!);
        context.Response.ContentLength = file.Length;
        if (HttpMethods.IsGet(context.Request.Method)) await context.Response.SendFileAsync(file.FullName, context.RequestAborted);
    }

    public static FileExtensionContentTypeProvider Types { get; } = new() { Mappings = { [".geojson"] = "application/geo+json" } };

    private static string TypeOf(string url) => Types.TryGetContentType(url, out var type) ? type : "application/octet-stream";

    private static bool Takes(HttpRequest request, string encoding) =>
        request.GetTypedHeaders().AcceptEncoding.Any(each => each.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && each.Quality is null or > 0);

    /// <summary>Read again only when the file was written again.</summary>
    private string? HashNow(string url)
    {
        var file = new FileInfo(Path.Combine(root, url.TrimStart('/')));
        if (!file.Exists) return null;
        if (seen.TryGetValue(url, out var known) && known.WrittenAt == file.LastWriteTimeUtc && known.Length == file.Length) return known.Hash;
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName)))[..32];
        seen[url] = (file.LastWriteTimeUtc, file.Length, hash);
        return hash;
    }
}
