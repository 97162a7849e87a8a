using MapDashboard.Web.Identity;

namespace MapDashboard.Web.Activities;

public static class ActivityEndpoints
{
    public static void AddActivities(this IServiceCollection services)
    {
        services.AddScoped<PutDoing>();
        services.AddScoped<ImportDailyTasks>();
        services.AddScoped<PutVisit>();
        services.AddScoped<PutPatrol>();
        services.AddScoped<PutPatrolPoints>();
        services.AddHostedService<TrackSweep>();
    }

    public static void MapActivities(this IEndpointRouteBuilder api)
    {
        api.MapGet("/daily-tasks", GetDailyTasks.OfAreaAsync).RequireAuthorization(Access.Deciders)
            .WithSummary("Daily tasks done and missed by area and person on a day");
        api.MapGet("/daily-tasks/mine", GetDailyTasks.MineAsync).RequireAuthorization(Access.Staff).WithSummary("The account's own daily tasks of a day");
        api.MapPut("/daily-tasks/doings/{id:guid}", PutDoing.HandleAsync).RequireAuthorization(Access.Staff)
            .WithSummary("Tell that a daily task was done, or some of it; the same id with the same content again is the same");
        api.MapGet("/daily-tasks/template", ImportDailyTasks.TemplateAsync).RequireAuthorization(Access.Admins).WithSummary("The daily tasks as a table: xlsx or csv");
        api.MapPost("/daily-tasks/import", ImportDailyTasks.HandleAsync).RequireAuthorization(Access.Admins)
            .WithSummary("Check a list of daily tasks, and with apply=true take it from tomorrow: xlsx, csv or JSON");
        api.MapGet("/visits", GetVisits.HandleAsync).RequireAuthorization(Access.Staff).WithSummary("Home visits of an area, the newest first");
        api.MapPut("/visits/{id:guid}", PutVisit.HandleAsync).RequireAuthorization(Access.Staff)
            .WithSummary("Record a home visit; the same id with the same content again is the same");
        api.MapGet("/coverage", GetCoverage.HandleAsync).RequireAuthorization(Access.Staff).WithSummary("Which buildings of an area were visited from a day to a day");
        api.MapGet("/patrols", GetPatrols.ListAsync).RequireAuthorization(Access.Staff)
            .WithSummary("Patrols, the newest first: leaders and desks see those of their areas, others their own");
        api.MapGet("/patrols/themes", GetPatrols.ThemesAsync).RequireAuthorization(Access.Staff).WithSummary("What a patrol may look for");
        api.MapGet("/patrols/{id:guid}", GetPatrols.OneAsync).RequireAuthorization(Access.Staff)
            .WithSummary("A patrol with its track, for who walked it and for leaders and desks of the area");
        api.MapPut("/patrols/{id:guid}", PutPatrol.HandleAsync).RequireAuthorization(Access.Staff).WithSummary("Start a patrol; the same with an end ends it");
        api.MapPut("/patrols/{id:guid}/points/{sequence:int}", PutPatrolPoints.HandleAsync).RequireAuthorization(Access.Staff)
            .WithSummary("A batch of positions of one's own patrol, WGS 84");
    }
}
