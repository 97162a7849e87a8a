using NetTopologySuite.Geometries;

namespace MapDashboard.Domain.Issues;

/// <summary>A photo of an issue. The bytes lie in the photo store under their hash; the row says what they are.</summary>
public sealed class Photo
{
    /// <summary>Made by the client, unique within the issue: the same id and bytes again is the same photo.</summary>
    public required Guid Id { get; init; }

    public required Guid IssueId { get; init; }

    public required PhotoKind Kind { get; init; }

    /// <summary>SHA-256 of the bytes kept, lower-case hex: the name in the photo store.</summary>
    public required string Hash { get; init; }

    /// <summary>SHA-256 of the bytes as they were sent; null for a photo from before they were drawn anew, which is kept as it came.</summary>
    public string? SentHash { get; init; }

    public required string MediaType { get; init; }

    public required int Bytes { get; init; }

    /// <summary>Pixels of the picture kept, upright.</summary>
    public required int Width { get; init; }

    public required int Height { get; init; }

    public required DateTime AddedAt { get; init; }

    public required Guid AddedBy { get; init; }

    /// <summary>When it was taken, by its own EXIF; null where it does not say, or says what cannot be.</summary>
    public DateTime? TakenAt { get; init; }

    /// <summary>The picture named no offset from UTC: <see cref="TakenAt"/> was read as the district's local time.</summary>
    public bool TakenAtAssumed { get; init; }

    /// <summary>Where it was taken, by its own EXIF, WGS 84; staff's only. It moves no issue.</summary>
    public Point? TakenPlace { get; init; }

    public PhotoView View() => new(Id, Kind, AddedAt, Width, Height)
    {
        TakenAt = TakenAt,
        TakenAtAssumed = TakenAtAssumed ? true : null,
        TakenPlace = TakenPlace is { } at ? new Place(at.X, at.Y, null) : null,
    };
}

/// <summary>Name and phone of a reporter who is not the account, in a side table: never in the change log, never public.</summary>
public sealed class Reporter
{
    public required Guid IssueId { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }
}
