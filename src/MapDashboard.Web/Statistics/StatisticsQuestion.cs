using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Statistics;

/// <summary>What every address of the statistics takes, as it stands in the query string.</summary>
/// <param name="Area">Narrows the view; left out: the whole scope.</param>
/// <param name="From">ISO 8601; left out: the local midnight.</param>
/// <param name="To">ISO 8601; left out: now.</param>
/// <param name="By">A <see cref="Dimension"/>; left out: category.</param>
/// <param name="Of">With by=area a level of areas, to which rows are rolled up.</param>
public sealed record StatisticsFilter(string? Area, string? From, string? To, string? By, string? Of);

/// <summary>A question that is understood: whose view, when, by what.</summary>
public sealed record StatisticsQuestion(MeasureScope Scope, DateTime From, DateTime To, DateTime Now, Dimension By, string? Level, TimeZoneInfo Zone)
{
    /// <summary>A longer history is asked for in pieces: one question must not hold the database.</summary>
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(1100);

    public MeasureRange Range => MeasureRange.Of(From, To, Zone);

    public static async Task<Outcome<StatisticsQuestion>> ReadAsync(HttpContext context, StatisticsFilter filter, CancellationToken cancellationToken)
    {
        var services = context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().UtcNow();
        var zone = services.GetRequiredService<IOptions<MapOptions>>().Value.Zone;
        var today = MeasureRange.Begin(MeasureRange.DayOf(now, zone), zone);
        if (!QueryValues.TryTime(filter.From, today, out var from)) return Invalid("The query value from is not understood.");
        if (!QueryValues.TryTime(filter.To, now, out var to)) return Invalid("The query value to is not understood.");
        if (to - from > LongestRange) return Invalid($"from and to lie at most {LongestRange.TotalDays} days apart.");
        if (to < from) return Invalid("to lies before from.");
        if (from.Year < 1900 || to.Year > 9000) return Invalid("from and to lie between the years 1900 and 9000.");
        if (!Words<Dimension>.TryParse(string.IsNullOrEmpty(filter.By) ? "category" : filter.By, out var by))
        {
            return new Refusal(RefusalCodes.RequestUnknownValue, "by is one of: " + string.Join(", ", Words<Dimension>.All) + ".");
        }

        var db = services.GetRequiredService<MapDbContext>();
        var level = string.IsNullOrEmpty(filter.Of) ? null : filter.Of;
        if (level is not null && (by != Dimension.Area || !await db.Levels.AnyAsync(each => each.Code == level, cancellationToken)))
        {
            return new Refusal(RefusalCodes.RequestUnknownValue, "of is the code of a level, and goes with by=area.");
        }

        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, filter.Area, cancellationToken);
        if (viewer.Refusal is { } outside) return outside;
        var scope = await MeasureScope.FindAsync(db, viewer.Value, cancellationToken);
        if (scope.Refusal is { } hidden) return hidden;
        return new StatisticsQuestion(scope.Value, from, to, now, by, level, zone);
    }

    private static Refusal Invalid(string detail) => new(RefusalCodes.RequestInvalid, detail);
}
