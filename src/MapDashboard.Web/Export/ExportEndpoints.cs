namespace MapDashboard.Web.Export;

public static class ExportEndpoints
{
    public static void MapExport(this IEndpointRouteBuilder api) =>
        api.MapGet("/export", ExportIssues.HandleAsync)
            .WithSummary("The issues of a filter as a file: xlsx, csv or geojson; filters as of /api/issues, mine=true for what waits for the account");
}
