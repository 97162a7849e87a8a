namespace MapDashboard.TestSupport;

/// <summary>A clock that runs with the machine's but can be set ahead: due times and windows pass without waiting.</summary>
public sealed class FakeClock : TimeProvider
{
    private long aheadTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref aheadTicks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref aheadTicks, by.Ticks);
}
