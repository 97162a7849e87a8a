using MapDashboard.Domain;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.People;
using MapDashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <param name="AreaCode">Where.</param>
/// <param name="Role">Code.</param>
/// <param name="PersonCode">One who is there; left out with <paramref name="Person"/>: a vacancy.</param>
/// <param name="Person">One who is made now.</param>
/// <param name="DeputyCode">Who stands in.</param>
/// <param name="Public">On the public board.</param>
/// <param name="PhonePublic">Its phone too.</param>
/// <param name="Duties">In words.</param>
/// <param name="From">Left out: now.</param>
/// <param name="To">End of the term, if fixed.</param>
public sealed record AppointRequest(
    string? AreaCode, string? Role, string? PersonCode, PersonInput? Person, string? DeputyCode, bool? Public, bool? PhonePublic, string? Duties, DateTime? From, DateTime? To);

/// <summary>POST /api/posts: somebody takes a role in an area; an empty place of that role is filled.</summary>
public static class AppointPost
{
    public static async Task<IResult> HandleAsync(AppointRequest request, EditPosts edit, CancellationToken cancellationToken)
    {
        await using var transaction = await edit.Db.Database.BeginTransactionAsync(cancellationToken);
        var area = await edit.AreaAsync(request.AreaCode, cancellationToken);
        if (area.Refusal is { } refusal) return refusal.ToResult();
        if (string.IsNullOrEmpty(request.Role)) return EditPosts.Invalid("role is required.").ToResult();
        if (!await edit.Db.Roles.AnyAsync(role => role.Code == request.Role, cancellationToken))
        {
            return Problems.Refuse(RefusalCodes.RequestUnknownValue, $"There is no role {request.Role}.");
        }

        var from = request.From ?? edit.Now;
        if (await edit.CheckAsync(request.DeputyCode, request.Duties, from, request.To, cancellationToken) is { } faulty) return faulty.ToResult();
        var holder = await edit.HolderAsync(request.PersonCode, request.Person, cancellationToken);
        if (holder.Refusal is { } unknown) return unknown.ToResult();
        if (holder.Value is not null) await edit.FillAsync(area.Value.Code, request.Role, from, cancellationToken);
        var post = new Post
        {
            Id = Guid.CreateVersion7(), AreaCode = area.Value.Code, Role = request.Role, PersonCode = holder.Value, DeputyCode = request.DeputyCode,
            Public = request.Public ?? true, PhonePublic = request.PhonePublic ?? false, Duties = request.Duties, ValidFrom = from, ValidTo = request.To,
        };
        edit.Db.Posts.Add(post);
        return await edit.CommitAsync(ChangeKind.PostAppointed, area.Value, post, before: null, wasPublic: false, cancellationToken, StatusCodes.Status201Created);
    }
}
