using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Calendar;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.People;
using MapDashboard.Web.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Issues;

/// <summary>Leads each action to the issue's own method, with what it needs from the database.</summary>
public sealed class IssueActions(MapDbContext db, IOptions<MapOptions> options)
{
    /// <returns>The issues that were changed: one, and for a merge two.</returns>
    public async Task<Outcome<IReadOnlyList<Issue>>> RunAsync(
        Issue issue, IssueAction action, CommandRequest request, Caller caller, DateTime at, CancellationToken cancellationToken)
    {
        var (actor, note) = (caller.Actor, request.Note);
        if (issue.Refused(action, actor) is { } refusal) return refusal;
        if (action == IssueAction.Accept) return Only(await AcceptAsync(issue, request, caller, at, cancellationToken));
        var now = (await ClockAsync(issue.AreaPath, cancellationToken)).At(at);
        return action switch
        {
            IssueAction.Merge => await MergeAsync(issue, request, caller, now, cancellationToken),
            IssueAction.Dispatch or IssueAction.Transfer => Only(await GiveAsync(issue, action, request, caller, now, cancellationToken)),
            IssueAction.Whistle => Only(await WhistleAsync(issue, note, caller, now, cancellationToken)),
            IssueAction.Settle => Only(issue.Settle(actor, now, request.Answer, note)),
            IssueAction.Clear => Only(issue.Clear(actor, now, request.Clear ?? true, note)),
            IssueAction.ReportIn => Only(issue.ReportIn(actor, now, note)),
            IssueAction.Assist => Only(issue.Assist(actor, now, note)),
            IssueAction.Return => Only(issue.Return(actor, now, note)),
            IssueAction.RequestExtension => Only(issue.RequestExtension(actor, now, request.DueAt, note)),
            IssueAction.Extend => Only(issue.Extend(actor, now, request.DueAt, note)),
            IssueAction.Suspend => Only(issue.Suspend(actor, now, request.DueAt, note)),
            IssueAction.Resume => Only(issue.Resume(actor, now, note)),
            IssueAction.Resolve => Only(issue.Resolve(actor, now, request.Answer, note)),
            IssueAction.Verify => Only(issue.Verify(actor, now, note)),
            IssueAction.Rework => Only(issue.Rework(actor, now, note)),
            IssueAction.Rate => Only(issue.Rate(actor, now, request.Solved, request.Satisfied, note)),
            IssueAction.Close => Only(issue.Close(actor, now, note)),
            IssueAction.Reopen => Only(issue.Reopen(actor, now, note)),
            IssueAction.Void => Only(issue.Void(actor, now, note)),
            IssueAction.Supervise => Only(issue.Supervise(actor, now, request.DueAt, note)),
            IssueAction.Mark => Only(issue.Mark(actor, now, request.Urgent ?? true, note)),
            IssueAction.Comment => Only(issue.Comment(actor, now, note)),
            IssueAction.Follow => Only(issue.Follow(actor, now)),
            IssueAction.Accept => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The actions of the issue that this caller may take.</summary>
    public static IReadOnlyList<string> AllowedWords(Issue issue, Caller caller) => [.. issue.Allowed(caller.Actor).Select(Words<IssueAction>.Of)];

    private async Task<Outcome<Issue>> AcceptAsync(Issue issue, CommandRequest request, Caller caller, DateTime at, CancellationToken cancellationToken)
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

        var clock = await ClockAsync(path ?? issue.AreaPath, cancellationToken);
        return issue.Accept(caller.Actor, clock.At(at), request.Clear ?? true, path, request.Note);
    }

    private async Task<Outcome<Issue>> GiveAsync(
        Issue issue, IssueAction action, CommandRequest request, Caller caller, Moment now, CancellationToken cancellationToken)
    {
        var routed = await FindRule.FindAsync(db, issue, issue.LevelNow, cancellationToken);
        var to = string.IsNullOrWhiteSpace(request.To) ? routed?.To : request.To;
        var lead = await FindHandler.FindAsync(db, issue, to, now.At, cancellationToken);
        if (lead.Refusal is { } nobody) return nobody;
        var helpers = new List<Handler>();
        foreach (var code in request.Helpers ?? [])
        {
            var helper = await FindHandler.FindAsync(db, issue, code, now.At, cancellationToken);
            if (helper.Refusal is { } unknown) return unknown;
            helpers.Add(helper.Value);
        }

        return Give(lead.Value, helpers, to == routed?.To ? routed?.ToString() : null);

        Outcome<Issue> Give(Handler handler, IReadOnlyList<Handler>? with, string? rule) => action == IssueAction.Dispatch
            ? issue.Dispatch(caller.Actor, now, handler, with, rule, request.Note)
            : issue.Transfer(caller.Actor, now, handler, with, rule, request.Note);
    }

    private async Task<Outcome<Issue>> WhistleAsync(Issue issue, string? note, Caller caller, Moment now, CancellationToken cancellationToken) =>
        issue.WhistleRefusal(caller.Actor) ?? issue.Whistle(caller.Actor, now, await FindCalled.FindAsync(db, issue, now.At, cancellationToken), note);

    private async Task<Outcome<IReadOnlyList<Issue>>> MergeAsync(Issue issue, CommandRequest request, Caller caller, Moment now, CancellationToken cancellationToken)
    {
        var id = Guid.TryParse(request.To, out var parsed) ? parsed : Guid.Empty;
        var target = await db.Issues.Include(each => each.Photos).VisibleTo(caller.Viewer)
            .SingleOrDefaultAsync(each => each.Id == id || each.Number == request.To, cancellationToken);
        var outcome = issue.Merge(caller.Actor, now, target, request.Note);
        return outcome.Refusal is { } refusal ? refusal : Outcome.Of<IReadOnlyList<Issue>>([issue, target!]);
    }

    private Task<CaseClock> ClockAsync(string[] path, CancellationToken cancellationToken) =>
        db.CaseClockAsync(path, options.Value.RatingWindow, cancellationToken);

    private static Outcome<IReadOnlyList<Issue>> Only(Outcome<Issue> outcome) =>
        outcome.Refusal is { } refusal ? refusal : Outcome.Of<IReadOnlyList<Issue>>([outcome.Value]);
}
