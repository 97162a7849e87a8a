using System.IO.Compression;
using MapDashboard.Data;
using MapDashboard.Web.Activities;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Ask;
using MapDashboard.Web.Calendar;
using MapDashboard.Web.Demo;
using MapDashboard.Web.Export;
using MapDashboard.Web.History;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Issues;
using MapDashboard.Web.Lan;
using MapDashboard.Web.Live;
using MapDashboard.Web.Offline;
using MapDashboard.Web.Ops;
using MapDashboard.Web.People;
using MapDashboard.Web.Photos;
using MapDashboard.Web.Routing;
using MapDashboard.Web.Screens;
using MapDashboard.Web.Statistics;
using MapDashboard.Web.Track;
using MapDashboard.Web.Views;
using MapDashboard.Web.VoiceNotes;
using MapDashboard.Web.Webhooks;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;

namespace MapDashboard.Web.Hosting;

/// <summary>Puts the server together: the program and the tests start the same one.</summary>
public static class MapServer
{
    private const string DefaultAddress = "http://localhost:8080";
    private const int MostJsonBytes = 64 * 1024;

    /// <summary>Builds the server with its database running and filled; it does not listen yet.</summary>
    /// <exception cref="Data.Cluster.StartRefusedException">The operator has something to mend; the message says what.</exception>
    public static async Task<WebApplication> BuildAsync(
        string[] args, Action<IServiceCollection>? configure = null, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args.Select(argument => argument == "--lan" ? "--Map:Lan=true" : argument)], WebRootPath = ContentFolders.Find("wwwroot") });
        var options = builder.Configuration.GetSection(MapOptions.Section).Get<MapOptions>() ?? new MapOptions();
        options.Check();
        if (options.Lan) builder.AddLan(options);
        else if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"])) builder.WebHost.UseUrls(DefaultAddress);
        FreeAddress.Check(builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey));
        var database = await MapDatabase.StartAsync(builder.Configuration, options, cancellationToken);
        builder.AddMapLogging(options);
        try
        {
            return await BuildAsync(builder, options, database, configure, cancellationToken);
        }
        catch
        {
            // Whatever it was goes on to the caller, but no database is left behind without its server.
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task<WebApplication> BuildAsync(
        WebApplicationBuilder builder, MapOptions options, MapDatabase database, Action<IServiceCollection>? configure, CancellationToken cancellationToken)
    {
        builder.Services.Configure<MapOptions>(builder.Configuration.GetSection(MapOptions.Section));
        AddServices(builder, database, options);
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        UsePipeline(app, options);
        app.Services.GetRequiredService<PhotoConverter>().SayWhatIsMissing();
        await DemoSetup.FillAsync(app.Services, cancellationToken);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, MapDatabase database, MapOptions options)
    {
        var services = builder.Services;

        // By a factory, so that the container disposes of it last: the cluster stops after everything that uses it.
        services.AddSingleton(_ => database);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<StrangerLimits>();
        services.AddSingleton(BaseMapFile.Of(options, database));
        services.AddSingleton(BaseLayers.Of(options));
        services.AddSingleton(PackedFiles.Of(builder.Environment.WebRootPath));
        services.AddDbContextPool<MapDbContext>(context => Database.Configure(context, database.DataSource));
        services.AddHostedService<ClusterKeeper>();
        services.AddOps();
        services.AddMapIdentity();
        services.AddAreas();
        services.AddPeople();
        services.AddIssues();
        services.AddAsk();
        services.AddTrack();
        services.AddMapRouting();
        services.AddCalendar();
        services.AddActivities();
        services.AddPhotos();
        services.AddVoiceNotes();
        services.AddLive();
        services.AddHistory();
        services.AddWebhooks();
        services.AddStatistics();
        services.AddDemo();
        services.AddOpenApi("v1");
        services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(route => route.ThrowOnBadRequest = true);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/geo+json", "application/problem+json", "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostJsonBytes;
        });
    }

    private static ForwardedHeadersOptions Forwarding(MapOptions options)
    {
        var forwarding = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        forwarding.KnownIPNetworks.Clear();
        forwarding.KnownProxies.Clear();
        foreach (var network in options.ProxyNetworks) forwarding.KnownIPNetworks.Add(network);
        return forwarding;
    }

    private static void UsePipeline(WebApplication app, MapOptions options)
    {
        if (options.ProxyNetworks.Count > 0) app.UseForwardedHeaders(Forwarding(options));
        app.UseRequestLog();
        app.UseSecurityHeaders(Pages.ScriptHashes(app.Environment.WebRootPath), app.Services.GetRequiredService<BaseLayers>());
        app.Use(app.Services.GetRequiredService<PackedFiles>().AnswerAsync);
        app.UseResponseCompression();
        app.UseProblems();
        app.UseTextGuard();
        app.UseJsonCharset();
        app.UseOriginCheck();
        app.UseAskGate(options);
        app.UsePages();
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.SwaggerEndpoint("/openapi/v1.json", "MapDashboard");
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseReadOnlyTokens();
        app.UseExpectedAccount();
        app.UseAuthorization();
        app.MapPages();
        app.MapReportWorker();
        app.MapHealth();
        app.MapOpenApi().AllowAnonymous();
        var api = app.MapGroup("/api");
        api.MapIdentity();
        api.MapAreas();
        api.MapPeople();
        api.MapIssues();
        api.MapAsk();
        api.MapTrack();
        api.MapRouting();
        api.MapCalendar();
        api.MapActivities();
        api.MapPhotos();
        api.MapVoiceNotes();
        api.MapScreens();
        api.MapWebhooks();
        api.MapStatistics();
        api.MapExport();
        api.MapViews();
        api.MapOps();
        app.MapLan(api);
        app.MapLive(api);
    }
}
