using MapDashboard.Data;
using MapDashboard.Data.Activities;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Activities;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Areas;

/// <param name="At">When it was read; left out or later than now: now.</param>
public sealed record ReadRequest(DateTime? At);

/// <summary>Receipts (回执) of notices: said by those to whom a notice came down, counted for those who lead its area. What is public needs none.</summary>
public static class NoticeReceipts
{
    public sealed record Reader(string Name, string? AreaName, DateTime? ReadAt);

    public sealed record ReadersView(IReadOnlyList<Reader> Read, IReadOnlyList<Reader> Unread);

    /// <param name="Id">Of the notice.</param>
    /// <param name="ReadAt">As it was said the first time.</param>
    public sealed record ReceiptView(Guid Id, DateTime ReadAt);

    /// <summary>PUT /api/notices/{id}/read. The first time counts. Answers with JSON, because a phone that asks for it through a café's network must tell our answer from that network's.</summary>
    public static Task<IResult> PutAsync(Guid id, ReadRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken) =>
        Race.AgainAsync(context, async () =>
        {
            var caller = context.Caller();
            if (await FindAsync(db, id, cancellationToken) is not { } found || found.Notice.Public || !IsFor(found.Notice, caller)) return Problems.Refuse(RefusalCodes.NoticeNotFound, "There is no such notice for this account.");
            var now = time.UtcNow();
            var self = caller.Actor.AccountId;
            if (await db.NoticeReceipts.AsNoTracking().SingleOrDefaultAsync(each => each.NoticeId == id && each.AccountId == self, cancellationToken) is { } first) return Results.Ok(new ReceiptView(id, first.ReadAt));
            var receipt = new NoticeReceipt { NoticeId = id, AccountId = self, ReadAt = request.At < now ? request.At.Value : now };
            db.NoticeReceipts.Add(receipt);
            var change = new Change
            {
                Kind = ChangeKind.NoticeRead, At = now, AreaCode = found.Notice.AreaCode, Data = new ChangeData(),
                Audiences = [Audience.StaffEverywhere, .. found.Path.Select(Audience.Leads), Audience.Account(self)],
            };
            await db.CommitAsync([change], cancellationToken);
            return Results.Ok(new ReceiptView(id, receipt.ReadAt));
        });

    /// <summary>GET /api/notices/{id}/readers.</summary>
    public static async Task<IResult> ReadersAsync(Guid id, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not { } found || !context.Caller().Scope.Covers(found.Path)) return Problems.Refuse(RefusalCodes.NoticeNotFound, "There is no such notice.");
        var seats = await db.SeatsAsync(time.UtcNow(), null, [found.Notice.AreaCode], cancellationToken);
        var read = await db.NoticeReceipts.Where(receipt => receipt.NoticeId == id).ToDictionaryAsync(receipt => receipt.AccountId, receipt => receipt.ReadAt, cancellationToken);
        var all = Recipients(seats, found.Notice.AreaCode, found.Notice.Roles, found.Notice.AccountId)
            .Select(seat => (seat.AccountId, Reader: new Reader(seat.Name, seat.AreaName, read.TryGetValue(seat.AccountId, out var at) ? at : null))).ToList();
        return Results.Ok(new ReadersView(
            [.. all.Where(each => each.Reader.ReadAt is not null).Select(each => each.Reader).OrderBy(reader => reader.ReadAt)],
            [.. all.Where(each => each.Reader.ReadAt is null).Select(each => each.Reader)]));
    }

    /// <summary>What the caller may know of receipts, and only those notices that are for its role or that it leads.</summary>
    internal static async Task<IReadOnlyList<NoticeView>> FillAsync(
        MapDbContext db, Caller caller, IReadOnlyList<Notices.Row> found, DateTime now, CancellationToken cancellationToken)
    {
        var self = caller.Actor.AccountId;
        Guid[] ids = [.. found.Select(row => row.View.Id)];
        var own = await db.NoticeReceipts.Where(receipt => receipt.AccountId == self && ids.Contains(receipt.NoticeId))
            .ToDictionaryAsync(receipt => receipt.NoticeId, receipt => receipt.ReadAt, cancellationToken);
        Guid[] led = [.. found.Where(row => Leads(caller, row.Path)).Select(row => row.View.Id)];
        var readers = (await db.NoticeReceipts.Where(receipt => led.Contains(receipt.NoticeId)).Select(receipt => new { receipt.NoticeId, receipt.AccountId }).ToListAsync(cancellationToken))
            .ToLookup(receipt => receipt.NoticeId, receipt => receipt.AccountId);
        var seats = led.Length == 0 ? [] : await db.SeatsAsync(now, null, caller.Viewer.Codes, cancellationToken);
        var views = new List<NoticeView>();
        foreach (var (view, path, author) in found)
        {
            var leads = Leads(caller, path);
            var isMine = !view.Public && IsFor(view.AreaCode, view.Roles, author, caller);
            var isCounted = leads && !view.Public;
            if (view.Roles.Count > 0 && !leads && !isMine && author != self) continue;
            var recipients = isCounted ? Recipients(seats, view.AreaCode, view.Roles, author) : [];
            views.Add(view with
            {
                Mine = isMine, ReadAt = own.TryGetValue(view.Id, out var at) ? at : null,
                Readers = isCounted ? recipients.Count(seat => readers[view.Id].Contains(seat.AccountId)) : null, Recipients = isCounted ? recipients.Count : null,
            });
        }

        return views;
    }

    /// <summary>Everybody whom it is for, once, in the first of the areas in which they have it. Who wrote it needs no receipt.</summary>
    private static List<Seat> Recipients(IReadOnlyList<Seat> seats, string areaCode, IReadOnlyList<string> roles, Guid? author) =>
        [.. seats.Where(seat => seat.Path.Contains(areaCode, StringComparer.Ordinal) && seat.AccountRole != AccountRole.Admin && seat.AccountId != author)
            .Where(seat => roles.Count == 0 || roles.Contains(Words<AccountRole>.Of(seat.AccountRole), StringComparer.Ordinal))
            .OrderBy(seat => seat.AreaCode, StringComparer.Ordinal).DistinctBy(seat => seat.AccountId)];

    private static bool Leads(Caller caller, string[] path) => caller.Role is AccountRole.Admin or AccountRole.Leader or AccountRole.Desk && caller.Scope.Covers(path);

    private static bool IsFor(Notice notice, Caller caller) => IsFor(notice.AreaCode, notice.Roles, notice.AccountId, caller);

    private static bool IsFor(string areaCode, IReadOnlyList<string> roles, Guid? author, Caller caller) =>
        author != caller.Actor.AccountId
        && caller.Scope.Sees(roles.Count == 0 ? [Audience.Below(areaCode)] : roles.Select(role => Audience.Below(areaCode, Words<AccountRole>.Parse(role))));

    /// <summary>Also one that was withdrawn: a receipt may come late.</summary>
    private static async Task<(Notice Notice, string[] Path)?> FindAsync(MapDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var found = await db.Notices.AsNoTracking().Where(notice => notice.Id == id)
            .Join(db.Areas, notice => notice.AreaCode, area => area.Code, (notice, area) => new { Notice = notice, area.Path }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Notice, found.Path);
    }
}
