using System.Text;
using MapDashboard.Data;
using MapDashboard.Data.Views;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Views;

/// <param name="Name">As the account calls it; up to 40 letters, once for each account.</param>
/// <param name="State">The query string of the page, without its question mark; up to 4,000 bytes.</param>
public sealed record SavedViewRequest(string? Name, string? State);

/// <summary>A saved view on the wire.</summary>
public sealed record SavedViewView(Guid Id, string Name, string State, DateTime SavedAt);

/// <summary>The views of the leader's map that an account has named. They follow the account to whatever machine it works on, and nobody else sees them.</summary>
public static class SavedViews
{
    /// <summary>GET /api/views: the account's own, by name.</summary>
    public static async Task<IResult> ListAsync(HttpContext context, MapDbContext db, CancellationToken cancellationToken)
    {
        var account = context.Caller().Actor.AccountId;
        return Results.Ok(await db.SavedViews.AsNoTracking().Where(view => view.AccountId == account).OrderBy(view => view.Name)
            .Select(view => new SavedViewView(view.Id, view.Name, view.State, view.SavedAt)).ToListAsync(cancellationToken));
    }

    /// <summary>PUT /api/views/{id}: a new view, or an own one changed; the same again changes nothing.</summary>
    public static async Task<IResult> PutAsync(Guid id, SavedViewRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var name = request.Name?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > SavedView.MostNameLetters) return Problems.Refuse(RefusalCodes.RequestInvalid, $"name has 1 to {SavedView.MostNameLetters} letters.");
        if (request.State is null || Encoding.UTF8.GetByteCount(request.State) > SavedView.MostStateBytes) return Problems.Refuse(RefusalCodes.RequestInvalid, $"state is a text of at most {SavedView.MostStateBytes} bytes.");
        var account = context.Caller().Actor.AccountId;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Two requests of one account at once must not pass the limit together.
        await db.Database.ExecuteSqlAsync($"select 1 from accounts where id = {account} for update", cancellationToken);
        var views = await db.SavedViews.Where(view => view.AccountId == account).ToListAsync(cancellationToken);
        var known = views.Find(view => view.Id == id);
        if (known is null && await db.SavedViews.AnyAsync(view => view.Id == id, cancellationToken)) return NotFound();
        if (known is null && views.Count >= SavedView.MostOfOneAccount) return new Refusal(RefusalCodes.ViewTooMany, $"An account keeps {SavedView.MostOfOneAccount} views.").ToResult();
        if (views.Exists(view => view.Id != id && view.Name == name)) return new Refusal(RefusalCodes.ViewNameTaken, "Another view of this account has that name.").ToResult();
        if (known is null) db.SavedViews.Add(known = new SavedView { Id = id, AccountId = account, Name = name, State = request.State, SavedAt = time.UtcNow() });
        (known.Name, known.State, known.SavedAt) = (name, request.State, time.UtcNow());
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException raced) when (raced.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Another account made a view of this id just now.
            return NotFound();
        }

        await transaction.CommitAsync(cancellationToken);
        return Results.Ok(new SavedViewView(known.Id, known.Name, known.State, known.SavedAt));
    }

    /// <summary>DELETE /api/views/{id}: an own one; one that is gone already is gone.</summary>
    public static async Task<IResult> DeleteAsync(Guid id, HttpContext context, MapDbContext db, CancellationToken cancellationToken)
    {
        var account = context.Caller().Actor.AccountId;
        await db.SavedViews.Where(view => view.Id == id && view.AccountId == account).ExecuteDeleteAsync(cancellationToken);
        return Results.NoContent();
    }

    // Whose it is, nobody else is told.
    private static IResult NotFound() => Problems.Refuse(RefusalCodes.ViewNotFound, "This account has no such view.");
}

public static class ViewEndpoints
{
    public static void MapViews(this IEndpointRouteBuilder api)
    {
        api.MapGet("/views", SavedViews.ListAsync).RequireAuthorization(Access.Staff).WithSummary("The account's saved views of the map, by name");
        api.MapPut("/views/{id:guid}", SavedViews.PutAsync).RequireAuthorization(Access.Staff).WithSummary("Save a view of the map under a name, or change it; the id is made by the client");
        api.MapDelete("/views/{id:guid}", SavedViews.DeleteAsync).RequireAuthorization(Access.Staff).WithSummary("Forget a saved view");
    }
}
