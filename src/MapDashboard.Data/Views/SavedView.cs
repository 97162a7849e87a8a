namespace MapDashboard.Data.Views;

/// <summary>A view of the leader's map that an account has named: filter, layers and place of the map.</summary>
public sealed class SavedView
{
    public const int MostOfOneAccount = 30;
    public const int MostNameLetters = 40;
    public const int MostStateBytes = 4_000;

    /// <summary>Made by the client, so that a view sent twice is one.</summary>
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required string Name { get; set; }

    /// <summary>A query string, as the page's address has it.</summary>
    public required string State { get; set; }

    public required DateTime SavedAt { get; set; }
}
