using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Identity;

public sealed record TokenRequest(string? Name, bool? ReadOnly, int? ExpiresInDays);

/// <summary>A token as its owner sees it; the secret is not kept and so cannot be shown again.</summary>
public sealed record TokenView(Guid Id, string Name, bool ReadOnly, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? LastUsedAt);

/// <summary>The one answer that holds the secret.</summary>
public sealed record NewToken(Guid Id, string Name, string Token, bool ReadOnly, DateTime? ExpiresAt);

/// <summary>Personal access tokens for programs: made, listed and revoked by a session only, each account its own.</summary>
public static class AccessTokens
{
    private const int MostDays = 3650;

    /// <summary>More than anyone has programs; a script that makes one per run is told so instead of filling the table.</summary>
    private const int MostTokens = 100;

    public static async Task<IResult> PostAsync(TokenRequest request, HttpContext context, MapDbContext db, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(request.Name)) return Problems.Refuse(RefusalCodes.RequestInvalid, "name is required.");
        if (TextLimits.Exceeded((nameof(request.Name), request.Name, TextLimits.Line)) is { } tooLong) return Problems.Refuse(RefusalCodes.RequestInvalid, tooLong);
        if (request.ExpiresInDays is < 1 or > MostDays) return Problems.Refuse(RefusalCodes.RequestInvalid, $"expiresInDays lies between 1 and {MostDays}.");
        var (accountId, now) = (context.Caller().Actor.AccountId, time.UtcNow());
        if (await Lasting(db, accountId, now).CountAsync(context.RequestAborted) >= MostTokens)
        {
            return Problems.Refuse(RefusalCodes.RequestInvalid, $"An account has at most {MostTokens} tokens; revoke some.");
        }

        var secret = SessionAuthentication.TokenPrefix + SessionAuthentication.NewSecret().Secret;
        var token = new AccessToken
        {
            Id = Guid.CreateVersion7(),
            AccountId = accountId,
            Name = request.Name.Trim(),
            SecretHash = SessionAuthentication.HashOf(secret),
            ReadOnly = request.ReadOnly ?? false,
            CreatedAt = now,
            ExpiresAt = request.ExpiresInDays is { } days ? now.AddDays(days) : null,
        };
        db.AccessTokens.Add(token);
        await db.SaveChangesAsync(context.RequestAborted);
        return Results.Created($"/api/tokens/{token.Id}", new NewToken(token.Id, token.Name, secret, token.ReadOnly, token.ExpiresAt));
    }

    public static async Task<IReadOnlyList<TokenView>> GetAsync(HttpContext context, MapDbContext db, TimeProvider time) =>
        await Lasting(db, context.Caller().Actor.AccountId, time.UtcNow()).OrderByDescending(token => token.CreatedAt).ThenBy(token => token.Id)
            .Select(token => new TokenView(token.Id, token.Name, token.ReadOnly, token.CreatedAt, token.ExpiresAt, token.LastUsedAt))
            .ToListAsync(context.RequestAborted);

    /// <summary>Revoking twice is revoking once: an answer that was lost must not look like a failure.</summary>
    public static async Task<IResult> DeleteAsync(Guid id, HttpContext context, MapDbContext db, CallerCache callers, TimeProvider time)
    {
        var accountId = context.Caller().Actor.AccountId;
        var token = await db.AccessTokens.SingleOrDefaultAsync(each => each.Id == id && each.AccountId == accountId, context.RequestAborted);
        if (token is null) return Problems.Refuse(RefusalCodes.TokenNotFound, "This account has no such token.");
        token.RevokedAt ??= time.UtcNow();
        await db.SaveChangesAsync(context.RequestAborted);
        callers.Forget(token.SecretHash, isToken: true);
        return Results.NoContent();
    }

    private static IQueryable<AccessToken> Lasting(MapDbContext db, Guid accountId, DateTime now) =>
        db.AccessTokens.Where(token => token.AccountId == accountId && token.RevokedAt == null && (token.ExpiresAt == null || token.ExpiresAt > now));
}
