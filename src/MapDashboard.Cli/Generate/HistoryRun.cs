using MapDashboard.Data;
using MapDashboard.Data.Bulk;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Statistics;
using MapDashboard.Domain;
using Npgsql;

namespace MapDashboard.Cli.Generate;

/// <summary>What an invented history is to be.</summary>
/// <param name="Issues">How many.</param>
/// <param name="Beginning">The first is reported then, UTC.</param>
/// <param name="Now">The last is reported before, UTC.</param>
/// <param name="Open">How many are open at any time, on average and as far as the limits allow it: the pace follows from it.</param>
/// <param name="Seed">The same number gives the same history but for salts and times of ending today.</param>
/// <param name="Zone">Of local days.</param>
public sealed record HistoryPlan(int Issues, DateTime Beginning, DateTime Now, int Open, int Seed, TimeZoneInfo Zone)
{
    /// <summary>How long a life lasts on average, for so many to be open: whoever stays long is counted often.</summary>
    public TimeSpan Length => (Now - Beginning) * ((double)Open / Issues);
}

/// <summary>Fills an empty log with an invented history, then makes what servers derive from it: checkpoints and counts.</summary>
/// <param name="dataSource">With areas and categories.</param>
/// <param name="plan">What it is to be.</param>
/// <param name="tell">Is told what has been done.</param>
public sealed class HistoryRun(NpgsqlDataSource dataSource, HistoryPlan plan, Action<FormattableString> tell)
{
    private const int Trials = 400;
    private const int TellEvery = 50_000;

    /// <summary>Slower than this most clocks would run out, and warnings and whistles would outnumber the steps: then fewer are open than wanted.</summary>
    private const double SlowestPace = 0.4;

    /// <summary>How much of a day's reports have come in by each full hour: quiet nights, two busy stretches.</summary>
    private static readonly double[] ByHour =
        [0, 0.005, 0.01, 0.013, 0.016, 0.02, 0.03, 0.06, 0.13, 0.22, 0.31, 0.39, 0.45, 0.49, 0.55, 0.63, 0.71, 0.78, 0.84, 0.89, 0.93, 0.96, 0.98, 0.992, 1];

    /// <returns>How many Changes were written.</returns>
    /// <exception cref="InvalidOperationException">The log is not empty, or there is nowhere for issues to lie.</exception>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var random = new Random(plan.Seed);
        await using var db = Database.Context(dataSource);
        var cast = await HistoryCast.ReadAsync(db, random, cancellationToken);
        if (!cast.IsComplete) throw new InvalidOperationException("There are no areas where issues could lie: run `generate county` first.");
        long changes;
        await using (var fill = await HistoryFill.OpenAsync(dataSource, plan.Beginning, cancellationToken))
        {
            var pace = Pace(cast);
            var life = new IssueLife(cast, random, pace, plan.Now);
            var open = 0;
            for (var n = 0; n < plan.Issues; n++)
            {
                var at = Time(n, random);
                var scene = cast.NextScene();
                var number = fill.NextNumber(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, plan.Zone)), scene.Found.AreaPath[0]);
                var whole = life.Live(number, at, scene);
                if (whole.Issue.EndedAt is null) open++;
                await fill.AddAsync(whole, cancellationToken);
                if ((n + 1) % TellEvery == 0) tell($"{n + 1} issues, {fill.Changes} Changes, {watch.Elapsed.TotalSeconds:0} s");
            }

            changes = fill.Changes;
            await fill.CommitAsync(cancellationToken);
            tell($"{plan.Issues} issues with {changes} Changes, {open} of them open, written and indexed after {watch.Elapsed.TotalSeconds:0} s");
        }

        await DeriveAsync(watch, cancellationToken);
        return changes;
    }

    private async Task DeriveAsync(System.Diagnostics.Stopwatch watch, CancellationToken cancellationToken)
    {
        var checkpoints = new CheckpointWriter(dataSource);
        var made = 0;
        while (await checkpoints.AddAsync(cancellationToken)) made++;
        tell($"{made} checkpoints after {watch.Elapsed.TotalSeconds:0} s");
        var cases = await new MeasureFill(dataSource, plan.Zone.Id).RunAsync(cancellationToken);
        tell($"{cases} cases counted after {watch.Elapsed.TotalSeconds:0} s");
    }

    /// <summary>The pace at which lives last as long as the plan wants, by trial.</summary>
    private double Pace(HistoryCast cast)
    {
        var pace = 0.3;
        for (var turn = 0; turn < 6; turn++)
        {
            var life = new IssueLife(cast, new Random(plan.Seed), pace, plan.Now.AddYears(10));
            var spent = TimeSpan.Zero;
            for (var n = 0; n < Trials; n++)
            {
                var at = Clock.Cut(plan.Beginning + ((plan.Now - plan.Beginning) * ((double)n / Trials)));
                spent += life.Live("", at, cast.NextScene()).Issue.EndedAt!.Value - at;
            }

            pace = Math.Clamp(pace * (plan.Length / (spent / Trials)), 0.001, SlowestPace);
        }

        return pace;
    }

    /// <summary>When the n-th is reported: evenly over the days, and over each day as people report.</summary>
    private DateTime Time(int n, Random random)
    {
        var even = plan.Beginning + ((plan.Now - plan.Beginning) * ((n + random.NextDouble()) / plan.Issues));
        var local = TimeZoneInfo.ConvertTimeFromUtc(even, plan.Zone);
        var share = local.TimeOfDay / TimeSpan.FromDays(1);
        var hour = 0;
        while (ByHour[hour + 1] < share) hour++;
        var within = (share - ByHour[hour]) / (ByHour[hour + 1] - ByHour[hour]);
        var shaped = local.Date.AddHours(hour + within);
        var at = Clock.Cut(even + (shaped - local));

        // The day of the end is cut off: what would come later today has not come yet.
        return at < plan.Now ? at < plan.Beginning ? plan.Beginning : at : plan.Now.AddSeconds(-1);
    }
}
