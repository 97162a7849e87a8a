using MapDashboard.Domain;
using System.Collections.Concurrent;
using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Identity;

/// <summary>Who stands behind the secret of a session or a token, remembered for one pulse: rights that change elsewhere hold here within that time.</summary>
public sealed class CallerCache(MapDatabase database, IOptions<MapOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromMinutes(1);
    private const int SweepAbove = 20_000;

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Caller?>>> readings = new(StringComparer.Ordinal);

    private sealed record Entry(Caller? Caller, long ReadAt);

    /// <param name="secretHash">SHA-256 of what was shown.</param>
    /// <param name="isToken">A session's secret is no token, nor the other way round.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>Null when it ended, expired, was revoked or never was.</returns>
    public async Task<Caller?> FindAsync(byte[] secretHash, bool isToken, CancellationToken cancellationToken)
    {
        var key = Key(secretHash, isToken);
        if (entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.ReadAt) < Lifetime) return entry.Caller;

        // Many requests of one account come at once: one reads, and the others wait for it. Nobody's going away stops the others.
        var reading = readings.GetOrAdd(key, _ => new Lazy<Task<Caller?>>(() => ReadAsync(key, secretHash, isToken)));
        return await reading.Value.WaitAsync(cancellationToken);
    }

    /// <summary>At sign-out or revocation, here at once.</summary>
    public void Forget(byte[] secretHash, bool isToken)
    {
        var key = Key(secretHash, isToken);
        readings.TryRemove(key, out _);
        entries.TryRemove(key, out _);
    }

    private async Task<Caller?> ReadAsync(string key, byte[] secretHash, bool isToken)
    {
        await Task.Yield();
        var reading = readings.GetValueOrDefault(key);
        try
        {
            var readAt = time.GetTimestamp();
            var caller = await ReadAsync(secretHash, isToken);
            if (entries.Count > SweepAbove) Sweep();

            // What was forgotten meanwhile is not remembered again.
            if (reading is not null && readings.TryGetValue(key, out var still) && ReferenceEquals(still, reading)) entries[key] = new Entry(caller, readAt);
            return caller;
        }
        finally
        {
            if (reading is not null) readings.TryRemove(KeyValuePair.Create(key, reading));
        }
    }

    private async Task<Caller?> ReadAsync(byte[] secretHash, bool isToken)
    {
        await using var db = Database.Context(database.DataSource);
        var id = isToken ? await db.AccessTokenOfAsync(secretHash, CancellationToken.None) : await db.SessionOfAsync(secretHash, CancellationToken.None);
        if (id is null) return null;
        var found = await db.CallersAsync([id.Value], database.IsEmbedded, time.UtcNow(), CancellationToken.None);
        var caller = found.GetValueOrDefault(id.Value);
        if (caller is not null) await NoteUseAsync(db, caller.Credential, CancellationToken.None);
        return caller;
    }

    private static string Key(byte[] secretHash, bool isToken) => (isToken ? "token:" : "session:") + Convert.ToHexString(secretHash);

    private Task NoteUseAsync(MapDbContext db, Credential credential, CancellationToken cancellationToken) =>
        credential.IsToken ? NoteTokenAsync(db, credential, cancellationToken) : ExtendAsync(db, credential, cancellationToken);

    /// <summary>Its owner sees which tokens are alive. Written once a minute, not at each use.</summary>
    private async Task NoteTokenAsync(MapDbContext db, Credential token, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        if (token.LastUsedAt is { } last && now - last < UseIsNotedEvery) return;
        await db.AccessTokens.Where(row => row.Id == token.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), cancellationToken);
    }

    /// <summary>Use keeps a session alive: a hall screen is not signed out after a month. Written once a tenth of the time, not at each use.</summary>
    private async Task ExtendAsync(MapDbContext db, Credential session, CancellationToken cancellationToken)
    {
        var (life, now) = (TimeSpan.FromHours(options.Value.SessionHours), time.UtcNow());
        if (session.ExpiresAt - now > life * 0.9) return;
        await db.Sessions.Where(row => row.Id == session.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now + life), cancellationToken);
    }

    private void Sweep()
    {
        foreach (var (key, entry) in entries)
        {
            if (time.GetElapsedTime(entry.ReadAt) >= Lifetime) entries.TryRemove(key, out _);
        }
    }
}
