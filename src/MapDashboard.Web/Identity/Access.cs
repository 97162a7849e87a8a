using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Authentication;

namespace MapDashboard.Web.Identity;

/// <summary>Which account roles an endpoint takes. What they see there is the scope's matter, not this one's.</summary>
public static class Access
{
    public const string Staff = nameof(Staff);
    public const string Deciders = nameof(Deciders);
    public const string Leaders = nameof(Leaders);
    public const string Admins = nameof(Admins);

    public const string Screens = nameof(Screens);

    /// <summary>A session, not a token: what a leaked token must not be able to do.</summary>
    public const string Sessions = nameof(Sessions);

    /// <summary>The same without screens: nobody takes a token away from the keyboard of a hall.</summary>
    public const string StaffSessions = nameof(StaffSessions);

    public static void AddMapAuthorization(this IServiceCollection services)
    {
        // The core services only: AddAuthentication would bring data-protection keys, and nothing here is encrypted with any (decisions/0007).
        services.AddAuthenticationCore(options => options.DefaultScheme = SessionAuthentication.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);

        // Whatever forgets to say who may call it takes signed-in accounts only.
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Staff, policy => policy.RequireRole(AllBut(AccountRole.Screen)))
            .AddPolicy(Deciders, policy => policy.RequireRole(Words(AccountRole.Admin, AccountRole.Leader, AccountRole.Desk)))
            .AddPolicy(Admins, policy => policy.RequireRole(Words(AccountRole.Admin)))
            .AddPolicy(Screens, policy => policy.RequireRole(Words(AccountRole.Screen)))
            .AddPolicy(Sessions, policy => policy.RequireClaim(SessionAuthentication.CredentialClaim, SessionAuthentication.SessionCredential))
            .AddPolicy(StaffSessions, policy => policy.RequireRole(AllBut(AccountRole.Screen))
                .RequireClaim(SessionAuthentication.CredentialClaim, SessionAuthentication.SessionCredential))
            .AddPolicy(Leaders, policy => policy.RequireRole(Words(AccountRole.Admin, AccountRole.Leader)));
    }

    /// <summary>A read-only token is refused here for every unsafe method, so that no endpoint can forget it. The hub only tells.</summary>
    public static void UseReadOnlyTokens(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            || request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal);
        return isSafe || context.Features.Get<Caller>() is not { Credential.ReadOnly: true }
            ? next(context)
            : Problems.WriteAsync(context, RefusalCodes.AccessDenied, "This token only reads.");
    });

    /// <summary>
    /// A phone keeps work until there is a network, and by then somebody else may be signed in on it. What it sends names whose work it is in
    /// the header X-Account (the user name, percent-encoded); it is taken from no other account.
    /// </summary>
    public static void UseExpectedAccount(this WebApplication app) => app.Use((context, next) =>
        context.Features.Get<Caller>() is { } caller && context.Request.Headers["X-Account"] is { Count: > 0 } expected
            && !expected.All(each => string.Equals(Uri.UnescapeDataString(each ?? ""), caller.UserName, StringComparison.Ordinal))
            ? Problems.WriteAsync(context, RefusalCodes.OtherAccount, "Another account is signed in than the one whose work this is.")
            : next(context));

    /// <summary>The signed-in account of this request.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is anonymous: it must not ask.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("This endpoint has no signed-in account.");

    private static string[] AllBut(AccountRole role) => Words([.. Enum.GetValues<AccountRole>().Where(each => each != role)]);

    private static string[] Words(params AccountRole[] roles) => [.. roles.Select(Words<AccountRole>.Of)];
}
