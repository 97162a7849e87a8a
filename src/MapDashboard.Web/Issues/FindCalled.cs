using MapDashboard.Data;
using MapDashboard.Data.People;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.People;
using MapDashboard.Web.Routing;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Issues;

/// <summary>Who is called by a whistle: by rule, else the responsible post of the level above, else that area's desk.</summary>
public static class FindCalled
{
    public static async Task<CalledHandler> FindAsync(MapDbContext db, Issue issue, DateTime at, CancellationToken cancellationToken)
    {
        // Past the top nobody inside is responsible; the top level's desk keeps the issue while the world outside is told.
        if (issue.LevelAbove is not { } above) return new CalledHandler(await DeskAsync(db, issue.TopLevel, cancellationToken), null);
        var rule = await db.RoutingRules.AnyAsync(cancellationToken) ? await RuledAsync(db, issue, above, at, cancellationToken) : null;
        if (rule is not null) return rule;
        var first = await db.Posts.Held(at).Where(post => post.AreaCode == above)
            .Join(db.Roles, post => post.Role, role => role.Code, (post, role) => new { post.Role, post.PersonCode, role.Order, role.Name })
            .OrderBy(post => post.Order).ThenBy(post => post.PersonCode == null).ThenBy(post => post.PersonCode).FirstOrDefaultAsync(cancellationToken);
        return first?.PersonCode is { } person && !Has(issue, person)
            ? new CalledHandler(await FindHandler.PersonAsync(db, person, first.Name, at, cancellationToken), null)
            : new CalledHandler(await DeskAsync(db, above, cancellationToken), null);
    }

    /// <summary>A rule of the level above that names somebody else; what is only the category's word names whom the lower level had.</summary>
    private static async Task<CalledHandler?> RuledAsync(MapDbContext db, Issue issue, string above, DateTime at, CancellationToken cancellationToken)
    {
        var rule = await FindRule.FindAsync(db, issue, above, cancellationToken);
        if (rule is null || rule.Level is null) return null;
        var found = await FindHandler.InAreaAsync(db, above, rule.To, at, cancellationToken);
        return found.IsRefused || found.Value == issue.Handler || Has(issue, found.Value.Code) ? null : new CalledHandler(found.Value, rule.ToString());
    }

    /// <summary>Whoever had it and could not is called no second time: then the desk is.</summary>
    private static bool Has(Issue issue, string code) => issue.Handler?.Code == code;

    private static async Task<Handler> DeskAsync(MapDbContext db, string areaCode, CancellationToken cancellationToken)
    {
        var name = await db.Areas.Where(area => area.Code == areaCode).Select(area => area.Name).SingleOrDefaultAsync(cancellationToken);
        return new Handler(HandlerKind.Desk, areaCode, (name ?? "") + "值班台", null, IsPublic: true);
    }
}
