using MapDashboard.Domain.Changes;
using NetTopologySuite.Geometries;

namespace MapDashboard.Domain.Issues;

/// <summary>An issue (事项): anything reported at a place. Its state changes only through <see cref="Report"/> and the methods of IssueCommands.</summary>
public sealed partial class Issue
{
    private readonly List<Change> changes = [];

    private Issue()
    {
    }

    /// <summary>Made by the client, so that a report sent twice is one issue.</summary>
    public Guid Id { get; private init; }

    /// <summary>Local date + six digits of the root area + daily sequence; unique, increasing, gaps allowed.</summary>
    public string Number { get; private init; } = "";

    /// <summary>+1 per Change: the ETag, the reducer's guard.</summary>
    public int Version { get; private set; }

    public string Category { get; private init; } = "";

    /// <summary>The category's limits as they were when the issue was reported.</summary>
    public Limits Limits { get; private init; } = null!;

    /// <summary>小事: its category could be settled on the spot when the issue was reported.</summary>
    public bool Small { get; private init; }

    public IssueStatus Status { get; private set; }

    public bool Urgent { get; private set; }

    public IssueSource Source { get; private init; }

    public string? Description { get; private init; }

    public string? Address { get; private init; }

    /// <summary>WGS 84 (EPSG:4326).</summary>
    public Point Location { get; private init; } = null!;

    /// <summary>Metres; null when the client did not know.</summary>
    public double? Accuracy { get; private init; }

    /// <summary>The system in which the position reached us.</summary>
    public Coordinates.CoordinateSystem Crs { get; private init; }

    /// <summary>The building's label point, shown in public instead of the exact place; null outside buildings.</summary>
    public Point? PublicLocation { get; private init; }

    /// <summary>The smallest grid or micro-grid at the place; null outside every area (网格外).</summary>
    public string? AreaCode { get; private set; }

    /// <summary>Codes from the root to <see cref="AreaCode"/>; empty outside every area.</summary>
    public string[] AreaPath { get; private set; } = [];

    public string? BuildingCode { get; private init; }

    public string? UnitCode { get; private init; }

    /// <summary>The account that filed it; null for a resident without one.</summary>
    public Guid? ReporterAccountId { get; private init; }

    /// <summary>Display name of that account.</summary>
    public string? ReportedBy { get; private init; }

    /// <summary>True when a third person stands behind the report, so that only the desk's call-back can rate it.</summary>
    public bool ForAnother { get; private init; }

    public DateTime ReportedAt { get; private init; }

    /// <summary>By the client's clock; null when it did not say.</summary>
    public DateTime? CapturedAt { get; private init; }

    /// <summary>The client's clock ran ahead of ours.</summary>
    public bool CapturedAtDoubtful { get; private init; }

    public DateTime? AcceptedAt { get; private set; }

    public DateTime? DispatchedAt { get; private set; }

    public DateTime? ReportedInAt { get; private set; }

    public DateTime? ResolvedAt { get; private set; }

    public DateTime? VerifiedAt { get; private set; }

    /// <summary>When it ceased to be open; null while open.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>When the clock of the present status began.</summary>
    public DateTime StageStartedAt { get; private set; }

    /// <summary>When the present status must be left, for a suspended one its review; null where no clock runs.</summary>
    public DateTime? DueAt { get; private set; }

    /// <summary>When the stage turns amber; null where no clock runs.</summary>
    public DateTime? WarnAt { get; private set; }

    /// <summary>When the overdue stage turns deep red; null where no clock runs.</summary>
    public DateTime? GraveAt { get; private set; }

    /// <summary>When this round of the case began: the report, or the last reopening.</summary>
    public DateTime CaseStartedAt { get; private set; }

    /// <summary>When the issue must be resolved, all stages together.</summary>
    public DateTime CaseDueAt { get; private set; }

    /// <summary>When the whole case turns amber; null on issues older than that clock.</summary>
    public DateTime? CaseWarnAt { get; private set; }

    /// <summary>When the whole case turns deep red; null on issues older than that clock.</summary>
    public DateTime? CaseGraveAt { get; private set; }

    /// <summary>When handling (or its rework) began: an after-photo must be younger. Null before the handler has reported in.</summary>
    public DateTime? HandlingSince { get; private set; }

    /// <summary>When handling must be done: a rework goes back to it. Null before handling began.</summary>
    public DateTime? HandleDueAt { get; private set; }

    /// <summary>When the reporter can rate no more and the watch closes; null before verification.</summary>
    public DateTime? RatingEndsAt { get; private set; }

    /// <summary>Null until dispatched.</summary>
    public Handler? Handler { get; private set; }

    /// <summary>协办, in the order in which they were named.</summary>
    public IReadOnlyList<Helper> Helpers { get; private set; } = [];

    /// <summary>The area whose level was whistled for last; null before the first whistle of a round.</summary>
    public string? WhistledTo { get; private set; }

    /// <summary>The whistle went past the top level, to the world outside; true until the round ends.</summary>
    public bool Escalated { get; private set; }

    public int Whistles { get; private set; }

    public Extension? Extension { get; private set; }

    /// <summary>Null unless suspended.</summary>
    public Suspension? Suspension { get; private set; }

    /// <summary>The last order; null where there is none.</summary>
    public Supervision? Supervision { get; private set; }

    /// <summary>The issue to which this one was joined; null unless merged.</summary>
    public Guid? MergedInto { get; private set; }

    /// <summary>Accounts that wait for the answer too: they joined, or their own issue was merged into this one.</summary>
    public Guid[] Followers { get; private set; } = [];

    public int Returns { get; private set; }

    public int Reworks { get; private set; }

    public int Reopens { get; private set; }

    public string? Answer { get; private set; }

    public Rating? Rating { get; private set; }

    /// <summary>When the desk last cleared text and photos for the public; null while it has not, or took it back. Photos that came later wait.</summary>
    public DateTime? ClearedAt { get; private set; }

    public List<Photo> Photos { get; private init; } = [];

    /// <summary>In the order in which they came; replaced as a whole, since they lie in one column.</summary>
    public VoiceNote[] VoiceNotes { get; private set; } = [];

    /// <summary>Who sees the issue; kept beside it so that a query needs only an array overlap.</summary>
    public string[] Audiences { get; private set; } = [];

    /// <summary>SHA-256 of the parsed report, hex: the same id with the same content is the same report sent again.</summary>
    public string ContentHash { get; private init; } = "";
}
