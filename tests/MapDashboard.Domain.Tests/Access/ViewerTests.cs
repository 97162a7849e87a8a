using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Access;

public class ViewerTests
{
    private static readonly string[] InGrid = An.Issue.In(IssueStatus.Dispatched).Audiences;
    private static readonly string[] OutsideAll = An.Issue.Outside().In(IssueStatus.Dispatched).Audiences;

    [Fact]
    public void A_view_of_the_whole_scope_sees_what_the_scope_sees()
    {
        new Viewer(Actors.Handler.Scope).Sees(InGrid).ShouldBeTrue();
        new Viewer(Actors.Handler.Scope).Sees(OutsideAll).ShouldBeTrue();
        new Viewer(Actors.Worker(Town.OtherGrid).Scope).Sees(InGrid).ShouldBeFalse();
    }

    public static TheoryData<string[], bool> Narrowings() => new()
    {
        { Town.Grid, true },
        { Town.Grid[..2], true },
        { Town.Grid[..1], true },
        { Town.OtherGrid, false },
        { [.. Town.Grid, "town-1-1-m1"], false },
    };

    [Theory]
    [MemberData(nameof(Narrowings))]
    public void A_narrowed_view_sees_the_areas_subtree(string[] narrowedTo, bool sees)
    {
        new Viewer(Actors.Admin.Scope, narrowedTo).Sees(InGrid).ShouldBe(sees);
        new Viewer(Actors.Screen([Town.Root]).Scope, narrowedTo).Sees(InGrid).ShouldBe(sees);
        new Viewer(Actors.Handler.Scope, narrowedTo).Sees(InGrid).ShouldBe(sees);
    }

    [Fact]
    public void Narrowing_never_widens()
    {
        new Viewer(Actors.Worker(Town.OtherGrid).Scope, Town.Grid).Sees(InGrid).ShouldBeFalse();
        new Viewer(Actors.Screen(Town.OtherGrid).Scope, [Town.Root]).Sees(InGrid).ShouldBeFalse();
    }

    [Fact]
    public void A_narrowed_view_leaves_out_what_lies_outside_every_area() =>
        new Viewer(Actors.Admin.Scope, [Town.Root]).Sees(OutsideAll).ShouldBeFalse();

    [Fact]
    public void A_narrowed_view_sees_a_switch_of_an_area_above_it()
    {
        var viewer = new Viewer(Actors.Admin.Scope, Town.Grid);

        viewer.Sees(Audience.OfArea(Town.Grid[..1])).ShouldBeTrue();
        viewer.Sees(Audience.OfArea(Town.OtherGrid[..2])).ShouldBeFalse();
    }

    [Fact]
    public void Equal_views_have_equal_keys()
    {
        var scope = Actors.Leader([Town.Root]).Scope;

        new Viewer(scope, Town.Grid).Key.ShouldBe(new Viewer(scope, [.. Town.Grid]).Key);
        new Viewer(Actors.Screen(Town.Grid).Scope).Key.ShouldBe(new Viewer(Actors.Screen(Town.Grid).Scope).Key);
    }

    [Fact]
    public void Views_that_differ_in_area_or_in_being_public_have_different_keys()
    {
        var staff = Actors.Leader([Town.Root]).Scope;
        string[] keys =
        [
            new Viewer(staff).Key,
            new Viewer(staff, Town.Grid).Key,
            new Viewer(staff, Town.OtherGrid).Key,
            new Viewer(Actors.Screen([Town.Root]).Scope).Key,
            new Viewer(Actors.Screen().Scope).Key,
        ];

        keys.ShouldBeUnique();
    }

    [Fact]
    public void The_views_own_mode_is_that_of_its_areas_and_of_those_above_them()
    {
        var staff = Actors.Worker(Town.Grid).Scope;

        new Viewer(staff).ModeAudiences.ShouldBe(Town.Grid.Select(Audience.Under), ignoreOrder: true);
        new Viewer(Actors.Admin.Scope, Town.Grid[..2]).ModeAudiences.ShouldBe(Town.Grid[..2].Select(Audience.Under), ignoreOrder: true);
        new Viewer(Actors.Admin.Scope).ModeAudiences.ShouldBe([Audience.Roots]);
    }

    [Fact]
    public void A_switch_of_a_part_of_the_area_is_seen_but_is_not_the_views_own_mode()
    {
        var viewer = new Viewer(Actors.Leader([Town.Root]).Scope);
        var ofGrid = Audience.OfArea(Town.Grid);

        viewer.Sees(ofGrid).ShouldBeTrue();
        viewer.ModeAudiences.Intersect(ofGrid).ShouldBeEmpty();
    }

    [Fact]
    public void A_view_is_public_as_its_scope_is()
    {
        new Viewer(Actors.Screen(Town.Grid).Scope).IsPublic.ShouldBeTrue();
        new Viewer(Actors.Worker(Town.Grid).Scope).IsPublic.ShouldBeFalse();
    }
}
