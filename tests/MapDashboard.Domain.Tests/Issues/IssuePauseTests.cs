using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Issues;

/// <summary>Clocks that are moved, stopped and started again. The built issue is in progress since 11:00 and due at 17:00, the case at 19:00.</summary>
public class IssuePauseTests
{
    private static readonly DateTime At = Town.ReportedInAt.AddHours(2);
    private static readonly DateTime Due = Town.ReportedInAt.AddHours(6);

    [Fact]
    public void A_suspended_issue_goes_on_with_what_was_left_on_its_clocks()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);
        issue.Suspend(Actors.Admin, Town.At(At), At.AddDays(3), "Waits for a part").Done();
        (issue.Status, issue.StageStartedAt, issue.DueAt).ShouldBe((IssueStatus.Suspended, At, At.AddDays(3)));

        issue.Resume(Actors.Admin, Town.At(At.AddDays(2))).Done();

        (issue.Status, issue.Suspension, issue.StageStartedAt).ShouldBe((IssueStatus.InProgress, null, Town.ReportedInAt));
        (issue.WarnAt, issue.DueAt, issue.GraveAt).ShouldBe((Town.ReportedInAt.AddMinutes(288).AddDays(2), Due.AddDays(2), Town.ReportedInAt.AddHours(18).AddDays(2)));
        issue.CaseDueAt.ShouldBe(Town.ReportedAt.AddHours(11).AddDays(2));
    }

    [Fact]
    public void What_was_overdue_when_it_was_suspended_still_is()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);
        issue.Suspend(Actors.Admin, Town.At(Due.AddHours(5)), Due.AddDays(9), "Waits").Done();

        issue.Resume(Actors.Admin, Town.At(Due.AddDays(1))).Done();

        (issue.DueAt, issue.CaseDueAt).ShouldBe((Due, Town.ReportedAt.AddHours(11)));
        issue.GraveAt.ShouldBe(Due.AddDays(1).AddHours(7));
    }

    [Fact]
    public void A_rework_after_a_pause_keeps_the_moved_due_time()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);
        issue.Suspend(Actors.Admin, Town.At(At), At.AddDays(3), "Waits").Done();
        issue.Resume(Actors.Admin, Town.At(At.AddDays(2))).Done();
        issue.AddPhoto(Actors.Handler, At.AddDays(2), A.Photo(At.AddDays(2))).Done();
        issue.Resolve(Actors.Handler, Town.At(At.AddDays(2)), "Done").Done();

        issue.Rework(Actors.Admin, Town.At(At.AddDays(2).AddHours(1)), "No").Done().DueAt.ShouldBe(Due.AddDays(2));
    }

    [Fact]
    public void A_suspension_names_a_reason_and_a_review_ahead()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);

        issue.Suspend(Actors.Admin, Town.At(At), At.AddDays(1), " ").ShouldBeRefusedWith(RefusalCodes.IssueNoteRequired);
        foreach (var review in new DateTime?[] { null, At, At.AddHours(-1), At.AddYears(11) })
        {
            issue.Suspend(Actors.Admin, Town.At(At), review, "Waits").ShouldBeRefusedWith(RefusalCodes.IssueDueAtRefused);
        }

        issue.TakeChanges().ShouldBeEmpty();
    }

    [Fact]
    public void A_granted_extension_moves_the_stage_and_if_need_be_the_case()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);
        issue.RequestExtension(Actors.Handler, Town.At(At), Due.AddHours(4), "Rain").Done().DueAt.ShouldBe(Due);

        issue.Extend(Actors.Admin, Town.At(At), dueAt: null).Done();

        (issue.DueAt, issue.WarnAt, issue.CaseDueAt).ShouldBe((Due.AddHours(4), Town.ReportedInAt.AddHours(8), Due.AddHours(4)));
        issue.Extension!.GrantedAt.ShouldBe(At);
    }

    [Fact]
    public void A_leader_may_grant_another_time_than_was_asked_for()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);
        issue.RequestExtension(Actors.Handler, Town.At(At), Due.AddDays(4), "Rain").Done();

        issue.Extend(Actors.Admin, Town.At(At), Due.AddHours(1)).Done().DueAt.ShouldBe(Due.AddHours(1));
        issue.CaseDueAt.ShouldBe(Town.ReportedAt.AddHours(11));
    }

    [Fact]
    public void More_time_is_asked_for_once_ahead_of_the_due_time_and_granted_once()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);

        issue.Extend(Actors.Admin, Town.At(At), Due.AddDays(1)).ShouldBeRefusedWith(RefusalCodes.IssueExtensionNotAsked);
        issue.RequestExtension(Actors.Handler, Town.At(At), Due, "Rain").ShouldBeRefusedWith(RefusalCodes.IssueDueAtRefused);
        issue.RequestExtension(Actors.Handler, Town.At(At), Due.AddHours(1), "Rain").Done();
        issue.RequestExtension(Actors.Handler, Town.At(At), Due.AddHours(2), "Rain").ShouldBeRefusedWith(RefusalCodes.IssueExtensionUsed);
        issue.Extend(Actors.Admin, Town.At(At), null).Done();
        issue.Extend(Actors.Admin, Town.At(At), Due.AddDays(1)).ShouldBeRefusedWith(RefusalCodes.IssueExtensionNotAsked);
    }

    [Fact]
    public void A_leader_who_handles_it_gives_the_own_work_no_more_time()
    {
        var leader = Actors.Of(AccountRole.Leader, [Town.Grid], person: Actors.HandlerPerson);
        var issue = An.Issue.In(IssueStatus.InProgress);
        issue.RequestExtension(leader, Town.At(At), Due.AddHours(1), "Rain").Done();

        issue.Extend(leader, Town.At(At), null).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
        issue.Suspend(leader, Town.At(At), Due.AddDays(1), "Rain").ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
        issue.Extend(Actors.Leader(Town.Grid), Town.At(At), null).Done();
    }

    [Fact]
    public void An_order_has_a_due_time_of_its_own_and_leaves_the_clocks_alone()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);

        issue.Supervise(Actors.Leader([Town.Root]), Town.At(At), At.AddHours(1), " At once ").Done();

        issue.Supervision.ShouldBe(new Supervision(At, At.AddHours(1), "At once", "Leader Li"));
        (issue.Status, issue.DueAt).ShouldBe((IssueStatus.InProgress, Due));
        issue.Supervise(Actors.Admin, Town.At(At), At, null).ShouldBeRefusedWith(RefusalCodes.IssueDueAtRefused);
    }

    [Theory]
    [InlineData(IssueStatus.Verified, 500, true)]
    [InlineData(IssueStatus.Closed, 72, true)]
    [InlineData(IssueStatus.Closed, 73, false)]
    public void A_closed_issue_is_reopened_within_the_window_only(IssueStatus status, int hours, bool isDone)
    {
        var issue = An.Issue.In(status);
        var outcome = issue.Reopen(Actors.Reporter, Town.At((issue.EndedAt ?? Town.VerifiedAt).AddHours(hours)), "Back again");

        if (!isDone) outcome.ShouldBeRefusedWith(RefusalCodes.IssueReopenWindowPassed);
        else (outcome.Done().Status, issue.Reopens, issue.Answer, issue.EndedAt).ShouldBe((IssueStatus.Accepted, 1, null, null));
    }

    [Fact]
    public void Whoever_holds_the_tracking_link_rates_and_reopens_as_the_reporter_and_does_nothing_else()
    {
        An.Issue.ForAnother().In(IssueStatus.Verified).Allowed(Actor.LinkHolder).ShouldBe([IssueAction.Rate, IssueAction.Reopen]);
        An.Issue.ForAnother().In(IssueStatus.InProgress).Allowed(Actor.LinkHolder).ShouldBeEmpty();

        var issue = An.Issue.ForAnother().In(IssueStatus.Verified).Rate(Actor.LinkHolder, Town.At(Town.Now), solved: true, satisfied: true).Done();

        issue.Rating!.By.ShouldBe(RatedBy.Reporter);
        issue.TakeChanges().Single().Data.By.ShouldBeNull();
    }
}
