using System.Diagnostics;
using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Live;

namespace MapDashboard.Web.Ops;

/// <param name="Server">Name of this machine: behind a proxy each server answers for itself.</param>
/// <param name="Version">Of the program.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="At">UTC, now.</param>
/// <param name="LogReadSecondsAgo">Since the log was last read to its end; null before the first time.</param>
/// <param name="Samples">Oldest first.</param>
public sealed record OpsView(string Server, string Version, DateTime StartedAt, DateTime At, double? LogReadSecondsAgo, IReadOnlyList<OpsSample> Samples);

/// <summary>What a server measures of itself: live for the admin, and to a collector by OTLP.</summary>
public static class OpsEndpoints
{
    private static readonly DateTime StartedAt = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    public static void AddOps(this IServiceCollection services)
    {
        services.AddSingleton<Meters>();
        services.AddSingleton<Readings>();
        services.AddHostedService(provider => provider.GetRequiredService<Readings>());
        services.AddHostedService<MeterExport>();
    }

    public static void MapOps(this IEndpointRouteBuilder api) =>
        api.MapGet("/ops", Handle).RequireAuthorization(Access.Admins).WithSummary("What this server measured of itself in the last five minutes, in periods of two seconds");

    private static IResult Handle(Readings readings, LogTail tail, TimeProvider time, string? after = null)
    {
        if (!QueryValues.TryNumber(after ?? "0", 0, long.MaxValue, out var seen)) return QueryValues.Unreadable("after");
        return Results.Ok(new OpsView(
            Environment.MachineName, BuildVersion.Version, StartedAt, time.UtcNow(), tail.Lag?.TotalSeconds, readings.After((long)seen)));
    }
}
