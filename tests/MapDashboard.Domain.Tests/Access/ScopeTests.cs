using MapDashboard.Domain.Access;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Access;

public class ScopeTests
{
    private static readonly Guid Account = Guid.NewGuid();

    [Fact]
    public void Equal_scopes_have_equal_keys_whatever_the_order_of_their_areas()
    {
        var one = Of(AccountRole.Worker, Town.Grid, Town.OtherGrid);
        var other = Of(AccountRole.Worker, Town.OtherGrid, Town.Grid, Town.Grid);

        other.Key.ShouldBe(one.Key);
        other.AreaCodes.ShouldBe(one.AreaCodes);
    }

    [Fact]
    public void Different_areas_have_different_keys() =>
        Of(AccountRole.Screen, Town.Grid).Key.ShouldNotBe(Of(AccountRole.Screen, Town.OtherGrid).Key);

    [Fact]
    public void Screens_of_one_area_share_a_key_over_accounts() =>
        Actors.Screen(Town.Grid).Scope.Key.ShouldBe(Actors.Screen(Town.Grid).Scope.Key);

    [Fact]
    public void Staff_of_one_area_do_not_share_a_key_because_each_sees_its_own_reports() =>
        Actors.Worker(Town.Grid).Scope.Key.ShouldNotBe(Actors.Worker(Town.Grid).Scope.Key);

    [Fact]
    public void Admin_sees_the_whole_map_and_covers_every_path()
    {
        var scope = Of(AccountRole.Admin);

        (scope.WholeMap, scope.IsPublic).ShouldBe((true, false));
        scope.AreaCodes.ShouldBeEmpty();
        scope.Covers(Town.NeighbourGrid).ShouldBeTrue();
        scope.Covers([]).ShouldBeTrue();
    }

    [Fact]
    public void An_admin_with_an_area_still_sees_the_whole_map() =>
        Of(AccountRole.Admin, Town.Grid).Key.ShouldBe(Of(AccountRole.Admin).Key);

    [Theory]
    [InlineData(AccountRole.Leader)]
    [InlineData(AccountRole.Desk)]
    [InlineData(AccountRole.Worker)]
    [InlineData(AccountRole.Handler)]
    [InlineData(AccountRole.Screen)]
    public void Any_other_account_without_an_area_covers_nothing(AccountRole role)
    {
        var scope = Of(role);

        scope.WholeMap.ShouldBeFalse();
        scope.Covers(Town.Grid).ShouldBeFalse();
        scope.Covers([]).ShouldBeFalse();
    }

    [Fact]
    public void An_area_covers_its_subtree_and_neither_its_parent_nor_its_sibling()
    {
        var scope = Of(AccountRole.Leader, Town.Grid[..2]);

        scope.Covers(Town.Grid).ShouldBeTrue();
        scope.Covers(Town.Grid[..2]).ShouldBeTrue();
        scope.Covers(Town.Grid[..1]).ShouldBeFalse();
        scope.Covers(Town.OtherGrid).ShouldBeFalse();
    }

    [Theory]
    [InlineData(AccountRole.Leader, false)]
    [InlineData(AccountRole.Desk, true)]
    [InlineData(AccountRole.Worker, false)]
    [InlineData(AccountRole.Handler, false)]
    [InlineData(AccountRole.Screen, false)]
    public void Of_those_with_a_root_area_only_the_desk_sees_what_lies_outside(AccountRole role, bool sees) =>
        Of(role, [Town.Root]).Sees([Audience.Outside]).ShouldBe(sees);

    [Fact]
    public void Only_screens_are_public() =>
        Enum.GetValues<AccountRole>().Where(role => Of(role, Town.Grid).IsPublic).ShouldBe([AccountRole.Screen]);

    [Fact]
    public void A_screen_has_no_audience_of_staff_person_organization_or_account()
    {
        var scope = Scope.Of(AccountRole.Screen, Account, [Town.Grid], "P-1", "O-1");

        scope.Audiences.ShouldBe([Audience.Public(Town.GridCode), .. Town.Grid.Select(Audience.Under)], ignoreOrder: true);
    }

    [Fact]
    public void Staff_see_their_area_person_organization_and_reports()
    {
        var scope = Scope.Of(AccountRole.Worker, Account, [Town.Grid], "P-1", "O-1");

        scope.Audiences.ShouldBe(
            [
                Audience.Staff(Town.GridCode), Audience.Person("P-1"), Audience.Organization("O-1"), Audience.Account(Account),
                .. Town.Grid.Select(Audience.Under), .. Town.Grid.Select(Audience.Below), .. Town.Grid.Select(code => Audience.Below(code, AccountRole.Worker)),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Only_leaders_and_desks_lead_and_nothing_comes_down_to_a_screen()
    {
        Of(AccountRole.Leader, Town.Grid).Sees([Audience.Leads(Town.GridCode)]).ShouldBeTrue();
        Of(AccountRole.Desk, Town.Grid).Sees([Audience.Leads(Town.GridCode)]).ShouldBeTrue();
        Of(AccountRole.Worker, Town.Grid).Sees([Audience.Leads(Town.GridCode)]).ShouldBeFalse();
        Of(AccountRole.Worker, Town.Grid).Sees([Audience.Below(Town.Grid[0])]).ShouldBeTrue();
        Of(AccountRole.Worker, Town.Grid).Sees([Audience.Below(Town.Grid[0], AccountRole.Desk)]).ShouldBeFalse();
        Of(AccountRole.Screen, Town.Grid).Sees([Audience.Below(Town.Grid[0]), Audience.Below(Town.GridCode, AccountRole.Screen)]).ShouldBeFalse();
    }

    [Fact]
    public void What_concerns_an_area_reaches_all_above_and_all_under_it()
    {
        var ofCommunity = Audience.OfArea(Town.Grid[..2]);

        Of(AccountRole.Leader, [Town.Root]).Sees(ofCommunity).ShouldBeTrue();
        Of(AccountRole.Screen, [Town.Root]).Sees(ofCommunity).ShouldBeTrue();
        Of(AccountRole.Worker, Town.Grid).Sees(ofCommunity).ShouldBeTrue();
        Of(AccountRole.Screen, Town.Grid).Sees(ofCommunity).ShouldBeTrue();
        Of(AccountRole.Admin).Sees(ofCommunity).ShouldBeTrue();
        Of(AccountRole.Worker, Town.OtherGrid).Sees(ofCommunity).ShouldBeFalse();
    }

    [Fact]
    public void Only_a_root_area_concerns_the_roots()
    {
        Audience.OfArea([Town.Root]).ShouldContain(Audience.Roots);
        Audience.OfArea(Town.Grid).ShouldNotContain(Audience.Roots);
    }

    [Fact]
    public void An_audiences_code_is_what_follows_its_first_colon()
    {
        Audience.CodeOf(Audience.Staff("a:b")).ShouldBe("a:b");
        Audience.CodeOf(Audience.Under(Town.Root)).ShouldBe(Town.Root);
        Audience.IsUnder(Audience.Under(Town.Root)).ShouldBeTrue();
        Audience.IsUnder(Audience.Staff("under:x")).ShouldBeFalse();
    }

    private static Scope Of(AccountRole role, params string[][] paths) =>
        Scope.Of(role, Account, paths, personCode: null, organization: null);
}
