using MapDashboard.Domain;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.Ask;

/// <summary>Before anything of the door is looked at: is it open, and has this address asked too often?</summary>
public static class AskGate
{
    public static void UseAskGate(this WebApplication app, MapOptions options)
    {
        var limits = app.Services.GetRequiredService<StrangerLimits>();
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (!IsOfDoor(request.Path)) return next(context);
            if (!options.Ask) return Problems.WriteAsync(context, RefusalCodes.AskClosed, "The residents' door is closed on this server.");
            var isReport = HttpMethods.IsPost(request.Method) && Writes.Any(end => request.Path.Value!.TrimEnd('/').EndsWith(end, StringComparison.OrdinalIgnoreCase));
            var wait = limits.Count(isReport ? StrangerLimits.Reports : StrangerLimits.Reads, StrangerLimits.KeyOf(context.Connection.RemoteIpAddress));
            return wait is { } time ? RefuseAsync(context, time) : next(context);
        });
    }

    public static Refusal TooOften(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = StrangerLimits.SecondsOf(wait);
        return new Refusal(RefusalCodes.AskRateLimited, "Too many requests; try again after the seconds that Retry-After names.");
    }

    private static Task RefuseAsync(HttpContext context, TimeSpan wait)
    {
        var refusal = TooOften(context, wait);
        return Problems.WriteAsync(context, refusal.Code, refusal.Detail);
    }

    private static readonly string[] Writes = ["/issues", "/follow"];

    private static bool IsOfDoor(PathString path) =>
        path.StartsWithSegments("/api/ask", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/api/track", StringComparison.OrdinalIgnoreCase);
}
