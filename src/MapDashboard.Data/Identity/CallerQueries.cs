using MapDashboard.Data.People;
using MapDashboard.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Identity;

/// <summary>What a caller has shown to be let in: a session's cookie or a personal access token.</summary>
/// <param name="Id">Of the session's or the token's row.</param>
/// <param name="IsToken">False for a session.</param>
/// <param name="ReadOnly">A token that changes nothing.</param>
/// <param name="ExpiresAt">Null for a token that lasts until it is revoked.</param>
/// <param name="LastUsedAt">Of a token; null for a session and for a new token.</param>
public sealed record Credential(Guid Id, bool IsToken, bool ReadOnly, DateTime? ExpiresAt, DateTime? LastUsedAt);

/// <summary>A signed-in account with everything that a request needs to know of it.</summary>
public sealed record Caller(Credential Credential, string UserName, string? AreaCode, Actor Actor)
{
    public Scope Scope => Actor.Scope;

    public AccountRole Role => Actor.Role;

    public Viewer Viewer { get; } = new(Actor.Scope);

    /// <summary>Equal while rights have not changed: a live connection whose key changes is cut.</summary>
    public string RightsKey => $"{Role}|{Scope.Key}|{string.Join(',', Actor.GridLeaderOf)}";
}

/// <summary>Accounts, their sessions and what follows from their posts, read in one place for requests and live connections alike.</summary>
public static class CallerQueries
{
    /// <summary>The callers of these sessions and tokens that still last, by the credential's id.</summary>
    /// <param name="db">The database.</param>
    /// <param name="credentialIds">Sessions and tokens; what ended, expired or was revoked is absent from the answer.</param>
    /// <param name="allowDemo">False on a real database: demo accounts are refused there.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<IReadOnlyDictionary<Guid, Caller>> CallersAsync(
        this MapDbContext db, IReadOnlyCollection<Guid> credentialIds, bool allowDemo, DateTime now, CancellationToken cancellationToken)
    {
        var sessions = db.Sessions
            .Where(session => credentialIds.Contains(session.Id) && session.EndedAt == null && session.ExpiresAt > now)
            .Select(session => new { session.Id, session.AccountId, IsToken = false, ReadOnly = false, ExpiresAt = (DateTime?)session.ExpiresAt, LastUsedAt = (DateTime?)null });
        var tokens = db.AccessTokens
            .Where(token => credentialIds.Contains(token.Id) && token.RevokedAt == null && (token.ExpiresAt == null || token.ExpiresAt > now))
            .Select(token => new { token.Id, token.AccountId, IsToken = true, token.ReadOnly, token.ExpiresAt, token.LastUsedAt });
        var credentials = await (
            from credential in sessions.Concat(tokens)
            join account in db.Accounts on credential.AccountId equals account.Id
            where account.DisabledAt == null && (allowDemo || !account.Demo)
            select new { Credential = credential, account.UserName, account.AreaCode }).AsNoTracking().ToListAsync(cancellationToken);
        var actors = await db.ActorsAsync([.. credentials.Select(row => row.Credential.AccountId).Distinct()], now, cancellationToken);
        return credentials.ToDictionary(
            row => row.Credential.Id,
            row => new Caller(
                new Credential(row.Credential.Id, row.Credential.IsToken, row.Credential.ReadOnly, row.Credential.ExpiresAt, row.Credential.LastUsedAt),
                row.UserName!, row.AreaCode, actors[row.Credential.AccountId]));
    }

    /// <summary>What the accounts may do and see, from their role, area, person and posts, by account id.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Actor>> ActorsAsync(
        this MapDbContext db, IReadOnlyCollection<Guid> accountIds, DateTime now, CancellationToken cancellationToken)
    {
        var rows = await (
            from account in db.Accounts
            where accountIds.Contains(account.Id)
            from person in db.People.Where(person => person.Code == account.PersonCode).DefaultIfEmpty()
            from area in db.Areas.Where(area => area.Code == account.AreaCode).DefaultIfEmpty()
            select new
            {
                account.Id,
                account.DisplayName,
                account.Role,
                account.PersonCode,
                Employer = person == null ? null : person.Employer,
                AreaPath = area == null ? null : area.Path,
            }).AsNoTracking().ToListAsync(cancellationToken);
        var people = rows.Select(row => row.PersonCode).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var posts = await (
            from post in db.Posts.Held(now)
            where post.PersonCode != null && people.Contains(post.PersonCode)
            join area in db.Areas on post.AreaCode equals area.Code
            join role in db.Roles on post.Role equals role.Code
            select new { PersonCode = post.PersonCode!, area.Path, role.GridLeader }).AsNoTracking().ToListAsync(cancellationToken);
        var postsByPerson = posts.ToLookup(post => post.PersonCode, StringComparer.Ordinal);
        return rows.ToDictionary(row => row.Id, row =>
        {
            var held = row.PersonCode is { } code ? postsByPerson[code].ToArray() : [];
            string[][] paths = [.. row.AreaPath is { } own ? new[] { own } : [], .. held.Select(post => post.Path)];
            var scope = Scope.Of(row.Role, row.Id, paths, row.PersonCode, row.Employer);
            string[] gridLeaderOf =
                [.. held.Where(post => post.GridLeader).Select(post => post.Path[^1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            return new Actor(row.Id, row.DisplayName, row.Role, scope, row.PersonCode, row.Employer, gridLeaderOf);
        });
    }

    /// <summary>The session of a secret's hash, whatever its state; null when there is none.</summary>
    public static async Task<Guid?> SessionOfAsync(this MapDbContext db, byte[] secretHash, CancellationToken cancellationToken)
    {
        var ids = await db.Sessions.Where(session => session.SecretHash == secretHash).Select(session => session.Id).ToListAsync(cancellationToken);
        return ids.Count == 0 ? null : ids[0];
    }

    /// <summary>The same for a personal access token.</summary>
    public static async Task<Guid?> AccessTokenOfAsync(this MapDbContext db, byte[] secretHash, CancellationToken cancellationToken)
    {
        var ids = await db.AccessTokens.Where(token => token.SecretHash == secretHash).Select(token => token.Id).ToListAsync(cancellationToken);
        return ids.Count == 0 ? null : ids[0];
    }
}
