using MapDashboard.Domain.Changes;
using MapDashboard.Domain.People;
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
        post.ValidTo = at;
        if (request.Abolish != true && post.PersonCode is not null)
        {
            edit.Db.Posts.Add(new Post
            {
                Id = Guid.CreateVersion7(), AreaCode = area.Code, Role = post.Role, Public = post.Public, PhonePublic = post.PhonePublic, Duties = post.Duties, ValidFrom = at,
            });
        }

        return await edit.CommitAsync(ChangeKind.PostEnded, area, post, before, post.Public, cancellationToken);
    }
}
