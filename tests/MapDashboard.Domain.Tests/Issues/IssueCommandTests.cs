using System.Text.Json;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Issues;

/// <summary>Every command × every status × every kind of actor: done as the tables say, or refused without a trace.</summary>
public class IssueCommandTests
{
    /// <summary>
    /// Who may do what where the status allows it: x yes, . no, h only while the issue has a handler, n yes but nothing changes.
    /// The part before the colon is the issue: in the grid, given to an organization, filed for another, or outside every area.
    /// </summary>
    private static readonly TextTable Entitlement = new(
        """
                                accept clear dispatch reportIn return resolve verify rework rate close comment mark void addPhoto settle assist transfer whistle requestExtension extend suspend resume reopen merge supervise follow
        grid:admin              x      x     x        .        .      .       x      x      x    x     x       x    x    x        .      .      x        x       .                x      x       x      x      x     x         x
        grid:leaderAbove        x      .     x        .        .      .       x      x      .    .     x       x    x    x        .      .      x        .       .                x      x       x      x      x     x         x
        grid:leaderOfGrid       x      .     x        .        .      .       x      x      .    .     x       x    x    x        .      .      x        .       .                x      x       x      x      x     .         x
        grid:leaderElsewhere    .      .     .        .        .      .       .      .      .    .     .       .    .    .        .      .      .        .       .                .      .       .      .      .     .         .
        grid:deskOfTown         x      x     x        .        .      .       x      x      x    x     x       x    x    x        .      .      x        x       .                .      .       .      .      x     .         x
        grid:deskOfCommunity    x      x     x        .        .      .       x      x      x    x     x       x    x    x        .      .      x        x       .                .      .       .      .      x     .         x
        grid:deskElsewhere      .      .     .        .        .      .       .      .      .    .     .       .    .    .        .      .      .        .       .                .      .       .      .      .     .         .
        grid:worker             .      .     .        .        .      .       x      x      .    .     x       .    .    .        .      .      .        .       .                .      .       .      .      .     .         x
        grid:workerElsewhere    .      .     .        .        .      .       .      .      .    .     .       .    .    .        .      .      .        .       .                .      .       .      .      .     .         .
        grid:reporter           .      .     .        .        .      .       .      .      x    .     x       .    .    x        x      .      .        .       .                .      .       .      x      .     .         n
        grid:gridLeader         x      .     .        .        .      .       x      x      .    .     x       .    .    x        .      .      .        x       .                .      .       .      .      .     .         x
        grid:leaderOfOtherGrid  .      .     .        .        .      .       .      .      .    .     .       .    .    .        .      .      .        .       .                .      .       .      .      .     .         .
        grid:handler            .      .     .        x        x      x       .      .      .    .     h       .    .    h        .      .      .        h       x                .      .       .      .      .     .         h
        grid:handlingWorker     .      .     .        x        x      x       .      .      .    .     x       .    .    h        .      .      .        h       x                .      .       .      .      .     .         x
        grid:handlerOfOthers    .      .     .        .        .      .       .      .      .    .     .       .    .    .        .      .      .        .       .                .      .       .      .      .     .         .
        grid:handlerWithArea    .      .     .        .        .      .       .      .      .    .     x       .    .    .        .      .      .        .       .                .      .       .      .      .     .         x
        grid:screen             .      .     .        .        .      .       .      .      .    .     .       .    .    .        .      .      .        .       .                .      .       .      .      .     .         .
        grid:screenOfReporter   .      .     .        .        .      .       .      .      .    .     .       .    .    .        .      .      .        .       .                .      .       .      .      .     .         .
        given:member            .      .     .        x        x      x       .      .      .    .     h       .    .    h        .      .      .        h       x                .      .       .      .      .     .         h
        given:memberInArea      .      .     .        x        x      x       .      .      .    .     x       .    .    h        .      .      .        h       x                .      .       .      .      .     .         x
        another:reporter        .      .     .        .        .      .       .      .      .    .     x       .    .    x        x      .      .        .       .                .      .       .      .      .     .         n
        another:reportingDesk   x      x     x        .        .      .       x      x      x    x     x       x    x    x        .      .      x        x       .                .      .       .      .      x     .         n
        outside:admin           x      x     x        .        .      .       x      x      x    x     x       x    x    x        .      .      x        x       .                x      x       x      x      x     x         x
        outside:deskOfTown      x      x     x        .        .      .       x      x      x    x     x       x    x    x        .      .      x        x       .                .      .       .      .      x     .         x
        outside:deskOfCommunity .      .     .        .        .      .       .      .      .    .     .       .    .    .        .      .      .        .       .                .      .       .      .      .     .         .
        outside:leaderOfTown    .      .     .        .        .      .       .      .      .    .     .       .    .    .        .      .      .        .       .                .      .       .      .      .     .         .
        outside:worker          .      .     .        .        .      .       .      .      .    .     .       .    .    .        .      .      .        .       .                .      .       .      .      .     .         .
        outside:handler         .      .     .        x        x      x       .      .      .    .     h       .    .    h        .      .      .        h       x                .      .       .      .      .     .         h
        """);

    private static readonly Dictionary<string, An> Issues = new()
    {
        ["grid"] = An.Issue,
        ["given"] = An.Issue.GivenTo(Actors.ToOrganization),
        ["another"] = An.Issue.ForAnother(),
        ["outside"] = An.Issue.Outside(),
    };

    private static readonly string[] Town1 = [Town.Root, Town.Community];

    private static readonly Dictionary<string, Actor> Kinds = new()
    {
        ["admin"] = Actors.Admin,
        ["leaderAbove"] = Actors.Leader(Town1),
        ["leaderOfTown"] = Actors.Leader([Town.Root]),
        ["leaderOfGrid"] = Actors.Leader(Town.Grid),
        ["leaderElsewhere"] = Actors.Leader(Town.OtherGrid[..2], Town.NeighbourGrid[..1]),
        ["deskOfTown"] = Actors.Desk([Town.Root]),
        ["deskOfCommunity"] = Actors.Desk(Town1),
        ["deskElsewhere"] = Actors.Desk(Town.NeighbourGrid[..1]),
        ["reportingDesk"] = Actors.ReporterAs(AccountRole.Desk, Town1),
        ["worker"] = Actors.Worker(Town.Grid),
        ["workerElsewhere"] = Actors.Worker(Town.OtherGrid),
        ["reporter"] = Actors.Reporter,
        ["gridLeader"] = Actors.GridLeader(Town.Grid),
        ["leaderOfOtherGrid"] = Actors.GridLeader(Town.OtherGrid),
        ["handler"] = Actors.Handler,
        ["handlingWorker"] = Actors.Of(AccountRole.Worker, [Town.Grid], person: Actors.HandlerPerson),
        ["handlerOfOthers"] = Actors.Of(AccountRole.Handler, [], person: "P-other", organization: "O-other"),
        ["handlerWithArea"] = Actors.Of(AccountRole.Handler, [Town.Grid], person: "P-other"),
        ["member"] = Actors.Member,
        ["memberInArea"] = Actors.Of(AccountRole.Worker, [Town.Grid], person: "P-worker", organization: Actors.Sanitation),
        ["screen"] = Actors.Screen([Town.Root]),
        ["screenOfReporter"] = Actors.Of(
            AccountRole.Screen, [Town.Grid], Actors.HandlerPerson, Actors.Sanitation, Actors.Reporter.AccountId),
    };

    private static readonly Dictionary<string, (string Kind, Func<Issue, Actor, Outcome<Issue>> Run)> Commands = new()
    {
        ["accept"] = (ChangeKind.IssueAccepted, (issue, actor) => issue.Accept(actor, Town.At(Town.MuchLater), clear: false)),
        ["clear"] = (ChangeKind.IssueCleared, (issue, actor) => issue.Clear(actor, Town.At(Town.MuchLater))),
        ["dispatch"] = (ChangeKind.IssueDispatched, (issue, actor) => issue.Dispatch(actor, Town.At(Town.MuchLater), Actors.ToOrganization)),
        ["reportIn"] = (ChangeKind.IssueReportedIn, (issue, actor) => issue.ReportIn(actor, Town.At(Town.MuchLater))),
        ["return"] = (ChangeKind.IssueReturned, (issue, actor) => issue.Return(actor, Town.At(Town.MuchLater), "Not ours")),
        ["resolve"] = (ChangeKind.IssueResolved, (issue, actor) => issue.Resolve(actor, Town.At(Town.MuchLater), "Done")),
        ["verify"] = (ChangeKind.IssueVerified, (issue, actor) => issue.Verify(actor, Town.At(Town.MuchLater))),
        ["rework"] = (ChangeKind.IssueReworked, (issue, actor) => issue.Rework(actor, Town.At(Town.MuchLater), "Still there")),
        ["rate"] = (ChangeKind.IssueRated, (issue, actor) => issue.Rate(actor, Town.At(Town.MuchLater), solved: true, satisfied: true)),
        ["close"] = (ChangeKind.IssueClosed, (issue, actor) => issue.Close(actor, Town.At(Town.MuchLater))),
        ["comment"] = (ChangeKind.IssueCommented, (issue, actor) => issue.Comment(actor, Town.At(Town.MuchLater), "Seen")),
        ["mark"] = (ChangeKind.IssueMarked, (issue, actor) => issue.Mark(actor, Town.At(Town.MuchLater), urgent: true, "Smoke")),
        ["void"] = (ChangeKind.IssueVoided, (issue, actor) => issue.Void(actor, Town.At(Town.MuchLater), "A test")),
        ["settle"] = (ChangeKind.IssueSettled, (issue, actor) => issue.Settle(actor, Town.At(Town.MuchLater))),
        ["assist"] = (ChangeKind.IssueAssisted, (issue, actor) => issue.Assist(actor, Town.At(Town.MuchLater))),
        ["transfer"] = (ChangeKind.IssueTransferred, (issue, actor) => issue.Transfer(actor, Town.At(Town.MuchLater), Actors.ToOrganization, null, null, "Theirs")),
        ["whistle"] = (ChangeKind.IssueWhistled, (issue, actor) => issue.Whistle(actor, Town.At(Town.MuchLater), new CalledHandler(Actors.ToOrganization, null), "Too much for us")),
        ["requestExtension"] = (ChangeKind.IssueExtensionRequested, (issue, actor) => issue.RequestExtension(actor, Town.At(Town.MuchLater), Town.MuchLater.AddDays(1), "A part")),
        ["extend"] = (ChangeKind.IssueExtended, (issue, actor) => issue.Extend(actor, Town.At(Town.MuchLater), Town.MuchLater.AddDays(2))),
        ["suspend"] = (ChangeKind.IssueSuspended, (issue, actor) => issue.Suspend(actor, Town.At(Town.MuchLater), Town.MuchLater.AddDays(3), "Waits")),
        ["resume"] = (ChangeKind.IssueResumed, (issue, actor) => issue.Resume(actor, Town.At(Town.MuchLater))),
        ["reopen"] = (ChangeKind.IssueReopened, (issue, actor) => issue.Reopen(actor, Town.At(Town.MuchLater), "Again")),
        ["merge"] = (ChangeKind.IssueMerged, (issue, actor) => issue.Merge(actor, Town.At(Town.MuchLater), An.Issue.In(IssueStatus.Reported))),
        ["supervise"] = (ChangeKind.IssueSupervised, (issue, actor) => issue.Supervise(actor, Town.At(Town.MuchLater), Town.MuchLater.AddDays(1), "At once")),
        ["follow"] = (ChangeKind.IssueFollowed, (issue, actor) => issue.Follow(actor, Town.At(Town.MuchLater))),
        ["addPhoto"] = (ChangeKind.IssuePhotoAdded, (issue, actor) => issue.AddPhoto(actor, Town.MuchLater, A.Photo(Town.MuchLater))),
    };

    /// <summary>What some of them need besides, which IssueNeedsTests and its neighbours ask for: then nothing changes.</summary>
    private static readonly Dictionary<string, string> Needs = new()
    {
        ["settle"] = RefusalCodes.IssueNotSmall,
        ["extend"] = RefusalCodes.IssueExtensionNotAsked,
        ["reopen"] = RefusalCodes.IssueReopenWindowPassed,
    };

    public static TheoryData<string, string> Cells() =>
        [.. Entitlement.Rows.SelectMany(row => Entitlement.Columns.Select(command => (row, command)))];

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_command_is_done_or_refused_as_the_tables_say_in_every_status(string row, string command)
    {
        var (build, actor) = (Issues[row.Split(':')[0]], Kinds[row.Split(':')[1]]);
        foreach (var status in Enum.GetValues<IssueStatus>())
        {
            var issue = build.In(status);
            var before = issue.Everything();
            var version = issue.Version;

            var outcome = Commands[command].Run(issue, actor);

            if (StatusAfter(command, status) is not { } after)
            {
                ShouldRefuseTheTransition(outcome.Refusal, row, issue);
                ShouldBeUntouched(issue, before);
            }
            else if (!IsEntitled(row, command, issue))
            {
                outcome.ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);
                ShouldBeUntouched(issue, before);
            }
            else if (Entitlement[row, command] == "n" || (outcome.Refusal is { } needs && needs.Code == Needs.GetValueOrDefault(command)))
            {
                ShouldBeUntouched(issue, before);
            }
            else
            {
                ShouldBeDone(outcome.Done(), actor, Commands[command].Kind, version + 1);
                issue.Status.ShouldBe(after);
            }
        }
    }

    [Fact]
    public void The_table_of_actors_is_complete() => Entitlement.Columns.ShouldBe(Commands.Keys, ignoreOrder: true);

    private static IssueStatus? StatusAfter(string command, IssueStatus status) => command == "addPhoto"
        ? status
        : LifecycleTableTests.Expected[command, Words<IssueStatus>.Of(status)] switch
        {
            "." => null,
            "same" => status,
            var word => Words<IssueStatus>.Parse(word),
        };

    private static bool IsEntitled(string row, string command, Issue issue) => Entitlement[row, command] switch
    {
        "x" or "n" => true,
        "h" => issue.Handler is not null,
        _ => false,
    };

    private static void ShouldRefuseTheTransition(Refusal? refusal, string row, Issue issue)
    {
        refusal.ShouldNotBeNull().Code.ShouldBe(RefusalCodes.IssueTransitionRefused);
        var data = refusal.Data.ShouldNotBeNull();
        data["issueStatus"].ShouldBe(Words<IssueStatus>.Of(issue.Status));
        string[] compared = [.. Entitlement.Columns.Where(command => command != "addPhoto" && Entitlement[row, command] != "?")];
        data["allowed"].ShouldBeOfType<string[]>().Intersect(compared).ShouldBe(
            compared.Where(command => StatusAfter(command, issue.Status) is not null && IsEntitled(row, command, issue)),
            ignoreOrder: true);
    }

    private static void ShouldBeUntouched(Issue issue, string before)
    {
        issue.Everything().ShouldBe(before);
        issue.TakeChanges().ShouldBeEmpty();
    }

    private static void ShouldBeDone(Issue issue, Actor actor, string kind, int version)
    {
        issue.Version.ShouldBe(version);
        var change = issue.TakeChanges().ShouldHaveSingleItem();
        change.Kind.ShouldBe(kind);
        change.At.ShouldBe(Town.MuchLater);
        (change.IssueId, change.Data.Id).ShouldBe((issue.Id, issue.Id));
        (change.IssueVersion, change.Data.Version).ShouldBe((version, version));
        change.AreaCode.ShouldBe(issue.AreaCode);
        change.Audiences.ShouldBe(issue.Audiences);
        change.Data.By.ShouldBe(new ChangeActor(actor.Name, actor.Role));
        JsonSerializer.Serialize(change.Data.Issue).ShouldBe(JsonSerializer.Serialize(issue.View()));
    }
}
