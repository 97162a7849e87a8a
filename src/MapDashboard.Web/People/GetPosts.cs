using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;

namespace MapDashboard.Web.People;

/// <param name="AreaCode">Where.</param>
/// <param name="Post">What and who.</param>
public sealed record PlacedPost(string AreaCode, ResponsiblePost Post);

/// <summary>GET /api/posts: every post of an area and all below it, by area and "ask first"; for lists, plates and posters.</summary>
public static class GetPosts
{
    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken,
        string? area = null, string? at = null, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "public")] string? publicOnly = null)
    {
        if (!QueryValues.TryTime(at, time.UtcNow(), out var instant)) return QueryValues.Unreadable("at");
        if (publicOnly is not (null or "" or "true" or "false")) return Problems.Refuse(RefusalCodes.RequestInvalid, "public is true or false.");
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var held = db.Posts.Held(instant);
        if (viewer.Value.Codes is { } codes)
        {
            var areas = db.Areas.Below(codes).Select(each => each.Code);
            held = held.Where(post => areas.Contains(post.AreaCode));
        }

        var posts = await db.ShownAsync(held, viewer.Value.IsPublic || publicOnly == "true", cancellationToken);
        return Results.Ok(posts.OrderBy(post => post.AreaCode, StringComparer.Ordinal).Select(post => new PlacedPost(post.AreaCode, post.Post)));
    }
}
