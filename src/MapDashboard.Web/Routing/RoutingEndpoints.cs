using MapDashboard.Web.Identity;

namespace MapDashboard.Web.Routing;

public static class RoutingEndpoints
{
    public static void AddMapRouting(this IServiceCollection services) => services.AddScoped<ImportRouting>();

    public static void MapRouting(this IEndpointRouteBuilder api)
    {
        api.MapGet("/routing", ImportRouting.ListAsync).RequireAuthorization(Access.Staff).WithSummary("The routing rules, in the order in which they are tried");
        api.MapGet("/routing/template", ImportRouting.TemplateAsync).RequireAuthorization(Access.Admins)
            .WithSummary("The routing rules as a table to edit and import: xlsx or csv");
        api.MapPost("/routing/import", ImportRouting.HandleAsync).RequireAuthorization(Access.Admins)
            .WithSummary("Check a file of routing rules, and with apply=true put it in place of those there are: xlsx, csv or JSON");
    }
}
