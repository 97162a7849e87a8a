using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Issues;

/// <summary>自办自结, transfers, helpers, merging and following.</summary>
public class IssueSettleTests
{
    private static readonly Moment Now = Town.At(Town.Now);
    private static readonly Actor Worker = Actors.Of(AccountRole.Worker, [Town.Grid], person: "P-worker", account: Actors.Reporter.AccountId);

    [Fact]
    public void A_small_matter_is_settled_by_its_reporting_worker_and_verified_by_another()
    {
        var issue = Small(A.Photo(Town.Now));

        issue.Settle(Worker, Now, "Swept").Done();

        (issue.Status, issue.Answer, issue.Handler!.Code).ShouldBe((IssueStatus.Resolved, "Swept", "P-worker"));
        issue.Verify(Worker, Now).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
        issue.Verify(Actors.Desk(Town.Grid), Now).Done().Status.ShouldBe(IssueStatus.Verified);
    }

    [Fact]
    public void Who_judges_the_own_work_is_marked_so_and_a_desk_does_not_call_back_for_its_own()
    {
        var issue = Small(A.Photo(Town.Now));
        issue.Settle(Worker, Now, "Swept").Done();
        issue.Verify(Actors.Admin, Now).Done();
        issue.Rate(Worker, Now, solved: true, satisfied: true).Done().Rating!.By.ShouldBe(RatedBy.Self);

        var called = An.Issue.In(IssueStatus.Reported);
        called.Whistle(Actor.Watch, Now, new CalledHandler(new Handler(HandlerKind.Desk, Town.Root, "Desk", null, true), null)).Done();
        var desk = Actors.Desk([Town.Root]);
        called.ReportIn(desk, Now).Done();
        called.AddPhoto(desk, Town.Now, A.Photo(Town.Now)).Done();
        called.Resolve(desk, Now, "Done").Done();
        called.Verify(Actors.Leader([Town.Root]), Now).Done();
        called.Rate(desk, Now, solved: true, satisfied: true).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
    }

    [Fact]
    public void A_worker_without_a_person_does_not_verify_what_it_settled_either()
    {
        var worker = Actors.ReporterAs(AccountRole.Worker, Town.Grid);
        var issue = Small(A.Photo(Town.Now));
        issue.Settle(worker, Now).Done();

        issue.Handler!.Kind.ShouldBe(HandlerKind.Account);
        issue.Verify(worker, Now).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
        issue.IsHandledBy(Actors.Worker(Town.Grid)).ShouldBeFalse();
    }

    [Fact]
    public void What_is_not_small_is_not_settled() =>
        An.Issue.In(IssueStatus.Reported).Settle(Worker, Now).ShouldBeRefusedWith(RefusalCodes.IssueNotSmall);

    [Fact]
    public void A_small_matter_without_an_after_photo_is_not_settled() =>
        Small().Settle(Worker, Now).ShouldBeRefusedWith(RefusalCodes.IssueAfterPhotoRequired);

    [Fact]
    public void A_matter_of_somebody_else_is_not_settled_without_an_answer()
    {
        var issue = An.Issue.OfCategory(A.Category(small: true)).ReportedBy(Worker).ForAnother().In(IssueStatus.Reported);
        issue.AddPhoto(Worker, Town.Now, A.Photo(Town.Now)).Done();

        issue.Settle(Worker, Now, " ").ShouldBeRefusedWith(RefusalCodes.IssueAnswerRequired);
        issue.Settle(Worker, Now, "Swept").Done().Answer.ShouldBe("Swept");
    }

    [Fact]
    public void A_settled_matter_that_is_sent_back_is_handled_by_the_worker_until_the_limit_of_handling()
    {
        var issue = Small(A.Photo(Town.Now));
        issue.Settle(Worker, Now).Done();

        issue.Rework(Actors.Admin, Town.At(Town.Now.AddHours(1)), "Not yet").Done();

        (issue.Status, issue.DueAt).ShouldBe((IssueStatus.InProgress, Town.Now.AddHours(6)));
        issue.IsHandledBy(Worker).ShouldBeTrue();
    }

    [Fact]
    public void A_transfer_needs_a_reason_and_starts_the_clock_of_the_report_in()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);
        issue.Transfer(Actors.Admin, Now, Actors.ToOrganization, null, null, " ").ShouldBeRefusedWith(RefusalCodes.IssueNoteRequired);

        issue.Transfer(Actors.Admin, Now, Actors.ToOrganization, null, null, "Theirs").Done();

        (issue.Status, issue.Handler, issue.DueAt, issue.ReportedInAt).ShouldBe((IssueStatus.Dispatched, Actors.ToOrganization, Town.Now.AddHours(1), null));
        issue.CaseDueAt.ShouldBe(Town.ReportedAt.AddHours(11));
    }

    [Fact]
    public void A_helper_sees_the_issue_reports_in_once_and_does_not_verify()
    {
        var issue = An.Issue.In(IssueStatus.Accepted);
        issue.Dispatch(Actors.Admin, Now, Actors.ToPerson, [Actors.ToOrganization, Actors.ToPerson, Actors.ToOrganization]).Done();
        var helper = Actors.Of(AccountRole.Worker, [Town.Grid], person: "P-member", organization: Actors.Sanitation);

        issue.Helpers.ShouldHaveSingleItem().Handler.ShouldBe(Actors.ToOrganization);
        issue.Audiences.ShouldContain(Audience.Organization(Actors.Sanitation));
        issue.Assist(Actors.Handler, Now).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
        issue.Assist(helper, Now).Done().Helpers[0].ReportedInAt.ShouldBe(Town.Now);
        issue.Status.ShouldBe(IssueStatus.Dispatched);
        issue.Assist(helper, Now).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);

        issue.ReportIn(Actors.Handler, Now).Done();
        issue.AddPhoto(helper, Town.Now, A.Photo(Town.Now)).Done();
        issue.Resolve(Actors.Handler, Now, "Done").Done();
        issue.Verify(helper, Now).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
    }

    [Fact]
    public void A_merged_issue_ends_and_its_reporter_and_followers_follow_the_other()
    {
        var (issue, target) = (An.Issue.In(IssueStatus.Reported), An.Issue.ReportedBy(Actors.Worker(Town.Grid)).In(IssueStatus.Accepted));
        var follower = Actors.Worker(Town.Grid);
        issue.Follow(follower, Now).Done().TakeChanges();

        issue.Merge(Actors.Admin, Now, target, "Same bin").Done();

        (issue.Status, issue.MergedInto, issue.EndedAt).ShouldBe((IssueStatus.Merged, target.Id, Town.Now));
        target.Followers.ShouldBe([Actors.Reporter.AccountId, follower.AccountId], ignoreOrder: true);
        target.Audiences.ShouldContain(Audience.Account(Actors.Reporter.AccountId));
        issue.TakeChanges().ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.IssueMerged);
        target.TakeChanges().ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.IssueFollowed);
    }

    [Fact]
    public void An_issue_is_not_merged_into_itself_into_nothing_or_into_one_that_has_ended()
    {
        var issue = An.Issue.In(IssueStatus.Reported);

        foreach (var target in new[] { issue, null, An.Issue.In(IssueStatus.Closed), An.Issue.In(IssueStatus.Merged) })
        {
            issue.Merge(Actors.Admin, Now, target).ShouldBeRefusedWith(RefusalCodes.IssueMergeTargetRefused);
        }

        issue.TakeChanges().ShouldBeEmpty();
    }

    [Fact]
    public void Whoever_follows_twice_or_reported_it_changes_nothing()
    {
        var issue = An.Issue.In(IssueStatus.Reported);
        var follower = Actors.Worker(Town.Grid);

        issue.Follow(follower, Now).Done().TakeChanges().Count.ShouldBe(1);
        issue.Follow(follower, Now).Done().TakeChanges().ShouldBeEmpty();
        issue.Follow(Actors.Reporter, Now).Done().TakeChanges().ShouldBeEmpty();
    }

    private static Issue Small(params Photo[] photos)
    {
        var issue = An.Issue.OfCategory(A.Category(small: true)).In(IssueStatus.Reported);
        foreach (var photo in photos) issue.AddPhoto(Worker, photo.AddedAt, photo).Done();
        return issue;
    }
}
