using System.Globalization;
using System.Security.Cryptography;
using MapDashboard.Data;
using MapDashboard.Data.Screens;
using MapDashboard.Domain;
using MapDashboard.Web.Activities;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Screens;

/// <param name="State">waiting, or paired: then the answer's cookie holds the device token.</param>
/// <param name="Code">Six digits to be typed by an admin; null when paired.</param>
/// <param name="ExpiresAt">UTC; then another code is to be asked for.</param>
public sealed record PairingView(string State, string? Code, DateTime ExpiresAt);

/// <summary>
/// The screen's side of pairing. The code alone is worth nothing: whoever asked for it holds a secret in an HttpOnly cookie, and only that
/// browser is let in once an admin has typed the code.
/// </summary>
public static class PairScreen
{
    public const string Cookie = "map_pairing";
    private const string CookiePath = "/api/screens/pairings";
    private const int MostWaiting = 1000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>POST /api/screens/pairings: a new code. Its browser's earlier one is forgotten.</summary>
    public static async Task<IResult> BeginAsync(HttpContext context, MapDbContext db, StrangerLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        if (limits.Count(StrangerLimits.Pairings, StrangerLimits.KeyOf(context.Connection.RemoteIpAddress)) is { } wait) return TooMany(context, StrangerLimits.SecondsOf(wait));
        var now = time.UtcNow();
        var former = SecretOf(context) is { } held ? SessionAuthentication.HashOf(held) : [];
        await db.ScreenPairings.Where(pairing => pairing.ExpiresAt <= now || pairing.SecretHash == former).ExecuteDeleteAsync(cancellationToken);
        if (await db.ScreenPairings.CountAsync(cancellationToken) >= MostWaiting) return TooMany(context, Lifetime.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        var (secret, hash) = SessionAuthentication.NewSecret();
        return await Race.AgainAsync(context, async () =>
        {
            // A code that another screen shows right now is refused by the index, and the next one drawn.
            var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
            db.ScreenPairings.Add(new ScreenPairing { Id = Guid.CreateVersion7(), SecretHash = hash, Code = code, ExpiresAt = now + Lifetime });
            await db.SaveChangesAsync(cancellationToken);
            context.Response.Cookies.Append(Cookie, secret, Options(context, now + Lifetime));
            return Results.Ok(new PairingView("waiting", code, now + Lifetime));
        });
    }

    /// <summary>GET /api/screens/pairings/own: asked every few seconds by the screen that shows the code.</summary>
    public static async Task<IResult> LookAsync(HttpContext context, MapDbContext db, IOptions<MapOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        if (SecretOf(context) is not { } secret) return NotFound();
        var hash = SessionAuthentication.HashOf(secret);
        if (await db.ScreenPairings.SingleOrDefaultAsync(each => each.SecretHash == hash && each.ExpiresAt > now, cancellationToken) is not { } pairing) return NotFound();
        if (pairing.ScreenId is not { } screenId) return Results.Ok(new PairingView("waiting", pairing.Code, pairing.ExpiresAt));

        // An answer that got lost on its way is given again until the code expires: one device token at a time.
        var accountId = await db.Screens.Where(screen => screen.Id == screenId && screen.RevokedAt == null).Select(screen => (Guid?)screen.AccountId).SingleOrDefaultAsync(cancellationToken);
        if (accountId is not { } account) return NotFound();
        var (session, token) = SignIn.NewSession(account, now, options.Value);
        await db.Sessions.Where(each => each.Id == pairing.SessionId).ExecuteDeleteAsync(cancellationToken);
        db.Sessions.Add(session);
        pairing.SessionId = session.Id;
        await db.SaveChangesAsync(cancellationToken);
        SignIn.KeepIn(context, token, now);
        return Results.Ok(new PairingView("paired", null, pairing.ExpiresAt));
    }

    private static string? SecretOf(HttpContext context) => context.Request.Cookies[Cookie] is { Length: > 0 and < 200 } secret ? secret : null;

    private static IResult NotFound() => Problems.Refuse(RefusalCodes.ScreenPairingNotFound, "This browser does not wait to be paired, or its code has expired.");

    private static IResult TooMany(HttpContext context, string seconds)
    {
        context.Response.Headers.RetryAfter = seconds;
        return Problems.Refuse(RefusalCodes.ScreenTooManyPairings, "Too many codes were asked for; try again after the seconds that Retry-After names.");
    }

    private static CookieOptions Options(HttpContext context, DateTime expiresAt) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = CookiePath, Expires = new DateTimeOffset(expiresAt) };
}
