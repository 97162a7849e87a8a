namespace MapDashboard.Domain.Issues;

/// <summary>派遣规则: who is proposed for a category at a level. The first rule that matches wins.</summary>
public sealed class RoutingRule
{
    /// <summary>Order of trial, from nought.</summary>
    public required int Position { get; init; }

    /// <summary>Code of a category or of its parent; null for every category.</summary>
    public string? Category { get; init; }

    /// <summary>Level of the area that has the issue; null for every level.</summary>
    public string? Level { get; init; }

    /// <summary>Code of a role or of an organization.</summary>
    public required string To { get; init; }

    /// <param name="categories">The issue's category and those above it.</param>
    /// <param name="level">Of the area that has the issue.</param>
    public bool Matches(IReadOnlyList<string> categories, string? level) =>
        (Category is null || categories.Contains(Category, StringComparer.Ordinal)) && (Level is null || Level == level);

    /// <summary>As it stands in the history: category × level → whom, an asterisk for any.</summary>
    public override string ToString() => $"{Category ?? "*"} × {Level ?? "*"} → {To}";
}
