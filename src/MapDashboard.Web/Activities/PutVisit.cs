using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Calendar;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Activities;

/// <param name="BuildingCode">Of a building in the account's scope.</param>
/// <param name="UnitCode">Of one of its units; null for the building.</param>
/// <param name="Households">How many doors; null where nobody counted.</param>
/// <param name="At">Later than now counts as now.</param>
/// <param name="Note">For staff of the area only.</param>
/// <param name="Problem">Something was found.</param>
public sealed record VisitRequest(string? BuildingCode, string? UnitCode, int? Households, DateTime? At, string? Note, bool? Problem);

/// <summary>PUT /api/visits/{id}: a home visit. Twice is once.</summary>
public sealed class PutVisit(MapDbContext db, TimeProvider time)
{
    private const int MostHouseholds = 1000;

    public static Task<IResult> HandleAsync(Guid id, VisitRequest request, HttpContext context, PutVisit useCase, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.BuildingCode) || request.At is null) return Task.FromResult(Problems.Refuse(RefusalCodes.RequestInvalid, "buildingCode and at are required."));
        if (request.Households is < 1 or > MostHouseholds) return Task.FromResult(Problems.Refuse(RefusalCodes.RequestInvalid, $"households lies between 1 and {MostHouseholds}."));
        if (TextLimits.Exceeded((nameof(request.Note), request.Note, TextLimits.Prose)) is { } tooLong) return Task.FromResult(Problems.Refuse(RefusalCodes.RequestInvalid, tooLong));
        return Race.AgainAsync(context, () => useCase.RunAsync(id, request, context.Caller(), cancellationToken));
    }

    private async Task<IResult> RunAsync(Guid id, VisitRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var hash = SentHash.Of(request);
        if (await db.Visits.AsNoTracking().SingleOrDefaultAsync(visit => visit.Id == id, cancellationToken) is { } earlier)
        {
            return earlier.AccountId == caller.Actor.AccountId && earlier.ContentHash == hash
                ? Results.Ok(VisitView.Of(earlier, null))
                : Problems.Refuse(RefusalCodes.ActivityIdTaken, "Something else has this id.");
        }

        var now = time.UtcNow();
        var at = request.At < now ? request.At.Value : now;
        if (now - at > Backlog.Longest) return Problems.Refuse(RefusalCodes.RequestInvalid, Backlog.Words);

        // In force when it was visited or now: a redraw meanwhile must not lose the visit.
        var building = await db.Areas.AsNoTracking().SingleOrDefaultAsync(area => area.Code == request.BuildingCode && area.Level == "building", cancellationToken);
        var hasUnit = request.UnitCode is null || await db.Areas.AnyAsync(area => area.Code == request.UnitCode && area.ParentCode == request.BuildingCode && area.Level == "unit", cancellationToken);
        if (building is null || !hasUnit) return Problems.Refuse(RefusalCodes.RequestUnknownValue, "buildingCode or unitCode names nothing known.");
        if (!caller.Scope.Covers(building.Path)) return Problems.Refuse(RefusalCodes.AccessDenied, "The building lies outside this account's scope.");
        var visit = new Visit
        {
            Id = id, AccountId = caller.Actor.AccountId, By = caller.Actor.Name, BuildingCode = building.Code, UnitCode = request.UnitCode, AreaPath = building.Path,
            Day = (await db.CalendarsAsync(cancellationToken)).Of(building.Path).DateOf(at), At = at, Households = request.Households,
            Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(), Problem = request.Problem ?? false, ReceivedAt = now, ContentHash = hash,
        };
        db.Visits.Add(visit);
        await db.CommitAsync([ActivityChange.Of(ChangeKind.VisitRecorded, now, caller.Actor, building.Path)], cancellationToken);
        return Results.Created((string?)null, VisitView.Of(visit, building.Name));
    }
}
