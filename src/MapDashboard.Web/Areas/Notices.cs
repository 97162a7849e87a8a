using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Areas;

public sealed record NoticeRequest(string? AreaCode, string? Text, bool? Public, DateTime? From, DateTime? To);

public sealed record NoticeView(Guid Id, string AreaCode, string AreaName, string Text, bool Public, DateTime From, DateTime? To, string PostedBy);

/// <summary>Notices (通知) of areas: posted, shown while in force, withdrawn.</summary>
public static class Notices
{
    /// <summary>GET /api/notices: those in force of the area, of the areas above it and of those below it, newest first; screens get the public ones.</summary>
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

        return Results.Ok(await View(db, notices).ToListAsync(cancellationToken));
    }

    /// <summary>POST /api/notices.</summary>
    public static async Task<IResult> PostAsync(NoticeRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        if (string.IsNullOrWhiteSpace(request.Text) || string.IsNullOrEmpty(request.AreaCode)) return Problems.Refuse(RefusalCodes.RequestInvalid, "areaCode and text are required.");
        if (TextLimits.Exceeded((nameof(request.Text), request.Text, TextLimits.Prose)) is { } tooLong) return Problems.Refuse(RefusalCodes.RequestInvalid, tooLong);
        if (request.To <= (request.From ?? now)) return Problems.Refuse(RefusalCodes.RequestInvalid, "to lies after from.");
        var caller = context.Caller();
        if (await db.Areas.PathOfAsync(request.AreaCode, cancellationToken) is not { } path)
        {
            return Problems.Refuse(RefusalCodes.AreaNotFound, $"There is no area of code {request.AreaCode}.");
        }

        if (!caller.Scope.Covers(path)) return Problems.Refuse(RefusalCodes.AccessDenied, "The area lies outside this account's scope.");
        var notice = new Notice
        {
            Id = Guid.CreateVersion7(), AreaCode = request.AreaCode, Text = request.Text.Trim(), Public = request.Public ?? false,
            ValidFrom = request.From ?? now, ValidTo = request.To, PostedBy = caller.Actor.Name,
        };
        db.Notices.Add(notice);
        await CommitAsync(db, caller, now, ChangeKind.NoticePosted, notice, path, null, notice, cancellationToken);
        return Results.Created((string?)null, await View(db, db.Notices.Where(each => each.Id == notice.Id)).SingleAsync(cancellationToken));
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

    private static IQueryable<NoticeView> View(MapDbContext db, IQueryable<Notice> notices) =>
        from notice in notices
        join area in db.Areas on notice.AreaCode equals area.Code
        orderby notice.ValidFrom descending, notice.Id descending
        select new NoticeView(notice.Id, area.Code, area.Name, notice.Text, notice.Public, notice.ValidFrom, notice.ValidTo, notice.PostedBy);

    private static Task CommitAsync(
        MapDbContext db, Data.Identity.Caller caller, DateTime now, string kind, Notice notice, string[] path, object? before, object? after, CancellationToken cancellationToken)
    {
        db.Audit(caller.Actor, now, kind, notice.Id.ToString(), notice.AreaCode, before, after);
        return db.CommitAsync([Edits.Change(kind, now, notice.AreaCode, Edits.Audiences(path, notice.Public))], cancellationToken);
    }
}
