using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Issues;

/// <summary>What a command asks for besides the right status and the right actor.</summary>
public class IssueNeedsTests
{
    private static readonly Dictionary<string, (IssueStatus In, Func<Issue, string?, Outcome<Issue>> Run)> NeedingNote = new()
    {
        ["return"] = (IssueStatus.Dispatched, (issue, note) => issue.Return(Actors.Handler, Town.At(Town.Now), note)),
        ["rework"] = (IssueStatus.Resolved, (issue, note) => issue.Rework(Actors.Admin, Town.At(Town.Now), note)),
        ["void"] = (IssueStatus.Reported, (issue, note) => issue.Void(Actors.Admin, Town.At(Town.Now), note)),
        ["mark"] = (IssueStatus.Reported, (issue, note) => issue.Mark(Actors.Admin, Town.At(Town.Now), urgent: true, note)),
        ["comment"] = (IssueStatus.Reported, (issue, note) => issue.Comment(Actors.Admin, Town.At(Town.Now), note)),
    };

    public static MatrixTheoryData<string, string?> MissingNotes() => new(NeedingNote.Keys, [null, "", " \t\n"]);

    public static TheoryData<string> CommandsNeedingNote() => [.. NeedingNote.Keys];

    [Theory]
    [MemberData(nameof(MissingNotes))]
    public void A_command_that_needs_a_note_is_refused_without_one(string command, string? note)
    {
        var (status, run) = NeedingNote[command];

        ShouldRefuse(An.Issue.In(status), issue => run(issue, note), RefusalCodes.IssueNoteRequired);
    }

    [Theory]
    [MemberData(nameof(CommandsNeedingNote))]
    public void The_note_stands_in_the_change(string command)
    {
        var (status, run) = NeedingNote[command];

        run(An.Issue.In(status), "Because").Done().TakeChanges().ShouldHaveSingleItem().Data.Note.ShouldBe("Because");
    }

    [Fact]
    public void Name_and_phone_behind_a_report_are_for_desk_and_leader_of_its_area_and_not_for_those_who_follow_from_elsewhere()
    {
        var follower = Actors.Desk(Town.NeighbourGrid);
        var (target, joined) = (An.Issue.ForAnother().In(IssueStatus.Reported), An.Issue.ReportedBy(follower).In(IssueStatus.Reported));
        joined.Merge(Actors.Admin, Town.At(Town.Now), target).Done();

        follower.Scope.Sees(target.Audiences).ShouldBeTrue("it waits for the answer");
        target.TellsReporterTo(follower).ShouldBeFalse();
        joined.TellsReporterTo(follower).ShouldBeTrue("its own report");
        target.TellsReporterTo(Actors.Leader(Town.Grid)).ShouldBeTrue();
        target.TellsReporterTo(Actors.Admin).ShouldBeTrue();
        target.TellsReporterTo(Actors.Worker(Town.Grid)).ShouldBeFalse();
    }

    [Fact]
    public void A_blank_note_that_nobody_asked_for_is_none() =>
        An.Issue.In(IssueStatus.Resolved).Verify(Actors.Admin, Town.At(Town.Now), "  ").Done().TakeChanges().Single().Data.Note.ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Resolving_without_an_answer_is_refused(string? answer) => ShouldRefuse(
        An.Issue.In(IssueStatus.InProgress), issue => issue.Resolve(Actors.Handler, Town.At(Town.Now), answer), RefusalCodes.IssueAnswerRequired);

    [Fact]
    public void Resolving_without_a_photo_is_refused() => ShouldRefuse(Handled(), Resolve, RefusalCodes.IssueAfterPhotoRequired);

    [Theory]
    [InlineData(PhotoKind.Before)]
    [InlineData(PhotoKind.Document)]
    public void Resolving_with_a_photo_of_another_kind_is_refused(PhotoKind kind) =>
        ShouldRefuse(Handled(A.Photo(Town.Now, kind)), Resolve, RefusalCodes.IssueAfterPhotoRequired);

    [Fact]
    public void Resolving_with_a_photo_older_than_the_report_in_is_refused() =>
        ShouldRefuse(Handled(A.Photo(Town.ReportedInAt.AddMicroseconds(-1))), Resolve, RefusalCodes.IssueAfterPhotoRequired);

    [Fact]
    public void A_photo_of_the_moment_of_the_report_in_suffices() =>
        Resolve(Handled(A.Photo(Town.ReportedInAt))).Done().Answer.ShouldBe("Done");

    [Fact]
    public void After_a_rework_the_old_photo_does_not_suffice_and_a_new_one_does()
    {
        var issue = An.Issue.In(IssueStatus.Resolved);
        issue.Rework(Actors.Admin, Town.At(Town.Now), "Still there").Done().TakeChanges();

        ShouldRefuse(issue, again => again.Resolve(Actors.Handler, Town.At(Town.MuchLater), "Done"), RefusalCodes.IssueAfterPhotoRequired);

        issue.AddPhoto(Actors.Handler, Town.MuchLater, A.Photo(Town.MuchLater)).Done();
        issue.Resolve(Actors.Handler, Town.At(Town.MuchLater), "Done again").Done().Status.ShouldBe(IssueStatus.Resolved);
    }

    [Fact]
    public void After_a_return_and_a_new_dispatch_the_first_handlers_photo_does_not_suffice()
    {
        var issue = An.Issue.In(IssueStatus.InProgress);
        issue.Return(Actors.Handler, Town.At(Town.Now), "Not ours").Done();
        issue.Dispatch(Actors.Admin, Town.At(Town.Now), Actors.ToOrganization).Done();
        issue.ReportIn(Actors.Member, Town.At(Town.Now)).Done().TakeChanges();

        ShouldRefuse(issue, again => again.Resolve(Actors.Member, Town.At(Town.MuchLater), "Done"), RefusalCodes.IssueAfterPhotoRequired);
    }

    [Fact]
    public void A_handler_does_not_verify_the_own_work_even_as_leader_of_the_area()
    {
        var leader = Actors.Of(AccountRole.Leader, [Town.Grid], person: Actors.HandlerPerson);

        ShouldRefuse(An.Issue.In(IssueStatus.Resolved), issue => issue.Verify(leader, Town.At(Town.Now)), RefusalCodes.IssueNotEntitled);
    }

    [Fact]
    public void A_colleague_from_the_organization_that_handled_it_does_not_verify()
    {
        var colleague = Actors.Of(AccountRole.Worker, [Town.Grid], person: "P-colleague", organization: Actors.Sanitation);
        var issue = An.Issue.GivenTo(Actors.ToOrganization).In(IssueStatus.Resolved);

        ShouldRefuse(issue, again => again.Verify(colleague, Town.At(Town.Now)), RefusalCodes.IssueNotEntitled);
    }

    [Fact]
    public void A_colleague_of_the_person_who_handled_it_verifies()
    {
        var colleague = Actors.Of(AccountRole.Worker, [Town.Grid], person: "P-colleague", organization: Actors.Sanitation);

        An.Issue.In(IssueStatus.Resolved).Verify(colleague, Town.At(Town.Now)).Done().VerifiedAt.ShouldBe(Town.Now);
    }

    [Fact]
    public void Only_the_desks_word_clears_with_accept()
    {
        An.Issue.In(IssueStatus.Reported).Accept(Actors.GridLeader(Town.Grid), Town.At(Town.Now), clear: true).Done().View().Cleared.ShouldBeFalse();
        An.Issue.In(IssueStatus.Reported).Accept(Actors.Desk(Town.Grid), Town.At(Town.Now), clear: true).Done().View().Cleared.ShouldBeTrue();
        An.Issue.In(IssueStatus.Reported).Accept(Actors.Desk(Town.Grid), Town.At(Town.Now), clear: false).Done().View().Cleared.ShouldBeFalse();
    }

    [Fact]
    public void Accepting_without_clearing_leaves_an_earlier_clearance()
    {
        var issue = An.Issue.In(IssueStatus.Reported).Clear(Actors.Admin, Town.At(Town.Now)).Done();

        issue.Accept(Actors.Admin, Town.At(Town.Now), clear: false).Done().View().Cleared.ShouldBeTrue();
    }

    [Fact]
    public void The_desk_that_gives_an_issue_to_a_foreign_area_clears_it_all_the_same() =>
        An.Issue.Outside().In(IssueStatus.Reported).Accept(Actors.Desk([Town.Root]), Town.At(Town.Now), clear: true, Town.NeighbourGrid)
            .Done().View().Cleared.ShouldBeTrue();

    [Fact]
    public void Who_files_for_another_adds_photos_but_does_not_rate()
    {
        An.Issue.ForAnother().In(IssueStatus.Reported).AddPhoto(Actors.Reporter, Town.Now, A.Photo(Town.Now)).Done();
        ShouldRefuse(
            An.Issue.ForAnother().In(IssueStatus.Verified),
            issue => issue.Rate(Actors.Reporter, Town.At(Town.Now), solved: true, satisfied: true),
            RefusalCodes.IssueNotEntitled);
    }

    [Fact]
    public void A_reopened_issue_starts_a_round_of_its_own()
    {
        var view = An.Issue.In(IssueStatus.Verified).Rate(Actors.Reporter, Town.At(Town.MuchLater), solved: false, satisfied: false).Done().View();

        (view.Rating, view.Answer, view.Handler, view.DispatchedAt, view.ReportedInAt, view.ResolvedAt, view.VerifiedAt, view.EndedAt)
            .ShouldBe((null, null, null, null, null, null, null, null));
        view.CaseDueAt.ShouldBeGreaterThan(Town.MuchLater);
    }

    [Fact]
    public void A_returned_issue_keeps_nothing_of_its_handling()
    {
        var view = An.Issue.In(IssueStatus.InProgress).Return(Actors.Handler, Town.At(Town.Now), "Not ours").Done().View();

        (view.Handler, view.DispatchedAt, view.ReportedInAt).ShouldBe((null, null, null));
    }

    [Fact]
    public void A_clearance_can_be_taken_back() =>
        An.Issue.Cleared().In(IssueStatus.Closed).Clear(Actors.Admin, Town.At(Town.Now), clear: false).Done().View().Cleared.ShouldBeFalse();

    [Fact]
    public void A_mark_is_raised_and_lowered()
    {
        var issue = An.Issue.In(IssueStatus.Accepted);

        issue.Mark(Actors.Admin, Town.At(Town.Now), urgent: true, "Smoke").Done().Urgent.ShouldBeTrue();
        issue.Mark(Actors.Admin, Town.At(Town.Now), urgent: false, "Steam").Done().Urgent.ShouldBeFalse();
    }

    private static Outcome<Issue> Resolve(Issue issue) => issue.Resolve(Actors.Handler, Town.At(Town.Now), "Done");

    /// <summary>Reported in, with these photos alone.</summary>
    private static Issue Handled(params Photo[] photos)
    {
        var issue = An.Issue.In(IssueStatus.Dispatched).ReportIn(Actors.Handler, Town.At(Town.ReportedInAt)).Done();
        foreach (var photo in photos) issue.AddPhoto(Actors.Handler, photo.AddedAt, photo).Done();
        issue.TakeChanges();
        return issue;
    }

    private static void ShouldRefuse(Issue issue, Func<Issue, Outcome<Issue>> command, string code)
    {
        var before = issue.Everything();

        command(issue).ShouldBeRefusedWith(code);

        issue.Everything().ShouldBe(before);
        issue.TakeChanges().ShouldBeEmpty();
    }
}
