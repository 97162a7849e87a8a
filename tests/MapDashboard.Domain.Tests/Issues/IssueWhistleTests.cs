using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Issues;

/// <summary>吹哨 through the levels, and the watch over the clocks. Limits: accept 4 h, report in 1 h, handle 6 h, verify 2 working days.</summary>
public class IssueWhistleTests
{
    private static readonly Handler Desk = new(HandlerKind.Desk, Town.Root, "Desk of the town", null, IsPublic: true);

    [Fact]
    public void A_whistle_climbs_one_level_at_a_time_and_goes_past_the_top_once()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);

        issue.LevelAbove.ShouldBe(Town.Community);
        Whistle(issue, Actors.Handler, Actors.ToOrganization);
        (issue.Status, issue.WhistledTo, issue.Whistles, issue.DueAt).ShouldBe((IssueStatus.Dispatched, Town.Community, 1, Town.Now.AddHours(1)));

        Whistle(issue, Actors.Member, Desk);
        (issue.WhistledTo, issue.Escalated, issue.LevelAbove).ShouldBe((Town.Root, false, null));

        var change = Whistle(issue, Actors.Desk([Town.Root]), Desk).TakeChanges()[^1];
        (issue.WhistledTo, issue.Escalated, issue.Whistles).ShouldBe((Town.Root, true, 3));
        change.Data.Whistle.ShouldBe(new(Town.Root, Town.Root, PastTop: true, Clocks: null));

        issue.Whistle(Actors.Desk([Town.Root]), Town.At(Town.Now), new CalledHandler(Desk, null), "Again").ShouldBeRefusedWith(RefusalCodes.IssueWhistledPastTop);
    }

    [Fact]
    public void A_person_whistles_with_a_reason_only() =>
        An.Issue.In(IssueStatus.Dispatched).Whistle(Actors.Handler, Town.At(Town.Now), new CalledHandler(Desk, null), " ")
            .ShouldBeRefusedWith(RefusalCodes.IssueNoteRequired);

    [Fact]
    public void A_return_does_not_bring_the_issue_back_to_the_level_that_failed_it()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);
        Whistle(issue, Actors.Handler, Actors.ToOrganization);
        issue.Return(Actors.Member, Town.At(Town.Now), "Not ours").Done();
        issue.Dispatch(Actors.Admin, Town.At(Town.Now), Actors.ToPerson).Done();

        issue.LevelAbove.ShouldBe(Town.Root);
    }

    [Fact]
    public void The_desk_of_the_called_area_or_of_one_above_reports_in_and_no_other()
    {
        var issue = An.Issue.In(IssueStatus.Reported);
        var called = Desk with { Code = Town.Community };
        issue.Whistle(Actor.Watch, Town.At(Town.Now), new CalledHandler(called, null), clocks: [WatchClock.Stage]).Done();

        issue.IsHandledBy(Actors.Desk([Town.Root])).ShouldBeTrue();
        issue.IsHandledBy(Actors.Desk([Town.Root, Town.Community])).ShouldBeTrue();
        issue.IsHandledBy(Actors.Desk(Town.Grid)).ShouldBeFalse();
        issue.IsHandledBy(Actors.Leader([Town.Root])).ShouldBeFalse();
        issue.ReportIn(Actors.Desk([Town.Root, Town.Community]), Town.At(Town.Now)).Done();
    }

    [Fact]
    public void Outside_every_area_the_whistle_goes_past_the_top_at_once()
    {
        var issue = An.Issue.Outside().In(IssueStatus.Reported);

        issue.Whistle(Actor.Watch, Town.At(Town.Now), new CalledHandler(Desk with { Code = "" }, null)).Done();

        (issue.Escalated, issue.WhistledTo).ShouldBe((true, null));
        issue.IsHandledBy(Actors.Desk([Town.Root])).ShouldBeTrue();
    }

    [Fact]
    public void What_a_desk_did_outside_every_area_is_verified_by_the_admin_who_is_no_desk_there()
    {
        var issue = An.Issue.Outside().In(IssueStatus.Reported);
        issue.Whistle(Actor.Watch, Town.At(Town.Now), new CalledHandler(Desk with { Code = "" }, null)).Done();
        var desk = Actors.Desk([Town.Root]);
        issue.ReportIn(Actors.Admin, Town.At(Town.Now)).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
        issue.ReportIn(desk, Town.At(Town.Now)).Done();
        issue.AddPhoto(desk, Town.Now, A.Photo(Town.Now)).Done();
        issue.Resolve(desk, Town.At(Town.Now), "Mended").Done();

        issue.Verify(desk, Town.At(Town.Now)).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
        issue.Verify(Actors.Admin, Town.At(Town.Now)).Done().Status.ShouldBe(IssueStatus.Verified);
    }

    [Fact]
    public void The_watch_may_whistle_and_close_and_nothing_else()
    {
        foreach (var status in Enum.GetValues<IssueStatus>())
        {
            An.Issue.In(status).Allowed(Actor.Watch).ShouldBe(
                [.. new[] { IssueAction.Whistle, IssueAction.Close }.Where(action => Lifecycle.Allows(status, action))]);
        }
    }

    [Fact]
    public void The_watch_warns_from_eighty_percent_on_and_whistles_when_the_stage_is_overdue()
    {
        var issue = An.Issue.In(IssueStatus.Dispatched);

        issue.WatchDuties(Town.DispatchedAt.AddMinutes(48).AddTicks(-1)).ShouldBeEmpty();
        issue.WatchDuties(Town.DispatchedAt.AddMinutes(48)).ShouldHaveSingleItem().Deed.ShouldBe(WatchDeed.Warn);
        issue.WatchDuties(Town.DispatchedAt.AddHours(1)).ShouldHaveSingleItem().Deed.ShouldBe(WatchDeed.Warn);
        issue.WatchDuties(Town.DispatchedAt.AddHours(1).AddTicks(1)).ShouldHaveSingleItem()
            .ShouldBe(new WatchDuty(WatchDeed.Whistle, WatchClock.Stage, IssueStatus.Dispatched, Town.DispatchedAt, Town.DispatchedAt.AddHours(1)));
    }

    [Theory]
    [InlineData(IssueStatus.Reported)]
    [InlineData(IssueStatus.Accepted)]
    public void An_overdue_issue_is_whistled_also_when_nobody_is_assigned(IssueStatus status)
    {
        var duties = An.Issue.In(status).WatchDuties(Town.MuchLater);

        duties.Select(duty => (duty.Deed, duty.Clock)).ShouldBe([(WatchDeed.Whistle, WatchClock.Stage), (WatchDeed.Whistle, WatchClock.Case)]);
    }

    [Fact]
    public void What_waits_for_verification_or_went_past_the_top_is_warned_of_and_not_whistled()
    {
        An.Issue.In(IssueStatus.Resolved).WatchDuties(Town.MuchLater).ShouldHaveSingleItem().Deed.ShouldBe(WatchDeed.WarnOverdue);
        var issue = An.Issue.Outside().In(IssueStatus.Reported);
        issue.Whistle(Actor.Watch, Town.At(Town.Now), new CalledHandler(Desk, null)).Done();

        issue.WatchDuties(Town.MuchLater).Select(duty => duty.Deed).ShouldBe([WatchDeed.WarnOverdue, WatchDeed.WarnOverdue]);
    }

    [Fact]
    public void The_watch_closes_when_the_rating_window_has_passed()
    {
        var issue = An.Issue.In(IssueStatus.Verified);

        issue.WatchDuties(Town.VerifiedAt.AddHours(72).AddTicks(-1)).ShouldBeEmpty();
        issue.WatchDuties(Town.VerifiedAt.AddHours(72)).ShouldHaveSingleItem().Deed.ShouldBe(WatchDeed.Close);
        issue.Close(Actor.Watch, Town.At(Town.VerifiedAt.AddHours(72))).Done().TakeChanges().Single().Data.By.ShouldBeNull();
    }

    [Theory]
    [InlineData(IssueStatus.Closed)]
    [InlineData(IssueStatus.Merged)]
    [InlineData(IssueStatus.Voided)]
    public void An_ended_issue_is_owed_nothing(IssueStatus status) => An.Issue.In(status).WatchDuties(Town.MuchLater).ShouldBeEmpty();

    [Fact]
    public void Imported_history_is_owed_nothing() => An.Issue.Imported().In(IssueStatus.Reported).WatchDuties(Town.MuchLater).ShouldBeEmpty();

    [Fact]
    public void A_leaders_order_is_warned_of_when_it_is_overdue()
    {
        var issue = An.Issue.In(IssueStatus.Verified);
        issue.Supervise(Actors.Leader([Town.Root]), Town.At(Town.Now), Town.Now.AddHours(1), "Now").Done();

        issue.WatchDuties(Town.Now.AddHours(1)).ShouldBeEmpty();
        issue.WatchDuties(Town.Now.AddHours(2)).ShouldHaveSingleItem().Clock.ShouldBe(WatchClock.Supervision);
    }

    private static Issue Whistle(Issue issue, Actor actor, Handler called) =>
        issue.Whistle(actor, Town.At(Town.Now), new CalledHandler(called, null), "Too much for us").Done();
}
