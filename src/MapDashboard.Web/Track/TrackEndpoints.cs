namespace MapDashboard.Web.Track;

/// <summary>The tracking link of a report: its story, its answer, and the reporter's judgement. No account; the secret is the key.</summary>
public static class TrackEndpoints
{
    public static void AddTrack(this IServiceCollection services)
    {
        services.AddScoped<GetTrack>();
        services.AddScoped<JudgeTracked>();
    }

    public static void MapTrack(this IEndpointRouteBuilder api)
    {
        var link = api.MapGroup("/track/{secret}").AllowAnonymous();
        api.MapGet("/track/{secret}", GetTrack.HandleAsync).AllowAnonymous().WithSummary("The steps of one issue, its answer and photos, for whoever holds its link");
        link.MapGet("/photos/{photoId:guid}", GetTrackPhoto.HandleAsync).WithSummary("One of the two photos of the answer");
        link.MapPost("/rating", JudgeTracked.RateAsync).WithSummary("The reporter's judgement, once: solved, satisfied; anything less reopens");
        link.MapPost("/reopen", JudgeTracked.ReopenAsync).WithSummary("The reporter has it taken up again, with a reason, while the window lasts");
    }
}
