using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Issues;

/// <summary>
/// Words in the texts of issues, by an index of pairs of characters: Chinese words are mostly of two, of which an index of trigrams or of words between
/// blanks knows nothing.
/// </summary>
public static class IssueText
{
    /// <summary>So many are sorted in no time; a word that more hold is found soon in any order.</summary>
    public const int MostRare = 2_000;

    /// <summary>
    /// The issues whose description or address may hold the word, if they are few: none is missing, and some may have only its pairs, in other places.
    /// How many there are decides, and not what the planner makes of pairs that come together: it would take those of a common word for rare.
    /// </summary>
    /// <param name="db">Where.</param>
    /// <param name="word">In any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null where they are more than <see cref="MostRare"/>, or the word is of one character.</returns>
    public static async Task<Guid[]?> RareAsync(MapDbContext db, string word, CancellationToken cancellationToken)
    {
        if (word.Length < 2) return null;
        var ids = await db.Database
            .SqlQuery<Guid>($"""select id as "Value" from issues where issue_may_hold(description, address, {word}) limit {MostRare + 1}""").ToArrayAsync(cancellationToken);
        return ids.Length > MostRare ? null : ids;
    }
}
