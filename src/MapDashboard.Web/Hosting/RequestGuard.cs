using System.Diagnostics;
using MapDashboard.Domain;
using MapDashboard.Web.Areas;
using Microsoft.Net.Http.Headers;
using Serilog.Context;

namespace MapDashboard.Web.Hosting;

/// <summary>What every request passes first: an id in log and answer, headers that browsers obey, and the questions asked of every request alike.</summary>
public static class RequestGuard
{
    public static void UseRequestLog(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MapDashboard.Requests");
        app.Use(async (context, next) =>
        {
            var started = Stopwatch.GetTimestamp();
            context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
            using (LogContext.PushProperty("RequestId", context.TraceIdentifier))
            {
                await next(context);
                if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) return;

                // The path only, and without the secret that a tracking link is: query strings hold positions and search words of people.
                logger.LogInformation(
                    "{Method} {Path} {Status} in {Elapsed:0.0} ms",
                    context.Request.Method, SecretPaths.Masked(context.Request.Path.Value), context.Response.StatusCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        });
    }

    /// <summary>Pages load from here alone, but for the tiles of the configured base layers: exactly their origins, in what tiles need.</summary>
    public static void UseSecurityHeaders(this WebApplication app, string scriptHashes, BaseLayers layers)
    {
        var policy = "default-src 'self'; script-src 'self' " + scriptHashes
            + "; style-src 'self'; img-src " + string.Join(' ', ["'self' data: blob:", .. layers.ImageOrigins])
            + "; connect-src " + string.Join(' ', ["'self'", .. layers.ConnectOrigins])
            + "; media-src 'self' blob:; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;

            // The page to try the API brings inline styles and scripts of its own; it gets a policy of its own.
            headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase)
                ? "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
                : policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = IsForResidents(context.Request.Path) ? "no-referrer" : "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "geolocation=(self), camera=(self), microphone=(self)";
            if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) headers.CacheControl = "no-store";
            return next(context);
        });
    }

    /// <summary>A tracking link is a secret in an address: no other site may learn it from a link that is followed there.</summary>
    private static bool IsForResidents(PathString path) =>
        path.StartsWithSegments("/track", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/ask", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/api/track", StringComparison.OrdinalIgnoreCase);

    /// <summary>JSON is UTF-8 (RFC 8259). A charset that says so is accepted in every spelling, another is refused before anything reads the body.</summary>
    public static void UseJsonCharset(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.ContentType is not { } text || !text.Contains("charset", StringComparison.OrdinalIgnoreCase)
            || !text.Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        if (!MediaTypeHeaderValue.TryParse(text, out var type) || !string.Equals(type.Charset.Value?.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Problems.WriteAsync(context, RefusalCodes.RequestUnsupportedMediaType, "JSON is UTF-8.");
        }

        context.Request.ContentType = type.MediaType.Value;
        return next(context);
    });

    /// <summary>NUL in a path or query cannot be stored or compared by PostgreSQL: refused here, once for all.</summary>
    public static void UseTextGuard(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        var hasNul = (request.Path.Value?.Contains('\0', StringComparison.Ordinal) ?? false)
            || (request.QueryString.HasValue && request.Query.Any(pair => pair.Key.Contains('\0', StringComparison.Ordinal)
                || pair.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) ?? false)));
        return hasNul
            ? Problems.WriteAsync(context, RefusalCodes.RequestInvalidText, "A text must not hold NUL.")
            : next(context);
    });

    /// <summary>
    /// A browser sends the cookie wherever a page asks it to, so unsafe methods and the hub must come from our own pages: Origin equal to
    /// our own where a cookie rides along, and never a foreign one. A token comes from a program, and then the cookie counts for nothing.
    /// </summary>
    public static void UseOriginCheck(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        var isUnsafe = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            || request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);
        if (!isUnsafe || Identity.SessionAuthentication.HasBearer(request)) return next(context);
        var origin = request.Headers.Origin.ToString();
        var hasCookie = request.Cookies.ContainsKey(Identity.SessionAuthentication.Cookie);
        var isOwn = string.Equals(origin, request.Scheme + "://" + request.Host, StringComparison.OrdinalIgnoreCase);
        return isOwn || (origin.Length == 0 && !hasCookie)
            ? next(context)
            : Problems.WriteAsync(context, RefusalCodes.OriginRefused, "The request does not come from this site's own pages.");
    });
}
