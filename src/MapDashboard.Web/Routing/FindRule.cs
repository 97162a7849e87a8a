using MapDashboard.Data;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Routing;

/// <summary>派遣规则: the first rule that matches an issue's category and the level that has it; after them the category's own word.</summary>
public static class FindRule
{
    /// <param name="db">The database.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="areaCode">The area whose level has the issue, or will; null outside every area.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>Null where nothing names anyone.</returns>
    public static async Task<RoutingRule?> FindAsync(MapDbContext db, Issue issue, string? areaCode, CancellationToken cancellationToken)
    {
        var category = await db.Categories.AsNoTracking().SingleAsync(each => each.Code == issue.Category, cancellationToken);
        var level = await db.Areas.Where(area => area.Code == areaCode).Select(area => area.Level).SingleOrDefaultAsync(cancellationToken);
        string[] codes = category.ParentCode is { } parent ? [category.Code, parent] : [category.Code];
        var rules = await db.RoutingRules.AsNoTracking().OrderBy(rule => rule.Position).ToListAsync(cancellationToken);
        return rules.Find(rule => rule.Matches(codes, level))
            ?? (category.Responsible is { } responsible ? new RoutingRule { Position = rules.Count, Category = category.Code, To = responsible } : null);
    }
}
