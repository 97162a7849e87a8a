using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.People;

/// <summary>Everything of a tenure but area, role, holder and beginning; what is left out is taken away.</summary>
public sealed record ChangePostRequest(bool? Public, bool? PhonePublic, string? Duties, string? DeputyCode, DateTime? To);

/// <summary>PUT /api/posts/{id}: duties, deputy, term and publicity of a tenure.</summary>
public static class ChangePost
{
    public static async Task<IResult> HandleAsync(Guid id, ChangePostRequest request, EditPosts edit, CancellationToken cancellationToken)
    {
        await using var transaction = await edit.Db.Database.BeginTransactionAsync(cancellationToken);
        var found = await edit.PostAsync(id, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var (post, area) = found.Value;
        if (request.Public is not { } isPublic || request.PhonePublic is not { } phonePublic) return EditPosts.Invalid("public and phonePublic are required.").ToResult();
        if (await edit.CheckAsync(request.DeputyCode, request.Duties, post.ValidFrom, request.To, cancellationToken) is { } faulty) return faulty.ToResult();
        if (request.To <= edit.Now) return EditPosts.Invalid("to lies ahead; to end it now, end it.").ToResult();
        await edit.MovePlannedVacancyAsync(post, request.To, cancellationToken);
        var before = new { post.Public, post.PhonePublic, post.Duties, post.DeputyCode, post.ValidTo };
        (post.Public, post.PhonePublic, post.Duties, post.DeputyCode, post.ValidTo) = (isPublic, phonePublic, request.Duties, request.DeputyCode, request.To);
        return await edit.CommitAsync(ChangeKind.PostChanged, area, post, before, before.Public, cancellationToken);
    }
}
