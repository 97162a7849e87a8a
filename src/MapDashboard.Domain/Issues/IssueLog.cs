using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;

namespace MapDashboard.Domain.Issues;

/// <summary>How an issue tells of itself: its view, its Changes and who sees them.</summary>
public sealed partial class Issue
{
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
        Small = Small ? true : null,
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
        WarnAt = WarnAt,
        DueAt = DueAt,
        GraveAt = GraveAt,
        CaseStartedAt = CaseStartedAt,
        CaseWarnAt = CaseWarnAt,
        CaseDueAt = CaseDueAt,
        CaseGraveAt = CaseGraveAt,
        RatingEndsAt = RatingEndsAt,
        Handler = Handler is { } handler ? ViewOf(handler) : null,
        Helpers = Helpers.Count == 0 ? null : [.. Helpers.Select(helper => ViewOf(helper.Handler) with { ReportedInAt = helper.ReportedInAt })],
        WhistledTo = WhistledTo,
        Escalated = Escalated ? true : null,
        Whistles = Whistles == 0 ? null : Whistles,
        Extension = Extension,
        Suspension = Suspension is { } pause ? new SuspensionView(pause.At, pause.ReviewAt, pause.Reason) : null,
        Supervision = Supervision,
        MergedInto = MergedInto,
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

    private static HandlerView ViewOf(Handler handler) => new(handler.Kind, handler.Code, handler.Name, handler.Role, handler.IsPublic);

    private void Record(string kind, DateTime at, Actor? actor, string? note = null, ChangeExtras? extras = null)
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
                By = actor is { Capacity: Capacity.Account } ? new ChangeActor(actor.Name, actor.Role) : null,
                Note = note,
                Whistle = extras?.Whistle,
                Rule = extras?.Rule,
                Warning = extras?.Warning,
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
        audiences.AddRange(Followers.Select(Audience.Account));
        if (Handler is { } handler) audiences.AddRange(AudiencesOf(handler));
        audiences.AddRange(Helpers.SelectMany(helper => AudiencesOf(helper.Handler)));
        return [.. audiences.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A desk sees the issue by its area, an account by having filed it.</summary>
    private static string[] AudiencesOf(Handler handler) => handler.Kind switch
    {
        HandlerKind.Person => [Audience.Person(handler.Code)],
        HandlerKind.Organization => [Audience.Organization(handler.Code)],
        HandlerKind.Desk or HandlerKind.Account => [],
    };
}
