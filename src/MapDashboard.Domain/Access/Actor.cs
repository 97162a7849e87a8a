namespace MapDashboard.Domain.Access;

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
    IReadOnlyList<string> GridLeaderOf);
