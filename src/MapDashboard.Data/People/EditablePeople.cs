using MapDashboard.Data.Areas;
using MapDashboard.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.People;

/// <summary>Which of some people a caller may change.</summary>
/// <param name="Codes">Those who hold posts or stand in within the scope and nowhere outside it; of the whole map, all.</param>
/// <param name="Bound">Those of whom an account's scope depends on the employer: only an admin moves them.</param>
public sealed record EditablePeople(IReadOnlySet<string> Codes, IReadOnlySet<string> Bound)
{
    /// <summary>
    /// One post within the scope is not enough: whoever appoints a foreign person would then have the right to rename them everywhere.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="scope">Of the caller.</param>
    /// <param name="people">Codes to ask about.</param>
    /// <param name="now">Posts held then.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<EditablePeople> FindAsync(MapDbContext db, Scope scope, string[] people, DateTime now, CancellationToken cancellationToken)
    {
        if (scope.WholeMap) return new EditablePeople(people.ToHashSet(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var areas = db.Areas.Below([.. scope.AreaCodes]).Select(area => area.Code);
        var posts = await db.Posts.Held(now).Where(post => people.Contains(post.PersonCode) || people.Contains(post.DeputyCode))
            .Select(post => new { post.PersonCode, post.DeputyCode, Mine = areas.Contains(post.AreaCode) }).ToListAsync(cancellationToken);
        var bound = await db.Accounts.Where(account => people.Contains(account.PersonCode)).Select(account => account.PersonCode!).ToListAsync(cancellationToken);
        var named = posts.SelectMany(post => new[] { (Code: post.PersonCode, post.Mine), (Code: post.DeputyCode, post.Mine) }).ToLookup(pair => pair.Code, pair => pair.Mine);
        return new EditablePeople(
            people.Where(code => named[code].Any() && named[code].All(mine => mine)).ToHashSet(StringComparer.Ordinal), bound.ToHashSet(StringComparer.Ordinal));
    }
}
