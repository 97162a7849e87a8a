using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Issues;

public class LifecycleTableTests
{
    /// <summary>By hand from the domain's table: the status after the action, "same" where it stays, a dot where it is refused.</summary>
    internal static readonly TextTable Expected = new(
        """
                          reported   accepted   dispatched inProgress resolved   verified   suspended  closed   merged voided
        accept            accepted   .          .          .          .          .          .          .        .      .
        settle            resolved   .          .          .          .          .          .          .        .      .
        dispatch          .          dispatched .          .          .          .          .          .        .      .
        reportIn          .          .          inProgress .          .          .          .          .        .      .
        assist            .          .          same       same       .          .          .          .        .      .
        return            .          .          accepted   accepted   .          .          .          .        .      .
        transfer          .          .          dispatched dispatched .          .          .          .        .      .
        whistle           dispatched dispatched dispatched dispatched .          .          .          .        .      .
        requestExtension  .          .          .          same       .          .          .          .        .      .
        extend            .          .          .          same       .          .          .          .        .      .
        suspend           .          .          .          suspended  .          .          .          .        .      .
        resume            .          .          .          .          .          .          inProgress .        .      .
        resolve           .          .          .          resolved   .          .          .          .        .      .
        verify            .          .          .          .          verified   .          .          .        .      .
        rework            .          .          .          .          inProgress .          .          .        .      .
        rate              .          .          .          .          .          closed     .          .        .      .
        close             .          .          .          .          .          closed     .          .        .      .
        reopen            .          .          .          .          .          accepted   .          accepted .      .
        merge             merged     merged     .          .          .          .          .          .        .      .
        void              voided     voided     .          .          .          .          .          .        .      .
        supervise         same       same       same       same       same       same       same       .        .      .
        mark              same       same       same       same       same       same       same       .        .      .
        clear             same       same       same       same       same       same       same       same     same   same
        comment           same       same       same       same       same       same       same       same     same   same
        follow            same       same       same       same       same       same       same       .        .      .
        """);

    /// <summary>
    /// Likewise: who may act. "leaderAbove" is a leader of a level above the issue's. To the domain's "grid leader" of accept comes the
    /// account role leader, who leads an area.
    /// </summary>
    private static readonly TextTable ExpectedWho = new(
        """
                          who
        accept            desk+leader+gridLeader
        settle            reportingWorker
        dispatch          desk+leader
        reportIn          handler
        assist            helper
        return            handler
        transfer          desk+leader
        whistle           desk+gridLeader+handler+watch
        requestExtension  handler
        extend            otherLeader
        suspend           otherLeader
        resume            leader
        resolve           handler
        verify            verifier
        rework            verifier
        rate              otherDesk+reporter
        close             desk+watch
        reopen            leader+reporter
        merge             desk+leader
        void              desk+leader
        supervise         leaderAbove
        mark              desk+leader
        clear             desk
        comment           anyone
        follow            anyone
        """);

    public static TheoryData<string, string> Cells() =>
        [.. Expected.Rows.SelectMany(action => Expected.Columns.Select(status => (action, status)))];

    public static TheoryData<string> EntitledActions() => [.. ExpectedWho.Rows];

    [Fact]
    public void The_expected_matrix_names_every_status_and_every_action()
    {
        Expected.Columns.ShouldBe(Words<IssueStatus>.All, ignoreOrder: true);
        Expected.Rows.ShouldBe(Words<IssueAction>.All, ignoreOrder: true);
        ExpectedWho.Rows.ShouldBe(Words<IssueAction>.All, ignoreOrder: true);
        Cells().Count.ShouldBe(10 * 25);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_cell_of_the_matrix_is_as_the_domain_has_it(string action, string status)
    {
        var row = Lifecycle.Of(Words<IssueAction>.Parse(action));
        var from = Words<IssueStatus>.Parse(status);
        var to = row.To is { } target ? Words<IssueStatus>.Of(target) : "same";

        (row.From.Contains(from) ? to : ".").ShouldBe(Expected[action, status]);
        Lifecycle.Allows(from, row.Action).ShouldBe(Expected[action, status] != ".");
    }

    [Theory]
    [MemberData(nameof(EntitledActions))]
    public void An_action_is_entitled_as_the_domain_has_it(string action)
    {
        var who = Lifecycle.Of(Words<IssueAction>.Parse(action)).Who;
        var named = Enum.GetValues<Entitled>().Where(one => one != Entitled.None && who.HasFlag(one)).Select(Words<Entitled>.Of);

        named.ShouldBe(ExpectedWho[action, "who"].Split('+'), ignoreOrder: true);
    }

    [Fact]
    public void The_document_says_what_the_table_says()
    {
        var file = Path.Combine(Root(), "docs", "lifecycle.md");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(file, LifecycleDocument.Text());

        File.ReadAllText(file).ShouldBe(LifecycleDocument.Text());

        static string Root()
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "MapDashboard.sln"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }

    [Fact]
    public void Every_action_has_exactly_one_row() =>
        Lifecycle.Table.Select(row => row.Action).ShouldBe(Enum.GetValues<IssueAction>(), ignoreOrder: true);

    [Fact]
    public void No_row_names_a_status_twice() =>
        Lifecycle.Table.ShouldAllBe(row => row.From.Distinct().Count() == row.From.Count);

    [Fact]
    public void Open_are_all_statuses_but_closed_merged_and_voided()
    {
        IssueStatus[] ended = [IssueStatus.Closed, IssueStatus.Merged, IssueStatus.Voided];

        foreach (var status in Enum.GetValues<IssueStatus>()) status.IsOpen().ShouldBe(!ended.Contains(status), status.ToString());
    }
}
