using MapDashboard.Web.Identity;

namespace MapDashboard.Web.Screens;

public static class ScreenEndpoints
{
    public static void MapScreens(this IEndpointRouteBuilder api)
    {
        api.MapPost("/screens/pairings", PairScreen.BeginAsync).AllowAnonymous().WithSummary("A new code for a hall screen to show; the browser gets a secret in a cookie");
        api.MapGet("/screens/pairings/own", PairScreen.LookAsync).AllowAnonymous().WithSummary("Whether an admin has typed this browser's code; then the device token comes as a cookie");
        api.MapGet("/screen", OwnScreen.GetAsync).WithSummary("What the caller's screen shows and how; the default for an account that is no paired screen");
        api.MapPut("/screen/status", OwnScreen.PutStatusAsync).RequireAuthorization(Access.Screens).WithSummary("A screen says how it is and hears what it shall do");
        var screens = api.MapGroup("").RequireAuthorization(Access.Admins);
        screens.MapGet("/screens", ManageScreens.ListAsync).WithSummary("Hall screens with when they were last seen, version, scene and memory");

        // By a session only: a leaked token must not bring in a screen that outlives it.
        screens.MapPost("/screens", ManageScreens.PairAsync).RequireAuthorization(Access.Sessions).WithSummary("Pair the screen that shows a code");
        screens.MapPut("/screens/{id:guid}", ManageScreens.PutAsync).RequireAuthorization(Access.Sessions).WithSummary("Name and settings of a screen, whole");
        screens.MapPost("/screens/{id:guid}/reload", ManageScreens.ReloadAsync).RequireAuthorization(Access.Sessions).WithSummary("Ask a screen to load its page anew");
        screens.MapPost("/screens/{id:guid}/revoke", ManageScreens.RevokeAsync).RequireAuthorization(Access.Sessions).WithSummary("End a screen's device token; it stays in the list");
        screens.MapDelete("/screens/{id:guid}", ManageScreens.DeleteAsync).RequireAuthorization(Access.Sessions).WithSummary("Revoke a screen and remove it from the list");
    }
}
