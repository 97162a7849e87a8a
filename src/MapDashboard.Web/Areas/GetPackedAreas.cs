using MapDashboard.Data;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Packed;

namespace MapDashboard.Web.Areas;

/// <summary>
/// GET /api/areas/packed: to the version of now. GET /api/areas/packed/{version}: the areas of the scope by columns, their borders once, to
/// 8 cm; a version never changes, so a browser keeps it and asks no more. Who may not see it, or asks for another, is sent to its own.
/// </summary>
public static class GetPackedAreas
{
    private const string Path = "/api/areas/packed/";

    public static async Task<IResult> HandleAsync(HttpContext context, MapDbContext db, PackedAreas areas, CancellationToken cancellationToken)
    {
        var body = await areas.ReadAsync(db, context.Caller().Scope, cancellationToken);
        return Results.Redirect(Path + body.Version);
    }

    public static async Task<IResult> VersionAsync(HttpContext context, MapDbContext db, PackedAreas areas, string version, CancellationToken cancellationToken)
    {
        var body = await areas.ReadAsync(db, context.Caller().Scope, cancellationToken);
        if (body.Version != version) return Results.Redirect(Path + body.Version);
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return body.Answer(context);
    }
}
