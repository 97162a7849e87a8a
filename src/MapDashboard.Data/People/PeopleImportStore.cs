using MapDashboard.Data.Areas;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.People;
using MapDashboard.Domain.People.Import;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.People;

/// <summary>What an import of people reads and writes.</summary>
public static class PeopleImportStore
{
    /// <summary>What is there already, as far as the file speaks of it, locked until the transaction ends.</summary>
    /// <param name="db">The database; what is read is tracked, to be changed by <see cref="ApplyPeopleAsync"/>.</param>
    /// <param name="drafts">The rows.</param>
    /// <param name="scope">Of whoever imports.</param>
    /// <param name="now">Posts that last now or begin later.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<PeopleSurroundings> PeopleSurroundingsAsync(
        this MapDbContext db, IReadOnlyList<PeopleDraft> drafts, Scope scope, DateTime now, CancellationToken cancellationToken)
    {
        // As every edit does: two who fill the same empty place come one after the other. The order of the locks is import, areas, people.
        string[] areaCodes = [.. drafts.Select(draft => draft.AreaCode).OfType<string>().Distinct(StringComparer.Ordinal)];
        await db.LockAreasAsync(areaCodes, cancellationToken);
        await db.LockPeopleAsync(cancellationToken);
        string[] codes = [.. drafts.SelectMany(draft => new[] { draft.Code, draft.Deputy }).OfType<string>().Distinct(StringComparer.Ordinal)];
        string[] phones = [.. drafts.Select(draft => draft.Phone).OfType<string>().Distinct(StringComparer.Ordinal)];
        var people = await db.People.Where(person => codes.Contains(person.Code) || phones.Contains(person.Phone)).ToListAsync(cancellationToken);
        var areas = await db.Areas.InForce(now).Where(area => areaCodes.Contains(area.Code)).Select(area => new { area.Code, area.Path }).ToListAsync(cancellationToken);
        var posts = await db.Posts.Where(post => areaCodes.Contains(post.AreaCode) && (post.ValidTo == null || post.ValidTo > now)).ToListAsync(cancellationToken);
        var organizations = await db.Organizations.Select(each => each.Code).ToListAsync(cancellationToken);
        var roles = await db.Roles.Select(role => role.Code).ToListAsync(cancellationToken);
        var editable = await EditablePeople.FindAsync(db, scope, [.. people.Select(person => person.Code)], now, cancellationToken);
        return new PeopleSurroundings(
            people, areas.ToDictionary(area => area.Code, area => scope.Covers(area.Path), StringComparer.Ordinal),
            organizations.ToHashSet(StringComparer.Ordinal), roles.ToHashSet(StringComparer.Ordinal), posts,
            editable.Codes, editable.Bound, now);
    }

    /// <summary>Puts the plan into the tracked rows; whoever calls commits.</summary>
    public static async Task ApplyPeopleAsync(this MapDbContext db, IReadOnlyList<PlannedPerson> plan, DateTime now, CancellationToken cancellationToken)
    {
        var made = new Dictionary<string, Person>(StringComparer.Ordinal);
        string[] areaCodes = [.. plan.Select(row => row.Draft.AreaCode).OfType<string>().Distinct(StringComparer.Ordinal)];
        var empty = (await db.Posts.Where(post => areaCodes.Contains(post.AreaCode) && post.PersonCode == null && (post.ValidTo == null || post.ValidTo > now)).ToListAsync(cancellationToken))
            .GroupBy(post => (post.AreaCode, post.Role)).ToDictionary(group => group.Key, group => new Queue<Post>(group.OrderBy(post => post.ValidFrom)));
        foreach (var row in plan)
        {
            var draft = row.Draft;
            var person = row.Person ?? made.GetValueOrDefault(row.PersonCode);
            if (person is null) db.People.Add(person = made[row.PersonCode] = new Person { Code = row.PersonCode, Name = draft.Name });
            (person.Name, person.Phone, person.Employer, person.PartyMember) = (draft.Name, draft.Phone, draft.Employer, draft.PartyMember);
            if (draft.AreaCode is null) continue;
            var post = row.Post;
            if (post is null)
            {
                var from = draft.From ?? now;
                if (empty.TryGetValue((draft.AreaCode, draft.Role!), out var places) && places.TryPeek(out var place) && place.ValidFrom <= (from > now ? from : now)) End(db, places.Dequeue(), from);
                db.Posts.Add(post = new Post { Id = Guid.CreateVersion7(), AreaCode = draft.AreaCode, Role = draft.Role!, PersonCode = row.PersonCode, ValidFrom = from });
            }

            (post.Public, post.PhonePublic, post.Duties, post.DeputyCode, post.ValidTo) = (draft.Public, draft.PhonePublic, draft.Duties, draft.Deputy, draft.To);
        }
    }

    private static void End(MapDbContext db, Post place, DateTime at)
    {
        if (place.ValidFrom >= at) db.Posts.Remove(place);
        else place.ValidTo = at;
    }
}
