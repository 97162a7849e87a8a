namespace MapDashboard.Domain.Screens;

/// <summary>What a hall screen can show, one after the other.</summary>
public enum SceneKind
{
    Overview,
    Grids,
    Overdue,
    Closed,
    Who,
    Figures,
    Visits,
    Replay,
}

/// <param name="Kind">What is shown.</param>
/// <param name="Seconds">How long; of <see cref="SceneKind.Grids"/> for each grid.</param>
public sealed record ScreenScene(SceneKind Kind, int Seconds);

/// <summary>Local times of the district between which the screen is dim, still and silent; they may pass midnight.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To);

/// <summary>How a hall screen behaves. Data of each screen; a screen without its own has <see cref="Default"/>.</summary>
public sealed record ScreenSettings
{
    public const int LeastSeconds = 5;
    public const int MostSeconds = 600;
    private const int MostScenes = 20;

    /// <summary>In the order in which they are shown; empty: the overview only.</summary>
    public required IReadOnlyList<ScreenScene> Scenes { get; init; }

    public QuietHours? QuietHours { get; init; }

    /// <summary>New urgent issues are read out.</summary>
    public bool Voice { get; init; }

    /// <summary>dark or light; null is the page's own choice.</summary>
    public string? Theme { get; init; }

    public static ScreenSettings Default { get; } = new()
    {
        Scenes =
        [
            new(SceneKind.Overview, 40), new(SceneKind.Grids, 12), new(SceneKind.Overdue, 20), new(SceneKind.Closed, 20), new(SceneKind.Who, 15),
            new(SceneKind.Figures, 20), new(SceneKind.Visits, 15),
        ],
    };

    /// <summary>Null where a screen can obey them.</summary>
    public Refusal? Check()
    {
        if (Scenes.Count > MostScenes) return Wrong($"There are at most {MostScenes} scenes.");
        if (Scenes.Any(scene => scene is null || scene.Seconds is < LeastSeconds or > MostSeconds)) return Wrong($"A scene lasts {LeastSeconds} to {MostSeconds} seconds.");
        if (Theme is not (null or "dark" or "light")) return Wrong("theme is dark, light or left out.");
        return QuietHours is { } quiet && quiet.From == quiet.To ? Wrong("Quiet hours end at another time than they begin.") : null;
    }

    private static Refusal Wrong(string detail) => new(RefusalCodes.RequestInvalid, detail);
}
