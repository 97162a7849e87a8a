using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Issues;

public class IssueRatingTests
{
    private static readonly Actor Desk = Actors.Desk([Town.Root]);

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, null)]
    [InlineData(null, null)]
    public void A_rating_without_both_values_is_refused(bool? solved, bool? satisfied)
    {
        var issue = An.Issue.In(IssueStatus.Verified);
        var before = issue.Everything();

        issue.Rate(Actors.Reporter, Town.At(Town.Now), solved, satisfied).ShouldBeRefusedWith(RefusalCodes.IssueRatingRequired);

        issue.Everything().ShouldBe(before);
        issue.TakeChanges().ShouldBeEmpty();
    }

    [Fact]
    public void A_good_rating_closes()
    {
        var issue = An.Issue.In(IssueStatus.Verified).Rate(Actors.Reporter, Town.At(Town.Now), solved: true, satisfied: true).Done();

        (issue.Status, issue.EndedAt, issue.DueAt, issue.Reopens).ShouldBe((IssueStatus.Closed, Town.Now, null, 0));
        issue.Rating.ShouldBe(new Rating(Solved: true, Satisfied: true, RatedBy.Reporter));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void A_bad_rating_closes_and_reopens_with_two_changes(bool solved, bool satisfied)
    {
        var issue = An.Issue.In(IssueStatus.Verified);
        var version = issue.Version;

        issue.Rate(Actors.Reporter, Town.At(Town.Now), solved, satisfied, "The smell stays").Done();

        issue.Version.ShouldBe(version + 2);
        var changes = issue.TakeChanges();
        changes.Select(change => (change.Kind, change.IssueVersion, change.Data.Issue!.Status, change.Data.Issue.EndedAt)).ShouldBe([
            (ChangeKind.IssueRated, version + 1, IssueStatus.Closed, Town.Now),
            (ChangeKind.IssueReopened, version + 2, IssueStatus.Accepted, (DateTime?)null),
        ]);
        changes.ShouldAllBe(change => change.Data.Note == "The smell stays");
    }

    [Fact]
    public void A_reopened_issue_waits_for_a_new_dispatch()
    {
        var issue = An.Issue.In(IssueStatus.Verified).Rate(Actors.Reporter, Town.At(Town.Now), solved: false, satisfied: false).Done();

        (issue.Status, issue.Reopens, issue.Handler).ShouldBe((IssueStatus.Accepted, 1, null));
        (issue.ResolvedAt, issue.VerifiedAt, issue.EndedAt).ShouldBe((null, null, null));
        (issue.StageStartedAt, issue.DueAt).ShouldBe((Town.Now, Town.Now.AddHours(4)));
    }

    [Fact]
    public void A_reopened_issue_lives_a_second_life_and_counts_a_second_reopening()
    {
        var issue = An.Issue.In(IssueStatus.Verified).Rate(Actors.Reporter, Town.At(Town.Now), solved: false, satisfied: false).Done();
        issue.Dispatch(Actors.Admin, Town.At(Town.Now), Actors.ToOrganization).Done();
        issue.ReportIn(Actors.Member, Town.At(Town.Now)).Done();
        issue.AddPhoto(Actors.Member, Town.Now, A.Photo(Town.Now)).Done();
        issue.Resolve(Actors.Member, Town.At(Town.Now), "Washed").Done();
        issue.Verify(Actors.Admin, Town.At(Town.Now)).Done();

        issue.Rate(Actors.Reporter, Town.At(Town.Now), solved: true, satisfied: false).Done().Reopens.ShouldBe(2);
    }

    [Fact]
    public void The_reporter_rates_as_reporter() => JudgeOf(An.Issue, Actors.Reporter).ShouldBe(RatedBy.Reporter);

    [Fact]
    public void The_desk_rates_by_call_back() => JudgeOf(An.Issue, Desk).ShouldBe(RatedBy.Desk);

    [Fact]
    public void A_desk_that_reported_itself_rates_as_reporter() => JudgeOf(An.Issue.ReportedBy(Desk), Desk).ShouldBe(RatedBy.Reporter);

    [Fact]
    public void A_desk_that_filed_for_another_rates_by_call_back() =>
        JudgeOf(An.Issue.ReportedBy(Desk).ForAnother(), Desk).ShouldBe(RatedBy.Desk);

    [Fact]
    public void A_worker_who_filed_for_another_does_not_rate() =>
        An.Issue.ForAnother().In(IssueStatus.Verified)
            .Rate(Actors.Reporter, Town.At(Town.Now), solved: true, satisfied: true).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);

    [Fact]
    public void Who_helped_neither_calls_back_for_the_work_nor_gives_it_more_time_and_the_own_praise_is_marked()
    {
        var (desk, leader) = (AsPerson(AccountRole.Desk), AsPerson(AccountRole.Leader));
        var reporter = Actors.Of(AccountRole.Worker, [Town.NeighbourGrid], person: "P-helper");
        var helped = HelpedBy("P-helper", reporter);
        helped.RequestExtension(Actors.Handler, Town.At(Town.Now), Town.MuchLater, "Waits for a part").Done();
        helped.Extend(leader, Town.At(Town.Now), null).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
        helped.Suspend(leader, Town.At(Town.Now), Town.MuchLater, "Later").ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);

        helped.AddPhoto(Actors.Handler, Town.Now, A.Photo(Town.Now)).Done();
        helped.Resolve(Actors.Handler, Town.At(Town.Now), "Cleared away").Done();
        helped.Verify(Actors.Admin, Town.At(Town.Now)).Done();
        helped.Rate(desk, Town.At(Town.Now), solved: true, satisfied: true).ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
        helped.Rate(reporter, Town.At(Town.Now), solved: true, satisfied: true).Done().Rating.ShouldNotBeNull().By.ShouldBe(RatedBy.Self);

        static Actor AsPerson(AccountRole role) => Actors.Of(role, [[Town.Root]], person: "P-helper");
    }

    private static Issue HelpedBy(string person, Actor reporter)
    {
        var issue = An.Issue.ReportedBy(reporter).In(IssueStatus.Accepted);
        issue.Dispatch(Actors.Admin, Town.At(Town.Now), Actors.ToPerson, [new Handler(HandlerKind.Person, person, "Qian", null, IsPublic: false)]).Done();
        return issue.ReportIn(Actors.Handler, Town.At(Town.Now)).Done();
    }

    [Fact]
    public void A_second_rating_is_refused()
    {
        var issue = An.Issue.In(IssueStatus.Verified).Rate(Actors.Reporter, Town.At(Town.Now), solved: true, satisfied: true).Done();

        issue.Rate(Actors.Reporter, Town.At(Town.Now), solved: false, satisfied: false).ShouldBeRefusedWith(RefusalCodes.IssueTransitionRefused);
    }

    [Fact]
    public void Closing_within_the_rating_window_is_refused_and_says_when_it_ends()
    {
        var issue = An.Issue.In(IssueStatus.Verified);
        var before = issue.Everything();

        var refusal = issue.Close(Desk, Town.At(Town.VerifiedAt.AddHours(72).AddMicroseconds(-1))).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe(RefusalCodes.IssueRatingWindowOpen);
        refusal.Data.ShouldNotBeNull()["endsAt"].ShouldBe(Town.VerifiedAt.AddHours(72));
        issue.Everything().ShouldBe(before);
    }

    [Fact]
    public void Closing_at_the_very_end_of_the_rating_window_is_done()
    {
        var end = Town.VerifiedAt.AddHours(72);

        var issue = An.Issue.In(IssueStatus.Verified).Close(Desk, Town.At(end)).Done();

        (issue.Status, issue.EndedAt, issue.DueAt, issue.Rating).ShouldBe((IssueStatus.Closed, end, null, null));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void A_rating_is_good_only_when_solved_and_satisfied(bool solved, bool satisfied, bool good) =>
        new Rating(solved, satisfied, RatedBy.Desk).IsGood.ShouldBe(good);

    private static RatedBy JudgeOf(An build, Actor actor) =>
        build.In(IssueStatus.Verified).Rate(actor, Town.At(Town.Now), solved: true, satisfied: true).Done().Rating.ShouldNotBeNull().By;
}
