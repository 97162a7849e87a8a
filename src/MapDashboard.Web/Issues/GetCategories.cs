using MapDashboard.Data;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Issues;

/// <summary>A category on the wire: limits, urgent and small at leaves, children above them.</summary>
public sealed record CategoryView(
    string Code, string Name, string NameEn, string Icon, bool? Urgent, bool? Small, Limits? Limits, IReadOnlyList<CategoryView>? Children);

/// <summary>GET /api/categories: the tree.</summary>
public static class GetCategories
{
    public static async Task<IReadOnlyList<CategoryView>> HandleAsync(MapDbContext db, CancellationToken cancellationToken)
    {
        var all = await db.Categories.AsNoTracking().OrderBy(category => category.Position).ToListAsync(cancellationToken);
        var children = all.ToLookup(category => category.ParentCode, StringComparer.Ordinal);
        return [.. children[null].Select(View)];

        CategoryView View(Category category) => new(
            category.Code, category.Name, category.NameEn, category.Icon,
            category.Limits is null ? null : category.Urgent,
            category.Limits is null ? null : category.Small,
            category.Limits,
            children[category.Code].Any() ? [.. children[category.Code].Select(View)] : null);
    }
}
