using MapDashboard.Data;
using MapDashboard.Data.People;
using MapDashboard.Data.Webhooks;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Webhooks;

/// <summary>POST …/deliveries/{delivery}/replay and …/test: a delivery is due now, with a day of tries before it. It keeps its id.</summary>
public static class ReplayDelivery
{
    public static async Task<IResult> HandleAsync(Guid id, long delivery, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        var found = db.WebhookDeliveries.Where(each => each.Id == delivery && each.WebhookId == id);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // One statement: the worker may be settling the same delivery.
        var count = await found.ExecuteUpdateAsync(
            row => row.SetProperty(each => each.State, DeliveryState.Pending).SetProperty(each => each.Attempts, 0).SetProperty(each => each.DueAt, now)
                .SetProperty(each => each.GiveUpAt, now + WebhookOutbox.Lifetime).SetProperty(each => each.FinishedAt, (DateTime?)null),
            cancellationToken);
        if (count == 0) return Problems.Refuse(RefusalCodes.WebhookDeliveryNotFound, "This webhook has no such delivery.");
        db.Audit(context.Caller().Actor, now, "webhook.replayed", id.ToString(), null, null, new { delivery });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Results.Ok(await ListWebhooks.View(db, found).SingleAsync(cancellationToken));
    }

    public static async Task<IResult> TestAsync(Guid id, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await db.Webhooks.AnyAsync(each => each.Id == id, cancellationToken)) return EditWebhooks.NotFound();
        var now = time.UtcNow();
        var delivery = new WebhookDelivery
        {
            WebhookId = id, Kind = WebhookKind.Test, State = DeliveryState.Pending, CreatedAt = now, DueAt = now, GiveUpAt = now,
        };
        db.WebhookDeliveries.Add(delivery);
        await db.SaveChangesAsync(cancellationToken);
        return Results.Accepted(null, await ListWebhooks.View(db, db.WebhookDeliveries.Where(each => each.Id == delivery.Id)).SingleAsync(cancellationToken));
    }
}
