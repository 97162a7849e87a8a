using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.People;

namespace MapDashboard.Web.Issues;

/// <summary>Leads each action that the server offers to the issue's own method, with what it needs from the database.</summary>
public sealed class IssueActions(MapDbContext db)
{
    /// <summary>The lifecycle's table holds more than these; the rest has no route yet.</summary>
    public static IReadOnlyList<IssueAction> Offered { get; } =
    [
        IssueAction.Accept, IssueAction.Clear, IssueAction.Dispatch, IssueAction.ReportIn, IssueAction.Return, IssueAction.Resolve,
        IssueAction.Verify, IssueAction.Rework, IssueAction.Rate, IssueAction.Close, IssueAction.Comment, IssueAction.Mark, IssueAction.Void,
    ];

    public Task<Outcome<Issue>> RunAsync(
        Issue issue, IssueAction action, CommandRequest request, Caller caller, DateTime now, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        return action switch
        {
            IssueAction.Accept => AcceptAsync(issue, request, caller, now, cancellationToken),
            IssueAction.Dispatch => DispatchAsync(issue, request, caller, now, cancellationToken),
            IssueAction.Clear => Done(issue.Clear(actor, now, request.Clear ?? true, request.Note)),
            IssueAction.ReportIn => Done(issue.ReportIn(actor, now, request.Note)),
            IssueAction.Return => Done(issue.Return(actor, now, request.Note)),
            IssueAction.Resolve => Done(issue.Resolve(actor, now, request.Answer, request.Note)),
            IssueAction.Verify => Done(issue.Verify(actor, now, request.Note)),
            IssueAction.Rework => Done(issue.Rework(actor, now, request.Note)),
            IssueAction.Rate => Done(issue.Rate(actor, now, request.Solved, request.Satisfied, request.Note)),
            IssueAction.Close => Done(issue.Close(actor, now, request.Note)),
            IssueAction.Comment => Done(issue.Comment(actor, now, request.Note)),
            IssueAction.Mark => Done(issue.Mark(actor, now, request.Urgent ?? true, request.Note)),
            IssueAction.Void => Done(issue.Void(actor, now, request.Note)),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "This action has no route."),
        };
    }

    /// <summary>The actions of the issue that this caller may take and that have a route.</summary>
    public static IReadOnlyList<string> AllowedWords(Issue issue, Caller caller) =>
        [.. issue.Allowed(caller.Actor).Where(Offered.Contains).Select(Words<IssueAction>.Of)];

    /// <summary>A refusal that lists what is allowed lists only what has a route.</summary>
    public static Refusal OnlyOffered(Refusal refusal)
    {
        if (refusal.Data?.GetValueOrDefault("allowed") is not string[] allowed) return refusal;
        var words = Offered.Select(Words<IssueAction>.Of).ToHashSet(StringComparer.Ordinal);
        return refusal with
        {
            Data = new Dictionary<string, object?>(refusal.Data, StringComparer.Ordinal) { ["allowed"] = allowed.Where(words.Contains).ToArray() },
        };
    }

    private async Task<Outcome<Issue>> AcceptAsync(
        Issue issue, CommandRequest request, Caller caller, DateTime now, CancellationToken cancellationToken)
    {
        string[]? path = null;
        if (!string.IsNullOrEmpty(request.AreaCode))
        {
            path = await db.Areas.PathOfAsync(request.AreaCode, cancellationToken);
            if (path is null) return new Refusal(RefusalCodes.AreaNotFound, $"There is no area of code {request.AreaCode}.");
            if (!caller.Scope.Covers(path)) return new Refusal(RefusalCodes.AccessDenied, "The area lies outside this account's scope.");
            var level = (await db.Areas.FindAsync([request.AreaCode], cancellationToken))!.Level;
            if (!(await db.Levels.FindAsync([level], cancellationToken))!.LocatesIssues)
            {
                return new Refusal(RefusalCodes.RequestUnknownValue, "An issue's area is not a building or unit.");
            }
        }

        return issue.Accept(caller.Actor, now, request.Clear ?? true, path, request.Note);
    }

    private async Task<Outcome<Issue>> DispatchAsync(
        Issue issue, CommandRequest request, Caller caller, DateTime now, CancellationToken cancellationToken)
    {
        // The status first: to a client whose issue cannot be dispatched at all, a wrong handler is not the news.
        if (!Lifecycle.Allows(issue.Status, IssueAction.Dispatch)) return issue.Dispatch(caller.Actor, now, null!, request.Note);
        var handler = await FindHandler.FindAsync(db, issue, request.To, now, cancellationToken);
        return handler.Refusal is { } refusal ? refusal : issue.Dispatch(caller.Actor, now, handler.Value, request.Note);
    }

    private static Task<Outcome<Issue>> Done(Outcome<Issue> outcome) => Task.FromResult(outcome);
}
