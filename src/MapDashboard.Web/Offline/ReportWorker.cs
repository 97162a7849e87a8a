using System.Security.Cryptography;
using System.Text;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.Offline;

/// <summary>
/// GET /report-worker.js: the service worker of the phone's page, made at build with the list of its files (list-shell.mjs). The server adds
/// a word for the content security policy, which the worker keeps with the pages: other tiles in the configuration are a new version too.
/// </summary>
public static class ReportWorker
{
    public const string Path = "/report-worker.js";

    public static void MapReportWorker(this WebApplication app)
    {
        var file = System.IO.Path.Combine(app.Environment.WebRootPath, "vendor", "report-worker.js");
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => Answer(context, file)).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Answer(HttpContext context, string file)
    {
        if (!File.Exists(file)) return Problems.Refuse(Domain.RefusalCodes.RequestNotFound, "The worker was not built; run npm run vendor.");
        var headers = context.Response.Headers;
        var policy = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(headers.ContentSecurityPolicy.ToString())))[..12];
        headers.CacheControl = "no-cache";
        headers["Service-Worker-Allowed"] = "/report";
        return Results.Text($"const POLICY = \"{policy}\";\n{File.ReadAllText(file)}", "text/javascript; charset=utf-8");
    }
}
