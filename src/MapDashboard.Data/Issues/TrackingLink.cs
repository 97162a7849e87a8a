namespace MapDashboard.Data.Issues;

/// <summary>Lets whoever holds the secret see what became of one issue. Only the secret's hash is kept.</summary>
public sealed class TrackingLink
{
    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] SecretHash { get; init; }

    public required Guid IssueId { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Of somebody who joined another's report: it waits for the answer and judges nothing.</summary>
    public bool Follower { get; init; }
}
