using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Issues;

public class IssueReportTests
{
    [Fact]
    public void A_report_is_version_one_with_one_change()
    {
        var issue = An.Issue.Report().Done();

        (issue.Status, issue.Version).ShouldBe((IssueStatus.Reported, 1));
        var change = issue.TakeChanges().ShouldHaveSingleItem();
        (change.Kind, change.IssueVersion, change.At).ShouldBe((ChangeKind.IssueReported, 1, Town.ReportedAt));
        change.AudiencesBefore.ShouldBeNull();
    }

    [Fact]
    public void Changes_are_handed_over_once()
    {
        var issue = An.Issue.Report().Done();
        issue.TakeChanges();

        issue.TakeChanges().ShouldBeEmpty();
    }

    [Fact]
    public void A_report_in_a_grid_takes_the_grids_code_and_path()
    {
        var issue = An.Issue.Report().Done();

        issue.AreaCode.ShouldBe(Town.GridCode);
        issue.AreaPath.ShouldBe(Town.Grid);
    }

    [Fact]
    public void A_report_outside_every_area_has_no_area()
    {
        var issue = An.Issue.Outside().Report().Done();

        issue.AreaCode.ShouldBeNull();
        issue.AreaPath.ShouldBeEmpty();
        issue.TakeChanges().Single().AreaCode.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_report_is_urgent_when_its_category_is(bool urgent) =>
        An.Issue.OfCategory(A.Category(urgent)).Report().Done().Urgent.ShouldBe(urgent);

    [Fact]
    public void A_report_of_a_category_without_limits_is_a_bug_of_the_caller()
    {
        var node = new Category { Code = "node", Name = "类", NameEn = "Node", Icon = "node", Position = 1 };

        Should.Throw<ArgumentException>(() => An.Issue.OfCategory(node).Report()).ParamName.ShouldBe("report");
    }

    [Fact]
    public void The_limits_are_those_of_the_report_whatever_the_category_says_later()
    {
        var slower = new Limits(new(9, LimitUnit.Hours), new(9, LimitUnit.Hours), new(9, LimitUnit.Hours), new(9, LimitUnit.Hours));
        var issue = An.Issue.OfCategory(A.Category(limits: Town.Limits)).Report().Done();
        An.Issue.OfCategory(A.Category(limits: slower)).Report().Done().DueAt.ShouldBe(Town.ReportedAt.AddHours(9));

        issue.Accept(Actors.Admin, Town.At(Town.Now), clear: false).Done().DueAt.ShouldBe(Town.Now.AddHours(4));
        issue.Limits.ShouldBe(Town.Limits);
    }

    [Fact]
    public void A_capture_time_more_than_48_hours_ahead_is_refused() =>
        An.Issue.Captured(Town.ReportedAt.AddHours(48).AddMicroseconds(1)).Report().ShouldBeRefusedWith(RefusalCodes.IssueCapturedInFuture);

    public static TheoryData<TimeSpan> Ahead() => [TimeSpan.FromHours(48), TimeSpan.FromMicroseconds(1)];

    [Theory]
    [MemberData(nameof(Ahead))]
    public void A_capture_time_up_to_48_hours_ahead_is_kept_and_marked(TimeSpan ahead)
    {
        var issue = An.Issue.Captured(Town.ReportedAt + ahead).Report().Done();

        (issue.CapturedAt, issue.CapturedAtDoubtful).ShouldBe((Town.ReportedAt + ahead, true));
        issue.View().CapturedAtDoubtful.ShouldBe(true);
    }

    public static TheoryData<TimeSpan> Before() => [TimeSpan.Zero, TimeSpan.FromDays(400)];

    [Theory]
    [MemberData(nameof(Before))]
    public void A_capture_time_not_ahead_is_not_marked(TimeSpan before)
    {
        var issue = An.Issue.Captured(Town.ReportedAt - before).Report().Done();

        issue.CapturedAtDoubtful.ShouldBeFalse();
        issue.View().CapturedAtDoubtful.ShouldBeNull();
    }

    [Fact]
    public void A_report_without_a_capture_time_is_not_marked() => An.Issue.Report().Done().CapturedAtDoubtful.ShouldBeFalse();

    [Fact]
    public void Counts_of_nothing_are_absent_from_the_view()
    {
        var view = An.Issue.In(IssueStatus.Verified).View();

        (view.Returns, view.Reworks, view.Reopens).ShouldBe((null, null, null));
    }

    [Fact]
    public void The_view_orders_photos_by_time()
    {
        var issue = An.Issue.In(IssueStatus.Accepted);
        foreach (var hours in new[] { 3, 1, 2 }) issue.AddPhoto(Actors.Admin, Town.Now, A.Photo(Town.Now.AddHours(hours))).Done();

        issue.View().Photos.Select(photo => photo.AddedAt).ShouldBeInOrder();
    }
}
