using System.Security.Cryptography;
using MapDashboard.Data;
using MapDashboard.Data.People;
using MapDashboard.Data.Webhooks;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Webhooks;

/// <summary>POST, PUT and DELETE /api/webhooks: each with an audit entry, the secret never in it.</summary>
public static class EditWebhooks
{
    private const int MostWebhooks = 20;
    private const int MostUrlLength = 2000;
    private const int SecretBytes = 32;
    private const string SecretPrefix = "mapwh_";

    public static async Task<IResult> PostAsync(WebhookRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Refused(request) is { } refusal) return refusal.ToResult();
        if (await db.Webhooks.CountAsync(cancellationToken) >= MostWebhooks) return Problems.Refuse(RefusalCodes.RequestInvalid, $"There are at most {MostWebhooks} webhooks.");
        var (actor, now) = (context.Caller().Actor, time.UtcNow());
        var webhook = new Webhook
        {
            Id = Guid.CreateVersion7(), Url = request.Url!.Trim(), Secret = NewSecret(), Kinds = Kinds(request), Active = request.Active ?? true,
            FromSeq = await EndAsync(db, cancellationToken), CreatedAt = now, CreatedBy = actor.Name,
        };
        db.Webhooks.Add(webhook);
        db.Audit(actor, now, "webhook.made", webhook.Id.ToString(), null, null, Told(webhook));
        await db.SaveChangesAsync(cancellationToken);
        return Results.Created((string?)null, await ViewAsync(db, webhook, showSecret: true, cancellationToken));
    }

    public static async Task<IResult> PutAsync(Guid id, WebhookRequest request, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Refused(request) is { } refusal) return refusal.ToResult();
        if (await db.Webhooks.FindAsync([id], cancellationToken) is not { } webhook) return NotFound();
        var before = Told(webhook);
        var isActive = request.Active ?? webhook.Active;

        // What happened during the pause is not told afterwards.
        if (isActive && !webhook.Active) webhook.FromSeq = await EndAsync(db, cancellationToken);
        var renew = request.RenewSecret ?? false;
        (webhook.Url, webhook.Kinds, webhook.Active) = (request.Url!.Trim(), Kinds(request), isActive);
        if (renew) webhook.Secret = NewSecret();
        db.Audit(context.Caller().Actor, time.UtcNow(), renew ? "webhook.secretRenewed" : "webhook.changed", id.ToString(), null, before, Told(webhook));
        await db.SaveChangesAsync(cancellationToken);
        return Results.Ok(await ViewAsync(db, webhook, renew, cancellationToken));
    }

    /// <summary>Its deliveries go with it, also those that wait. Twice is refused: it is not there.</summary>
    public static async Task<IResult> DeleteAsync(Guid id, HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Webhooks.FindAsync([id], cancellationToken) is not { } webhook) return NotFound();
        db.Webhooks.Remove(webhook);
        db.Audit(context.Caller().Actor, time.UtcNow(), "webhook.removed", id.ToString(), null, Told(webhook), null);
        await db.SaveChangesAsync(cancellationToken);
        return Results.NoContent();
    }

    public static IResult NotFound() => Problems.Refuse(RefusalCodes.WebhookNotFound, "There is no such webhook.");

    private static Refusal? Refused(WebhookRequest request)
    {
        if (request.Url is null || !IsSendable(request.Url.Trim()))
        {
            return new Refusal(RefusalCodes.WebhookUrlRefused, $"url is a whole http or https address of at most {MostUrlLength} characters, without user name, password and fragment.");
        }

        if (request.Kinds is { Length: 0 }) return new Refusal(RefusalCodes.RequestInvalid, "kinds holds at least one.");
        return Array.Find(Kinds(request), kind => !WebhookKind.All.Contains(kind, StringComparer.Ordinal)) is { } unknown
            ? new Refusal(RefusalCodes.RequestUnknownValue, $"kinds knows {string.Join(", ", WebhookKind.All)}, and not {unknown}.")
            : null;
    }

    private static bool IsSendable(string text) =>
        text.Length <= MostUrlLength && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0 && uri.Host.Length > 0;

    private static string[] Kinds(WebhookRequest request) => [.. (request.Kinds ?? WebhookKind.All).Distinct(StringComparer.Ordinal)];

    private static string NewSecret() => SecretPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    private static object Told(Webhook webhook) => new { webhook.Url, webhook.Kinds, webhook.Active };

    private static async Task<long> EndAsync(MapDbContext db, CancellationToken cancellationToken) =>
        await db.Changes.MaxAsync(change => (long?)change.Seq, cancellationToken) ?? 0;

    private static async Task<WebhookView> ViewAsync(MapDbContext db, Webhook webhook, bool showSecret, CancellationToken cancellationToken)
    {
        var view = await ListWebhooks.View(db, db.Webhooks.Where(each => each.Id == webhook.Id)).SingleAsync(cancellationToken);
        return showSecret ? view with { Secret = webhook.Secret } : view;
    }
}
