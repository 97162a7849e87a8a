using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Data.People;
using MapDashboard.Data.Screens;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Screens;
using MapDashboard.Web.Activities;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Screens;

/// <param name="Code">The six digits that the screen shows.</param>
/// <param name="Name">Where it hangs; left out with screenId: as before.</param>
/// <param name="AreaCode">What it is about; left out: the only root area, or with screenId as before.</param>
/// <param name="ScreenId">An earlier screen whose place and settings this one takes over.</param>
public sealed record PairRequest(string? Code, string? Name, string? AreaCode, Guid? ScreenId);

/// <param name="Name">Where it hangs.</param>
/// <param name="Settings">How it behaves, with its area.</param>
public sealed record ScreenRequest(string? Name, SettingsView? Settings);

/// <summary>The admin's side: pair, list, configure, load anew, revoke, remove. Each with an audit entry.</summary>
public static class ManageScreens
{
    private const int MostName = 60;
    private const int MostScreens = 500;

    /// <summary>GET /api/screens.</summary>
    public static async Task<IResult> ListAsync(MapDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.Screens.AsNoTracking().Join(db.Accounts, screen => screen.AccountId, account => account.Id, (screen, account) => new { screen, account.AreaCode })
            .OrderBy(row => row.screen.Name).ThenBy(row => row.screen.Id).ToListAsync(cancellationToken);
        return Results.Ok(rows.Select(row => ScreenView.Of(row.screen, row.AreaCode)));
    }

    /// <summary>POST /api/screens: lets in the screen that shows this code. The same code again answers with the same screen.</summary>
    public static Task<IResult> PairAsync(PairRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken) => Race.AgainAsync(context, async () =>
    {
        var now = time.UtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.ScreenPairings.FromSql($"select * from screen_pairings where code = {request.Code ?? ""} for update").SingleOrDefaultAsync(cancellationToken) is not { } pairing || pairing.ExpiresAt <= now)
        {
            return Problems.Refuse(RefusalCodes.ScreenCodeUnknown, "No screen shows this code; codes change every ten minutes.");
        }

        if (pairing.ScreenId is { } done) return Results.Ok(await ViewAsync(db, done, cancellationToken));
        var actor = context.Caller().Actor;
        var paired = request.ScreenId is { } again ? await TakeOverAsync(db, again, request, actor, now, cancellationToken) : await AddAsync(db, request, actor, now, cancellationToken);
        if (paired.Refusal is { } refusal) return refusal.ToResult();
        pairing.ScreenId = paired.Value.Id;
        db.Audit(actor, now, "screen.paired", paired.Value.Id.ToString(), null, null, new { paired.Value.Name });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Results.Created((string?)null, await ViewAsync(db, paired.Value.Id, cancellationToken));
    });

    /// <summary>PUT /api/screens/{id}: name and settings, whole. The screen obeys within a minute.</summary>
    public static async Task<IResult> PutAsync(Guid id, ScreenRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not var (screen, account)) return NotFound();
        if (NameRefusal(request.Name) is { } wrong) return wrong.ToResult();
        if (request.Settings is not { } wanted) return Problems.Refuse(RefusalCodes.RequestInvalid, "settings are required.");
        if (wanted.Settings.Check() is { } refused) return refused.ToResult();
        var area = await AreaAsync(db, wanted.AreaCode, account.AreaCode, cancellationToken);
        if (area.Refusal is { } unknown) return unknown.ToResult();
        var before = ScreenView.Of(screen, account.AreaCode);
        (screen.Name, screen.Settings, account.AreaCode, account.DisplayName) = (request.Name!.Trim(), wanted.Settings, area.Value, request.Name.Trim());
        db.Audit(context.Caller().Actor, time.UtcNow(), "screen.changed", id.ToString(), area.Value, new { before.Name, before.Settings }, new { screen.Name, wanted });
        await db.SaveChangesAsync(cancellationToken);
        return Results.Ok(ScreenView.Of(screen, account.AreaCode));
    }

    /// <summary>POST /api/screens/{id}/reload: its page loads itself anew at the next quiet moment.</summary>
    public static Task<IResult> ReloadAsync(Guid id, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, context, db, time, "screen.reloadAsked", (screen, _, now) => screen.ReloadAskedAt = now, cancellationToken);

    /// <summary>POST /api/screens/{id}/revoke: its device token counts for nothing any more, and it shows a code.</summary>
    public static Task<IResult> RevokeAsync(Guid id, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, context, db, time, "screen.revoked", Revoke, cancellationToken);

    /// <summary>DELETE /api/screens/{id}: revoked, and gone from the list.</summary>
    public static async Task<IResult> DeleteAsync(Guid id, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not var (screen, account)) return NotFound();
        var now = time.UtcNow();
        Revoke(screen, account, now);
        db.Screens.Remove(screen);
        db.Audit(context.Caller().Actor, now, "screen.removed", id.ToString(), null, new { screen.Name }, null);
        await SaveAsync(db, account, now, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, HttpContext context, MapDbContext db, TimeProvider time, string action, Action<Screen, Account, DateTime> change, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not var (screen, account)) return NotFound();
        var now = time.UtcNow();
        change(screen, account, now);
        db.Audit(context.Caller().Actor, now, action, id.ToString(), null, null, new { screen.Name });
        await SaveAsync(db, account, now, cancellationToken);
        return Results.Ok(ScreenView.Of(screen, account.AreaCode));
    }

    /// <summary>With the account disabled, its device tokens end in the same transaction.</summary>
    private static async Task SaveAsync(MapDbContext db, Account account, DateTime now, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (account.DisabledAt is not null) await db.EndTokensAsync(account.Id, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static void Revoke(Screen screen, Account account, DateTime now)
    {
        screen.RevokedAt ??= now;
        account.DisabledAt ??= now;
    }

    private static async Task<Outcome<Screen>> AddAsync(MapDbContext db, PairRequest request, Actor actor, DateTime now, CancellationToken cancellationToken)
    {
        if (NameRefusal(request.Name) is { } wrong) return wrong;
        if (await db.Screens.CountAsync(cancellationToken) >= MostScreens) return new Refusal(RefusalCodes.RequestInvalid, $"There are at most {MostScreens} screens.");
        var area = await AreaAsync(db, request.AreaCode, null, cancellationToken);
        if (area.Refusal is { } unknown) return unknown;
        var (id, name) = (Guid.CreateVersion7(), request.Name!.Trim());

        // Without a password hash no password matches: the device token is its only way in.
        var account = new Account
        {
            Id = Guid.CreateVersion7(), UserName = $"screen-{id:N}", NormalizedUserName = $"SCREEN-{id:N}".ToUpperInvariant(), DisplayName = name,
            Role = AccountRole.Screen, AreaCode = area.Value, SecurityStamp = Guid.NewGuid().ToString(), LockoutEnabled = true, CreatedAt = now,
        };
        var screen = new Screen { Id = id, AccountId = account.Id, Name = name, Settings = ScreenSettings.Default, PairedAt = now, PairedBy = actor.Name };
        db.Accounts.Add(account);
        db.Screens.Add(screen);
        await db.SaveChangesAsync(cancellationToken);
        return screen;
    }

    private static async Task<Outcome<Screen>> TakeOverAsync(MapDbContext db, Guid id, PairRequest request, Actor actor, DateTime now, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not var (screen, account)) return new Refusal(RefusalCodes.ScreenNotFound, "There is no such screen.");
        if (request.Name is not null && NameRefusal(request.Name) is { } wrong) return wrong;
        var area = await AreaAsync(db, request.AreaCode, account.AreaCode, cancellationToken);
        if (area.Refusal is { } unknown) return unknown;
        await db.EndTokensAsync(account.Id, now, cancellationToken);
        screen.Name = account.DisplayName = request.Name?.Trim() ?? screen.Name;
        (screen.PairedAt, screen.PairedBy, screen.RevokedAt, screen.LastSeenAt) = (now, actor.Name, null, null);
        (account.AreaCode, account.DisabledAt) = (area.Value, null);
        return screen;
    }

    private static async Task<Outcome<string>> AreaAsync(MapDbContext db, string? wanted, string? before, CancellationToken cancellationToken)
    {
        if ((string.IsNullOrEmpty(wanted) ? before : wanted) is { } code)
        {
            return await db.Areas.AnyAsync(area => area.Code == code && area.ValidTo == null, cancellationToken)
                ? code
                : new Refusal(RefusalCodes.AreaNotFound, $"There is no area of code {code}.");
        }

        var roots = await db.Areas.Where(area => area.ParentCode == null && area.ValidTo == null).Select(area => area.Code).Order().Take(2).ToListAsync(cancellationToken);
        return roots is [var only] ? only : new Refusal(RefusalCodes.RequestInvalid, "areaCode is required: there is no single root area.");
    }

    private static Refusal? NameRefusal(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Trim().Length > MostName || name.Any(char.IsControl)
            ? new Refusal(RefusalCodes.RequestInvalid, $"name has 1 to {MostName} characters.")
            : null;

    private static async Task<(Screen Screen, Account Account)?> FindAsync(MapDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Screens.FindAsync([id], cancellationToken) is not { } screen) return null;
        return (screen, await db.Accounts.SingleAsync(account => account.Id == screen.AccountId, cancellationToken));
    }

    private static async Task<ScreenView?> ViewAsync(MapDbContext db, Guid id, CancellationToken cancellationToken) =>
        await FindAsync(db, id, cancellationToken) is var (screen, account) ? ScreenView.Of(screen, account.AreaCode) : null;

    private static IResult NotFound() => Problems.Refuse(RefusalCodes.ScreenNotFound, "There is no such screen.");
}
