using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Screens;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Screens;

/// <param name="Version">Of the page, as GET /api/screen told it when the page was loaded.</param>
/// <param name="Scene">What is shown.</param>
/// <param name="MemoryBytes">Of the page's heap; null where the browser does not tell.</param>
/// <param name="Width">CSS pixels.</param>
/// <param name="Height">CSS pixels.</param>
/// <param name="Problem">A word for what is wrong; null while nothing is.</param>
public sealed record ScreenStatusRequest(string? Version, string? Scene, long? MemoryBytes, int? Width, int? Height, string? Problem);

/// <summary>What a screen asks and tells of itself.</summary>
public static class OwnScreen
{
    private const int MostWord = 100;
    private const int MostPixels = 100_000;

    /// <summary>GET /api/screen.</summary>
    public static async Task<IResult> GetAsync(HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken) =>
        Results.Ok(await ViewAsync(db, context.Caller(), time.UtcNow(), cancellationToken));

    /// <summary>PUT /api/screen/status: once or twice a minute; the answer says what has changed meanwhile. An account that was never paired is not kept.</summary>
    public static async Task<IResult> PutStatusAsync(ScreenStatusRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (TextLimits.Exceeded((nameof(request.Version), request.Version, MostWord), (nameof(request.Scene), request.Scene, MostWord), (nameof(request.Problem), request.Problem, MostWord)) is { } tooLong)
        {
            return Problems.Refuse(RefusalCodes.RequestInvalid, tooLong);
        }

        if (request.MemoryBytes < 0 || request.Width is < 0 or > MostPixels || request.Height is < 0 or > MostPixels)
        {
            return Problems.Refuse(RefusalCodes.RequestInvalid, "memoryBytes, width and height are not below nought, nor beyond what screens have.");
        }

        var caller = context.Caller();
        var (account, now) = (caller.Actor.AccountId, time.UtcNow());
        await db.Screens.Where(screen => screen.AccountId == account).ExecuteUpdateAsync(
            set => set.SetProperty(screen => screen.LastSeenAt, now).SetProperty(screen => screen.Version, request.Version).SetProperty(screen => screen.Scene, request.Scene)
                .SetProperty(screen => screen.MemoryBytes, request.MemoryBytes).SetProperty(screen => screen.Width, request.Width)
                .SetProperty(screen => screen.Height, request.Height).SetProperty(screen => screen.Problem, request.Problem),
            cancellationToken);
        return Results.Ok(await ViewAsync(db, caller, now, cancellationToken));
    }

    private static async Task<OwnScreenView> ViewAsync(MapDbContext db, Caller caller, DateTime now, CancellationToken cancellationToken)
    {
        var account = caller.Actor.AccountId;
        var screen = await db.Screens.AsNoTracking().SingleOrDefaultAsync(each => each.AccountId == account, cancellationToken);
        return new OwnScreenView(
            screen?.Id, screen?.Name ?? caller.Actor.Name, SettingsView.Of(screen?.Settings ?? ScreenSettings.Default, caller.AreaCode), screen?.ReloadAskedAt,
            $"{BuildVersion.Version}+{BuildVersion.Commit}", now);
    }
}
