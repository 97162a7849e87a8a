using MapDashboard.Web.Identity;

namespace MapDashboard.Web.Photos;

public static class PhotoEndpoints
{
    public static void AddPhotos(this IServiceCollection services)
    {
        services.AddSingleton<PhotoStore>();
        services.AddSingleton<PhotoConverter>();
        services.AddSingleton<TakePhoto>();
        services.AddScoped<AddEvidence>();
        services.AddSingleton<PhotoParts>();
        services.AddScoped<PutPhoto>();
        services.AddScoped<ResumePhoto>();
    }

    public static void MapPhotos(this IEndpointRouteBuilder api)
    {
        api.MapPut("/issues/{id:guid}/photos/{photoId:guid}", PutPhoto.HandleAsync).RequireAuthorization(Access.Staff)
            .WithSummary("Add a photo: JPEG, PNG or WebP, at most 15 MB; the same id and bytes again is the same photo");
        api.MapMethods("/issues/{id:guid}/photos/{photoId:guid}", [HttpMethods.Head], ResumePhoto.AskAsync).RequireAuthorization(Access.Staff)
            .WithSummary("How much of a photo in parts has arrived: Upload-Offset in bytes; Upload-Complete ?1 once it is a photo");
        api.MapPatch("/issues/{id:guid}/photos/{photoId:guid}", ResumePhoto.AppendAsync).RequireAuthorization(Access.Staff)
            .WithSummary("Append to a photo in parts: Upload-Offset and Upload-Length in bytes, with Repr-Digest it is compared; with the last byte it is the photo");
        api.MapGet("/issues/{id:guid}/photos/{photoId:guid}", GetPhoto.HandleAsync)
            .WithSummary("The photo itself, upright and without metadata: size=thumb (320 pixels), screen (1,600) or full (at most 4,096)");
    }
}
