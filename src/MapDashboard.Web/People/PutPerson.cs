using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <summary>
/// PUT /api/people/{code}: makes a person or changes one. A leader changes those who hold posts in the leader's own areas and nowhere else, and moves
/// nobody who has an account to another employer: the account would see that organization's issues.
/// </summary>
public static class PutPerson
{
    public static async Task<IResult> HandleAsync(
        string code, PersonInput input, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockPeopleAsync(cancellationToken);
        if (await (input with { Code = code }).CheckAsync(db, cancellationToken) is { } refusal) return refusal.ToResult();
        var (now, caller) = (time.UtcNow(), context.Caller());
        var before = await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.Code == code, cancellationToken);
        var posts = await (
            from post in db.Posts.Held(now)
            where post.PersonCode == code || post.DeputyCode == code
            join area in db.Areas on post.AreaCode equals area.Code
            select new { area.Path, post.Public }).ToListAsync(cancellationToken);
        var editable = await EditablePeople.FindAsync(db, caller.Scope, [code], now, cancellationToken);
        if (before is not null && !editable.Codes.Contains(code))
        {
            return Problems.Refuse(RefusalCodes.AccessDenied, "This person holds no post in this account's areas, or one outside them too.");
        }

        if (before is not null && before.Employer != input.Employer && editable.Bound.Contains(code))
        {
            return Problems.Refuse(RefusalCodes.AccessDenied, "This person has an account: only an admin changes the employer.");
        }

        var person = await input.ApplyAsync(db, code, cancellationToken);
        db.Audit(caller.Actor, now, ChangeKind.PersonChanged, code, null, before, person);
        string[] audiences = [.. posts.SelectMany(post => Edits.Audiences(post.Path, post.Public)).Append(Audience.StaffEverywhere).Distinct(StringComparer.Ordinal)];
        await db.CommitAsync([Edits.Change(ChangeKind.PersonChanged, now, null, audiences)], cancellationToken);
        return Results.Ok(person);
    }
}
