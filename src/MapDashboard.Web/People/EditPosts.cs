using MapDashboard.Data;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.People;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <summary>What the four edits of a post share: whose area it is, who takes it, and how it is written.</summary>
public sealed class EditPosts(MapDbContext db, IHttpContextAccessor http, TimeProvider time)
{
    public MapDbContext Db => db;

    /// <summary>UTC. Read again once the area is locked: who waited for the lock would else judge a tenure that ended meanwhile by a time before its end.</summary>
    public DateTime Now { get; private set; } = time.UtcNow();

    private Data.Identity.Caller Caller => http.HttpContext!.Caller();

    /// <summary>The area with its row locked, if the caller may edit it. A transaction is open from here on.</summary>
    public async Task<Outcome<Area>> AreaAsync(string? code, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(code)) return Invalid("areaCode is required.");
        if (await db.LockAreaAsync(code, cancellationToken) is not { } area) return new Refusal(RefusalCodes.AreaNotFound, $"There is no area of code {code}.");
        Now = time.UtcNow();
        return Caller.Scope.Covers(area.Path) ? area : new Refusal(RefusalCodes.AccessDenied, "The area lies outside this account's scope.");
    }

    /// <summary>The post and its area, if the tenure lasts and the caller may edit it.</summary>
    public async Task<Outcome<(Post Post, Area Area)>> PostAsync(Guid id, CancellationToken cancellationToken)
    {
        var code = await db.Posts.Where(post => post.Id == id).Select(post => post.AreaCode).SingleOrDefaultAsync(cancellationToken);
        if (code is null) return new Refusal(RefusalCodes.PostNotFound, "There is no such post.");
        var area = await AreaAsync(code, cancellationToken);
        if (area.Refusal is { } refusal) return refusal;

        // Read again under the area's lock: somebody may have ended it meanwhile.
        var post = await db.Posts.SingleOrDefaultAsync(each => each.Id == id, cancellationToken);
        if (post is null) return new Refusal(RefusalCodes.PostNotFound, "There is no such post.");
        return post.ValidTo <= Now ? new Refusal(RefusalCodes.PostEnded, "This tenure has ended.") : (post, area.Value);
    }

    /// <summary>Code of the holder: one who is there, one who is made now, or null for a vacancy.</summary>
    public async Task<Outcome<string?>> HolderAsync(string? code, PersonInput? input, CancellationToken cancellationToken)
    {
        if (code is not null)
        {
            return await db.People.AnyAsync(person => person.Code == code, cancellationToken)
                ? code
                : new Refusal(RefusalCodes.PersonNotFound, $"There is no person of code {code}.");
        }

        if (input is null) return Outcome.Of<string?>(null);
        if (await input.CheckAsync(db, cancellationToken) is { } refusal) return refusal;
        if (input.Code is not null) await db.LockPeopleAsync(cancellationToken);
        if (input.Code is { } own && await db.People.AnyAsync(person => person.Code == own, cancellationToken))
        {
            return Invalid($"There is a person of code {own} already: name them by personCode.");
        }

        var made = await input.ApplyAsync(db, input.Code ?? Guid.CreateVersion7().ToString("N"), cancellationToken);
        return made.Code;
    }

    public async Task<Refusal?> CheckAsync(string? deputy, string? duties, DateTime from, DateTime? to, CancellationToken cancellationToken)
    {
        if (TextLimits.Exceeded((nameof(duties), duties, TextLimits.Line)) is { } tooLong) return Invalid(tooLong);
        if (to <= from) return Invalid("to lies after from.");
        if (deputy is not null && !await db.People.AnyAsync(person => person.Code == deputy, cancellationToken))
        {
            return new Refusal(RefusalCodes.PersonNotFound, $"There is no person of code {deputy}.");
        }

        return null;
    }

    /// <summary>Fills an empty place of the role in the area from then on, if there is one: the empty row ends, or goes if it had not begun.</summary>
    public async Task FillAsync(string areaCode, string role, DateTime from, CancellationToken cancellationToken)
    {
        // A place that falls empty later is somebody else's to follow into.
        var latest = from > Now ? from : Now;
        var empty = await db.Posts
            .Where(post => post.AreaCode == areaCode && post.Role == role && post.PersonCode == null && post.ValidFrom <= latest && (post.ValidTo == null || post.ValidTo > from))
            .OrderBy(post => post.ValidFrom).FirstOrDefaultAsync(cancellationToken);
        if (empty is null) return;
        if (empty.ValidFrom >= from) db.Posts.Remove(empty);
        else empty.ValidTo = from;
    }

    /// <summary>
    /// A tenure whose end lies ahead has left an empty row that begins there. Whoever moves the end takes that row with it: to the new end, or away.
    /// </summary>
    /// <param name="post">Still with its old end.</param>
    /// <param name="to">Where the empty row begins now; null: it goes.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>Whether there is an empty row at the new end.</returns>
    public async Task<bool> MovePlannedVacancyAsync(Post post, DateTime? to, CancellationToken cancellationToken)
    {
        if (post.ValidTo is not { } end) return false;
        var planned = await db.Posts.FirstOrDefaultAsync(
            each => each.AreaCode == post.AreaCode && each.Role == post.Role && each.PersonCode == null && each.ValidFrom == end, cancellationToken);
        if (planned is null || to == end) return planned is not null;
        db.Posts.Remove(planned);
        if (to is not { } next) return false;
        db.Posts.Add(Vacancy(planned, next, planned.ValidTo));
        return true;
    }

    /// <summary>The empty row that follows a tenure.</summary>
    public static Post Vacancy(Post post, DateTime from, DateTime? to) => new()
    {
        Id = Guid.CreateVersion7(), AreaCode = post.AreaCode, Role = post.Role, Public = post.Public, PhonePublic = post.PhonePublic, Duties = post.Duties, ValidFrom = from, ValidTo = to,
    };

    /// <summary>Writes everything and answers the post as staff see it.</summary>
    public async Task<IResult> CommitAsync(string kind, Area area, Post post, object? before, bool wasPublic, CancellationToken cancellationToken, int status = StatusCodes.Status200OK)
    {
        db.Audit(Caller.Actor, Now, kind, post.Id.ToString(), area.Code, before, post);
        await db.CommitAsync([Edits.Change(kind, Now, area.Code, Edits.Audiences(area.Path, post.Public || wasPublic))], cancellationToken);
        var shown = await db.ShownAsync(db.Posts.Where(each => each.Id == post.Id), publicView: false, cancellationToken);
        return Results.Json(new PlacedPost(area.Code, shown[0].Post), Json.Options, statusCode: status);
    }

    public static Refusal Invalid(string detail) => new(RefusalCodes.RequestInvalid, detail);
}
