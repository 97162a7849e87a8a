using System.Globalization;

namespace MapDashboard.Benchmarks;

/// <summary>What the rounds of a pairing came to: the median with its spread.</summary>
internal readonly record struct Ratio(double Median, double Least, double Most)
{
    public static Ratio Of(IEnumerable<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        return new Ratio(Rounds.Median(sorted), sorted[0], sorted[^1]);
    }

    public override string ToString() => Least.Equals(Most) ? Text(Median) : $"{Text(Median)} ({Text(Least)}–{Text(Most)})";

    // As many digits as tell something: three for a share of bytes, none for hundreds of times.
    private static string Text(double value) => value.ToString(Math.Abs(value) switch { < 1 => "0.00#", < 20 => "0.00", < 200 => "0.#", _ => "#,0" }, CultureInfo.InvariantCulture);
}

/// <summary>One goal of docs/performance.md.</summary>
/// <param name="Key">Its row; a letter where a row has several.</param>
/// <param name="Measure">What against what.</param>
/// <param name="Limit">To reach.</param>
/// <param name="IsMost">Whether the limit is the most that is allowed, and not the least.</param>
internal sealed record Goal(string Key, string Measure, double Limit, bool IsMost)
{
    public string Aim => (IsMost ? "≤ " : "≥ ") + Limit.ToString("#,0.##", CultureInfo.InvariantCulture);

    public bool IsMet(Ratio found) => IsMost ? found.Median <= Limit : found.Median >= Limit;

    public static IReadOnlyList<Goal> All { get; } =
    [
        new("1", "reports/s on 32 connections ÷ pgbench inserts with 32 clients", 1.0, false),
        new("2", "reports/s on 128 connections ÷ pgbench with 32", 1.5, false),
        new("3", "reports/s on 1 connection ÷ pgbench with 1", 0.35, false),
        new("4a", "reports/s on 32 connections ÷ Directus", 40, false),
        new("4b", "reports/s on 32 connections ÷ Node-RED with pg", 7, false),
        new("5a", "server's CPU of a delivery, 500 screens ÷ bare hub", 1.1, true),
        new("5b", "the same, 5,000 screens", 1.1, true),
        new("5c", "p99 of a delivery, 500 screens ÷ bare hub", 1.2, true),
        new("5d", "the same, 5,000 screens", 1.2, true),
        new("6a", "server's CPU of a delivery in bursts of 20 ÷ bare hub, one message a change", 0.35, true),
        new("6b", "the same ÷ socket.io", 0.5, true),
        new("7a", "POST to the last of 200 screens, p50 ÷ bare hub", 1.3, true),
        new("7b", "the same ÷ Node-RED", 1.0, true),
        new("8a", "memory of a connected screen ÷ bare hub", 1.2, true),
        new("8b", "screens held at once", 10_000, false),
        new("9", "first load of 3,376 areas, bytes by Brotli 5 ÷ GeoJSON", 0.27, true),
        new("10a", "first load of 20,000 open issues, bytes by Brotli 5 ÷ JSON", 0.35, true),
        new("10b", "snapshots/s ÷ query and serialise", 20, false),
        new("11", "first full paint ÷ Leaflet with markercluster", 0.35, true),
        new("12a", "main thread of a change ÷ the same", 0.12, true),
        new("12b", "main thread of a step of a zoom ÷ the same", 0.15, true),
        new("12c", "main thread of a zoom at rest ÷ the same", 0.15, true),
        new("12d", "heap ÷ the same", 0.3, true),
        new("13a", "who-to-find lookups/s over HTTP, 8 connections ÷ pgbench lookups with 8", 1.0, false),
        new("13b", "who-to-find lookups/s in process ÷ pgbench with 1", 20, false),
        new("14a", "questions whose p50 at a longer history is within 1.2 of the shorter's, %", 100, false),
        new("14b", "questions whose p99 is within 1.5, %", 100, false),
        new("15", "a year's figures: plain SQL ÷ over HTTP", 100, false),
        new("16a", "second ./run until ready, s", 8, true),
        new("16b", "idle, server and database, % of a core", 1, true),
        new("16c", "memory of the server with the county, MB", 350, true),
    ];
}
