namespace MapDashboard.Data.Identity;

/// <summary>A personal access token: what a program shows instead of a session. It does what its account may do, or only reads.</summary>
public sealed class AccessToken
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>What its owner calls it, to know later which program holds it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] SecretHash { get; init; }

    public required bool ReadOnly { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Null when it lasts until it is revoked.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>To the minute; null while nobody has used it.</summary>
    public DateTime? LastUsedAt { get; set; }

    /// <summary>Null while it lasts.</summary>
    public DateTime? RevokedAt { get; set; }
}
