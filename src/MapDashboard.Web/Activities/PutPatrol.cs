using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Calendar;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Activities;

/// <param name="AreaCode">In the account's scope.</param>
/// <param name="Theme">Code of a theme.</param>
/// <param name="StartedAt">Later than now counts as now.</param>
/// <param name="EndedAt">Null while it lasts.</param>
public sealed record PatrolRequest(string? AreaCode, string? Theme, DateTime? StartedAt, DateTime? EndedAt);

/// <summary>PUT /api/patrols/{id}: starts a patrol, and with an end ends it. Each twice is once; another start or end under the id is refused.</summary>
public sealed class PutPatrol(MapDbContext db, TimeProvider time)
{
    public static Task<IResult> HandleAsync(Guid id, PatrolRequest request, HttpContext context, PutPatrol useCase, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.AreaCode) || string.IsNullOrEmpty(request.Theme) || request.StartedAt is null)
        {
            return Task.FromResult(Problems.Refuse(RefusalCodes.RequestInvalid, "areaCode, theme and startedAt are required."));
        }

        if (request.EndedAt < request.StartedAt) return Task.FromResult(Problems.Refuse(RefusalCodes.RequestInvalid, "endedAt does not lie before startedAt."));
        return Race.AgainAsync(context, () => useCase.RunAsync(id, request, context.Caller(), cancellationToken));
    }

    private async Task<IResult> RunAsync(Guid id, PatrolRequest request, Caller caller, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var hash = SentHash.Of(request with { EndedAt = null });
        var now = time.UtcNow();
        var changes = new List<Change>();
        var patrol = await db.Patrols.FromSql($"select * from patrols where id = {id} for update").SingleOrDefaultAsync(cancellationToken);
        var isNew = patrol is null;
        if (patrol is null)
        {
            var made = await StartAsync(id, request, hash, caller, now, cancellationToken);
            if (made.Refusal is { } refusal) return refusal.ToResult();
            patrol = made.Value;
            changes.Add(ActivityChange.Of(ChangeKind.PatrolStarted, now, caller.Actor, patrol.AreaPath));
        }
        else if (patrol.AccountId != caller.Actor.AccountId || patrol.ContentHash != hash || (request.EndedAt is { } other && patrol.SentEndedAt is { } sent && sent != other))
        {
            return Problems.Refuse(RefusalCodes.ActivityIdTaken, "Something else has this id.");
        }

        if (request.EndedAt is { } end && patrol.EndedAt is null)
        {
            patrol.End(end, now);
            changes.Add(ActivityChange.Of(ChangeKind.PatrolEnded, now, caller.Actor, patrol.AreaPath));
        }

        await db.CommitAsync(changes, cancellationToken);
        return isNew ? Results.Created((string?)null, PatrolView.Of(patrol, null)) : Results.Ok(PatrolView.Of(patrol, null));
    }

    private async Task<Outcome<Patrol>> StartAsync(Guid id, PatrolRequest request, string hash, Caller caller, DateTime now, CancellationToken cancellationToken)
    {
        var at = request.StartedAt < now ? request.StartedAt.Value : now;
        if (now - at > Backlog.Longest) return new Refusal(RefusalCodes.RequestInvalid, Backlog.Words);
        if (await db.Areas.PathOfAsync(request.AreaCode!, cancellationToken) is not { } path) return new Refusal(RefusalCodes.AreaNotFound, $"There is no area of code {request.AreaCode}.");
        if (!caller.Scope.Covers(path)) return new Refusal(RefusalCodes.AccessDenied, "The area lies outside this account's scope.");
        if (!await db.PatrolThemes.AnyAsync(theme => theme.Code == request.Theme, cancellationToken)) return new Refusal(RefusalCodes.RequestUnknownValue, $"There is no theme {request.Theme}.");
        var patrol = new Patrol
        {
            Id = id, AccountId = caller.Actor.AccountId, By = caller.Actor.Name, AreaCode = path[^1], AreaPath = path, Theme = request.Theme!,
            Day = (await db.CalendarsAsync(cancellationToken)).Of(path).DateOf(at), StartedAt = at, ReceivedAt = now, ContentHash = hash,
        };
        db.Patrols.Add(patrol);
        return patrol;
    }
}
