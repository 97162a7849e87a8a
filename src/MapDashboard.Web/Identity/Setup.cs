using System.Security.Cryptography;
using System.Text;
using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Identity;

/// <summary>The one-time code with which the first admin of a new database is made. Printed at start, gone with the first use.</summary>
public sealed class SetupCode
{
    private string? code;

    public bool IsNeeded => code is not null;

    public string Create()
    {
        code = RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 12);
        return code;
    }

    public bool Matches(string? offered) =>
        code is { } current && offered is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(current), Encoding.UTF8.GetBytes(offered));

    /// <summary>True once, for the right code.</summary>
    public bool Use(string? offered) => Matches(offered) && Interlocked.Exchange(ref code, null) is not null;
}

public sealed record SetupRequest(string Code, string UserName, string Password);

/// <summary>What the sign-in page needs before anyone has signed in, and the making of the first admin.</summary>
public static class Setup
{
    public const int PasswordLength = AccountCommands.LeastPassword;

    public sealed record DemoAccount(string UserName, string DisplayName, AccountRole Role);

    public sealed record SignInView(IReadOnlyList<DemoAccount> DemoAccounts, bool Exposed, bool SetupNeeded);

    public static async Task<SignInView> GetAsync(MapDbContext db, MapDatabase database, SetupCode setup, IServer server, CancellationToken cancellationToken)
    {
        var demo = database.IsEmbedded
            ? await db.Accounts.Where(account => account.Demo).OrderBy(account => account.CreatedAt).ThenBy(account => account.UserName)
                .Select(account => new DemoAccount(account.UserName!, account.DisplayName, account.Role)).ToListAsync(cancellationToken)
            : [];
        return new SignInView(demo, demo.Count > 0 && IsExposed(server), setup.IsNeeded);
    }

    public static async Task<IResult> PostAsync(SetupRequest request, SetupCode setup, UserManager<Account> accounts, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(request.UserName) || request.UserName.Length > 100) return Problems.Refuse(RefusalCodes.RequestInvalid, "userName is required.");
        if (request.Password is not { Length: >= PasswordLength and <= 200 })
        {
            return Problems.Refuse(RefusalCodes.PasswordTooWeak, $"A password has at least {PasswordLength} characters.");
        }

        // The code first, so that strangers learn no names; used up last, so that a taken name does not cost it.
        if (!setup.Matches(request.Code)) return Problems.Refuse(RefusalCodes.SetupRefused, "The code is wrong or has been used.");
        if (await accounts.FindByNameAsync(request.UserName) is not null) return Problems.Refuse(RefusalCodes.SetupRefused, "This user name is taken.");
        if (!setup.Use(request.Code)) return Problems.Refuse(RefusalCodes.SetupRefused, "The code is wrong or has been used.");
        var admin = new Account
        {
            Id = Guid.CreateVersion7(),
            UserName = request.UserName,
            DisplayName = request.UserName,
            Role = AccountRole.Admin,
            LockoutEnabled = true,
            CreatedAt = time.UtcNow(),
        };
        var made = await accounts.CreateAsync(admin, request.Password);
        return made.Succeeded
            ? Results.Created("/api/session", null)
            : Problems.Refuse(RefusalCodes.SetupRefused, string.Join(' ', made.Errors.Select(error => error.Description)));
    }

    private static bool IsExposed(IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.Any(address =>
            !Uri.TryCreate(address, UriKind.Absolute, out var uri) || !uri.IsLoopback) ?? false;
}
