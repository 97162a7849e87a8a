namespace MapDashboard.Data.People;

/// <summary>Who changed what about people, posts and places: a row for each command, in its transaction. Rows are only ever added.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Null for what the server did by itself.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Display name at the time.</summary>
    public required string By { get; init; }

    /// <summary>The Change's kind, such as post.appointed.</summary>
    public required string Action { get; init; }

    /// <summary>Code or id of what was changed.</summary>
    public required string Subject { get; init; }

    /// <summary>Null where it concerns no area.</summary>
    public string? AreaCode { get; init; }

    /// <summary>JSON; null for what is new.</summary>
    public string? Before { get; init; }

    /// <summary>JSON; null for what is gone.</summary>
    public string? After { get; init; }
}
