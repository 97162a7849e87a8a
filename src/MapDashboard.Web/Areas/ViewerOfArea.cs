using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Areas;

/// <summary>The one place where a request's or a connection's <c>area</c> becomes a view: unknown codes and foreign areas stop here.</summary>
public static class ViewerOfArea
{
    /// <param name="db">The database.</param>
    /// <param name="scope">Of the account.</param>
    /// <param name="area">Left out or empty: the account's whole scope.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<Outcome<Viewer>> FindAsync(MapDbContext db, Scope scope, string? area, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(area)) return new Viewer(scope);
        if (await db.Areas.PathOfAsync(area, cancellationToken) is not { } path)
        {
            return new Refusal(RefusalCodes.AreaNotFound, $"There is no area of code {area}.");
        }

        return scope.Covers(path)
            ? new Viewer(scope, path)
            : new Refusal(RefusalCodes.AccessDenied, "The area lies outside this account's scope.");
    }

    /// <summary>Likewise, for what is told by audiences: a building or unit is none, and would be told nothing for ever.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public static async Task<Outcome<Viewer>> FindTellableAsync(MapDbContext db, Scope scope, string? area, CancellationToken cancellationToken)
    {
        var viewer = await FindAsync(db, scope, area, cancellationToken);
        return viewer is { Refusal: null, Value.AreaCode: { } code } && await db.Areas.AnyAsync(each => each.Code == code && (each.Level == "building" || each.Level == "unit"), cancellationToken)
            ? new Refusal(RefusalCodes.RequestUnknownValue, "area is no building or unit here: what happens there is told to its grid, and listed by /api/issues?area=.")
            : viewer;
    }
}
