using MapDashboard.Domain.Access;
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

    /// <summary>When the present status must be left; null where no clock runs.</summary>
    public DateTime? DueAt { get; private set; }

    /// <summary>When the issue must be resolved, all stages together.</summary>
    public DateTime CaseDueAt { get; private set; }

    /// <summary>When handling (or its rework) began: an after-photo must be younger. Null before the handler has reported in.</summary>
    public DateTime? HandlingSince { get; private set; }

    /// <summary>Null until dispatched.</summary>
    public Handler? Handler { get; private set; }

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

    /// <summary>Hands the Changes since the last call to the log, in order.</summary>
    public IReadOnlyList<Change> TakeChanges()
    {
        var taken = changes.ToArray();
        changes.Clear();
        return taken;
    }

    public IssueView View() => new()
    {
        Id = Id,
        Number = Number,
        Version = Version,
        Category = Category,
        Status = Status,
        Urgent = Urgent,
        Source = Source,
        Description = Description,
        Address = Address,
        Location = new Place(Location.X, Location.Y, Accuracy),
        PublicLocation = PublicLocation is { } at ? new Place(at.X, at.Y, null) : null,
        AreaCode = AreaCode,
        BuildingCode = BuildingCode,
        UnitCode = UnitCode,
        ReportedAt = ReportedAt,
        CapturedAt = CapturedAt,
        CapturedAtDoubtful = CapturedAtDoubtful ? true : null,
        AcceptedAt = AcceptedAt,
        DispatchedAt = DispatchedAt,
        ReportedInAt = ReportedInAt,
        ResolvedAt = ResolvedAt,
        VerifiedAt = VerifiedAt,
        EndedAt = EndedAt,
        StageStartedAt = StageStartedAt,
        DueAt = DueAt,
        CaseDueAt = CaseDueAt,
        Handler = Handler is { } handler ? new HandlerView(handler.Kind, handler.Code, handler.Name, handler.Role, handler.IsPublic) : null,
        ReportedBy = ReportedBy,
        Returns = Returns == 0 ? null : Returns,
        Reworks = Reworks == 0 ? null : Reworks,
        Reopens = Reopens == 0 ? null : Reopens,
        Answer = Answer,
        Rating = Rating,
        Cleared = ClearedAt is not null,
        ClearedAt = ClearedAt,
        Photos = [.. Photos.OrderBy(photo => photo.AddedAt).ThenBy(photo => photo.Id)
            .Select(photo => photo.View())],
        VoiceNotes = VoiceNotes.Length == 0 ? null : [.. VoiceNotes.Select(note => note.View())],
    };

    private void Record(string kind, DateTime at, Actor? actor, string? note = null)
    {
        var before = Audiences;
        Version++;
        Audiences = CurrentAudiences();
        changes.Add(new Change
        {
            Kind = kind,
            At = at,
            IssueId = Id,
            IssueVersion = Version,
            AreaCode = AreaCode,
            Audiences = Audiences,
            AudiencesBefore = before.Length == 0 || before.SequenceEqual(Audiences, StringComparer.Ordinal) ? null : before,
            Data = new ChangeData
            {
                Id = Id,
                Version = Version,
                Issue = View(),
                By = actor is null ? null : new ChangeActor(actor.Name, actor.Role),
                Note = note,
            },
        });
    }

    private string[] CurrentAudiences()
    {
        var audiences = new List<string> { Audience.StaffEverywhere };
        if (AreaPath.Length == 0) audiences.Add(Audience.Outside);
        audiences.AddRange(AreaPath.Select(Audience.Staff));
        audiences.AddRange(AreaPath.Select(Audience.Public));
        if (ReporterAccountId is { } account) audiences.Add(Audience.Account(account));
        if (Handler is { } handler)
        {
            audiences.Add(handler.Kind == HandlerKind.Person ? Audience.Person(handler.Code) : Audience.Organization(handler.Code));
        }

        return [.. audiences];
    }
}
