using MapDashboard.Data.Screens;
using MapDashboard.Domain.Screens;

namespace MapDashboard.Web.Screens;

/// <summary>Settings as pages read and write them: with the area, which is the screen's account's.</summary>
public sealed record SettingsView(IReadOnlyList<ScreenScene> Scenes, QuietHours? QuietHours, bool Voice, string? Theme, string? AreaCode)
{
    public static SettingsView Of(ScreenSettings settings, string? areaCode) => new(settings.Scenes, settings.QuietHours, settings.Voice, settings.Theme, areaCode);

    public ScreenSettings Settings => new() { Scenes = Scenes, QuietHours = QuietHours, Voice = Voice, Theme = Theme };
}

/// <summary>A screen as its admin sees it.</summary>
public sealed record ScreenView(
    Guid Id, string Name, SettingsView Settings, DateTime PairedAt, string PairedBy, DateTime? RevokedAt, DateTime? ReloadAskedAt,
    DateTime? LastSeenAt, string? Version, string? Scene, long? MemoryBytes, int? Width, int? Height, string? Problem)
{
    public static ScreenView Of(Screen screen, string? areaCode) => new(
        screen.Id, screen.Name, SettingsView.Of(screen.Settings, areaCode), screen.PairedAt, screen.PairedBy, screen.RevokedAt, screen.ReloadAskedAt,
        screen.LastSeenAt, screen.Version, screen.Scene, screen.MemoryBytes, screen.Width, screen.Height, screen.Problem);
}

/// <summary>What a screen obeys.</summary>
/// <param name="Id">Null for an account that was never paired: the default settings.</param>
/// <param name="Name">To tell screens apart.</param>
/// <param name="Settings">The scenes and how they are shown.</param>
/// <param name="ReloadAskedAt">A page that has seen another value before loads itself anew.</param>
/// <param name="ServerVersion">With the commit; a page of another one loads itself anew at a quiet moment.</param>
/// <param name="ServerTime">UTC.</param>
public sealed record OwnScreenView(Guid? Id, string Name, SettingsView Settings, DateTime? ReloadAskedAt, string ServerVersion, DateTime ServerTime);
