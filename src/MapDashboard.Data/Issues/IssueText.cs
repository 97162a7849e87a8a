using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Issues;

/// <summary>
/// Words in the texts of issues, found by an index of pairs of characters: Chinese words are mostly of two, of which an index of trigrams or of words
/// between blanks knows nothing. Translated to SQL and never run here.
/// </summary>
public static class IssueText
{
    /// <summary>
    /// <c>issue_may_hold</c>: false only where neither number, description nor address holds the text, whatever its case; true also where its pairs of
    /// characters merely stand in other places, so the texts themselves are compared as well.
    /// </summary>
    public static bool MayHold(string number, string? description, string? address, string text) =>
        throw new InvalidOperationException("Texts are searched in the database only.");

    internal static void Map(ModelBuilder model) => model.HasDbFunction(typeof(IssueText).GetMethod(nameof(MayHold))!).HasName("issue_may_hold");
}
