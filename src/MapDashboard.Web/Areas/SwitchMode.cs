using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Areas;

public sealed record ModeRequest(Mode? Mode, string? Note);

public sealed record ModeView(string AreaCode, Mode Mode);

/// <summary>PUT /api/areas/{code}/mode: 一键平急转换, for the area and all below it, as one Change.</summary>
public static class SwitchMode
{
    private const int NoteLength = 500;

    public static async Task<IResult> HandleAsync(
        string code, ModeRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.Mode is not { } mode) return Problems.Refuse(RefusalCodes.RequestInvalid, "mode is normal or emergency.");
        if (request.Note?.Length > NoteLength) return Problems.Refuse(RefusalCodes.RequestInvalid, $"note has at most {NoteLength} characters.");
        var caller = context.Caller();
        if (await db.Areas.PathOfAsync(code, cancellationToken) is not { } path)
        {
            return Problems.Refuse(RefusalCodes.AreaNotFound, $"There is no area of code {code}.");
        }

        if (!caller.Scope.Covers(path)) return Problems.Refuse(RefusalCodes.AccessDenied, "The area lies outside this account's scope.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var switched = await db.Areas.Where(area => area.Path.Contains(code) && area.Mode != mode)
            .ExecuteUpdateAsync(set => set.SetProperty(area => area.Mode, mode), cancellationToken);

        // Nothing changed: nothing is written, and the answer is the same as the first time.
        if (switched == 0) return Results.Ok(new ModeView(code, mode));
        var change = new Change
        {
            Kind = ChangeKind.ModeSwitched,
            At = time.UtcNow(),
            AreaCode = code,
            Audiences = Audience.OfArea(path),
            Data = new ChangeData { Mode = mode, Note = request.Note, By = new ChangeActor(caller.Actor.Name, caller.Role) },
        };
        await db.CommitAsync([change], cancellationToken);
        return Results.Ok(new ModeView(code, mode));
    }
}
