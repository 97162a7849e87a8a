using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;

namespace MapDashboard.Domain.Issues;

/// <summary>Who is called by a whistle.</summary>
/// <param name="Handler">The responsible post of the level above, or its desk.</param>
/// <param name="Rule">The routing rule that named the handler; null where none did.</param>
public sealed record CalledHandler(Handler Handler, string? Rule);

/// <summary>
/// 吹哨: one level up with a reason, and past the top to the world outside. Levels are only climbed in a round: neither a return nor a transfer
/// brings the issue back to a level that had failed it.
/// </summary>
public sealed partial class Issue
{
    /// <summary>Code of the area whose level has the issue now; null outside every area.</summary>
    public string? LevelNow => WhistledTo ?? AreaCode;

    /// <summary>Code of the area whose level the next whistle calls; null where there is none above.</summary>
    public string? LevelAbove
    {
        get
        {
            var index = Array.IndexOf(AreaPath, LevelNow);
            return index > 0 ? AreaPath[index - 1] : null;
        }
    }

    /// <summary>Code of the area whose desk keeps the issue when the whistle goes past the top: the root; empty outside every area.</summary>
    public string TopLevel => AreaPath.FirstOrDefault() ?? "";

    /// <summary>Calls the next level, whose report-in clock starts.</summary>
    /// <param name="actor">The handler, a grid leader or the desk, with a reason; the watch needs none.</param>
    /// <param name="now">By the issue's clock.</param>
    /// <param name="called">Of <see cref="LevelAbove"/>, or of <see cref="TopLevel"/> where there is none above.</param>
    /// <param name="note">The reason.</param>
    /// <param name="clocks">Those that have run out; only from the watch.</param>
    public Outcome<Issue> Whistle(Actor actor, Moment now, CalledHandler called, string? note = null, IReadOnlyList<WatchClock>? clocks = null)
    {
        if ((WhistleRefusal(actor) ?? Refused(IssueAction.Whistle, actor, note)) is { } refusal) return refusal;
        var (from, to) = (LevelNow, LevelAbove);
        GiveTo(called.Handler, helpers: null, now);
        WhistledTo = to ?? from;
        Escalated = to is null;
        Whistles++;
        var whistle = new WhistleData(from, to ?? from, Escalated, clocks);
        return Done(ChangeKind.IssueWhistled, now, actor, note, new ChangeExtras(whistle, called.Rule));
    }

    /// <summary>Why the actor may not whistle now; null when it may. Asked before anyone is looked up.</summary>
    public Refusal? WhistleRefusal(Actor actor) => Refused(IssueAction.Whistle, actor)
        ?? (Escalated ? new Refusal(RefusalCodes.IssueWhistledPastTop, "The whistle went past the top level before; nobody is left to call.") : null);
}
