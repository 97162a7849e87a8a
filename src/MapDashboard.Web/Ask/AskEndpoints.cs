namespace MapDashboard.Web.Ask;

/// <summary>The residents' door (有困难找谁): no account, the public view only.</summary>
public static class AskEndpoints
{
    public static void AddAsk(this IServiceCollection services)
    {
        services.AddSingleton<AskKeys>();
        services.AddScoped<AskChallenge>();
        services.AddScoped<AskReport>();
        services.AddScoped<AskFollow>();
    }

    public static void MapAsk(this IEndpointRouteBuilder api)
    {
        api.MapGet("/ask/{code}", GetAsk.HandleAsync).AllowAnonymous().WithSummary("Who to turn to at the place of a QR code, notices, categories: the public view");
        var door = api.MapGroup("/ask/{code}").AllowAnonymous();
        door.MapGet("/areas", GetAskAreas.HandleAsync).WithSummary("The areas of the place's community as GeoJSON, WGS 84");
        door.MapGet("/base-map", GetAskAreas.BaseMapAsync).WithSummary("The base map as GeoJSON");
        door.MapGet("/responsible", GetAskResponsible.HandleAsync).WithSummary("Who to turn to at another place of the same root, by a point or an address");
        door.MapPost("/challenge", AskChallenge.HandleAsync).WithSummary("A challenge to prove work for before a report");
        door.MapPost("/issues", AskReport.HandleAsync).WithSummary("Report as a resident; the answer holds the secret of the tracking link");
        door.MapGet("/near", AskNear.HandleAsync).WithSummary("Open reports of the same kind close to a place: perhaps somebody was faster");
        door.MapPost("/follow", AskFollow.HandleAsync).WithSummary("Join another's report; the answer holds the secret of a tracking link");
    }
}
