using System.Globalization;

namespace MapDashboard.Benchmarks;

/// <summary>One side of one round.</summary>
/// <param name="PerSecond">What was done in a second.</param>
/// <param name="GeneratorCpu">Cores that the load generator itself used.</param>
/// <param name="Median">Milliseconds of one.</param>
internal sealed record Measured(double PerSecond, double GeneratorCpu, double Median);

/// <summary>Rounds of two sides, alternated, as a row of a Markdown table: ratios with their spread, and the generators' own CPU.</summary>
internal static class Rounds
{
    public const string Head = "| | the product, /s | ms | the other, /s | ms | ratio: median (least–most) | generators' CPU, cores |\n|---|---|---|---|---|---|---|";

    public static async Task<string> RowAsync(string name, int rounds, Func<Task<Measured>> product, Func<Task<Measured>> other)
    {
        var pairs = new List<(Measured Product, Measured Other)>();
        for (var round = 0; round < rounds; round++) pairs.Add((await product(), await other()));
        double[] ratios = [.. pairs.Select(pair => pair.Product.PerSecond / pair.Other.PerSecond).Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Median(pairs.Select(pair => pair.Product.PerSecond)):0} | {Median(pairs.Select(pair => pair.Product.Median)):0.00} | {Median(pairs.Select(pair => pair.Other.PerSecond)):0} | {Median(pairs.Select(pair => pair.Other.Median)):0.00} | {Median(ratios):0.00} ({ratios[0]:0.00}–{ratios[^1]:0.00}) | {Median(pairs.Select(pair => pair.Product.GeneratorCpu)):0.00}, {Median(pairs.Select(pair => pair.Other.GeneratorCpu)):0.00} |");
    }

    /// <summary>The machine's load over the last minute: what other programs did to the figures.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
