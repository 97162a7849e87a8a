using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Identity;

/// <summary>
/// Who calls: a browser by its cookie or a program by <c>Authorization: Bearer</c>. Sessions are rows: the cookie holds a random secret and the row its hash, so that every node knows every session, ending the row ends
/// it everywhere, and no key has to be shared between nodes (decisions/0007).
/// </summary>
public sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    CallerCache callers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "session";
    public const string Cookie = "map_session";
    public const string TokenPrefix = "map_";
    private const string Bearer = "Bearer ";

    /// <summary>Set on a request whose session could not be asked for.</summary>
    public const string UnknownKey = "session unknown";

    /// <summary>The claim that tells a session from a token.</summary>
    public const string CredentialClaim = "credential";
    public const string SessionCredential = "session";
    private const string TokenCredential = "token";

    public static (string Secret, byte[] Hash) NewSecret()
    {
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        return (secret, HashOf(secret));
    }

    public static byte[] HashOf(string secret) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret));

    /// <summary>Whether a program shows a token. No browser sends this header by itself, so no foreign page can ride on it.</summary>
    public static bool HasBearer(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // A token, even a wrong one, is the whole answer: the cookie beside it is not looked at.
        var isToken = HasBearer(Request);
        var secret = isToken ? Request.Headers.Authorization.ToString()[Bearer.Length..].Trim() : Request.Cookies[Cookie];
        if (secret is not { Length: > 0 and < 200 }) return AuthenticateResult.NoResult();
        if (await FindAsync(secret, isToken) is not { } caller) return AuthenticateResult.NoResult();
        Context.Features.Set(caller);
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, caller.UserName),
                new Claim(ClaimTypes.Role, Words<Domain.Access.AccountRole>.Of(caller.Role)),
                new Claim(CredentialClaim, isToken ? TokenCredential : SessionCredential),
            ],
            Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    /// <summary>
    /// Pages and health must come also while the database is away: a hall screen that reloads then has to find its page, which knows how to
    /// wait. Everything else says that it cannot answer.
    /// </summary>
    private async Task<Data.Identity.Caller?> FindAsync(string secret, bool isToken)
    {
        try
        {
            return await callers.FindAsync(HashOf(secret), isToken, Context.RequestAborted);
        }
        catch (Exception away) when (Problems.IsDatabaseAway(away) && Context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null)
        {
            Context.Items[UnknownKey] = true;
            return null;
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, RefusalCodes.SessionRequired, "Sign in first.");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, RefusalCodes.AccessDenied, "This account may not do that.");
}
