using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using Microsoft.AspNetCore.Authentication;

namespace MapDashboard.Web.Identity;

/// <summary>Which account roles an endpoint takes. What they see there is the scope's matter, not this one's.</summary>
public static class Access
{
    public const string Staff = nameof(Staff);
    public const string Deciders = nameof(Deciders);
    public const string Leaders = nameof(Leaders);
    public const string Admins = nameof(Admins);

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
            .AddPolicy(Leaders, policy => policy.RequireRole(Words(AccountRole.Admin, AccountRole.Leader)));
    }

    /// <summary>The signed-in account of this request.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is anonymous: it must not ask.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("This endpoint has no signed-in account.");

    private static string[] AllBut(AccountRole role) => Words([.. Enum.GetValues<AccountRole>().Where(each => each != role)]);

    private static string[] Words(params AccountRole[] roles) => [.. roles.Select(Words<AccountRole>.Of)];
}
