using MapDashboard.Data;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.People;

namespace MapDashboard.Web.Areas;

/// <summary>What is left out becomes unknown.</summary>
public sealed record AreaDetails(int? Households, int? GroupMembers, string? DutyPhone);

/// <summary>PUT /api/areas/{code}/details: households, people in the group chat, and the duty phone of an area.</summary>
public static class ChangeAreaDetails
{
    private const int Most = 10_000_000;

    public static async Task<IResult> HandleAsync(
        string code, AreaDetails details, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (details.Households is < 0 or > Most || details.GroupMembers is < 0 or > Most)
        {
            return Problems.Refuse(RefusalCodes.RequestInvalid, "households and groupMembers are counts.");
        }

        if (!PersonInput.IsPhone(details.DutyPhone)) return Problems.Refuse(RefusalCodes.RequestInvalid, "dutyPhone has 3 to 20 digits, spaces, + or -.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.LockAreaAsync(code, cancellationToken) is not { } area) return Problems.Refuse(RefusalCodes.AreaNotFound, $"There is no area of code {code}.");
        if (!context.Caller().Scope.Covers(area.Path)) return Problems.Refuse(RefusalCodes.AccessDenied, "The area lies outside this account's scope.");
        var before = new AreaDetails(area.Households, area.GroupMembers, area.DutyPhone);
        var dutyPhone = string.IsNullOrEmpty(details.DutyPhone) ? null : details.DutyPhone;
        (area.Households, area.GroupMembers, area.DutyPhone) = (details.Households, details.GroupMembers, dutyPhone);
        var now = time.UtcNow();
        db.Audit(context.Caller().Actor, now, ChangeKind.AreaChanged, code, code, before, details);
        await db.CommitAsync([Edits.Change(ChangeKind.AreaChanged, now, code, Edits.Audiences(area.Path, isPublic: true))], cancellationToken);
        return Results.Ok(details with { DutyPhone = dutyPhone });
    }
}
