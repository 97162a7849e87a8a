using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Identity;

public sealed record NewAccount(string UserName, string DisplayName, AccountRole Role, string? AreaCode, string? PersonCode, string Password);

/// <summary>What an operator does to accounts. The sessions' secrets and the passwords themselves are nowhere kept.</summary>
public static class AccountCommands
{
    public const int LeastPassword = 10;
    private const int MostPassword = 200;
    private const int MostName = 100;

    private static readonly PasswordHasher<Account> Hasher = new();

    public static async Task<Outcome<Account>> CreateAsync(MapDbContext db, NewAccount request, DateTime now, CancellationToken cancellationToken)
    {
        if (request.UserName is not { Length: > 0 and <= MostName } || request.UserName.Any(char.IsControl))
        {
            return new Refusal(RefusalCodes.RequestInvalid, $"A name has 1 to {MostName} characters.");
        }

        if (PasswordRefusal(request.Password) is { } weak) return weak;
        if (await FindAsync(db, request.UserName, cancellationToken) is not null)
        {
            return new Refusal(RefusalCodes.RequestInvalid, $"There is an account {request.UserName} already.");
        }

        if (request.AreaCode is { } area && !await db.Areas.AnyAsync(each => each.Code == area, cancellationToken))
        {
            return new Refusal(RefusalCodes.AreaNotFound, $"There is no area of code {area}.");
        }

        if (request.PersonCode is { } person && !await db.People.AnyAsync(each => each.Code == person, cancellationToken))
        {
            return new Refusal(RefusalCodes.RequestUnknownValue, $"There is no person of code {person}.");
        }

        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            UserName = request.UserName,
            NormalizedUserName = Normalized(request.UserName),
            DisplayName = request.DisplayName,
            Role = request.Role,
            AreaCode = request.AreaCode,
            PersonCode = request.PersonCode,
            SecurityStamp = Guid.NewGuid().ToString(),
            LockoutEnabled = true,
            CreatedAt = now,
        };
        account.PasswordHash = Hasher.HashPassword(account, request.Password);
        db.Accounts.Add(account);
        await db.SaveChangesAsync(cancellationToken);
        return account;
    }

    /// <summary>Ends the account's sessions: whoever knew the old password is out. Its tokens stay, each revocable on its own.</summary>
    public static async Task<Outcome<Account>> SetPasswordAsync(MapDbContext db, string userName, string password, DateTime now, CancellationToken cancellationToken)
    {
        if (PasswordRefusal(password) is { } weak) return weak;
        if (await FindAsync(db, userName, cancellationToken) is not { } account) return Unknown(userName);
        if (account.Demo) return new Refusal(RefusalCodes.AccessDenied, "A demo account keeps its public password.");
        account.PasswordHash = Hasher.HashPassword(account, password);
        account.SecurityStamp = Guid.NewGuid().ToString();
        account.AccessFailedCount = 0;
        account.LockoutEnd = null;
        await EndSessionsAsync(db, account, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return account;
    }

    /// <summary>Ends its sessions and tokens too, for good: enabled again, it signs in anew.</summary>
    public static async Task<Outcome<Account>> DisableAsync(MapDbContext db, string userName, DateTime now, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, userName, cancellationToken) is not { } account) return Unknown(userName);
        account.DisabledAt ??= now;
        await EndSessionsAsync(db, account, now, cancellationToken);
        await foreach (var token in db.AccessTokens.Where(token => token.AccountId == account.Id && token.RevokedAt == null).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            token.RevokedAt = now;
        }

        await db.SaveChangesAsync(cancellationToken);
        return account;
    }

    public static async Task<Outcome<Account>> EnableAsync(MapDbContext db, string userName, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, userName, cancellationToken) is not { } account) return Unknown(userName);
        account.DisabledAt = null;
        await db.SaveChangesAsync(cancellationToken);
        return account;
    }

    private static async Task EndSessionsAsync(MapDbContext db, Account account, DateTime now, CancellationToken cancellationToken)
    {
        await foreach (var session in db.Sessions.Where(session => session.AccountId == account.Id && session.EndedAt == null).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            session.EndedAt = now;
        }
    }

    private static Task<Account?> FindAsync(MapDbContext db, string userName, CancellationToken cancellationToken)
    {
        var normalized = Normalized(userName);
        return db.Accounts.SingleOrDefaultAsync(account => account.NormalizedUserName == normalized, cancellationToken);
    }

    /// <summary>As signing in looks names up.</summary>
    private static string Normalized(string userName) => new UpperInvariantLookupNormalizer().NormalizeName(userName);

    private static Refusal? PasswordRefusal(string password) => password.Length is >= LeastPassword and <= MostPassword
        ? null
        : new Refusal(RefusalCodes.PasswordTooWeak, $"A password has {LeastPassword} to {MostPassword} characters.");

    private static Refusal Unknown(string userName) => new(RefusalCodes.RequestUnknownValue, $"There is no account {userName}.");
}
