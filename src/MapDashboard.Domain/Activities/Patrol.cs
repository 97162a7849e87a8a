namespace MapDashboard.Domain.Activities;

/// <summary>What a patrol looks for (巡查主题). Themes are data.</summary>
public sealed class PatrolTheme
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    public required int Position { get; init; }
}

/// <summary>A patrol (巡查): somebody walks an area, from a start to an end. Positions are known in between and never else.</summary>
public sealed class Patrol
{
    /// <summary>Made by the phone.</summary>
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Display name at the time.</summary>
    public required string By { get; init; }

    public required string AreaCode { get; init; }

    /// <summary>Root first, as it was.</summary>
    public required string[] AreaPath { get; init; }

    /// <summary>Code of the <see cref="PatrolTheme"/>.</summary>
    public required string Theme { get; init; }

    /// <summary>Local to the area.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>UTC; never later than <see cref="ReceivedAt"/>.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>UTC; null while it lasts.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>The end as the phone told it: the same again is known by it.</summary>
    public DateTime? SentEndedAt { get; private set; }

    /// <summary>Walked, gaps left out. Stays when the track is deleted.</summary>
    public double DistanceMeters { get; set; }

    /// <summary>UTC; when the track was deleted, null while there is one.</summary>
    public DateTime? TrackDeletedAt { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>SHA-256 of the start as it was sent.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Ends it. A phone whose clock is ahead or behind ends it neither later than now nor before the start.</summary>
    public void End(DateTime sent, DateTime now)
    {
        SentEndedAt = sent;
        EndedAt = sent > now ? now : sent < StartedAt ? StartedAt : sent;
    }
}

/// <summary>A batch of a patrol's positions as the phone sent it.</summary>
public sealed class PatrolStretch
{
    public required Guid PatrolId { get; init; }

    /// <summary>From 0, in the order in which they were walked.</summary>
    public required int Sequence { get; init; }

    public required IReadOnlyList<TrackPoint> Points { get; init; }

    /// <summary>SHA-256 of what was sent.</summary>
    public required string ContentHash { get; init; }
}
