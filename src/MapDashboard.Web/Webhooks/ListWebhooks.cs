using System.Globalization;
using MapDashboard.Data;
using MapDashboard.Data.Webhooks;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Webhooks;

/// <summary>GET /api/webhooks and the deliveries of one.</summary>
public static class ListWebhooks
{
    private const int PageLength = 50;

    public static async Task<IReadOnlyList<WebhookView>> GetAsync(MapDbContext db, CancellationToken cancellationToken) =>
        await View(db, db.Webhooks).ToListAsync(cancellationToken);

    public static async Task<IResult> DeliveriesAsync(Guid id, MapDbContext db, CancellationToken cancellationToken, string? state = null, string? before = null)
    {
        var below = long.MaxValue;
        if (!string.IsNullOrEmpty(before) && !long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out below)) return QueryValues.Unreadable("before");
        DeliveryState? wanted = null;
        if (!string.IsNullOrEmpty(state))
        {
            if (!Words<DeliveryState>.TryParse(state, out var parsed)) return QueryValues.Unreadable("state");
            wanted = parsed;
        }

        if (!await db.Webhooks.AnyAsync(each => each.Id == id, cancellationToken)) return EditWebhooks.NotFound();
        var deliveries = db.WebhookDeliveries.Where(each => each.WebhookId == id && each.Id < below && (wanted == null || each.State == wanted));
        var page = await View(db, deliveries.OrderByDescending(each => each.Id).Take(PageLength)).ToListAsync(cancellationToken);
        return Results.Ok(new DeliveriesView(page, page.Count == PageLength ? page[^1].Id : null));
    }

    public static IQueryable<WebhookView> View(MapDbContext db, IQueryable<Webhook> webhooks) =>
        webhooks.AsNoTracking().OrderBy(each => each.CreatedAt).ThenBy(each => each.Id).Select(each => new WebhookView(
            each.Id, each.Url, each.Kinds, each.Active, each.CreatedAt, each.CreatedBy,
            db.WebhookDeliveries.Count(delivery => delivery.WebhookId == each.Id && delivery.State == DeliveryState.Pending),
            db.WebhookDeliveries.Count(delivery => delivery.WebhookId == each.Id && delivery.State == DeliveryState.Dead),
            db.WebhookDeliveries.Where(delivery => delivery.WebhookId == each.Id && delivery.State == DeliveryState.Delivered).Max(delivery => delivery.FinishedAt),
            null));

    public static IQueryable<DeliveryView> View(MapDbContext db, IQueryable<WebhookDelivery> deliveries) =>
        deliveries.AsNoTracking().Select(delivery => new DeliveryView(
            delivery.Id, delivery.Kind, delivery.State, delivery.Attempts, delivery.CreatedAt, delivery.State == DeliveryState.Pending ? delivery.DueAt : null,
            delivery.LastStatus, delivery.LastError, delivery.FinishedAt, delivery.Seq,
            db.Changes.Where(change => change.Seq == delivery.Seq).Select(change => change.IssueId).FirstOrDefault(),
            db.Changes.Where(change => change.Seq == delivery.Seq).Join(db.Issues, change => change.IssueId, issue => issue.Id, (_, issue) => issue.Number).FirstOrDefault()));
}
