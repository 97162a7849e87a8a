using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace MapDashboard.Benchmarks;

/// <summary>A year's figures of the whole county by HTTP against the plain SQL over issues and Changes that says the same, and whether they agree.</summary>
internal static class RawFigures
{
    private const int Turns = 3;

    private const string Sql =
        """
        with told as (
          select c.issue_id, c.kind, c.at, (c.data::jsonb->'issue'->>'dueAt')::timestamptz as due_at,
            lead(c.kind) over following as next_kind, lead(c.at) over following as next_at
          from changes c
          where c.kind in ('issue.dispatched', 'issue.transferred', 'issue.whistled', 'issue.reportedIn') and c.audiences && array['staff:*']
            and c.at >= $1 and c.at < $2 + interval '30 days'
          window following as (partition by c.issue_id order by c.issue_version)),
        rated as (
          select c.data::jsonb->'issue'->'rating' as rating from changes c
          where c.kind = 'issue.rated' and c.at >= $1 and c.at < $2 and c.audiences && array['staff:*'])
        select
          (select count(*) from issues where reported_at >= $1 and reported_at < $2 and audiences && array['staff:*']),
          (select count(*) from issues where accepted_at >= $1 and accepted_at < $2 and audiences && array['staff:*']),
          (select count(*) from issues where status = 'closed' and ended_at >= $1 and ended_at < $2 and audiences && array['staff:*']),
          (select count(*) from issues where status = 'closed' and ended_at >= $1 and ended_at < $2 and resolved_at is not null and audiences && array['staff:*']),
          (select count(*) from issues where status = 'closed' and ended_at >= $1 and ended_at < $2 and resolved_at <= case_due_at and reworks = 0 and audiences && array['staff:*']),
          (select count(*) from told where kind <> 'issue.reportedIn' and at >= $1 and at < $2),
          (select count(*) from told where kind <> 'issue.reportedIn' and at >= $1 and at < $2 and next_kind = 'issue.reportedIn' and next_at <= due_at),
          (select count(*) from rated where rating->>'by' <> 'self'),
          (select count(*) from rated where rating->>'by' <> 'self' and (rating->>'solved')::boolean)
        """;

    public static async Task RunAsync(FlatSite site, string database)
    {
        await using var dataSource = NpgsqlDataSource.Create(database);
        var to = site.Last.AddDays(-40);
        var from = to.AddDays(-365);
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/statistics?by=category&from={from:yyyy-MM-ddTHH:mm:ss}Z&to={to:yyyy-MM-ddTHH:mm:ss}Z");
        (from, to) = (Cut(from), Cut(to));
        var pairs = new List<(double Raw, double Product)>();
        long[] raw = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            var began = Stopwatch.GetTimestamp();
            raw = await RawAsync(dataSource, from, to);
            var spent = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            await site.AskAsync(path);
            pairs.Add((spent, await site.AskAsync(path)));
        }

        var figures = (await site.JsonAsync(path)).GetProperty("figures");
        long Part(string figure, string part) => figures.GetProperty(figure).GetProperty(part).GetInt64();
        long Count(string figure) => (long)figures.GetProperty(figure).GetProperty("value").GetDouble();
        long[] told =
        [
            Count("reported"), Part("medianAcceptMinutes", "denominator"), Count("closed"), Part("onTimeRate", "denominator"), Part("onTimeRate", "numerator"),
            Part("responseRate", "denominator"), Part("responseRate", "numerator"), Part("solvedRate", "denominator"), Part("solvedRate", "numerator"),
        ];
        var ratio = Ratio.Of(pairs.Select(pair => pair.Raw / pair.Product));
        var isEqual = raw.AsSpan().SequenceEqual(told);
        FlatHistory.Say($"\na year's figures: by HTTP {Rounds.Median(pairs.Select(pair => pair.Product)):0.0} ms, the plain SQL {Rounds.Median(pairs.Select(pair => pair.Raw)):0} ms: {ratio} times; {(isEqual ? "equal" : "NOT EQUAL")}: {string.Join(' ', raw)} and {string.Join(' ', told)} (reported, accepted, closed, answered, on time, given, responded, rated, solved)");
        GoalTable.Add("15", ratio, isEqual ? "equal to the digit" : "and not equal");
    }

    private static DateTime Cut(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    private static async Task<long[]> RawAsync(NpgsqlDataSource dataSource, DateTime from, DateTime to)
    {
        await using var command = dataSource.CreateCommand(Sql);
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetInt64)];
    }
}
