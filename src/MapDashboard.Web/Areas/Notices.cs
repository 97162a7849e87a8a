using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Areas;

/// <param name="AreaCode">It is for this area and all below it.</param>
/// <param name="Text">Plain.</param>
/// <param name="Public">For residents and hall screens, too.</param>
/// <param name="From">Left out: now.</param>
/// <param name="To">Left out: until it is withdrawn.</param>
/// <param name="Roles">For accounts of these roles only; left out or empty: all staff.</param>
public sealed record NoticeRequest(string? AreaCode, string? Text, bool? Public, DateTime? From, DateTime? To, IReadOnlyList<AccountRole>? Roles);

/// <param name="Mine">It came down to the account that asks: a receipt is awaited.</param>
/// <param name="ReadAt">When that account read it.</param>
/// <param name="Readers">How many of those whom it is for have read it; for leaders and desks of its area.</param>
/// <param name="Recipients">How many those are.</param>
public sealed record NoticeView(
    Guid Id, string AreaCode, string AreaName, string Text, bool Public, IReadOnlyList<string> Roles, DateTime From, DateTime? To, string PostedBy,
    bool Mine = false, DateTime? ReadAt = null, int? Readers = null, int? Recipients = null);

/// <summary>Notices (通知) of areas: posted, shown while in force, withdrawn.</summary>
public static class Notices
{
    /// <summary>
    /// GET /api/notices: those in force of the area, of the areas above it and of those below it, newest first; screens get the public ones, and
    /// what is for some roles goes to those roles and to leaders and desks of its area.
    /// </summary>
    public static async Task<IResult> GetAsync(HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? area = null)
    {
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var (now, publicOnly) = (time.UtcNow(), viewer.Value.IsPublic);
        var notices = db.Notices.InForce(now).Where(notice => notice.Public || !publicOnly);
        if (viewer.Value.Codes is { } codes)
        {
            var below = db.Areas.Below(codes).Select(each => each.Code);
            var above = await db.Areas.Where(each => codes.Contains(each.Code)).Select(each => each.Path).ToListAsync(cancellationToken);
            string[] around = [.. above.SelectMany(path => path).Distinct(StringComparer.Ordinal)];
            notices = notices.Where(notice => around.Contains(notice.AreaCode) || below.Contains(notice.AreaCode));
        }

        var found = await View(db, notices).ToListAsync(cancellationToken);
        return Results.Ok(publicOnly ? found.Select(row => row.View) : await NoticeReceipts.FillAsync(db, context.Caller(), found, now, cancellationToken));
    }

    /// <summary>POST /api/notices.</summary>
    public static async Task<IResult> PostAsync(NoticeRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        if (string.IsNullOrWhiteSpace(request.Text) || string.IsNullOrEmpty(request.AreaCode)) return Problems.Refuse(RefusalCodes.RequestInvalid, "areaCode and text are required.");
        if (TextLimits.Exceeded((nameof(request.Text), request.Text, TextLimits.Prose)) is { } tooLong) return Problems.Refuse(RefusalCodes.RequestInvalid, tooLong);
        if (request.To <= (request.From ?? now)) return Problems.Refuse(RefusalCodes.RequestInvalid, "to lies after from.");
        AccountRole[] roles = [.. (request.Roles ?? []).Distinct()];
        if (roles.Any(role => role is AccountRole.Screen or AccountRole.Admin)) return Problems.Refuse(RefusalCodes.RequestInvalid, "roles are leader, desk, worker or handler.");
        if (roles.Length > 0 && request.Public is true) return Problems.Refuse(RefusalCodes.RequestInvalid, "What is for some roles is not public.");
        var caller = context.Caller();
        if (await db.Areas.PathOfAsync(request.AreaCode, cancellationToken) is not { } path)
        {
            return Problems.Refuse(RefusalCodes.AreaNotFound, $"There is no area of code {request.AreaCode}.");
        }

        if (!caller.Scope.Covers(path)) return Problems.Refuse(RefusalCodes.AccessDenied, "The area lies outside this account's scope.");
        var notice = new Notice
        {
            Id = Guid.CreateVersion7(), AreaCode = request.AreaCode, Text = request.Text.Trim(), Public = request.Public ?? false,
            ValidFrom = request.From ?? now, ValidTo = request.To, PostedBy = caller.Actor.Name, AccountId = caller.Actor.AccountId, Roles = [.. roles.Select(Words<AccountRole>.Of)],
        };
        db.Notices.Add(notice);
        await CommitAsync(db, caller, now, ChangeKind.NoticePosted, notice, path, null, notice, cancellationToken);
        var found = await View(db, db.Notices.Where(each => each.Id == notice.Id)).ToListAsync(cancellationToken);
        return Results.Created((string?)null, (await NoticeReceipts.FillAsync(db, caller, found, now, cancellationToken)).Single());
    }

    /// <summary>DELETE /api/notices/{id}: withdrawn from now on. Twice is once.</summary>
    public static async Task<IResult> DeleteAsync(Guid id, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var code = await db.Notices.Where(each => each.Id == id).Select(each => each.AreaCode).SingleOrDefaultAsync(cancellationToken);
        if (code is null) return Problems.Refuse(RefusalCodes.NoticeNotFound, "There is no such notice.");
        var path = (await db.LockAreaAsync(code, cancellationToken))!.Path;

        // Under the area's lock, and by the time after it: of two who withdraw it at once, the second finds it withdrawn.
        var now = time.UtcNow();
        var notice = await db.Notices.SingleAsync(each => each.Id == id, cancellationToken);
        if (!caller.Scope.Covers(path)) return Problems.Refuse(RefusalCodes.AccessDenied, "The area lies outside this account's scope.");
        if (notice.ValidTo <= now) return Results.NoContent();
        var before = new { notice.ValidTo };
        notice.ValidTo = now;
        await CommitAsync(db, caller, now, ChangeKind.NoticeWithdrawn, notice, path, before, new { notice.ValidTo }, cancellationToken);
        return Results.NoContent();
    }

    public static IQueryable<Notice> InForce(this IQueryable<Notice> notices, DateTime at) =>
        notices.Where(notice => notice.ValidFrom <= at && (notice.ValidTo == null || notice.ValidTo > at));

    /// <summary>A notice with what its readers depend on.</summary>
    internal sealed record Row(NoticeView View, string[] Path, Guid? AccountId);

    private static IQueryable<Row> View(MapDbContext db, IQueryable<Notice> notices) =>
        from notice in notices
        join area in db.Areas on notice.AreaCode equals area.Code
        orderby notice.ValidFrom descending, notice.Id descending
        select new Row(
            new NoticeView(notice.Id, area.Code, area.Name, notice.Text, notice.Public, notice.Roles, notice.ValidFrom, notice.ValidTo, notice.PostedBy, false, null, null, null),
            area.Path, notice.AccountId);

    private static Task CommitAsync(
        MapDbContext db, Data.Identity.Caller caller, DateTime now, string kind, Notice notice, string[] path, object? before, object? after, CancellationToken cancellationToken)
    {
        db.Audit(caller.Actor, now, kind, notice.Id.ToString(), notice.AreaCode, before, after);
        return db.CommitAsync([Edits.Change(kind, now, notice.AreaCode, Audiences(notice, path))], cancellationToken);
    }

    /// <summary>A public one: all above and under the area. Else its staff: those above, and down to the last unit; of some roles, these and who leads.</summary>
    private static string[] Audiences(Notice notice, string[] path) => notice switch
    {
        { Public: true } => Edits.Audiences(path, isPublic: true),
        { Roles.Length: 0 } => [.. Edits.Audiences(path, isPublic: false), Audience.Below(notice.AreaCode)],
        _ => [Audience.StaffEverywhere, .. path.Select(Audience.Leads), .. notice.Roles.Select(role => Audience.Below(notice.AreaCode, Words<AccountRole>.Parse(role)))],
    };
}
