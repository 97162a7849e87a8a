using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace MapDashboard.Web.Live;

public static class LiveEndpoints
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSignalR(options =>
            {
                options.MaximumReceiveMessageSize = 4096;
                options.KeepAliveInterval = TimeSpan.FromSeconds(10);
                options.AddFilter<HubFaults>();
            })
            .AddJsonProtocol(options => options.PayloadSerializerOptions = Json.Options);
        services.AddSingleton<HubFaults>();
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<HubLifetimeManager<LiveHub>>(provider => provider.GetRequiredService<LiveConnections>());
        services.AddSingleton(provider => new ChangeLogReader(provider.GetRequiredService<MapDatabase>().DataSource));
        services.AddSingleton(provider => new SnapshotReader(provider.GetRequiredService<MapDatabase>().DataSource));
        services.AddSingleton<PackedSnapshots>();
        services.AddSingleton(provider => new PastReader(provider.GetRequiredService<MapDatabase>().DataSource));
        services.AddSingleton(provider => new DensityReader(provider.GetRequiredService<MapDatabase>().DataSource));
        services.AddSingleton<LogWakeup>();
        services.AddHostedService(provider => provider.GetRequiredService<LogWakeup>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LogTail>(
            provider, new ChangeLogReader(provider.GetRequiredService<MapDatabase>().TailDataSource)));
        services.AddHostedService(provider => provider.GetRequiredService<LogTail>());
        services.AddHostedService<RightsWatch>();
    }

    public static void MapLive(this WebApplication app, IEndpointRouteBuilder api)
    {
        api.MapGet("/snapshot", GetSnapshot.HandleAsync).WithSummary("The state of the scope, and the cursor to follow from; with at, as it was then; area is a grid, a micro-grid or above")
            .WithDescription("Accept: " + Packed.PackedBody.MediaType + " gives the same by columns, compressed once for all who see the same; the server's time is then in X-Server-Time, and changes of the last two seconds may have to be followed from the cursor.");
        api.MapGet("/changes", GetChanges.HandleAsync).WithSummary("The Changes after a cursor; area as of the snapshot");
        api.MapGet("/changes/density", GetDensity.HandleAsync).WithSummary("How many Changes of issues lie in each part of a time range; area as of the snapshot");

        // WebSockets only, without negotiation: a connection needs no second request, so no sticky sessions between nodes.
        app.MapHub<LiveHub>("/hubs/live", options => options.Transports = HttpTransportType.WebSockets).Add(endpoint =>
        {
            var hub = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context =>
            {
                LiveUpgrade.Prepare(context);
                return hub(context);
            };
        });
    }
}
