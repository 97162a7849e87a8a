using System.Collections.Concurrent;

namespace MapDashboard.Web.Packed;

/// <summary>
/// What was made for one view and holds for all who have it, by a key that is exactly what decides the view. One maker at a time for each key; those who come
/// meanwhile wait and look again. Within bounds: what was asked for longest ago leaves first.
/// </summary>
/// <param name="mostBytes">Of all entries together.</param>
/// <param name="sizeOf">Bytes of one.</param>
public sealed class Shelf<T>(long mostBytes, Func<T, long> sizeOf)
    where T : class
{
    /// <summary>So many keys wait for nothing but each other: makers of different keys that share a gate take turns.</summary>
    private const int Gates = 64;

    private readonly ConcurrentDictionary<string, (T Entry, long UsedAt)> entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, Gates).Select(_ => new SemaphoreSlim(1))];
    private long clock;

    /// <param name="key">Whatever decides the view.</param>
    /// <param name="isGood">Whether an entry still serves; asked anew after waiting for another maker.</param>
    /// <param name="makeAsync">Makes it. What it makes is served without asking.</param>
    /// <param name="cancellationToken">Of the one who asks.</param>
    public async Task<T> GetAsync(string key, Func<T, Task<bool>> isGood, Func<Task<T>> makeAsync, CancellationToken cancellationToken)
    {
        var found = Find(key);
        if (found is not null && await isGood(found)) return found;
        var gate = gates[(uint)StringComparer.Ordinal.GetHashCode(key) % Gates];
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (Find(key) is { } made && !ReferenceEquals(made, found) && await isGood(made)) return made;
            var entry = await makeAsync();
            entries[key] = (entry, Interlocked.Increment(ref clock));
            MakeRoom(key);
            return entry;
        }
        finally
        {
            gate.Release();
        }
    }

    private T? Find(string key)
    {
        if (!entries.TryGetValue(key, out var held)) return null;
        entries.TryUpdate(key, held with { UsedAt = Interlocked.Increment(ref clock) }, held);
        return held.Entry;
    }

    private void MakeRoom(string kept)
    {
        var held = entries.ToArray();
        var bytes = held.Sum(pair => sizeOf(pair.Value.Entry));
        foreach (var (key, value) in held.Where(pair => pair.Key != kept).OrderBy(pair => pair.Value.UsedAt))
        {
            if (bytes <= mostBytes) return;
            if (entries.TryRemove(key, out _)) bytes -= sizeOf(value.Entry);
        }
    }
}
