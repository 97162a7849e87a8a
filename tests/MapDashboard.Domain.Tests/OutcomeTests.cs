namespace MapDashboard.Domain.Tests;

public class OutcomeTests
{
    [Fact]
    public void A_value_is_a_done_outcome()
    {
        Outcome<int> outcome = 7;

        (outcome.IsRefused, outcome.Refusal, outcome.Value).ShouldBe((false, null, 7));
    }

    [Fact]
    public void A_value_of_an_interface_type_is_a_done_outcome() =>
        Outcome.Of<IReadOnlyList<int>>([1, 2]).Value.ShouldBe([1, 2]);

    [Fact]
    public void A_refusal_is_a_refused_outcome()
    {
        var refusal = new Refusal(RefusalCodes.IssueNoteRequired, "Why?");
        Outcome<int> outcome = refusal;

        outcome.IsRefused.ShouldBeTrue();
        outcome.Refusal.ShouldBeSameAs(refusal);
    }

    [Fact]
    public void Asking_a_refusal_for_its_value_is_a_bug_that_names_the_code()
    {
        Outcome<int> outcome = new Refusal(RefusalCodes.IssueNoteRequired, "Why?");

        Should.Throw<InvalidOperationException>(() => outcome.Value).Message.ShouldContain(RefusalCodes.IssueNoteRequired);
    }
}
