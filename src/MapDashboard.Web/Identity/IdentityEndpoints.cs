using MapDashboard.Data;
using MapDashboard.Data.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace MapDashboard.Web.Identity;

public static class IdentityEndpoints
{
    public static void AddMapIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>(options =>
            {
                options.Lockout.MaxFailedAccessAttempts = 10;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);

                // Said by whoever makes an account: anybody may try the demo's, and must not lock others out of them.
                options.Lockout.AllowedForNewUsers = false;
                options.User.AllowedUserNameCharacters = null!;

                // Length is what counts; the checks are where accounts are made, because the demo's password is public anyway.
                options.Password = new PasswordOptions
                {
                    RequiredLength = 1, RequireDigit = false, RequireLowercase = false, RequireUppercase = false,
                    RequireNonAlphanumeric = false, RequiredUniqueChars = 1,
                };
            })
            .AddUserStore<UserOnlyStore<Account, MapDbContext, Guid>>();
        services.AddSingleton<CallerCache>();
        services.AddSingleton<SetupCode>();
        services.AddMapAuthorization();
    }

    public static void MapIdentity(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sign-in", Setup.GetAsync).AllowAnonymous().WithSummary("What the sign-in page offers");
        api.MapPost("/setup", Setup.PostAsync).AllowAnonymous().WithSummary("Make the first admin with the one-time code printed at start");
        api.MapPost("/session", SignIn.PostAsync).AllowAnonymous().WithSummary("Sign in");
        api.MapGet("/session", SignIn.Get).WithSummary("Who is signed in");
        api.MapDelete("/session", SignIn.DeleteAsync).RequireAuthorization(Access.Sessions).WithSummary("Sign out");
        api.MapPost("/tokens", AccessTokens.PostAsync).RequireAuthorization(Access.StaffSessions).WithSummary("Make a personal access token; its secret is shown once");
        api.MapGet("/tokens", AccessTokens.GetAsync).RequireAuthorization(Access.StaffSessions).WithSummary("The account's own tokens, without their secrets");
        api.MapDelete("/tokens/{id:guid}", AccessTokens.DeleteAsync).RequireAuthorization(Access.StaffSessions).WithSummary("Revoke a token");
    }
}
