using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.People;

/// <param name="At">Left out: now. Not before the tenure began.</param>
/// <param name="Abolish">The place itself goes; else it stays, empty.</param>
public sealed record EndRequest(DateTime? At, bool? Abolish);

/// <summary>POST /api/posts/{id}/end: a tenure ends, now or on a day ahead.</summary>
public static class EndPost
{
    public static async Task<IResult> HandleAsync(Guid id, EndRequest request, EditPosts edit, CancellationToken cancellationToken)
    {
        await using var transaction = await edit.Db.Database.BeginTransactionAsync(cancellationToken);
        var found = await edit.PostAsync(id, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var (post, area) = found.Value;
        var at = request.At ?? edit.Now;
        if (at < post.ValidFrom) return EditPosts.Invalid("at lies before the tenure's beginning.").ToResult();
        var before = new { post.ValidTo };
        var stays = request.Abolish != true && post.PersonCode is not null;
        var isPlanned = await edit.MovePlannedVacancyAsync(post, stays ? at : null, cancellationToken);
        post.ValidTo = at;
        if (stays && !isPlanned) edit.Db.Posts.Add(EditPosts.Vacancy(post, at, null));

        return await edit.CommitAsync(ChangeKind.PostEnded, area, post, before, post.Public, cancellationToken);
    }
}
