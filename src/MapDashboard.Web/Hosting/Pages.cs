using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MapDashboard.Web.Hosting;

/// <summary>The pages and their static files. Signed out, a page's address shows the sign-in page in its place.</summary>
public static partial class Pages
{
    private static readonly (string Route, string File)[] All = [("/", "index.html"), ("/screen", "screen.html"), ("/report", "report.html"), ("/import", "import.html"), ("/poster", "poster.html"), ("/webhooks", "webhooks.html"), ("/screens", "screens.html"), ("/ops", "ops.html")];

    /// <summary>Pages for anybody, whoever is signed in on this browser.</summary>
    private static readonly (string Route, string File)[] Open = [("/ask/{code?}", "ask.html"), ("/track/{secret?}", "track.html"), ("/trust", "trust.html")];

    /// <summary>CSP source of each inline script (the import map) of each page, computed from the files as they are.</summary>
    public static string ScriptHashes(string webRoot)
    {
        var hashes = Directory.EnumerateFiles(webRoot, "*.html")
            .SelectMany(file => InlineScript().Matches(File.ReadAllText(file)).Select(match => match.Groups["body"].Value))
            .Select(body => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}'");
        return string.Join(' ', hashes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    public static void UsePages(this WebApplication app)
    {
        app.UseStaticFiles(new StaticFileOptions
        {
            ContentTypeProvider = PackedFiles.Types,

            // Always asked again: an old module beside a new page would break it. An unchanged file costs a 304.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
    }

    public static void MapPages(this WebApplication app)
    {
        var root = app.Environment.WebRootPath;
        var files = app.Services.GetRequiredService<PackedFiles>();
        foreach (var (route, file) in All)
        {
            app.MapMethods(route, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => Page(context, files, root, IsSignedIn(context) ? file : "sign-in.html"))
                .AllowAnonymous().ExcludeFromDescription();
        }

        foreach (var (route, file) in Open)
        {
            app.MapMethods(route, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
                return Results.File(Path.Combine(root, file), "text/html; charset=utf-8");
            }).AllowAnonymous().ExcludeFromDescription();
        }
    }

    // With the database away nobody knows; the page itself then waits and tells.
    private static bool IsSignedIn(HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true || context.Items.ContainsKey(Identity.SessionAuthentication.UnknownKey);

    private static IResult Page(HttpContext context, PackedFiles files, string root, string file)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Vary = "Cookie";
        return Results.Text(files.Preloading("/" + file, File.ReadAllText(Path.Combine(root, file))), "text/html; charset=utf-8");
    }

    [GeneratedRegex("""<script(?![^>]*\ssrc=)[^>]*>(?<body>.*?)</script>""", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InlineScript();
}
