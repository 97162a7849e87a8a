using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Issues;

namespace MapDashboard.Web.Demo;

/// <summary>How the demo's issues go on, through the issue's own commands: mostly the straight road, now and then one of the others.</summary>
public sealed class DemoSteps(DemoCast cast, DemoTexts texts, DemoPhotos photos, Random random)
{
    private const double ShareVoided = 0.02;
    private const double ShareSettled = 0.15;

    /// <summary>Of the issues whose category names an organization; the grid's worker handles the others.</summary>
    private const double ShareOfOrganizations = 0.75;
    private const double ShareReturned = 0.03;
    private const double ShareWhistled = 0.03;
    private const double ShareHelped = 0.1;
    private const double ShareTransferred = 0.02;
    private const double ShareExtended = 0.05;
    private const double ShareSuspended = 0.02;
    private const double ShareSupervised = 0.02;
    private const double ShareReworked = 0.06;
    private const double ShareUnsatisfied = 0.04;

    /// <summary>The next step of the issue.</summary>
    /// <param name="db">Where a whistle finds whom to call.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="at">UTC.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when it was done; else why there is none.</returns>
    public async Task<Refusal?> StepAsync(MapDbContext db, Issue issue, DateTime at, CancellationToken cancellationToken)
    {
        var now = cast.Clock.At(at);
        return issue.Status switch
        {
            IssueStatus.Reported => Take(issue, now),
            IssueStatus.Accepted => issue.Dispatch(cast.Desk, now, HandlerFor(issue), Chance(ShareHelped) ? [Pick(cast.Departments)] : null).Refusal,
            IssueStatus.Dispatched => await ReportInAsync(db, issue, now, cancellationToken),
            IssueStatus.InProgress => Handle(issue, now),
            IssueStatus.Suspended => issue.Resume(cast.Leader, now).Refusal,
            IssueStatus.Resolved when Chance(ShareReworked) => issue.Rework(cast.VerifierOf(issue), now, Pick(texts.ReworkReasons)).Refusal,
            IssueStatus.Resolved => issue.Verify(cast.VerifierOf(issue), now).Refusal,
            IssueStatus.Verified when issue.IsHandledBy(cast.Desk) => null,
            IssueStatus.Verified when Chance(ShareUnsatisfied) =>
                issue.Rate(cast.Desk, now, solved: true, satisfied: false, Pick(texts.ReworkReasons)).Refusal,
            IssueStatus.Verified => issue.Rate(cast.Desk, now, solved: true, satisfied: true).Refusal,
            IssueStatus.Closed or IssueStatus.Merged or IssueStatus.Voided => new Refusal(RefusalCodes.IssueTransitionRefused, "It has ended."),
        };
    }

    private Refusal? Take(Issue issue, Moment now)
    {
        if (Chance(ShareVoided)) return issue.Void(cast.Desk, now, "重复上报").Refusal;
        var reporter = cast.Workers.FirstOrDefault(worker => worker.Actor.AccountId == issue.ReporterAccountId)?.Actor;
        if (issue.Small && reporter is not null && Chance(ShareSettled))
        {
            return photos.Add(issue, PhotoKind.After, reporter, now.At) ?? issue.Settle(reporter, now, Pick(AnswersOf(issue.Category))).Refusal;
        }

        return issue.Accept(cast.Desk, now, clear: true).Refusal;
    }

    private async Task<Refusal?> ReportInAsync(MapDbContext db, Issue issue, Moment now, CancellationToken cancellationToken)
    {
        var actor = cast.ActorOf(issue.Handler!);
        if (cast.OrganizationFor(issue) is { } organization && Chance(ShareTransferred))
        {
            return issue.Transfer(cast.Desk, now, issue.Handler!.Kind == HandlerKind.Organization ? WorkerFor(issue) : organization, null, null, Pick(texts.ReturnReasons)).Refusal;
        }

        if (Chance(ShareReturned)) return issue.Return(actor, now, Pick(texts.ReturnReasons)).Refusal;
        if (issue.WhistleRefusal(actor) is null && Chance(ShareWhistled))
        {
            return issue.Whistle(actor, now, await FindCalled.FindAsync(db, issue, now.At, cancellationToken), Pick(texts.WhistleReasons)).Refusal;
        }

        return issue.ReportIn(actor, now).Refusal;
    }

    private Refusal? Handle(Issue issue, Moment now)
    {
        if (issue.Helpers.FirstOrDefault(helper => helper.ReportedInAt is null) is { } helper) return issue.Assist(cast.ActorOf(helper.Handler), now).Refusal;
        var (actor, due) = (cast.ActorOf(issue.Handler!), issue.DueAt!.Value);

        // Nobody gives more time to the own work.
        var isLeadersOwn = issue.IsHandledBy(cast.Leader);
        if (issue.Extension is { GrantedAt: null }) return issue.Extend(cast.Leader, now, dueAt: null).Refusal;
        if (!isLeadersOwn && issue.Extension is null && now.At < due && Chance(ShareExtended))
        {
            return issue.RequestExtension(actor, now, due.AddDays(2), Pick(texts.ExtensionReasons)).Refusal;
        }

        if (!isLeadersOwn && Chance(ShareSuspended)) return issue.Suspend(cast.Leader, now, now.At.AddDays(1 + random.Next(3)), Pick(texts.SuspendReasons)).Refusal;
        if (issue.Supervision is null && Chance(ShareSupervised)) return issue.Supervise(cast.Leader, now, now.At.AddHours(6 + random.Next(20)), "请尽快办结").Refusal;
        return photos.Add(issue, PhotoKind.After, actor, now.At) ?? issue.Resolve(actor, now, Pick(AnswersOf(issue.Category))).Refusal;
    }

    /// <summary>A person may have reported in a category that was imported later and has no words of its own here.</summary>
    private IReadOnlyList<string> AnswersOf(string category) => texts.Categories.GetValueOrDefault(category)?.Answers ?? texts.Comments;

    private Handler HandlerFor(Issue issue) => cast.OrganizationFor(issue) is { } organization && Chance(ShareOfOrganizations) ? organization : WorkerFor(issue);

    private Handler WorkerFor(Issue issue)
    {
        var worker = cast.WorkerOf(issue);
        return new Handler(HandlerKind.Person, worker.Actor.PersonCode!, worker.Name, null, IsPublic: true);
    }

    private bool Chance(double share) => random.NextDouble() < share;

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
