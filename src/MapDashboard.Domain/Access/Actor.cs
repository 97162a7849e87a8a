namespace MapDashboard.Domain.Access;

/// <summary>In what capacity somebody commands.</summary>
public enum Capacity
{
    Account,

    /// <summary>Whoever holds the tracking link of the report: the reporter, without an account.</summary>
    Reporter,

    /// <summary>The server's own watch over the clocks.</summary>
    Watch,
}

/// <summary>Who commands, as the lifecycle needs to know them.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">Display name, written into the history.</param>
/// <param name="Role">The account's role.</param>
/// <param name="Scope">What the account sees.</param>
/// <param name="PersonCode">The person behind the account; null for a shared account such as the desk's.</param>
/// <param name="Organization">The person's employer; null where there is none.</param>
/// <param name="GridLeaderOf">Codes of the areas where the person holds a grid leader's post.</param>
public sealed record Actor(
    Guid AccountId,
    string Name,
    AccountRole Role,
    Scope Scope,
    string? PersonCode,
    string? Organization,
    IReadOnlyList<string> GridLeaderOf)
{
    /// <summary>The server itself; the lifecycle's table says what it may.</summary>
    public static readonly Actor Watch = Nobody(Capacity.Watch);

    /// <summary>The holder of a report's tracking link.</summary>
    public static readonly Actor LinkHolder = Nobody(Capacity.Reporter);

    public Capacity Capacity { get; private init; }

    private static Actor Nobody(Capacity capacity) =>
        new(Guid.Empty, "", AccountRole.Screen, Scope.Of(AccountRole.Screen, Guid.Empty, [], null, null), null, null, []) { Capacity = capacity };
}
