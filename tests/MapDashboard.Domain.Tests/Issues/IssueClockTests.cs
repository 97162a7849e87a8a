using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Issues;

/// <summary>
/// Due times and the stamps of the steps. The built issue's limits: accept 4 h, report in 1 h, handle 6 h, verify 2 working days of seven hours.
/// </summary>
public class IssueClockTests
{
    public static TheoryData<IssueStatus, DateTime, DateTime?> Stages() => new()
    {
        { IssueStatus.Reported, Town.ReportedAt, Town.ReportedAt.AddHours(4) },
        { IssueStatus.Accepted, Town.AcceptedAt, Town.AcceptedAt.AddHours(4) },
        { IssueStatus.Dispatched, Town.DispatchedAt, Town.DispatchedAt.AddHours(1) },
        { IssueStatus.InProgress, Town.ReportedInAt, Town.ReportedInAt.AddHours(6) },
        { IssueStatus.Resolved, Town.ResolvedAt, Town.ReportedAt.Date.AddDays(2).AddHours(12) },
        { IssueStatus.Verified, Town.VerifiedAt, null },
        { IssueStatus.Closed, Town.VerifiedAt.AddHours(72), null },
        { IssueStatus.Voided, Town.AcceptedAt, null },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_stage_starts_with_its_step_and_is_due_by_its_limit(IssueStatus status, DateTime start, DateTime? due)
    {
        var issue = An.Issue.In(status);

        (issue.StageStartedAt, issue.DueAt).ShouldBe((start, due));
    }

    [Fact]
    public void Every_step_leaves_its_stamp()
    {
        var issue = An.Issue.In(IssueStatus.Closed);

        (issue.ReportedAt, issue.AcceptedAt, issue.DispatchedAt).ShouldBe((Town.ReportedAt, Town.AcceptedAt, Town.DispatchedAt));
        (issue.ReportedInAt, issue.ResolvedAt, issue.VerifiedAt).ShouldBe((Town.ReportedInAt, Town.ResolvedAt, Town.VerifiedAt));
        issue.EndedAt.ShouldBe(Town.VerifiedAt.AddHours(72));
    }

    [Theory]
    [InlineData(IssueStatus.Reported)]
    [InlineData(IssueStatus.Verified)]
    [InlineData(IssueStatus.Closed)]
    public void The_whole_case_is_due_by_accept_report_in_and_handle_together(IssueStatus status) =>
        An.Issue.In(status).CaseDueAt.ShouldBe(Town.ReportedAt.AddHours(4 + 1 + 6));

    [Fact]
    public void A_rework_keeps_the_clock_of_handling()
    {
        var issue = An.Issue.In(IssueStatus.Resolved).Rework(Actors.Admin, Town.At(Town.Now), "Still there").Done();

        (issue.Status, issue.Reworks, issue.ResolvedAt).ShouldBe((IssueStatus.InProgress, 1, null));
        (issue.StageStartedAt, issue.DueAt).ShouldBe((Town.ReportedInAt, Town.ReportedInAt.AddHours(6)));
        issue.HandlingSince.ShouldBe(Town.Now);
        issue.IsHandledBy(Actors.Handler).ShouldBeTrue();
    }

    [Theory]
    [InlineData(IssueStatus.Dispatched)]
    [InlineData(IssueStatus.InProgress)]
    public void A_return_is_counted_drops_the_handler_and_starts_the_clock_of_accept(IssueStatus status)
    {
        var issue = An.Issue.In(status).Return(Actors.Handler, Town.At(Town.Now), "Not ours").Done();

        (issue.Status, issue.Returns, issue.Handler).ShouldBe((IssueStatus.Accepted, 1, null));
        (issue.StageStartedAt, issue.DueAt).ShouldBe((Town.Now, Town.Now.AddHours(4)));
    }

    [Theory]
    [InlineData("comment")]
    [InlineData("mark")]
    [InlineData("clear")]
    [InlineData("photo")]
    public void What_keeps_the_status_keeps_the_clock(string command)
    {
        var issue = An.Issue.In(IssueStatus.InProgress);

        _ = command switch
        {
            "comment" => issue.Comment(Actors.Admin, Town.At(Town.Now), "Seen").Done(),
            "mark" => issue.Mark(Actors.Admin, Town.At(Town.Now), urgent: true, "Smoke").Done(),
            "clear" => issue.Clear(Actors.Admin, Town.At(Town.Now)).Done(),
            _ => issue.AddPhoto(Actors.Admin, Town.Now, A.Photo(Town.Now)).Done(),
        };

        (issue.StageStartedAt, issue.DueAt).ShouldBe((Town.ReportedInAt, Town.ReportedInAt.AddHours(6)));
        issue.HandlingSince.ShouldBe(Town.ReportedInAt);
    }

    [Fact]
    public void The_handler_is_frozen_as_dispatched() =>
        An.Issue.GivenTo(Actors.ToOrganization).In(IssueStatus.Closed).Handler.ShouldBe(Actors.ToOrganization);
}
