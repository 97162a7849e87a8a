using MapDashboard.Web.Identity;

namespace MapDashboard.Web.Activities;

public static class ActivityEndpoints
{
    public static void AddActivities(this IServiceCollection services)
    {
        services.AddScoped<PutDoing>();
        services.AddScoped<ImportDailyTasks>();
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
    }
}
