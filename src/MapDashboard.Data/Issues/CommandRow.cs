namespace MapDashboard.Data.Issues;

/// <summary>A command that was done, by its idempotency key: the same key again finds it here before anything else is asked.</summary>
public sealed class CommandRow
{
    public required Guid AccountId { get; init; }

    public required Guid Key { get; init; }

    public required Guid IssueId { get; init; }

    /// <summary>SHA-256 of issue, action and parsed body, hex: a key with other content is refused.</summary>
    public required string ContentHash { get; init; }

    public required DateTime At { get; init; }
}
