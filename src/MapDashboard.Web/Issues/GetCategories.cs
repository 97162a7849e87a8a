using MapDashboard.Data;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Issues;

/// <summary>A category on the wire: limits, urgent and small at leaves, children above them.</summary>
public sealed record CategoryView(
    string Code, string Name, string NameEn, string Icon, bool? Urgent, bool? Small, Limits? Limits, string? Responsible, bool? Retired,
    IReadOnlyList<CategoryView>? Children);

/// <summary>GET /api/categories: the tree of those in use; with <c>all=true</c> also those out of use, for the names of old issues.</summary>
public static class GetCategories
{
    public static async Task<IResult> HandleAsync(MapDbContext db, CancellationToken cancellationToken, string? all = null)
    {
        if (all is not (null or "" or "true" or "false")) return QueryValues.Unreadable("all");
        var listed = await db.Categories.AsNoTracking().Where(category => all == "true" || !category.Retired)
            .OrderBy(category => category.Position).ThenBy(category => category.Code).ToListAsync(cancellationToken);
        var children = listed.ToLookup(category => category.ParentCode, StringComparer.Ordinal);
        return Results.Ok(children[null].Select(View).ToArray());

        CategoryView View(Category category) => new(
            category.Code, category.Name, category.NameEn, category.Icon,
            category.Limits is null ? null : category.Urgent,
            category.Limits is null ? null : category.Small,
            category.Limits,
            category.Responsible,
            category.Retired ? true : null,
            children[category.Code].Any() ? [.. children[category.Code].Select(View)] : null);
    }
}
