using MapDashboard.Web.Identity;

namespace MapDashboard.Web.Webhooks;

public static class WebhookEndpoints
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<WebhookSender>();
        services.AddHostedService<WebhookWorker>();
    }

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("").RequireAuthorization(Access.Admins);
        webhooks.MapGet("/webhooks", ListWebhooks.GetAsync).WithSummary("Webhooks with what waits and what was given up; no secrets");

        // By a session only: a leaked token must not leave a listener behind that outlives it.
        webhooks.MapPost("/webhooks", EditWebhooks.PostAsync).RequireAuthorization(Access.Sessions).WithSummary("Make a webhook; its secret is shown once");
        webhooks.MapPut("/webhooks/{id:guid}", EditWebhooks.PutAsync).RequireAuthorization(Access.Sessions).WithSummary("Change, pause or resume a webhook, or renew its secret");
        webhooks.MapDelete("/webhooks/{id:guid}", EditWebhooks.DeleteAsync).RequireAuthorization(Access.Sessions).WithSummary("Remove a webhook and its deliveries");
        webhooks.MapPost("/webhooks/{id:guid}/test", ReplayDelivery.TestAsync).WithSummary("Send a message of kind webhook.test, tried once");
        webhooks.MapGet("/webhooks/{id:guid}/deliveries", ListWebhooks.DeliveriesAsync).WithSummary("Deliveries of a webhook, newest first");
        webhooks.MapPost("/webhooks/{id:guid}/deliveries/{delivery:long}/replay", ReplayDelivery.HandleAsync).WithSummary("Send a delivery again, under its id");
    }
}
