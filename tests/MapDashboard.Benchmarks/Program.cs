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
    ["first-load"] = FirstLoad.RunAsync,
    ["flat"] = FlatHistory.RunAsync,
};
var wanted = args.Length == 0 ? pairings.Keys.ToArray() : args;
foreach (var name in wanted)
{
    if (!pairings.TryGetValue(name, out var run))
    {
        await Console.Error.WriteLineAsync($"There is no pairing {name}; there are: {string.Join(' ', pairings.Keys)}");
        return 2;
    }

    await run();
}

return 0;
