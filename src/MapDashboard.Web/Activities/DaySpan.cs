using MapDashboard.Data;
using MapDashboard.Data.Calendar;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.Activities;

/// <summary>From a day to a day, both included, local.</summary>
internal sealed record DaySpan(DateOnly From, DateOnly To)
{
    private const int Usual = 30;
    private const int Most = 366;

    /// <summary>Left out, the end is today and the start 29 days before the end.</summary>
    public static async Task<Outcome<DaySpan>> ReadAsync(MapDbContext db, string? from, string? to, DateTime now, CancellationToken cancellationToken)
    {
        if (!QueryValues.TryDay(from, out var first)) return new Refusal(RefusalCodes.RequestInvalid, "The query value from is not understood.");
        if (!QueryValues.TryDay(to, out var last)) return new Refusal(RefusalCodes.RequestInvalid, "The query value to is not understood.");
        var end = last ?? (await db.CalendarsAsync(cancellationToken)).Of([]).DateOf(now);
        var start = first ?? end.AddDays(1 - Usual);
        return start > end || end.DayNumber - start.DayNumber >= Most
            ? new Refusal(RefusalCodes.RequestInvalid, $"from lies before to, and at most {Most} days.")
            : new DaySpan(start, end);
    }
}
