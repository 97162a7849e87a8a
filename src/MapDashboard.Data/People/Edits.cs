using System.Text.Json;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.People;

/// <summary>Edits of people, posts and places: rows, audit entry and Change in one transaction.</summary>
public static class Edits
{
    /// <summary>Any fixed numbers, each another than the one of <see cref="ImportLock"/>.</summary>
    /// <summary>
    /// Who hears of an edit at an area. What the public board does not show stays among staff; those under the area share an audience with
    /// screens, so they hear only of what is public.
    /// </summary>
    public static string[] Audiences(IReadOnlyList<string> path, bool isPublic) =>
        isPublic ? Audience.OfArea(path) : [Audience.StaffEverywhere, .. path.Select(Audience.Staff)];

    /// <summary>Adds the audit entry; whoever calls commits.</summary>
    /// <param name="db">The database.</param>
    /// <param name="actor">Who edits.</param>
    /// <param name="at">UTC.</param>
    /// <param name="action">The Change's kind.</param>
    /// <param name="subject">Code or id of what is edited.</param>
    /// <param name="areaCode">Null where it concerns no area.</param>
    /// <param name="before">Written as JSON; null for what is new.</param>
    /// <param name="after">Written as JSON; null for what is gone.</param>
    public static void Audit(this MapDbContext db, Actor actor, DateTime at, string action, string subject, string? areaCode, object? before, object? after) =>
        db.AuditEntries.Add(new AuditEntry
        {
            At = at, AccountId = actor.AccountId, By = actor.Name, Action = action, Subject = subject, AreaCode = areaCode,
            Before = before is null ? null : JsonSerializer.Serialize(before, Json.Options),
            After = after is null ? null : JsonSerializer.Serialize(after, Json.Options),
        });

    /// <summary>The Change of an edit. It tells that something changed and where; readers fetch what they may see.</summary>
    public static Change Change(string kind, DateTime at, string? areaCode, string[] audiences) =>
        new() { Kind = kind, At = at, AreaCode = areaCode, Audiences = audiences, Data = new ChangeData() };

    /// <summary>
    /// Held to the transaction's end by whoever makes people of a given code, so that no two make the same one. Taken after the rows of areas and
    /// after the lock of imports, never before them.
    /// </summary>
    public static Task LockPeopleAsync(this MapDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockKeys.People})", cancellationToken);

    /// <summary>The same for facilities.</summary>
    public static Task LockFacilitiesAsync(this MapDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockKeys.Facilities})", cancellationToken);

    /// <summary>The rows of these areas locked until the transaction ends, in one order, so that two who do so never wait for each other.</summary>
    public static Task LockAreasAsync(this MapDbContext db, string[] codes, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select from areas where code = any({codes}) order by code for no key update", cancellationToken);

    /// <summary>The area, its row locked until the transaction ends: edits of one area come one after the other.</summary>
    public static Task<Area?> LockAreaAsync(this MapDbContext db, string code, CancellationToken cancellationToken) =>
        db.Areas.FromSql($"select * from areas where code = {code} for no key update").SingleOrDefaultAsync(cancellationToken);
}
