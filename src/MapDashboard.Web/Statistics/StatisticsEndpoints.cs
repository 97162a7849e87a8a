namespace MapDashboard.Web.Statistics;

public static class StatisticsEndpoints
{
    public static void AddStatistics(this IServiceCollection services)
    {
        services.AddSingleton<MeasureReader>();
        services.AddHostedService<MeasureWorker>();
    }

    public static void MapStatistics(this IEndpointRouteBuilder api)
    {
        api.MapGet("/statistics", GetStatistics.HandleAsync)
            .WithSummary("Figures with their formulas, rows by category, day, hour, area (with of= at a level), status or level, and with compare=yesterday,lastWeek the figures of then; medians=rows gives each row its own; area is an area of any level, of a building or a unit what was reported there");
        api.MapGet("/statistics/cases", GetCases.HandleAsync)
            .WithSummary("The cases behind a figure, or behind its row of by= and key=, newest first, in pages; as many as the figure says");
        api.MapGet("/statistics/export", ExportStatistics.HandleAsync).WithSummary("Figures and rows as a table: xlsx or csv");
    }
}
