using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Access;

/// <summary>Who sees an issue, and whom a Change reaches that moves it out of sight.</summary>
public class AudienceTests
{
    private static readonly TextTable Sight = new(
        """
                           reported given givenOrganization outside outsideGiven
        admin              x        x     x                 x       x
        leaderOfTown       x        x     x                 .       .
        leaderOfNeighbour  .        .     .                 .       .
        deskOfTown         x        x     x                 x       x
        deskOfNeighbour    .        .     .                 x       x
        deskOfCommunity    x        x     x                 .       .
        deskOfTwo          x        x     x                 .       .
        workerOfGrid       x        x     x                 .       .
        workerOfOtherGrid  .        .     .                 .       .
        workerWithoutArea  .        .     .                 .       .
        reporter           x        x     x                 x       x
        handler            .        x     .                 .       x
        member             .        .     x                 .       .
        screenOfTown       x        x     x                 .       .
        screenOfGrid       x        x     x                 .       .
        screenElsewhere    .        .     .                 .       .
        screenOfReporter   .        .     .                 .       .
        """);

    private static readonly Dictionary<string, Issue> Issues = new()
    {
        ["reported"] = An.Issue.In(IssueStatus.Reported),
        ["given"] = An.Issue.In(IssueStatus.Dispatched),
        ["givenOrganization"] = An.Issue.GivenTo(Actors.ToOrganization).In(IssueStatus.InProgress),
        ["outside"] = An.Issue.Outside().In(IssueStatus.Reported),
        ["outsideGiven"] = An.Issue.Outside().In(IssueStatus.Dispatched),
    };

    private static readonly Dictionary<string, Actor> Viewers = new()
    {
        ["admin"] = Actors.Admin,
        ["leaderOfTown"] = Actors.Leader([Town.Root]),
        ["leaderOfNeighbour"] = Actors.Leader(Town.NeighbourGrid[..1]),
        ["deskOfTown"] = Actors.Desk([Town.Root]),
        ["deskOfNeighbour"] = Actors.Desk(Town.NeighbourGrid[..1]),
        ["deskOfCommunity"] = Actors.Desk(Town.Grid[..2]),
        ["deskOfTwo"] = Actors.Desk(Town.OtherGrid, Town.Grid),
        ["workerOfGrid"] = Actors.Worker(Town.Grid),
        ["workerOfOtherGrid"] = Actors.Worker(Town.OtherGrid),
        ["workerWithoutArea"] = Actors.Worker(),
        ["reporter"] = Actors.Reporter,
        ["handler"] = Actors.Handler,
        ["member"] = Actors.Member,
        ["screenOfTown"] = Actors.Screen([Town.Root]),
        ["screenOfGrid"] = Actors.Screen(Town.Grid),
        ["screenElsewhere"] = Actors.Screen(Town.OtherGrid, Town.NeighbourGrid),
        ["screenOfReporter"] = Actors.Of(
            AccountRole.Screen, [Town.NeighbourGrid], Actors.HandlerPerson, Actors.Sanitation, Actors.Reporter.AccountId),
    };

    public static TheoryData<string, string> Cells() => [.. Sight.Rows.SelectMany(who => Sight.Columns.Select(issue => (who, issue)))];

    [Theory]
    [MemberData(nameof(Cells))]
    public void An_issue_is_seen_as_the_table_says(string who, string issue) =>
        Viewers[who].Scope.Sees(Issues[issue].Audiences).ShouldBe(Sight[who, issue] == "x");

    [Fact]
    public void An_area_that_nobody_chose_is_not_seen_by_a_like_named_one() =>
        Actors.Leader(["town-1-1"]).Scope.Sees([Audience.Staff("town-1-10"), Audience.Staff("town-1")]).ShouldBeFalse();

    [Fact]
    public void A_dispatch_tells_who_saw_it_before()
    {
        var issue = An.Issue.In(IssueStatus.Accepted);
        var before = issue.Audiences;

        var change = issue.Dispatch(Actors.Admin, Town.At(Town.Now), Actors.ToPerson).Done().TakeChanges().ShouldHaveSingleItem();

        change.AudiencesBefore.ShouldBe(before);
        change.Audiences.ShouldBe([.. before, Audience.Person(Actors.HandlerPerson)], ignoreOrder: true);
    }

    [Fact]
    public void A_return_reaches_the_handler_who_no_longer_sees_it() => ShouldReachOnlyBefore(
        Actors.Handler, An.Issue.In(IssueStatus.Dispatched).Return(Actors.Handler, Town.At(Town.Now), "Not ours"));

    [Fact]
    public void An_accept_with_a_new_area_reaches_those_who_lose_the_issue()
    {
        var moved = An.Issue.In(IssueStatus.Reported).Accept(Actors.Admin, Town.At(Town.Now), clear: false, Town.OtherGrid).Done();

        moved.AreaCode.ShouldBe(Town.OtherGrid[^1]);
        moved.AreaPath.ShouldBe(Town.OtherGrid);
        Actors.Worker(Town.OtherGrid).Scope.Sees(moved.Audiences).ShouldBeTrue();
        ShouldReachOnlyBefore(Actors.Worker(Town.Grid), moved);
    }

    [Fact]
    public void An_issue_outside_every_area_leaves_the_other_desks_with_its_area() => ShouldReachOnlyBefore(
        Actors.Desk(Town.NeighbourGrid[..1]),
        An.Issue.Outside().In(IssueStatus.Reported).Accept(Actors.Desk([Town.Root]), Town.At(Town.Now), clear: false, Town.Grid));

    [Fact]
    public void A_reopening_reaches_the_former_handler()
    {
        var changes = An.Issue.In(IssueStatus.Verified).Rate(Actors.Admin, Town.At(Town.Now), solved: false, satisfied: false).Done().TakeChanges();

        changes[0].AudiencesBefore.ShouldBeNull();
        changes[1].AudiencesBefore.ShouldBe(changes[0].Audiences);
        Actors.Handler.Scope.Sees(changes[1].Audiences).ShouldBeFalse();
    }

    public static TheoryData<string> CommandsInPlace() => [.. InPlace.Keys];

    [Theory]
    [MemberData(nameof(CommandsInPlace))]
    public void A_change_that_leaves_the_audiences_names_none_before(string command) =>
        InPlace[command]().Done().TakeChanges().ShouldHaveSingleItem().AudiencesBefore.ShouldBeNull();

    private static readonly Dictionary<string, Func<Outcome<Issue>>> InPlace = new()
    {
        ["accept"] = () => An.Issue.In(IssueStatus.Reported).Accept(Actors.Admin, Town.At(Town.Now), clear: true),
        ["accept with the same area"] = () => An.Issue.In(IssueStatus.Reported).Accept(Actors.Admin, Town.At(Town.Now), clear: true, [.. Town.Grid]),
        ["reportIn"] = () => An.Issue.In(IssueStatus.Dispatched).ReportIn(Actors.Handler, Town.At(Town.Now)),
        ["resolve"] = () => An.Issue.In(IssueStatus.InProgress).Resolve(Actors.Handler, Town.At(Town.Now), "Done"),
        ["verify"] = () => An.Issue.In(IssueStatus.Resolved).Verify(Actors.Admin, Town.At(Town.Now)),
        ["rework"] = () => An.Issue.In(IssueStatus.Resolved).Rework(Actors.Admin, Town.At(Town.Now), "Still there"),
        ["close"] = () => An.Issue.In(IssueStatus.Verified).Close(Actors.Admin, Town.At(Town.MuchLater)),
        ["void"] = () => An.Issue.In(IssueStatus.Reported).Void(Actors.Admin, Town.At(Town.Now), "A test"),
        ["comment"] = () => An.Issue.In(IssueStatus.Closed).Comment(Actors.Admin, Town.At(Town.Now), "Seen"),
        ["photo"] = () => An.Issue.In(IssueStatus.InProgress).AddPhoto(Actors.Handler, Town.Now, A.Photo(Town.Now)),
    };

    private static void ShouldReachOnlyBefore(Actor actor, Outcome<Issue> outcome)
    {
        Change change = outcome.Done().TakeChanges().ShouldHaveSingleItem();
        actor.Scope.Sees(change.AudiencesBefore.ShouldNotBeNull()).ShouldBeTrue();
        actor.Scope.Sees(change.Audiences).ShouldBeFalse();
    }
}
