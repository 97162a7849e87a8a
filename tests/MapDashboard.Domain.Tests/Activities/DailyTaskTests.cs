using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;

namespace MapDashboard.Domain.Tests.Activities;

/// <summary>On which days and for whom a daily task is due, and how a new list takes the place of the old one.</summary>
public sealed class DailyTaskTests
{
    /// <summary>A Friday.</summary>
    private static readonly DateOnly Friday = new(2026, 11, 20);

    private static DailyTask Task(
        Cadence cadence = Cadence.Daily, int? on = null, string code = "exits", int target = 1, DateOnly? from = null, string? role = "gridWorker",
        AccountRole? accountRole = null, string? level = "grid") => new()
    {
        Id = Guid.NewGuid(), Code = code, Name = code, NameEn = code, Role = role, AccountRole = accountRole, Level = level, Cadence = cadence, On = on, Target = target,
        CountedBy = CountedBy.Hand, Position = 0, ValidFrom = from ?? new DateOnly(2026, 1, 1),
    };

    private static Seat Seat(string? postRole, string level = "grid", AccountRole role = AccountRole.Worker) =>
        new(Guid.NewGuid(), "甲", role, postRole, "g1", "第一网格", level, ["c", "g1"]);

    [Fact]
    public void A_daily_task_is_due_on_days_off_too_and_one_of_working_days_is_not()
    {
        Task().IsDue(Friday, isWorkingDay: false).ShouldBeTrue();
        Task(Cadence.WorkingDays).IsDue(Friday, isWorkingDay: false).ShouldBeFalse();
        Task(Cadence.WorkingDays).IsDue(Friday, isWorkingDay: true).ShouldBeTrue();
    }

    [Fact]
    public void A_weekly_task_is_due_on_its_weekday_and_sunday_is_the_seventh()
    {
        Task(Cadence.Weekly, on: 5).IsDue(Friday, isWorkingDay: true).ShouldBeTrue();
        Task(Cadence.Weekly, on: 5).IsDue(Friday.AddDays(1), isWorkingDay: true).ShouldBeFalse();
        Task(Cadence.Weekly, on: 7).IsDue(Friday.AddDays(2), isWorkingDay: false).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2026-01-31", true)]
    [InlineData("2026-02-28", true)]
    [InlineData("2028-02-28", false)]
    [InlineData("2028-02-29", true)]
    [InlineData("2026-04-30", true)]
    [InlineData("2026-05-30", false)]
    public void A_monthly_task_of_the_thirty_first_is_due_on_the_last_day_of_shorter_months(string day, bool due) =>
        Task(Cadence.Monthly, on: 31).IsDue(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), isWorkingDay: false).ShouldBe(due);

    [Fact]
    public void A_version_holds_from_its_first_day_to_the_day_before_the_next()
    {
        var task = Task(from: Friday);
        task.ValidTo = Friday.AddDays(2);
        task.IsDue(Friday.AddDays(-1), true).ShouldBeFalse();
        task.IsDue(Friday, true).ShouldBeTrue();
        task.IsDue(Friday.AddDays(1), true).ShouldBeTrue();
        task.IsDue(Friday.AddDays(2), true).ShouldBeFalse();
    }

    [Fact]
    public void A_task_is_for_the_holders_of_its_role_at_its_level_or_for_the_accounts_of_its_role()
    {
        Task().IsFor(Seat("gridWorker")).ShouldBeTrue();
        Task().IsFor(Seat("gridWorker", level: "building")).ShouldBeFalse();
        Task(level: null).IsFor(Seat("gridWorker", level: "building")).ShouldBeTrue();
        Task().IsFor(Seat("buildingLeader")).ShouldBeFalse();
        var desk = Task(role: null, accountRole: AccountRole.Desk, level: null);
        desk.IsFor(Seat(null, role: AccountRole.Desk)).ShouldBeTrue();
        desk.IsFor(Seat("gridWorker")).ShouldBeFalse();
    }

    [Fact]
    public void A_changed_list_leaves_today_and_every_day_before_as_they_were()
    {
        var old = Task(target: 3);
        var plan = DailyTaskPlan.Of([Task(target: 5)], [old], Friday);
        plan.End(Friday);
        (plan.Created, plan.Changed, plan.Unchanged, plan.Retired).ShouldBe((0, 1, 0, 0));
        old.IsInForce(Friday).ShouldBeTrue();
        old.IsInForce(Friday.AddDays(1)).ShouldBeFalse();
        plan.Added.Single().ValidFrom.ShouldBe(Friday.AddDays(1));
        plan.Removed.ShouldBeEmpty();
    }

    [Fact]
    public void A_version_that_nobody_has_seen_yet_is_taken_back_by_a_second_change_of_the_day()
    {
        var (old, ahead) = (Task(target: 3), Task(target: 5, from: Friday.AddDays(1)));
        old.ValidTo = Friday.AddDays(1);
        var plan = DailyTaskPlan.Of([Task(target: 4)], [old, ahead], Friday);
        plan.Removed.ShouldBe([ahead]);
        plan.Ended.ShouldBeEmpty();
        plan.Added.Single().Target.ShouldBe(4);
    }

    [Fact]
    public void The_same_list_again_changes_nothing_and_what_it_lacks_goes_out_of_use()
    {
        var (kept, gone) = (Task(), Task(code: "stairs"));
        var plan = DailyTaskPlan.Of([Task()], [kept, gone], Friday);
        (plan.Created, plan.Changed, plan.Unchanged, plan.Retired).ShouldBe((0, 0, 1, 1));
        plan.Added.ShouldBeEmpty();
        plan.Ended.ShouldBe([gone]);
    }

    [Fact]
    public void The_first_list_of_a_place_holds_from_today() =>
        DailyTaskPlan.Of([Task()], [], Friday).Added.Single().ValidFrom.ShouldBe(Friday);
}
