using MapDashboard.Data;
using MapDashboard.Data.Intake;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Watch;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Issues;

public static class IssueEndpoints
{
    public static void AddIssues(this IServiceCollection services)
    {
        services.AddSingleton(provider => new GroundCache(provider.GetRequiredService<MapDatabase>().DataSource));
        services.AddSingleton(provider => new GroupCommit(
            provider.GetRequiredService<MapDatabase>().DirectConnectionString, provider.GetRequiredService<IOptions<MapOptions>>().Value.IntakeQueue,
            provider.GetRequiredService<Meters>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<GroupCommit>>()));
        services.AddScoped<ImportCategories>();
        services.AddScoped<ReportIssue>();
        services.AddScoped<ActOnIssue>();
        services.AddScoped<RecordIssue>();
        services.AddScoped<IssueActions>();
        services.AddHostedService<IssueWatch>();
    }

    public static void MapIssues(this IEndpointRouteBuilder api)
    {
        api.MapGet("/categories", GetCategories.HandleAsync).WithSummary("The tree of categories in use; with all=true also those out of use");
        api.MapGet("/categories/template", ImportCategories.TemplateAsync).RequireAuthorization(Access.Admins)
            .WithSummary("The categories as a table to edit and import: xlsx or csv");
        api.MapPost("/categories/import", ImportCategories.HandleAsync).RequireAuthorization(Access.Admins)
            .WithSummary("Check a file of categories, and with apply=true import it: xlsx, csv or JSON; report=xlsx or csv answers errors as a sheet");
        api.MapGet("/issues", ListIssues.HandleAsync).WithSummary("Issues of the scope, newest first, in pages; area is an area of any level, of a building or a unit what was reported there");
        api.MapGet("/issues/near", GetNear.HandleAsync).WithSummary("Open issues of the same category close to a place: perhaps it was reported before");
        api.MapGet("/issues/{id:guid}", GetIssue.HandleAsync).WithSummary("One issue with history, photos and allowed actions");
        api.MapPost("/issues", ReportIssue.HandleAsync).RequireAuthorization(Access.Staff)
            .WithSummary("Report an issue; the id is made by the client and the same report again is the same issue");
        api.MapPost("/issues/{id:guid}/record", RecordIssue.HandleAsync).RequireAuthorization(Access.Admins)
            .WithSummary("What another system says became of an imported issue (source replay)");
        api.MapPost("/issues/{id:guid}/{action}", ActOnIssue.HandleAsync).RequireAuthorization(Access.Staff)
            .WithSummary("A command of the issue's life; needs If-Match with the version and an Idempotency-Key");
    }
}
