using static MapDashboard.Domain.Issues.IssueAction;
using static MapDashboard.Domain.Issues.IssueStatus;

namespace MapDashboard.Domain.Issues;

/// <summary>What can be done with an issue; the word is also the last part of the route.</summary>
public enum IssueAction
{
    Accept,

    /// <summary>自办自结: solved on the spot by the reporting grid worker.</summary>
    Settle,
    Dispatch,
    ReportIn,

    /// <summary>协办报到: a helper reports in.</summary>
    Assist,
    Return,
    Transfer,

    /// <summary>吹哨: passed one level up.</summary>
    Whistle,
    RequestExtension,
    Extend,
    Suspend,
    Resume,
    Resolve,
    Verify,

    /// <summary>返工: verification failed.</summary>
    Rework,
    Rate,
    Close,
    Reopen,
    Merge,
    Void,

    /// <summary>督办: a leader's order with a due time of its own.</summary>
    Supervise,

    /// <summary>Urgent or not.</summary>
    Mark,

    /// <summary>Text and photos may be shown in public.</summary>
    Clear,
    Comment,

    /// <summary>To wait for its answer too.</summary>
    Follow,
}

/// <summary>Who may act. One entry of the table may name several; one of them suffices.</summary>
[Flags]
public enum Entitled
{
    None = 0,

    /// <summary>The duty desk of the issue's area or of one above.</summary>
    Desk = 1,

    /// <summary>A leader of the issue's area or of one above.</summary>
    Leader = 2,

    /// <summary>The holder of a grid leader's post in the issue's area.</summary>
    GridLeader = 4,

    /// <summary>The person or the organization to whom the issue was given.</summary>
    Handler = 8,

    /// <summary>Staff in whose area the issue lies and who did not handle it.</summary>
    Verifier = 16,

    /// <summary>The account that filed it, for itself and not for a third person.</summary>
    Reporter = 32,

    /// <summary>The server's own watch over the clocks.</summary>
    Watch = 64,

    /// <summary>A leader whose area lies above the issue's.</summary>
    LeaderAbove = 128,

    /// <summary>Any staff who see the issue.</summary>
    Anyone = 256,

    /// <summary>The grid worker who filed it.</summary>
    ReportingWorker = 512,

    /// <summary>One who was named to help and has not reported in.</summary>
    Helper = 1024,

    /// <summary>A leader as above who does not handle it: nobody gives more time to the own work.</summary>
    OtherLeader = 2048,

    /// <summary>A desk as above that does not handle it: nobody calls back for the own work.</summary>
    OtherDesk = 4096,
}

/// <summary>What a command must bring, beside the right status and the right actor.</summary>
[Flags]
public enum Needs
{
    None = 0,

    /// <summary>A reason in words.</summary>
    Note = 1,

    /// <summary>An answer for the reporter.</summary>
    Answer = 2,

    /// <summary>A photo of kind after, added since handling (or its rework) began.</summary>
    AfterPhoto = 4,

    /// <summary>To whom it is given; a routing rule may name one.</summary>
    Handler = 8,

    /// <summary>A time ahead: due, or the review of what is suspended.</summary>
    DueAt = 16,

    /// <summary>Solved or not, satisfied or not.</summary>
    Rating = 32,

    /// <summary>Another open issue.</summary>
    Target = 64,

    /// <summary>小事: its category is small.</summary>
    Small = 128,

    /// <summary>The rating window has passed.</summary>
    WindowPassed = 256,

    /// <summary>Within the rating window after the end.</summary>
    WithinWindow = 512,

    /// <summary>The handler has asked for more time and has not got it.</summary>
    Request = 1024,
}

/// <summary>One row of the lifecycle.</summary>
/// <param name="Action">The command.</param>
/// <param name="From">The statuses in which it is allowed.</param>
/// <param name="To">The status after it; null where the status stays.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="Needs">What it asks for. The watch, which has no words, needs no note.</param>
public sealed record Transition(IssueAction Action, IReadOnlyList<IssueStatus> From, IssueStatus? To, Entitled Who, Needs Needs = Needs.None);

/// <summary>The life of an issue as one table (domain.md's own). What it does not hold is refused.</summary>
public static class Lifecycle
{
    private static readonly IReadOnlyList<IssueStatus> Any = Enum.GetValues<IssueStatus>();

    public static IReadOnlyList<Transition> Table { get; } =
    [
        // Domain experts say "duty desk or grid leader"; an account of the role leader leads its area and stands for the latter.
        new(Accept, [Reported], Accepted, Entitled.Desk | Entitled.Leader | Entitled.GridLeader),
        new(Settle, [Reported], Resolved, Entitled.ReportingWorker, Needs.AfterPhoto | Needs.Small),
        new(Dispatch, [Accepted], Dispatched, Entitled.Desk | Entitled.Leader, Needs.Handler),
        new(ReportIn, [Dispatched], InProgress, Entitled.Handler),
        new(Assist, [Dispatched, InProgress], null, Entitled.Helper),
        new(Return, [Dispatched, InProgress], Accepted, Entitled.Handler, Needs.Note),
        new(Transfer, [Dispatched, InProgress], Dispatched, Entitled.Desk | Entitled.Leader, Needs.Handler | Needs.Note),
        new(
            Whistle,
            [Reported, Accepted, Dispatched, InProgress],
            Dispatched,
            Entitled.Handler | Entitled.GridLeader | Entitled.Desk | Entitled.Watch,
            Needs.Note),
        new(RequestExtension, [InProgress], null, Entitled.Handler, Needs.Note | Needs.DueAt),
        new(Extend, [InProgress], null, Entitled.OtherLeader, Needs.Request),
        new(Suspend, [InProgress], Suspended, Entitled.OtherLeader, Needs.Note | Needs.DueAt),
        new(Resume, [Suspended], InProgress, Entitled.Leader),
        new(Resolve, [InProgress], Resolved, Entitled.Handler, Needs.Answer | Needs.AfterPhoto),
        new(Verify, [Resolved], Verified, Entitled.Verifier),
        new(Rework, [Resolved], InProgress, Entitled.Verifier, Needs.Note),
        new(Rate, [Verified], Closed, Entitled.Reporter | Entitled.OtherDesk, Needs.Rating),
        new(Close, [Verified], Closed, Entitled.Watch | Entitled.Desk, Needs.WindowPassed),
        new(Reopen, [Verified, Closed], Accepted, Entitled.Reporter | Entitled.Leader, Needs.Note | Needs.WithinWindow),
        new(Merge, [Reported, Accepted], Merged, Entitled.Desk | Entitled.Leader, Needs.Target),
        new(IssueAction.Void, [Reported, Accepted], Voided, Entitled.Desk | Entitled.Leader, Needs.Note),
        new(Supervise, IssueStatuses.Open, null, Entitled.LeaderAbove, Needs.DueAt),
        new(Mark, IssueStatuses.Open, null, Entitled.Desk | Entitled.Leader, Needs.Note),
        new(Clear, Any, null, Entitled.Desk),
        new(Comment, Any, null, Entitled.Anyone, Needs.Note),
        new(Follow, IssueStatuses.Open, null, Entitled.Anyone),
    ];

    private static readonly Dictionary<IssueAction, Transition> ByAction = Table.ToDictionary(row => row.Action);

    public static Transition Of(IssueAction action) => ByAction[action];

    public static bool Allows(IssueStatus status, IssueAction action) => Of(action).From.Contains(status);
}
