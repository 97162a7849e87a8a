namespace MapDashboard.Domain.Issues;

/// <summary>An issue as it stands in Changes and answers. The public view is made from it by <see cref="ForPublic"/> and nowhere else.</summary>
public sealed record IssueView
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public required int Version { get; init; }

    /// <summary>Code of a leaf category.</summary>
    public required string Category { get; init; }

    public required IssueStatus Status { get; init; }

    public required bool Urgent { get; init; }

    /// <summary>True where the reporting worker may settle it on the spot.</summary>
    public bool? Small { get; init; }

    public required IssueSource Source { get; init; }

    public string? Description { get; init; }

    public string? Address { get; init; }

    public required Place Location { get; init; }

    /// <summary>Where the public sees an issue that lies in a building: the building's label point. Null elsewhere.</summary>
    public Place? PublicLocation { get; init; }

    public string? AreaCode { get; init; }

    public string? BuildingCode { get; init; }

    public string? UnitCode { get; init; }

    public required DateTime ReportedAt { get; init; }

    public DateTime? CapturedAt { get; init; }

    /// <summary>True when the phone's clock ran ahead of ours.</summary>
    public bool? CapturedAtDoubtful { get; init; }

    public DateTime? AcceptedAt { get; init; }

    public DateTime? DispatchedAt { get; init; }

    public DateTime? ReportedInAt { get; init; }

    public DateTime? ResolvedAt { get; init; }

    public DateTime? VerifiedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    public required DateTime StageStartedAt { get; init; }

    public DateTime? WarnAt { get; init; }

    public DateTime? DueAt { get; init; }

    public DateTime? GraveAt { get; init; }

    /// <summary>Null on Changes older than this clock.</summary>
    public DateTime? CaseStartedAt { get; init; }

    public DateTime? CaseWarnAt { get; init; }

    public required DateTime CaseDueAt { get; init; }

    public DateTime? CaseGraveAt { get; init; }

    public DateTime? RatingEndsAt { get; init; }

    public HandlerView? Handler { get; init; }

    /// <summary>Null where nobody helps.</summary>
    public IReadOnlyList<HandlerView>? Helpers { get; init; }

    /// <summary>Code of the area whose level was whistled for last.</summary>
    public string? WhistledTo { get; init; }

    /// <summary>True when the whistle went past the top level.</summary>
    public bool? Escalated { get; init; }

    public int? Whistles { get; init; }

    public Extension? Extension { get; init; }

    public SuspensionView? Suspension { get; init; }

    public Supervision? Supervision { get; init; }

    public Guid? MergedInto { get; init; }

    public string? ReportedBy { get; init; }

    public int? Returns { get; init; }

    public int? Reworks { get; init; }

    public int? Reopens { get; init; }

    public string? Answer { get; init; }

    public Rating? Rating { get; init; }

    public required bool Cleared { get; init; }

    public DateTime? ClearedAt { get; init; }

    public required IReadOnlyList<PhotoView> Photos { get; init; }

    /// <summary>Null where there is none. Never public: a voice is known by its sound.</summary>
    public IReadOnlyList<VoiceNoteView>? VoiceNotes { get; init; }

    /// <summary>
    /// What a public hall may see: category, time and building until the desk has cleared the text; never who reported, never how exact
    /// the position was; a handler's name only of a public post; answer and after-photo only when another than the handler has verified
    /// them, because the desk cleared the issue before they came.
    /// </summary>
    /// <param name="clearedNow">False where this is an old state and the clearance has been taken back since.</param>
    public IssueView ForPublic(bool clearedNow = true) => clearedNow ? ShownPublicly() : (this with { Cleared = false, ClearedAt = null }).ShownPublicly();

    private IssueView ShownPublicly() => this with
    {
        Description = Cleared ? Description : null,
        Address = Cleared ? Address : null,
        Photos = [.. Photos.Where(IsPublicPhoto).Select(photo => photo.ForPublic())],
        VoiceNotes = null,
        Location = new Place((PublicLocation ?? Location).Lon, (PublicLocation ?? Location).Lat, null),
        PublicLocation = null,
        UnitCode = null,
        ReportedBy = null,
        CapturedAt = null,
        CapturedAtDoubtful = null,
        Handler = Handler?.ForPublic(),
        Helpers = Helpers is null ? null : [.. Helpers.Select(helper => helper.ForPublic())],

        // That it waits, and until when, may be known; the words and names are the staff's.
        Extension = null,
        Suspension = Suspension is null ? null : Suspension with { Reason = null },
        Supervision = Supervision is null ? null : Supervision with { Note = null, By = null },
        Answer = Cleared && IsVerified ? Answer : null,
    };

    private bool IsVerified => Status is IssueStatus.Verified or IssueStatus.Closed;

    // What the desk looked at when it cleared, and the after-photo that a verifier looked at.
    private bool IsPublicPhoto(PhotoView photo) =>
        ClearedAt is { } clearedAt && (photo.AddedAt <= clearedAt || (photo.Kind == PhotoKind.After && IsVerified && photo.AddedAt <= VerifiedAt));
}

/// <summary>WGS 84, degrees; accuracy in metres, null when unknown.</summary>
public sealed record Place(double Lon, double Lat, double? Accuracy);

/// <summary>The handler on the wire, and each helper.</summary>
/// <param name="Kind">As in <see cref="Handler"/>, like the rest.</param>
/// <param name="Code">Null in public where it would open other doors.</param>
/// <param name="Name">Null in public for who is not on the public board.</param>
/// <param name="Role">Name of the role.</param>
/// <param name="IsPublic">Whether the name may be shown in the hall.</param>
/// <param name="ReportedInAt">Of a helper.</param>
public sealed record HandlerView(HandlerKind Kind, string? Code, string? Name, string? Role, bool IsPublic, DateTime? ReportedInAt = null)
{
    // The number by which people are kept opens other doors; an organization's and an area's are on no door.
    internal HandlerView ForPublic() => this with
    {
        Code = IsPublic && Kind is (HandlerKind.Organization or HandlerKind.Desk) ? Code : null,
        Name = IsPublic ? Name : null,
    };
}

/// <summary>挂账 on the wire; the reason is absent in public.</summary>
public sealed record SuspensionView(DateTime At, DateTime ReviewAt, string? Reason);

/// <summary>A photo on the wire; its bytes are at …/photos/{id}.</summary>
public sealed record PhotoView(Guid Id, PhotoKind Kind, DateTime AddedAt, int Width, int Height)
{
    /// <summary>By the picture itself; null where it does not say. For staff.</summary>
    public DateTime? TakenAt { get; init; }

    /// <summary>True when the picture named no time zone, so that the district's was taken; else null.</summary>
    public bool? TakenAtAssumed { get; init; }

    /// <summary>By the picture itself; null where it does not say. For staff.</summary>
    public Place? TakenPlace { get; init; }

    /// <summary>Where and when somebody stood with a telephone is nobody's in a hall.</summary>
    internal PhotoView ForPublic() => this with { TakenAt = null, TakenAtAssumed = null, TakenPlace = null };
}
