using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Domain.Tests;

public class WordsTests
{
    [Fact]
    public void The_words_of_the_statuses_are_the_domains() => Words<IssueStatus>.All.ShouldBe(
        ["reported", "accepted", "dispatched", "inProgress", "resolved", "verified", "suspended", "closed", "merged", "voided"]);

    [Fact]
    public void The_words_of_the_sources_are_the_domains() => Words<IssueSource>.All.ShouldBe(
        ["patrol", "resident", "counter", "hotline", "meeting", "superior", "supervisor", "replay"], ignoreOrder: true);

    [Fact]
    public void The_words_of_the_roles_are_the_domains() =>
        Words<AccountRole>.All.ShouldBe(["admin", "leader", "desk", "worker", "handler", "screen"]);

    [Fact]
    public void Every_word_of_every_enum_comes_back_as_its_value()
    {
        ShouldRoundTrip<IssueStatus>();
        ShouldRoundTrip<IssueAction>();
        ShouldRoundTrip<IssueSource>();
        ShouldRoundTrip<PhotoKind>();
        ShouldRoundTrip<HandlerKind>();
        ShouldRoundTrip<RatedBy>();
        ShouldRoundTrip<LimitUnit>();
        ShouldRoundTrip<AccountRole>();
        ShouldRoundTrip<Mode>();
        ShouldRoundTrip<CoordinateSystem>();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("InProgress")]
    [InlineData("INPROGRESS")]
    [InlineData("inprogress")]
    [InlineData("in_progress")]
    [InlineData(" inProgress")]
    [InlineData("reported,accepted")]
    public void What_is_not_exactly_a_word_is_refused(string? word)
    {
        Words<IssueStatus>.TryParse(word, out var value).ShouldBeFalse();
        value.ShouldBe(default);
    }

    [Fact]
    public void Parsing_an_unknown_word_names_it_and_the_enum() =>
        Should.Throw<FormatException>(() => Words<IssueStatus>.Parse("3")).Message.ShouldBe("'3' is not a IssueStatus");

    private static void ShouldRoundTrip<TEnum>()
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
        {
            var word = Words<TEnum>.Of(value);
            word.ShouldMatch("^[a-z][A-Za-z0-9]*$");
            Words<TEnum>.Parse(word).ShouldBe(value);
        }

        Words<TEnum>.All.Count.ShouldBe(Enum.GetValues<TEnum>().Length);
    }
}
