using System.Globalization;

namespace MapDashboard.Benchmarks;

/// <summary>
/// What people ask: lists with each of their filters, one issue, figures, the present and the past. Where a short history has no page of fifty, ten are
/// asked for, so that both answers hold as much.
/// </summary>
internal static class FlatQuestions
{
    private const int StreetDigits = 9;
    private const int CommunityDigits = 12;
    private const int GridDigits = 15;
    private const int MicrogridDigits = 17;
    private const int Year = 365;
    private const int LongestRange = 1099;

    public static IReadOnlyList<(string Name, Func<FlatSite, Random, string> Question)> All { get; } =
    [
        ("list: first page", (_, _) => "/api/issues"),
        ("list: a page of anywhere", (site, random) => "/api/issues?cursor=" + site.Cursors[random.Next(site.Cursors.Count)]),
        ("list: open", (_, _) => "/api/issues?status=open"),
        ("list: overdue", (_, _) => "/api/issues?overdue=true"),
        ("list: closed", (_, _) => "/api/issues?status=closed"),
        ("list: voided", (_, _) => "/api/issues?status=voided"),
        ("list: a category", (_, _) => "/api/issues?category=environment.litter"),
        ("list: a category, a page of anywhere", (site, random) => "/api/issues?category=environment.litter&cursor=" + site.Cursors[random.Next(site.Cursors.Count)]),
        ("list: a street", (site, random) => "/api/issues?area=" + site.Area(random, StreetDigits)),
        ("list: a community", (site, random) => "/api/issues?area=" + site.Area(random, CommunityDigits)),
        ("list: a grid", (site, random) => "/api/issues?area=" + site.Area(random, GridDigits)),
        ("list: a micro-grid, ten", (site, random) => "/api/issues?limit=10&area=" + site.Area(random, MicrogridDigits)),
        ("list: a grid, ten of anywhere", (site, random) => $"/api/issues?limit=10&area={site.Area(random, GridDigits)}&cursor={site.Cursors[random.Next(site.Cursors.Count)]}"),
        ("list: a grid, open", (site, random) => $"/api/issues?status=open&area={site.Area(random, GridDigits)}"),
        ("list: a community and a category", (site, random) => $"/api/issues?category=environment.litter&area={site.Area(random, CommunityDigits)}"),
        ("list: a week", (site, random) => Range("/api/issues?", site.Moment(random), TimeSpan.FromDays(7))),
        ("list: ended since yesterday", (site, _) => $"/api/issues?endedFrom={Text(site.Last.AddDays(-1))}"),
        ("list: a box of the map, ten", (_, random) => Box("/api/issues?limit=10&", random)),
        ("list: a box of the map, open", (_, random) => Box("/api/issues?status=open&", random)),
        ("list: a number", (site, random) => "/api/issues?q=" + site.Numbers[random.Next(site.Numbers.Count)]),
        ("list: a common word", (_, _) => "/api/issues?q=" + Uri.EscapeDataString("路灯")),
        ("list: a word that nobody wrote", (_, _) => "/api/issues?q=" + Uri.EscapeDataString("鲸鱼")),
        ("one issue with its history", (site, random) => "/api/issues/" + site.Issues[random.Next(site.Issues.Count)]),
        ("figures of a day by category", (site, random) => Statistics(site, random, 1, "category")),
        ("figures of a month by category", (site, random) => Statistics(site, random, 30, "category")),
        ("figures of a year by category", (site, random) => Statistics(site, random, Year, "category")),
        ("figures of a year by day", (site, random) => Statistics(site, random, Year, "day")),
        ("figures of a year by hour", (site, random) => Statistics(site, random, Year, "hour")),
        ("figures of a year by status", (site, random) => Statistics(site, random, Year, "status")),
        ("figures of a year by community", (site, random) => Statistics(site, random, Year, "area&of=community")),
        ("figures of a year by grid", (site, random) => Statistics(site, random, Year, "area&of=grid")),
        ("figures of the longest range by category", (site, _) => $"/api/statistics?by=category&from={Text(site.Last.AddDays(-LongestRange))}&to={Text(site.Last)}"),
        ("figures of a year of a grid, by category", (site, random) => Statistics(site, random, Year, "category&area=" + site.Area(random, GridDigits))),
        ("cases behind a year's figure", (site, random) => Range("/api/statistics/cases?figure=closed&", site.Last.AddDays(-Year - random.Next(0, 15)), TimeSpan.FromDays(Year))),
        ("cases behind a year's rate of a community", (site, random) => Range($"/api/statistics/cases?figure=onTimeRate&part=denominator&area={site.Area(random, CommunityDigits)}&", site.Last.AddDays(-Year - random.Next(0, 15)), TimeSpan.FromDays(Year))),
        ("snapshot", (_, _) => "/api/snapshot"),
        ("snapshot of a random moment", (site, random) => $"/api/snapshot?at={Text(site.Moment(random))}"),
        ("snapshot of a random moment, a community", (site, random) => $"/api/snapshot?at={Text(site.Moment(random))}&area={site.Area(random, CommunityDigits)}"),
        ("the last 400 Changes", (site, _) => "/api/changes?after=" + site.LogCursor),
        ("density of a day", (site, random) => Range("/api/changes/density?", site.Moment(random), TimeSpan.FromDays(1))),
        ("density of 31 days", (site, random) => Range("/api/changes/density?", site.Moment(random).AddDays(-31), TimeSpan.FromDays(31))),
        ("open issues near a place", (_, random) => string.Create(CultureInfo.InvariantCulture, $"/api/issues/near?category=environment.litter&lon={118 + (0.4 * random.NextDouble()):0.00000}&lat={34.7 + (0.3 * random.NextDouble()):0.00000}")),
    ];

    private static string Statistics(FlatSite site, Random random, int days, string by)
    {
        // A year lies in the shorter history once, a day or a month anywhere.
        var to = days < Year ? site.Moment(random).AddDays(days) : site.Last.AddDays(-random.Next(0, 15));
        return $"/api/statistics?by={by}&from={Text(to.AddDays(-days))}&to={Text(to)}";
    }

    private static string Range(string path, DateTime from, TimeSpan length) => $"{path}from={Text(from)}&to={Text(from + length)}";

    /// <summary>Some 500 by 500 metres.</summary>
    private static string Box(string path, Random random)
    {
        var (west, south) = (118 + (0.39 * random.NextDouble()), 34.7 + (0.29 * random.NextDouble()));
        return string.Create(CultureInfo.InvariantCulture, $"{path}bbox={west:0.00000},{south:0.00000},{west + 0.0055:0.00000},{south + 0.0045:0.00000}");
    }

    private static string Text(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
