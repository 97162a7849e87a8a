using System.Reflection;
using System.Text.Json;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Issues;

/// <summary>
/// What leaves for a public hall. A member that this test does not know fails it: decide first whether the public may see it.
/// </summary>
public class PublicViewTests
{
    private static readonly string[] Always =
    [
        "Id", "Number", "Version", "Category", "Status", "Urgent", "Source", "AreaCode", "BuildingCode",
        "ReportedAt", "AcceptedAt", "DispatchedAt", "ReportedInAt", "ResolvedAt", "VerifiedAt", "EndedAt",
        "StageStartedAt", "WarnAt", "DueAt", "GraveAt", "CaseStartedAt", "CaseWarnAt", "CaseDueAt", "CaseGraveAt", "RatingEndsAt",
        "Small", "WhistledTo", "Escalated", "Whistles", "MergedInto",
        "Returns", "Reworks", "Reopens", "Rating", "Cleared",
    ];

    private static readonly string[] OnceCleared = ["Description", "Address", "Photos", "ClearedAt"];

    private static readonly string[] Never = ["UnitCode", "ReportedBy", "CapturedAt", "CapturedAtDoubtful", "PublicLocation", "Extension", "VoiceNotes"];

    /// <summary>Shown in part or in some statuses; each has tests of its own below.</summary>
    private static readonly string[] InPart = ["Location", "Handler", "Helpers", "Answer", "Suspension", "Supervision"];

    private static readonly PropertyInfo[] Members = typeof(IssueView).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    [Fact]
    public void Every_member_of_the_view_is_decided_upon()
    {
        Members.Select(member => member.Name).ShouldBe([.. Always, .. OnceCleared, .. Never, .. InPart], ignoreOrder: true);
        MembersOf<Place>().ShouldBe(["Lon", "Lat", "Accuracy"], ignoreOrder: true);
        MembersOf<HandlerView>().ShouldBe(["Kind", "Code", "Name", "Role", "IsPublic", "ReportedInAt"], ignoreOrder: true);
        MembersOf<PhotoView>().ShouldBe(["Id", "Kind", "AddedAt", "Width", "Height", "TakenAt", "TakenAtAssumed", "TakenPlace"], ignoreOrder: true);
        MembersOf<Rating>().ShouldBe(["Solved", "Satisfied", "By", "IsGood"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Members_are_shown_or_hidden_as_decided(bool cleared)
    {
        var view = Full(cleared);
        var shown = view.ForPublic();
        string[] kept = cleared ? [.. Always, .. OnceCleared] : Always;
        string[] hidden = cleared ? Never : [.. Never, .. OnceCleared];

        foreach (var member in Members.Where(member => kept.Contains(member.Name)))
        {
            Text(member, view).ShouldNotBeOneOf("null", "[]");
            Text(member, shown).ShouldBe(Text(member, view), member.Name);
        }

        foreach (var member in Members.Where(member => hidden.Contains(member.Name))) Text(member, shown).ShouldBeOneOf("null", "[]");
    }

    [Fact]
    public void The_place_in_a_building_is_the_buildings_point_without_accuracy() =>
        Full(cleared: true).ForPublic().Location.ShouldBe(new Place(117.5, 31.5, Accuracy: null));

    [Fact]
    public void The_place_outside_buildings_stays_without_accuracy()
    {
        var view = An.Issue.In(IssueStatus.Reported).View();

        view.Location.Accuracy.ShouldNotBeNull();
        view.ForPublic().Location.ShouldBe(view.Location with { Accuracy = null });
    }

    [Fact]
    public void A_handler_without_a_public_post_is_nameless()
    {
        var handler = An.Issue.Cleared().In(IssueStatus.Closed).View().ForPublic().Handler.ShouldNotBeNull();

        handler.ShouldBe(new HandlerView(HandlerKind.Person, Code: null, Name: null, Actors.ToPerson.Role, IsPublic: false));
    }

    [Fact]
    public void A_handler_with_a_public_post_is_named()
    {
        var view = An.Issue.GivenTo(Actors.ToOrganization).In(IssueStatus.Dispatched).View();

        view.ForPublic().Handler.ShouldBe(view.Handler.ShouldNotBeNull());
    }

    [Fact]
    public void The_number_of_a_person_on_the_public_board_is_kept_back_all_the_same()
    {
        var view = An.Issue.In(IssueStatus.InProgress).View() with { Handler = new HandlerView(HandlerKind.Person, "P036", "Li", null, IsPublic: true) };
        view.ForPublic().Handler.ShouldBe(new HandlerView(HandlerKind.Person, null, "Li", null, IsPublic: true));
    }

    [Fact]
    public void Helpers_are_shown_as_the_handler_is()
    {
        var view = An.Issue.In(IssueStatus.Accepted).Dispatch(Actors.Admin, Town.At(Town.Now), Actors.ToPerson, [Actors.ToOrganization, Actors.ToPerson with { Code = "P-2" }])
            .Done().View().ForPublic();

        view.Helpers.ShouldNotBeNull().Select(helper => (helper.Code, helper.Name)).ShouldBe([(Actors.Sanitation, "Sanitation"), (null, null)]);
    }

    [Fact]
    public void That_an_issue_waits_or_is_supervised_is_shown_without_words_and_names()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);
        issue.Supervise(Actors.Leader([Town.Root]), Town.At(Town.Now), Town.MuchLater, "At once").Done();
        issue.Suspend(Actors.Admin, Town.At(Town.Now), Town.MuchLater, "Waits for money").Done();

        var view = issue.View().ForPublic();

        view.Supervision.ShouldBe(new Supervision(Town.Now, Town.MuchLater, Note: null, By: null));
        view.Suspension.ShouldBe(new SuspensionView(Town.Now, Town.MuchLater, Reason: null));
    }

    [Fact]
    public void An_issue_without_a_handler_shows_none() => An.Issue.In(IssueStatus.Accepted).View().ForPublic().Handler.ShouldBeNull();

    public static MatrixTheoryData<IssueStatus, bool> AnsweredStatuses() => new(Enum.GetValues<IssueStatus>(), [true, false]);

    [Theory]
    [MemberData(nameof(AnsweredStatuses))]
    public void The_answer_is_shown_only_when_cleared_and_verified_or_closed(IssueStatus status, bool cleared)
    {
        var view = Full(cleared) with { Status = status };

        IssueStatus[] answered = cleared ? [IssueStatus.Verified, IssueStatus.Closed] : [];

        view.ForPublic().Answer.ShouldBe(answered.Contains(status) ? "Cleared away" : null);
    }

    [Fact]
    public void A_photo_that_came_after_the_clearance_waits_for_the_next_one()
    {
        var issue = An.Issue.Cleared().In(IssueStatus.Accepted);
        issue.AddPhoto(Actors.Admin, Town.Now, A.Photo(Town.Now, PhotoKind.Document)).Done();

        issue.View().ForPublic().Photos.ShouldBeEmpty();
        issue.Clear(Actors.Admin, Town.At(Town.Now)).Done().View().ForPublic().Photos.ShouldHaveSingleItem();
    }

    [Fact]
    public void When_and_where_a_photo_was_taken_stays_with_staff()
    {
        var issue = An.Issue.In(IssueStatus.Accepted);
        issue.AddPhoto(Actors.Admin, Town.Now, A.TracedPhoto(Town.Now)).Done();
        issue.Clear(Actors.Admin, Town.At(Town.Now)).Done();

        var (forStaff, forPublic) = (issue.View().Photos.ShouldHaveSingleItem(), issue.View().ForPublic().Photos.ShouldHaveSingleItem());

        forStaff.TakenAt.ShouldBe(Town.Now);
        forStaff.TakenAtAssumed.ShouldBe(true);
        forStaff.TakenPlace.ShouldBe(new Place(117.2, 31.8, Accuracy: null));
        (forPublic.TakenAt, forPublic.TakenAtAssumed, forPublic.TakenPlace).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData(IssueStatus.Resolved, false)]
    [InlineData(IssueStatus.Verified, true)]
    public void An_after_photo_of_a_cleared_issue_is_shown_once_another_has_verified_it(IssueStatus status, bool isShown) =>
        An.Issue.Cleared().In(status).View().ForPublic().Photos.Any(photo => photo.Kind == PhotoKind.After).ShouldBe(isShown);

    [Fact]
    public void The_public_view_holds_nothing_of_what_it_hides()
    {
        var view = An.Issue.InBuilding(117.5, 31.5).In(IssueStatus.Closed).View();
        string?[] secrets =
        [
            view.Description, view.Address, view.ReportedBy, view.UnitCode, view.Answer, view.Handler!.Name, view.Handler.Code,
            "117.12", "31.76",
        ];

        var text = JsonSerializer.Serialize(view.ForPublic());

        foreach (var secret in secrets) text.ShouldNotContain(secret.ShouldNotBeNull());
    }

    /// <summary>A view with something in every member.</summary>
    private static IssueView Full(bool cleared)
    {
        var build = An.Issue.InBuilding(117.5, 31.5).Captured(Town.ReportedAt.AddHours(1));
        return (cleared ? build.Cleared() : build).In(IssueStatus.Closed).View() with
        {
            DueAt = Town.Now,
            WarnAt = Town.Now,
            GraveAt = Town.Now,
            Small = true,
            WhistledTo = Town.Root,
            Escalated = true,
            Whistles = 1,
            MergedInto = Guid.NewGuid(),
            Extension = new Extension(Town.Now, Town.MuchLater, "A part", null),
            Returns = 1,
            Reworks = 1,
            Reopens = 1,
            Rating = new Rating(Solved: true, Satisfied: true, RatedBy.Reporter),
            VoiceNotes = [new VoiceNoteView(Guid.NewGuid(), Town.Now, 12.5)],
        };
    }

    private static IEnumerable<string> MembersOf<T>() =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(member => member.Name);

    private static string Text(PropertyInfo member, IssueView view) => JsonSerializer.Serialize(member.GetValue(view));
}
