using MapDashboard.Domain.Access;

namespace MapDashboard.Domain.Issues;

/// <summary>Who may do what with this issue: the table's words made true or false for one actor.</summary>
public sealed partial class Issue
{
    /// <summary>The actions that the table allows this actor now, in the table's order.</summary>
    public IReadOnlyList<IssueAction> Allowed(Actor actor) =>
        [.. Lifecycle.Table.Where(row => row.From.Contains(Status) && Is(actor, row.Who)).Select(row => row.Action)];

    public bool IsHandledBy(Actor actor) => Handler is { } handler && IsOne(handler, actor);

    /// <summary>
    /// Whether the actor may know name and phone of the third person behind the report: desk, leader and admin of the area, and those of them who
    /// filed it or handle it. Who only follows, perhaps because another report was merged into this one, may not.
    /// </summary>
    public bool TellsReporterTo(Actor actor) =>
        actor.Role is AccountRole.Desk or AccountRole.Leader or AccountRole.Admin && (InAreaOf(actor) || IsFiledBy(actor) || IsWorkOf(actor));

    /// <summary>Whether the open issue is in the actor's hands, waits for its help, or stands under its supervision.</summary>
    public bool WaitsFor(Actor actor) => Status.IsOpen() && (IsWorkOf(actor) || Supervision?.By == actor.Name);

    private bool IsOne(Handler handler, Actor actor) => actor.Capacity == Capacity.Account && handler.Kind switch
    {
        HandlerKind.Person => handler.Code == actor.PersonCode,
        HandlerKind.Organization => handler.Code == actor.Organization,
        HandlerKind.Desk => (actor.Role == AccountRole.Desk || (actor.Role == AccountRole.Admin && handler.Code.Length > 0)) && IsDeskOf(handler.Code, actor),
        HandlerKind.Account => handler.Code == CodeOf(actor.AccountId),
    };

    /// <summary>
    /// Whoever runs the desk of the area or of one above it. Outside every area only desks of root areas and the admin see the issue: there the
    /// admin is no desk, or nobody would be left to verify what the desk has done.
    /// </summary>
    private bool IsDeskOf(string areaCode, Actor actor) => areaCode.Length == 0
        ? InAreaOf(actor)
        : actor.Scope.Covers(AreaPath.Contains(areaCode, StringComparer.Ordinal) ? [.. AreaPath.TakeWhile(code => code != areaCode), areaCode] : [areaCode]);

    /// <summary>It is the actor's own work, as the lead or as a helper: others judge it and give it time.</summary>
    private bool IsWorkOf(Actor actor) => IsHandledBy(actor) || IsHelper(actor);

    private bool IsHelper(Actor actor) => Helpers.Any(helper => IsOne(helper.Handler, actor));

    private static string CodeOf(Guid account) => account.ToString("N");

    /// <summary>Why the actor may not take this action now; null when the table allows it. Asked before anything is looked up for the command.</summary>
    public Refusal? Refused(IssueAction action, Actor actor)
    {
        var row = Lifecycle.Of(action);
        if (!row.From.Contains(Status))
        {
            return new Refusal(
                RefusalCodes.IssueTransitionRefused,
                $"An issue that is {Words<IssueStatus>.Of(Status)} does not take {Words<IssueAction>.Of(action)}.",
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["issueStatus"] = Words<IssueStatus>.Of(Status),
                    ["allowed"] = Allowed(actor).Select(Words<IssueAction>.Of).ToArray(),
                });
        }

        return Is(actor, row.Who) ? null : NotEntitled();
    }

    /// <summary>The same for a command with words: where the table wants a note, a blank one is none. The watch has no words.</summary>
    private Refusal? Refused(IssueAction action, Actor actor, string? note) => Refused(action, actor)
        ?? (Lifecycle.Of(action).Needs.HasFlag(Needs.Note) && string.IsNullOrWhiteSpace(note) && actor.Capacity != Capacity.Watch
            ? new Refusal(RefusalCodes.IssueNoteRequired, "A note with the reason is required.")
            : null);

    private static Refusal NotEntitled() => new(RefusalCodes.IssueNotEntitled, "This account may not do that with this issue.");

    private bool Is(Actor actor, Entitled who)
    {
        if (actor.Capacity == Capacity.Watch) return who.HasFlag(Entitled.Watch);
        if (actor.Capacity == Capacity.Reporter) return who.HasFlag(Entitled.Reporter);

        // A screen may do nothing, whatever it sees.
        if (actor.Role == AccountRole.Screen) return false;
        var inArea = InAreaOf(actor);
        var isAdmin = actor.Role == AccountRole.Admin;
        var isDesk = inArea && (actor.Role == AccountRole.Desk || isAdmin);
        var isLeader = inArea && (actor.Role == AccountRole.Leader || isAdmin);
        return (who.HasFlag(Entitled.Desk) && isDesk)
            || (who.HasFlag(Entitled.Leader) && isLeader)
            || (who.HasFlag(Entitled.OtherDesk) && isDesk && !IsWorkOf(actor))
            || (who.HasFlag(Entitled.OtherLeader) && isLeader && !IsWorkOf(actor))
            || (who.HasFlag(Entitled.LeaderAbove) && inArea && (isAdmin || (actor.Role == AccountRole.Leader && StandsAbove(actor))))
            || (who.HasFlag(Entitled.GridLeader) && actor.GridLeaderOf.Any(code => AreaPath.Contains(code, StringComparer.Ordinal)))
            || (who.HasFlag(Entitled.Handler) && IsHandledBy(actor))
            || (who.HasFlag(Entitled.Helper) && Helpers.Any(helper => helper.ReportedInAt is null && IsOne(helper.Handler, actor)))
            || (who.HasFlag(Entitled.Verifier) && inArea && actor.Role != AccountRole.Handler && !IsWorkOf(actor))
            || (who.HasFlag(Entitled.Reporter) && IsFiledBy(actor) && !ForAnother)
            || (who.HasFlag(Entitled.ReportingWorker) && IsFiledBy(actor) && actor.Role == AccountRole.Worker)
            || (who.HasFlag(Entitled.Anyone) && actor.Scope.Sees(Audiences));
    }

    /// <summary>Outside every area the issue belongs to admin and to the desks of root areas.</summary>
    private bool InAreaOf(Actor actor) =>
        AreaPath.Length == 0 ? actor.Scope.WholeMap || actor.Scope.Sees([Audience.Outside]) : actor.Scope.Covers(AreaPath);

    private bool IsFiledBy(Actor actor) => actor is { Capacity: Capacity.Account, Role: not AccountRole.Screen } && ReporterAccountId == actor.AccountId;

    private bool StandsAbove(Actor actor) => AreaPath.SkipLast(1).Any(code => actor.Scope.AreaCodes.Contains(code, StringComparer.Ordinal));
}
