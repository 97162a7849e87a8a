using Npgsql;

namespace MapDashboard.Data.Intake;

/// <summary>
/// The ground in memory, one state for all requests of this server. What is read here may be older than the database: whoever writes by it
/// compares <see cref="Ground.Version"/> in the transaction that writes, whoever refuses by it asks <see cref="RenewAsync"/> before.
/// </summary>
public sealed class GroundCache(NpgsqlDataSource dataSource) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Ground? known;

    /// <summary>The state that this server knows; read where it knows none.</summary>
    public ValueTask<Ground> GetAsync(CancellationToken cancellationToken) =>
        known is { } ground ? new ValueTask<Ground>(ground) : new ValueTask<Ground>(RenewAsync(null, cancellationToken));

    /// <summary>The state in force now. Many may ask at once: one reads, and only where the name has changed.</summary>
    /// <param name="seen">What the caller went by; null where it has seen none. Another than that may be known by now: then that is the answer.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public async Task<Ground> RenewAsync(Ground? seen, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (known is { } other && !ReferenceEquals(other, seen)) return other;
            await using var db = Database.Context(dataSource);
            if (known is { } same && await Ground.VersionAsync(db, cancellationToken) == same.Version) return same;
            return known = await Ground.ReadAsync(db, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
