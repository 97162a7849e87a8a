using MapDashboard.Domain.Changes;
using MapDashboard.Domain.People;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.People;

/// <param name="PersonCode">Who follows: one who is there,</param>
/// <param name="Person">or one who is made now.</param>
/// <param name="From">Left out: now.</param>
/// <param name="To">End of the new term, if fixed.</param>
public sealed record ReplaceRequest(string? PersonCode, PersonInput? Person, DateTime? From, DateTime? To);

/// <summary>POST /api/posts/{id}/replace: one tenure ends and the next begins at the same moment, with the same duties and publicity.</summary>
public static class ReplacePost
{
    public static async Task<IResult> HandleAsync(Guid id, ReplaceRequest request, EditPosts edit, CancellationToken cancellationToken)
    {
        await using var transaction = await edit.Db.Database.BeginTransactionAsync(cancellationToken);
        var found = await edit.PostAsync(id, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var (post, area) = found.Value;
        var from = request.From ?? edit.Now;
        if (from < post.ValidFrom) return EditPosts.Invalid("from lies before the present tenure's beginning.").ToResult();
        if (await edit.CheckAsync(null, null, from, request.To, cancellationToken) is { } faulty) return faulty.ToResult();
        var holder = await edit.HolderAsync(request.PersonCode, request.Person, cancellationToken);
        if (holder.Refusal is { } unknown) return unknown.ToResult();
        if (holder.Value is null) return EditPosts.Invalid("personCode or person is required; to leave it empty, end it.").ToResult();
        await edit.MovePlannedVacancyAsync(post, null, cancellationToken);
        post.ValidTo = from;
        var next = new Post
        {
            Id = Guid.CreateVersion7(), AreaCode = area.Code, Role = post.Role, PersonCode = holder.Value, DeputyCode = post.DeputyCode == holder.Value ? null : post.DeputyCode,
            Public = post.Public, PhonePublic = post.PhonePublic, Duties = post.Duties, ValidFrom = from, ValidTo = request.To,
        };
        edit.Db.Posts.Add(next);
        return await edit.CommitAsync(ChangeKind.PostAppointed, area, next, new { post.Id, post.PersonCode }, post.Public, cancellationToken);
    }
}
