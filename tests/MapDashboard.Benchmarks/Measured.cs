using System.Globalization;

namespace MapDashboard.Benchmarks;

/// <summary>One side of one round.</summary>
/// <param name="PerSecond">What was done in a second.</param>
/// <param name="GeneratorCpu">Cores that the load generator itself used.</param>
/// <param name="Median">Milliseconds of one.</param>
internal sealed record Measured(double PerSecond, double GeneratorCpu, double Median)
{
    /// <summary>Milliseconds of processor time for one, of server and database without the generator.</summary>
    public double CpuOfOne { get; init; }

    /// <summary>Runs one side and counts what its processes used.</summary>
    public static async Task<Measured> WithCpuAsync(Func<double> cpuSeconds, double seconds, Func<Task<Measured>> run)
    {
        var before = cpuSeconds();
        var measured = await run();
        return measured with { CpuOfOne = (cpuSeconds() - before) * 1000 / (measured.PerSecond * seconds) };
    }
}

/// <summary>Rounds of two sides, alternated, as a row of a Markdown table: ratios with their spread, and the generators' own CPU.</summary>
internal static class Rounds
{
    public const string Head = "| | the product, /s | ms | CPU ms of one | the other, /s | ms | CPU ms of one | ratio: median (least–most) | generators' CPU, cores |\n|---|---|---|---|---|---|---|---|---|";

    /// <param name="name">Of the row.</param>
    /// <param name="rounds">How many.</param>
    /// <param name="product">One round of the product.</param>
    /// <param name="other">One round of what it is compared with.</param>
    /// <param name="goal">The key of the goal that the ratio answers.</param>
    public static async Task RowAsync(string name, int rounds, Func<Task<Measured>> product, Func<Task<Measured>> other, string goal)
    {
        var pairs = new List<(Measured Product, Measured Other)>();
        for (var round = 0; round < rounds; round++) pairs.Add((await product(), await other()));
        var ratio = Ratio.Of(pairs.Select(pair => pair.Product.PerSecond / pair.Other.PerSecond));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Median(pairs.Select(pair => pair.Product.PerSecond)):0} | {Median(pairs.Select(pair => pair.Product.Median)):0.00} | {Median(pairs.Select(pair => pair.Product.CpuOfOne)):0.000} | {Median(pairs.Select(pair => pair.Other.PerSecond)):0} | {Median(pairs.Select(pair => pair.Other.Median)):0.00} | {Median(pairs.Select(pair => pair.Other.CpuOfOne)):0.000} | {ratio} | {Median(pairs.Select(pair => pair.Product.GeneratorCpu)):0.00}, {Median(pairs.Select(pair => pair.Other.GeneratorCpu)):0.00} |"));
        GoalTable.Add(goal, ratio);
    }

    /// <summary>The machine's load over the last minute: what other programs did to the figures.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
