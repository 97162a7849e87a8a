using MapDashboard.Benchmarks;

if (args is [BareHub.Word, var port, var file])
{
    await BareHub.ServeAsync(port, file);
    return 0;
}

// Each pairing runs both of its sides in this one process, alternated; figures are ratios. Nothing here fails on a time.
var pairings = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
{
    ["trigger"] = TriggerCost.RunAsync,
    ["intake"] = IntakeRate.RunAsync,
    ["fan-out"] = FanOut.RunAsync,
    ["last-screen"] = LastScreen.RunAsync,
    ["memory"] = ScreenMemory.RunAsync,
    ["first-load"] = FirstLoad.RunAsync,
    ["map"] = MapPainting.RunAsync,
    ["idle"] = Idle.RunAsync,
    ["flat"] = FlatHistory.RunAsync,
};
var (document, load) = (Environment.GetEnvironmentVariable("MAP_BENCH_TABLE"), Rounds.Load());
foreach (var name in args.Length == 0 ? pairings.Keys.ToArray() : args)
{
    if (!pairings.TryGetValue(name, out var run))
    {
        await Console.Error.WriteLineAsync($"There is no pairing {name}; there are: {string.Join(' ', pairings.Keys)}");
        return 2;
    }

    Console.WriteLine($"\n── {name}");
    await run();
    if (document is { Length: > 0 }) await GoalTable.WriteAsync(document, load);
}

return 0;
