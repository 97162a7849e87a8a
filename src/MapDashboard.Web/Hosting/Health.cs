using MapDashboard.Web.Live;
using Npgsql;

namespace MapDashboard.Web.Hosting;

/// <summary>Live: the process answers. Ready: the database answers and the tail of the log is at its end.</summary>
public static class Health
{
    private static readonly TimeSpan LagLimit = TimeSpan.FromSeconds(10);

    private sealed record ReadyView(string Status, double? LagSeconds);

    public sealed record VersionView(string Version, string Commit);

    public static void MapHealth(this WebApplication app)
    {
        app.MapMethods("/health/live", [HttpMethods.Get, HttpMethods.Head], () => Results.Ok(new ReadyView("live", null))).AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/health/ready", [HttpMethods.Get, HttpMethods.Head], ReadyAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/api/version", () => new VersionView(BuildVersion.Version, BuildVersion.Commit)).AllowAnonymous().WithSummary("Version and commit");
    }

    // Migrations were checked at start and cannot be undone under a running server.
    private static async Task<IResult> ReadyAsync(MapDatabase database, LogTail tail, CancellationToken cancellationToken)
    {
        var isReachable = await AnswersAsync(database, cancellationToken);
        var lag = tail.Lag;
        var isReady = isReachable && lag < LagLimit;
        var view = new ReadyView(isReady ? "ready" : isReachable ? "tailBehind" : "databaseUnavailable", lag is { } age ? Math.Round(age.TotalSeconds, 3) : null);
        return Results.Json(view, statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> AnswersAsync(MapDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.LiveDataSource.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            // The answer itself is the report.
            return false;
        }
    }
}
