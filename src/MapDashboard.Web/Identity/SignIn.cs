using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Identity;

public sealed record Credentials(string UserName, string Password);

/// <summary>
/// What a page knows of its account; areaCodes are the roots of the subtrees that it answers for, by its area and its posts; an issue may be
/// given to its person or its organization.
/// </summary>
public sealed record SessionView(
    string UserName, string DisplayName, AccountRole Role, string? AreaCode, IReadOnlyList<string> AreaCodes, string? PersonCode, string? OrganizationCode)
{
    public static SessionView Of(Caller caller) =>
        new(caller.UserName, caller.Actor.Name, caller.Role, caller.AreaCode, caller.Scope.AreaCodes, caller.Actor.PersonCode, caller.Actor.Organization);
}

/// <summary>Signing in and out.</summary>
public static class SignIn
{
    /// <summary>The longest that browsers keep a cookie; how long the session lasts is the row's to say.</summary>
    private const int CookieDays = 400;

    // Verified against when the name is unknown, so that the time of the answer does not tell which names exist.
    private static readonly string NobodysHash = new PasswordHasher<object>().HashPassword(new object(), Guid.NewGuid().ToString());

    public static async Task<IResult> PostAsync(
        Credentials credentials,
        HttpContext context,
        UserManager<Account> accounts,
        MapDbContext db,
        MapDatabase database,
        IOptions<MapOptions> options,
        TimeProvider time)
    {
        if (credentials.UserName is not { Length: > 0 and <= 100 } || credentials.Password is not { Length: > 0 and <= 200 })
        {
            return Problems.Refuse(RefusalCodes.RequestInvalid, "userName and password are required.");
        }

        var account = await accounts.FindByNameAsync(credentials.UserName);
        if (account is null || (account.Demo && !database.IsEmbedded))
        {
            new PasswordHasher<object>().VerifyHashedPassword(new object(), NobodysHash, credentials.Password);
            return WrongCredentials();
        }

        // One guess at a time for an account: guesses sent together would all be weighed before the first is counted.
        await using (var turn = await db.Database.BeginTransactionAsync(context.RequestAborted))
        {
            await db.Database.ExecuteSqlAsync($"select 1 from accounts where id = {account.Id} for update", context.RequestAborted);
            await db.Entry(account).ReloadAsync(context.RequestAborted);
            var refusal = await WeighAsync(accounts, account, credentials.Password);
            await turn.CommitAsync(context.RequestAborted);
            if (refusal is not null) return refusal;
        }

        var now = time.UtcNow();
        await db.Sessions.Where(old => old.ExpiresAt < now).ExecuteDeleteAsync(context.RequestAborted);
        var (session, secret) = NewSession(account.Id, now, options.Value);
        db.Sessions.Add(session);
        await db.SaveChangesAsync(context.RequestAborted);
        KeepIn(context, secret, now);
        var caller = (await db.CallersAsync([session.Id], database.IsEmbedded, now, context.RequestAborted))[session.Id];
        return Results.Ok(SessionView.Of(caller));
    }

    /// <summary>A session to be added, and the secret whose hash it holds.</summary>
    public static (Session Session, string Secret) NewSession(Guid accountId, DateTime now, MapOptions options)
    {
        var (secret, hash) = SessionAuthentication.NewSecret();
        return (new Session { Id = Guid.CreateVersion7(), AccountId = accountId, SecretHash = hash, CreatedAt = now, ExpiresAt = now.AddHours(options.SessionHours) }, secret);
    }

    /// <summary>Gives the browser its session's secret.</summary>
    public static void KeepIn(HttpContext context, string secret, DateTime now) =>
        context.Response.Cookies.Append(SessionAuthentication.Cookie, secret, CookieOptions(context, now.AddDays(CookieDays)));

    private static async Task<IResult?> WeighAsync(UserManager<Account> accounts, Account account, string password)
    {
        if (await accounts.IsLockedOutAsync(account)) return LockedOut();
        if (!await accounts.CheckPasswordAsync(account, password))
        {
            await accounts.AccessFailedAsync(account);
            return await accounts.IsLockedOutAsync(account) ? LockedOut() : WrongCredentials();
        }

        if (account.AccessFailedCount > 0) await accounts.ResetAccessFailedCountAsync(account);

        // Told only to who knows the password: a stranger learns nothing of an account's state.
        return account.DisabledAt is null ? null : Problems.Refuse(RefusalCodes.AccountDisabled, "This account is disabled.");
    }

    public static SessionView Get(HttpContext context) => SessionView.Of(context.Caller());

    public static async Task<IResult> DeleteAsync(HttpContext context, MapDbContext db, CallerCache callers, TimeProvider time)
    {
        var sessionId = context.Caller().Credential.Id;
        var session = await db.Sessions.FindAsync([sessionId], context.RequestAborted);
        session!.EndedAt = time.UtcNow();
        await db.SaveChangesAsync(context.RequestAborted);
        callers.Forget(session.SecretHash, isToken: false);
        context.Response.Cookies.Delete(SessionAuthentication.Cookie, CookieOptions(context, null));
        return Results.NoContent();
    }

    private static IResult WrongCredentials() => Problems.Refuse(RefusalCodes.CredentialsRefused, "User name and password do not match.");

    private static IResult LockedOut() => Problems.Refuse(RefusalCodes.LockedOut, "Too many wrong passwords; try again in a few minutes.");

    private static CookieOptions CookieOptions(HttpContext context, DateTime? expiresAt) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        Expires = expiresAt,
    };
}
