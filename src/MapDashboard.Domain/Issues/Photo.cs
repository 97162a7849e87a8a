namespace MapDashboard.Domain.Issues;

/// <summary>A photo of an issue. The bytes lie in the photo store under their hash; the row says what they are.</summary>
public sealed class Photo
{
    /// <summary>Made by the client, unique within the issue: the same id and bytes again is the same photo.</summary>
    public required Guid Id { get; init; }

    public required Guid IssueId { get; init; }

    public required PhotoKind Kind { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex: the name in the photo store.</summary>
    public required string Hash { get; init; }

    public required string MediaType { get; init; }

    public required int Bytes { get; init; }

    /// <summary>Pixels as stored in the file, before any EXIF orientation.</summary>
    public required int Width { get; init; }

    public required int Height { get; init; }

    public required DateTime AddedAt { get; init; }

    public required Guid AddedBy { get; init; }
}

/// <summary>Name and phone of a reporter who is not the account, in a side table: never in the change log, never public.</summary>
public sealed class Reporter
{
    public required Guid IssueId { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }
}
