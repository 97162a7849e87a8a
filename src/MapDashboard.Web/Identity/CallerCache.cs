using MapDashboard.Domain;
using System.Collections.Concurrent;
using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.Identity;

/// <summary>Who stands behind a session's secret, remembered for one pulse: rights that change elsewhere hold here within that time.</summary>
public sealed class CallerCache(MapDatabase database, TimeProvider time)
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
        }

        if (entries.Count > SweepAbove) Sweep();
        entries[key] = new Entry(caller, readAt);
        return caller;
    }

    /// <summary>At sign-out, here at once.</summary>
    public void Forget(byte[] secretHash) => entries.TryRemove(Convert.ToHexString(secretHash), out _);

    private void Sweep()
    {
        foreach (var (key, entry) in entries)
        {
            if (time.GetElapsedTime(entry.ReadAt) >= Lifetime) entries.TryRemove(key, out _);
        }
    }
}
