namespace MapDashboard.Domain;

/// <summary>Time as we keep it: UTC, cut to the microseconds that PostgreSQL stores, so that what was answered equals what is read back.</summary>
public static class Clock
{
    public static DateTime UtcNow(this TimeProvider time) => Cut(time.GetUtcNow().UtcDateTime);

    public static DateTime Cut(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
