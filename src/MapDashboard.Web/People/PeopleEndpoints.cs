using MapDashboard.Web.Identity;

namespace MapDashboard.Web.People;

public static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        api.MapGet("/responsible", GetResponsible.HandleAsync).WithSummary("Who answers for a place, smallest area first");
        api.MapGet("/handlers", GetHandlers.HandleAsync).RequireAuthorization(Access.Deciders).WithSummary("Proposals for a dispatch in an area");
    }
}
