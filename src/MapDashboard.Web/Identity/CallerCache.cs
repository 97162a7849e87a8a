using MapDashboard.Domain;
using System.Collections.Concurrent;
using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Identity;

/// <summary>Who stands behind a session's secret, remembered for one pulse: rights that change elsewhere hold here within that time.</summary>
public sealed class CallerCache(MapDatabase database, IOptions<MapOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);
    private const int SweepAbove = 20_000;

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    private sealed record Entry(Caller? Caller, long ReadAt);

    /// <returns>Null when the session ended, expired or never was.</returns>
    public async Task<Caller?> FindAsync(byte[] secretHash, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexString(secretHash);
        if (entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.ReadAt) < Lifetime) return entry.Caller;
        var readAt = time.GetTimestamp();
        await using var db = Database.Context(database.DataSource);
        Caller? caller = null;
        if (await db.SessionOfAsync(secretHash, cancellationToken) is { } sessionId)
        {
            var found = await db.CallersAsync([sessionId], database.IsEmbedded, time.UtcNow(), cancellationToken);
            caller = found.GetValueOrDefault(sessionId);
            if (caller is not null) await ExtendAsync(db, caller, cancellationToken);
        }

        if (entries.Count > SweepAbove) Sweep();
        entries[key] = new Entry(caller, readAt);
        return caller;
    }

    /// <summary>At sign-out, here at once.</summary>
    public void Forget(byte[] secretHash) => entries.TryRemove(Convert.ToHexString(secretHash), out _);

    /// <summary>Use keeps a session alive: a hall screen is not signed out after a month. Written once a tenth of the time, not at each use.</summary>
    private async Task ExtendAsync(MapDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var (life, now) = (TimeSpan.FromHours(options.Value.SessionHours), time.UtcNow());
        if (caller.ExpiresAt - now > life * 0.9) return;
        await db.Sessions.Where(session => session.Id == caller.SessionId)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.ExpiresAt, now + life), cancellationToken);
    }

    private void Sweep()
    {
        foreach (var (key, entry) in entries)
        {
            if (time.GetElapsedTime(entry.ReadAt) >= Lifetime) entries.TryRemove(key, out _);
        }
    }
}
