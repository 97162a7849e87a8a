using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Filters;

namespace MapDashboard.Web.Hosting;

/// <summary>Serilog: a line a person reads on the console, JSON with every request in a rolling file. Levels can be set under <c>Serilog</c>.</summary>
public static class Logging
{
    private const int KeptFiles = 31;

    public static void AddMapLogging(this WebApplicationBuilder builder, MapOptions options)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()

            // The framework's own request lines hold query strings, which are never logged.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .MinimumLevel.Override("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogEventLevel.Error)

            // A refused Follow is an ordinary answer; whatever is a fault is logged where it becomes a 500 (Problems, HubFaults).
            .MinimumLevel.Override("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogEventLevel.Fatal)
            .MinimumLevel.Override("MapDashboard.Web.Identity.SessionAuthentication", LogEventLevel.Warning)
            .ReadFrom.Configuration(builder.Configuration)
            .Filter.ByExcluding(IsThrownToo)
            .Enrich.FromLogContext()
            .Enrich.With(new SecretPaths())
            .WriteTo.Logger(console => console
                .Filter.ByExcluding(Matching.FromSource("MapDashboard.Requests"))
                .WriteTo.Console(
                    outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}",
                    formatProvider: CultureInfo.InvariantCulture))
            .WriteTo.File(
                new Serilog.Formatting.Json.JsonFormatter(renderMessage: true),
                Path.Combine(options.LogFolder, "server-.log"),
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: KeptFiles,
                shared: true)
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logger, dispose: true);
    }

    /// <summary>
    /// EF Core throws whatever it logs as an error, and whoever catches it says it where it is a fault. Said here too it would be a stack for each lost
    /// race, and some for each request while the database is away.
    /// </summary>
    private static bool IsThrownToo(LogEvent line) => line.Level == LogEventLevel.Error && Matching.FromSource("Microsoft.EntityFrameworkCore")(line);
}
