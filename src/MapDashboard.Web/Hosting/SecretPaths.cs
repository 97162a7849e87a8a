using Serilog.Core;
using Serilog.Events;

namespace MapDashboard.Web.Hosting;

/// <summary>The framework adds the path of the request to every log line; a tracking link's secret is cut off there.</summary>
public sealed class SecretPaths : ILogEventEnricher
{
    private const string Property = "RequestPath";
    private static readonly string[] Prefixes = ["/track/", "/api/track/"];

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (logEvent.Properties.TryGetValue(Property, out var value) && value is ScalarValue { Value: string path } && Masked(path) is { } masked && masked != path)
        {
            logEvent.AddOrUpdateProperty(propertyFactory.CreateProperty(Property, masked));
        }
    }

    /// <summary>The path without what follows the address of a tracking link.</summary>
    public static string? Masked(string? path)
    {
        foreach (var prefix in Prefixes)
        {
            if (path is not null && path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && path.Length > prefix.Length) return prefix + "…";
        }

        return path;
    }
}
