using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.People;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <summary>Organizations and the areas that they are paired with (结对).</summary>
public static class Organizations
{
    public sealed record PairingView(string AreaCode, string AreaName, int? Members, int? Services);

    public sealed record OrganizationView(string Code, string Name, string Kind, string? Phone, IReadOnlyList<PairingView> Pairings);

    public sealed record PairingRequest(string? OrganizationCode, string? AreaCode, int? Members, int? Services);

    /// <summary>GET /api/organizations: all of them; of their pairings those in the scope.</summary>
    public static async Task<IResult> GetAsync(HttpContext context, MapDbContext db, CancellationToken cancellationToken)
    {
        var scope = context.Caller().Scope;
        var areas = scope.WholeMap ? db.Areas.AsQueryable() : db.Areas.Below([.. scope.AreaCodes]);
        var pairings = await (
            from pairing in db.Pairings
            join area in areas on pairing.AreaCode equals area.Code
            orderby area.Code
            select new { pairing.OrganizationCode, View = new PairingView(area.Code, area.Name, pairing.Members, pairing.Services) }).ToListAsync(cancellationToken);
        var byOrganization = pairings.ToLookup(row => row.OrganizationCode, row => row.View, StringComparer.Ordinal);
        var organizations = await db.Organizations.AsNoTracking().OrderBy(each => each.Code).ToListAsync(cancellationToken);
        return Results.Ok(organizations.Select(each => new OrganizationView(each.Code, each.Name, each.Kind, each.Phone, [.. byOrganization[each.Code]])));
    }

    /// <summary>PUT /api/pairings: pairs the two, or changes the counts of a pair.</summary>
    public static async Task<IResult> PutPairingAsync(
        PairingRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.Members < 0 || request.Services < 0) return Problems.Refuse(RefusalCodes.RequestInvalid, "members and services are counts.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var found = await FindAsync(context, db, request.OrganizationCode, request.AreaCode, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var (path, pairing) = found.Value;
        var before = pairing is null ? null : new { pairing.Members, pairing.Services };
        if (pairing is null) db.Pairings.Add(pairing = new Pairing { OrganizationCode = request.OrganizationCode!, AreaCode = request.AreaCode! });
        (pairing.Members, pairing.Services) = (request.Members, request.Services);
        await CommitAsync(context, db, time, path, pairing, before, pairing, cancellationToken);
        return Results.Ok(pairing);
    }

    /// <summary>DELETE /api/pairings: parts the two. Twice is once.</summary>
    public static async Task<IResult> DeletePairingAsync(
        HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? organization = null, string? area = null)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var found = await FindAsync(context, db, organization, area, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var (path, pairing) = found.Value;
        if (pairing is null) return Results.NoContent();
        db.Pairings.Remove(pairing);
        await CommitAsync(context, db, time, path, pairing, pairing, null, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<Outcome<(string[] Path, Pairing? Pairing)>> FindAsync(
        HttpContext context, MapDbContext db, string? organization, string? areaCode, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(areaCode)) return new Refusal(RefusalCodes.RequestInvalid, "The area's code is required.");
        if (await db.LockAreaAsync(areaCode, cancellationToken) is not { } area) return new Refusal(RefusalCodes.AreaNotFound, $"There is no area of code {areaCode}.");
        if (!context.Caller().Scope.Covers(area.Path)) return new Refusal(RefusalCodes.AccessDenied, "The area lies outside this account's scope.");
        if (!await db.Organizations.AnyAsync(each => each.Code == organization, cancellationToken))
        {
            return new Refusal(RefusalCodes.OrganizationNotFound, $"There is no organization of code {organization}.");
        }

        return (area.Path, await db.Pairings.SingleOrDefaultAsync(each => each.OrganizationCode == organization && each.AreaCode == areaCode, cancellationToken));
    }

    private static Task CommitAsync(
        HttpContext context, MapDbContext db, TimeProvider time, string[] path, Pairing pairing, object? before, object? after, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        db.Audit(context.Caller().Actor, now, ChangeKind.PairingChanged, pairing.OrganizationCode, pairing.AreaCode, before, after);
        return db.CommitAsync([Edits.Change(ChangeKind.PairingChanged, now, pairing.AreaCode, Edits.Audiences(path, isPublic: false))], cancellationToken);
    }
}
