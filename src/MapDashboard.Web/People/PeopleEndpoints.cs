using MapDashboard.Data;
using MapDashboard.Data.Intake;
using MapDashboard.Data.People;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

public static class PeopleEndpoints
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<PeopleVersion>();
        services.AddSingleton(provider => new ChainCache(
            provider.GetRequiredService<GroundCache>(), provider.GetRequiredService<PeopleVersion>(), provider.GetRequiredService<MapDatabase>().DataSource));
        services.AddSingleton<StaffingCache>();
        services.AddScoped<FindResponsible>();
        services.AddScoped<EditPosts>();
        services.AddScoped<ImportPeople>();
    }

    /// <summary>
    /// For whatever changes places or people: who asks this server afterwards gets the new answer, though the log's tail may not have seen it yet.
    /// </summary>
    public static RouteGroupBuilder ForgettingPeople(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("");
        group.AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            finally
            {
                if (!HttpMethods.IsGet(context.HttpContext.Request.Method)) context.HttpContext.RequestServices.GetRequiredService<PeopleVersion>().Forget();
            }
        });
        return group;
    }

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var api = routes.ForgettingPeople();
        api.MapGet("/responsible", GetResponsible.HandleAsync).WithSummary("Who answers for a place, smallest area first");
        api.MapGet("/posts", GetPosts.HandleAsync).WithSummary("Every post of an area and all below it");
        api.MapGet("/staffing", GetStaffing.HandleAsync).RequireAuthorization(Access.Staff)
            .WithSummary("Vacancies, areas too large or too small, and terms that end soon");
        api.MapGet("/handlers", GetHandlers.HandleAsync).RequireAuthorization(Access.Deciders).WithSummary("Proposals for a dispatch in an area");
        api.MapGet("/roles", async (MapDbContext db, CancellationToken cancellationToken) =>
                await db.Roles.AsNoTracking().OrderBy(role => role.Order).ToListAsync(cancellationToken))
            .RequireAuthorization(Access.Staff).WithSummary("Kinds of post, in the order in which one asks");
        api.MapGet("/people", GetPeople.HandleAsync).RequireAuthorization(Access.Deciders).WithSummary("People by name, with their posts");
        api.MapGet("/people/template", ImportPeople.TemplateAsync).RequireAuthorization(Access.Leaders)
            .WithSummary("People and posts as a table, to be edited and imported again");
        api.MapPost("/people/import", ImportPeople.HandleAsync).RequireAuthorization(Access.Leaders)
            .WithSummary("Check a table of people and posts, and with apply=true import it; skipFaulty=true leaves out the rows with faults");
        api.MapPut("/people/{code}", PutPerson.HandleAsync).RequireAuthorization(Access.Leaders).WithSummary("Make or change a person");
        api.MapPost("/posts", AppointPost.HandleAsync).RequireAuthorization(Access.Leaders).WithSummary("Appoint: somebody takes a role in an area");
        api.MapPost("/posts/{id:guid}/end", EndPost.HandleAsync).RequireAuthorization(Access.Leaders).WithSummary("End a tenure; the place stays, empty");
        api.MapPost("/posts/{id:guid}/replace", ReplacePost.HandleAsync).RequireAuthorization(Access.Leaders).WithSummary("End a tenure and begin the next");
        api.MapPut("/posts/{id:guid}", ChangePost.HandleAsync).RequireAuthorization(Access.Leaders).WithSummary("Duties, deputy, term and publicity of a tenure");
        api.MapGet("/organizations", Organizations.GetAsync).RequireAuthorization(Access.Staff).WithSummary("Organizations and the areas they are paired with");
        api.MapPut("/pairings", Organizations.PutPairingAsync).RequireAuthorization(Access.Leaders).WithSummary("Pair an organization with an area");
        api.MapDelete("/pairings", Organizations.DeletePairingAsync).RequireAuthorization(Access.Leaders).WithSummary("Part an organization from an area");
        api.MapGet("/facilities", Facilities.GetAsync).WithSummary("Facilities as GeoJSON points, WGS 84");
        api.MapPut("/facilities/{code}", Facilities.PutAsync).RequireAuthorization(Access.Leaders).WithSummary("Make or change a facility");
        api.MapDelete("/facilities/{code}", Facilities.DeleteAsync).RequireAuthorization(Access.Leaders).WithSummary("Take a facility away");
        api.MapGet("/audit", GetAudit.HandleAsync).RequireAuthorization(Access.Leaders).WithSummary("Who changed what about people, posts and places");
    }
}
