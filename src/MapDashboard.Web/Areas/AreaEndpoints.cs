using MapDashboard.Web.Identity;
using MapDashboard.Web.People;

namespace MapDashboard.Web.Areas;

public static class AreaEndpoints
{
    public static void AddAreas(this IServiceCollection services)
    {
        services.AddSingleton<VectorFormats>();
        services.AddSingleton<PackedAreas>();
        services.AddScoped<ImportAreas>();
        services.AddScoped<ImportHouseholds>();
    }

    public static void MapAreas(this IEndpointRouteBuilder api)
    {
        var places = api.ForgettingPeople();
        api.MapGet("/settings", GetSettings.HandleAsync).WithSummary("Time zone, levels, title and base map of this place");
        api.MapGet("/base-map", GetSettings.BaseMap).WithSummary("The base map as GeoJSON");
        api.MapGet("/base-layers/{index:int}/tiles.pmtiles", BaseLayers.Archive).WithSummary("A configured PMTiles archive, by ranges of bytes");
        api.MapGet("/areas", GetAreas.HandleAsync).WithSummary("Areas as a GeoJSON FeatureCollection, WGS 84");
        api.MapGet("/areas/packed", GetPackedAreas.HandleAsync).WithSummary("To the present version of the areas as pages load them");
        api.MapGet("/areas/packed/{version}", GetPackedAreas.VersionAsync)
            .WithSummary("Areas by columns, borders once and to 8 cm, compressed once for all who see the same; a version never changes");
        places.MapPost("/areas/import", ImportAreas.HandleAsync).RequireAuthorization(Access.Admins)
            .WithSummary("Check a file of areas, and with apply=true import it: GeoJSON, zipped Shapefile, GeoPackage or KML");
        places.MapPut("/areas/{code}/details", ChangeAreaDetails.HandleAsync).RequireAuthorization(Access.Leaders)
            .WithSummary("Households, people in the group chat and duty phone of an area");
        api.MapGet("/households/template", ImportHouseholds.TemplateAsync).RequireAuthorization(Access.Leaders)
            .WithSummary("Households, group chats, duty phones and units of areas as a table");
        places.MapPost("/households/import", ImportHouseholds.HandleAsync).RequireAuthorization(Access.Leaders)
            .WithSummary("Check such a table, and with apply=true import it");
        api.MapGet("/notices", Notices.GetAsync).WithSummary("Notices in force");
        api.MapPost("/notices", Notices.PostAsync).RequireAuthorization(Access.Deciders).WithSummary("Post a notice for an area and all below it, perhaps for some roles only");
        api.MapDelete("/notices/{id:guid}", Notices.DeleteAsync).RequireAuthorization(Access.Deciders).WithSummary("Withdraw a notice");
        api.MapPut("/notices/{id:guid}/read", NoticeReceipts.PutAsync).RequireAuthorization(Access.Staff).WithSummary("Say that the account has read a notice; twice is once");
        api.MapGet("/notices/{id:guid}/readers", NoticeReceipts.ReadersAsync).RequireAuthorization(Access.Deciders).WithSummary("Who has read a notice, and who has not");
        places.MapPut("/areas/{code}/mode", SwitchMode.HandleAsync).RequireAuthorization(Access.Leaders)
            .WithSummary("Switch normal or emergency for an area and all below it");
    }
}
