namespace MapDashboard.Domain.Access;

/// <summary>
/// A scope, perhaps narrowed to one area: what one request or one live connection sees. Viewers with equal keys see the same and
/// share one serialised message.
/// </summary>
public sealed class Viewer
{
    private readonly HashSet<string>? areaNames;

    /// <param name="scope">The account's scope.</param>
    /// <param name="areaPath">Root first, of the area to which the view is narrowed; null for the whole scope.</param>
    public Viewer(Scope scope, IReadOnlyList<string>? areaPath = null)
    {
        Scope = scope;
        AreaCode = areaPath?[^1];
        Audiences = [.. scope.Audiences];
        AreaAudiences = areaPath is null
            ? null
            : [Audience.Staff(areaPath[^1]), Audience.Public(areaPath[^1]), Audience.Leads(areaPath[^1]), .. areaPath.Select(Audience.Under), .. BelowOf(scope, areaPath)];
        areaNames = AreaAudiences is null ? null : new HashSet<string>(AreaAudiences, StringComparer.Ordinal);
        Key = $"{(scope.IsPublic ? "public" : "staff")}|{AreaCode}|{scope.Key}";
    }

    public Scope Scope { get; }

    public string? AreaCode { get; }

    /// <summary>Roots of the subtrees that are looked at; null for the whole map.</summary>
    public string[]? Codes => AreaCode is { } only ? [only] : Scope.WholeMap ? null : [.. Scope.AreaCodes];

    /// <summary>For array overlaps in SQL.</summary>
    public string[] Audiences { get; }

    /// <summary>The second overlap of a narrowed view; null for the whole scope.</summary>
    public string[]? AreaAudiences { get; }

    /// <summary>
    /// Audiences of a mode switch that changes this view's own mode: one on its areas or above them; for the whole map, on a root area.
    /// The last such switch in the log is the mode, so that a reader who folds the log comes to the same.
    /// </summary>
    public string[] ModeAudiences =>
        AreaAudiences is { } narrowed ? [.. narrowed.Where(Audience.IsUnder)]
        : Scope.WholeMap ? [Audience.Roots]
        : [.. Audiences.Where(Audience.IsUnder)];

    public string Key { get; }

    public bool IsPublic => Scope.IsPublic;

    /// <summary>What comes down to the area from itself and above, as far as the scope has it.</summary>
    private static IEnumerable<string> BelowOf(Scope scope, IReadOnlyList<string> areaPath) =>
        scope.Audiences.Where(name => areaPath.Any(code => name == Audience.Below(code) || name.StartsWith(Audience.Below(code) + "/", StringComparison.Ordinal)));

    public bool Sees(IReadOnlyList<string> audiences) => Scope.Sees(audiences) && (areaNames is null || audiences.Any(areaNames.Contains));
}
