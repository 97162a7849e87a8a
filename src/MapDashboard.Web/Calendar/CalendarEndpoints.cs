using MapDashboard.Web.Identity;

namespace MapDashboard.Web.Calendar;

public static class CalendarEndpoints
{
    public static void AddCalendar(this IServiceCollection services) => services.AddScoped<ImportCalendar>();

    public static void MapCalendar(this IEndpointRouteBuilder api)
    {
        api.MapGet("/calendar", GetCalendar.HandleAsync).WithSummary("The working calendar in force for an area, else the default");
        api.MapGet("/calendar/template", GetCalendar.TemplateAsync).RequireAuthorization(Access.Admins)
            .WithSummary("The calendar in force as a table to edit and import: xlsx or csv");
        api.MapPost("/calendar/import", ImportCalendar.HandleAsync).RequireAuthorization(Access.Admins)
            .WithSummary("Check a calendar, and with apply=true import it: xlsx, csv or JSON; report=xlsx or csv answers errors as a sheet");
    }
}
