using MapDashboard.Data.Identity;
using MapDashboard.Data.People;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Activities;

/// <summary>Who is at work where: accounts in their own areas and in the areas of their posts.</summary>
public static class SeatQueries
{
    /// <summary>The seats held at a time. People without an account have none: nobody could tell of their work.</summary>
    /// <param name="db">The database.</param>
    /// <param name="at">UTC.</param>
    /// <param name="account">Of this one only; null for all.</param>
    /// <param name="codes">In the subtrees of these areas only; null for everywhere.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<IReadOnlyList<Seat>> SeatsAsync(this MapDbContext db, DateTime at, Guid? account, string[]? codes, CancellationToken cancellationToken)
    {
        var accounts = db.Accounts.Where(each => each.DisabledAt == null && each.Role != AccountRole.Screen && (account == null || each.Id == account));
        var areas = db.Areas.Where(area => codes == null || area.Path.Any(code => codes.Contains(code)));
        var own = await (
            from each in accounts
            join area in areas on each.AreaCode equals area.Code
            select new Seat(each.Id, each.DisplayName, each.Role, null, area.Code, area.Name, area.Level, area.Path)).AsNoTracking().ToListAsync(cancellationToken);
        var posts = await (
            from each in accounts
            join post in db.Posts.Held(at) on each.PersonCode equals post.PersonCode
            join area in areas on post.AreaCode equals area.Code
            select new Seat(each.Id, each.DisplayName, each.Role, post.Role, area.Code, area.Name, area.Level, area.Path)).AsNoTracking().ToListAsync(cancellationToken);
        return [.. own, .. posts];
    }
}
