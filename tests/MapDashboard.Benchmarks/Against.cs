using System.Globalization;

namespace MapDashboard.Benchmarks;

/// <summary>What a pairing found, as a row of its table and, where it answers one, for its goal.</summary>
/// <param name="Key">The goal's key; null for none.</param>
/// <param name="Ratios">The product to the other, of each round.</param>
/// <param name="Remarks">The absolute figures of both sides, and the generators' CPU.</param>
internal sealed record Against(string? Key, string Name, IReadOnlyList<double> Ratios, string Remarks)
{
    public const string Head = "| | ratio: median (least–most) | product; the other (medians) |\n|---|---|---|";

    public void Say()
    {
        var ratio = Ratio.Of(Ratios);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Name} | {ratio} | {Remarks} |"));
        if (Key is not null) GoalTable.Add(Key, ratio);
    }
}
