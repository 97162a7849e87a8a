using MapDashboard.Data;
using MapDashboard.Data.Intake;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Cli.Generate;

/// <summary>Where an invented issue lies.</summary>
/// <param name="At">WGS 84.</param>
/// <param name="Found">Its areas.</param>
/// <param name="Area">Name of the smallest.</param>
/// <param name="Clock">By which it is counted there.</param>
public sealed record Scene(Point At, FoundPlace Found, string Area, CaseClock Clock);

/// <summary>Who plays in an invented history, and where: the smallest areas of the database, those who hold posts there, a desk and a leader of each root.</summary>
public sealed class HistoryCast
{
    private readonly Random random;
    private readonly Ground ground;
    private readonly DateTime now;
    private readonly List<(string Name, Envelope Box)> places;
    private readonly Dictionary<string, List<Handler>> holders;
    private readonly Dictionary<string, Actor> actors = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Actor> byAccount = [];

    private HistoryCast(Random random, Ground ground, DateTime now, List<(string Name, Envelope Box)> places, Dictionary<string, List<Handler>> holders)
    {
        (this.random, this.ground, this.now, this.places, this.holders) = (random, ground, now, places, holders);
        Leaves = [.. ground.Categories.Values.Where(category => category is { Limits: not null, Retired: false }).OrderBy(category => category.Code, StringComparer.Ordinal)];
    }

    /// <summary>Categories that issues take.</summary>
    public IReadOnlyList<Category> Leaves { get; }

    /// <summary>False where no issue could lie anywhere, or be of any kind.</summary>
    public bool IsComplete => places.Count > 0 && Leaves.Count > 0;

    public static async Task<HistoryCast> ReadAsync(MapDbContext db, Random random, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.UtcNow();
        var ground = await Ground.ReadAsync(db, cancellationToken);
        var areas = await db.Areas.AsNoTracking()
            .Where(area => area.ValidFrom <= now && (area.ValidTo == null || area.ValidTo > now) && area.Geom != null
                && db.Levels.Any(level => level.Code == area.Level && level.LocatesIssues)
                && !db.Areas.Any(child => child.ParentCode == area.Code && db.Levels.Any(level => level.Code == child.Level && level.LocatesIssues)))
            .OrderBy(area => area.Code).Select(area => new { area.Name, area.Geom }).ToListAsync(cancellationToken);
        var posts = await db.Posts.AsNoTracking().Where(post => post.ValidFrom <= now && (post.ValidTo == null || post.ValidTo > now) && post.PersonCode != null)
            .Join(db.People, post => post.PersonCode, person => person.Code, (post, person) => new { post.AreaCode, post.Role, post.Public, person.Code, person.Name })
            .OrderBy(post => post.Code).ToListAsync(cancellationToken);
        var roles = await db.Roles.AsNoTracking().ToDictionaryAsync(role => role.Code, role => role.Name, StringComparer.Ordinal, cancellationToken);
        var holders = posts.GroupBy(post => post.AreaCode, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => group.Select(post => new Handler(HandlerKind.Person, post.Code, post.Name, roles.GetValueOrDefault(post.Role), post.Public)).ToList(),
            StringComparer.Ordinal);
        return new HistoryCast(random, ground, now, [.. areas.Select(area => (area.Name, area.Geom!.EnvelopeInternal))], holders);
    }

    /// <summary>A random place in a random one of the smallest areas.</summary>
    public Scene NextScene()
    {
        while (true)
        {
            var (name, box) = places[random.Next(places.Count)];
            var at = Data.Geometries.Wgs84.Point(
                Math.Round(box.MinX + (box.Width * random.NextDouble()), 7), Math.Round(box.MinY + (box.Height * random.NextDouble()), 7));

            // A point of the box may lie outside an area that is none, or on an edge where PostGIS would be asked.
            if (!ground.Areas.TryFindPlace(at, null, null, now, out var found) || found is not { AreaPath.Length: > 0 }) continue;
            return new Scene(at, found, name, new CaseClock(ground.Calendars.Of(found.AreaPath), CaseClock.DefaultRatingWindow));
        }
    }

    /// <summary>Who holds a post in the area or the nearest one above it; the desk of the root where nobody does.</summary>
    public Handler HolderOf(IEnumerable<string> path, bool above = false)
    {
        foreach (var code in path.Reverse().Skip(above ? 1 : 0))
        {
            if (holders.TryGetValue(code, out var here)) return here[random.Next(here.Count)];
        }

        var root = path.First();
        return new Handler(HandlerKind.Desk, root, "值班台", null, IsPublic: true);
    }

    /// <summary>The duty desk over the whole map.</summary>
    public Actor Desk => Of("desk", id => new Actor(id, "值班台", AccountRole.Desk, Scope.Of(AccountRole.Admin, id, [], null, null), null, null, []));

    /// <summary>The leader of a root area.</summary>
    public Actor LeaderOf(string root) => Of(
        "leader:" + root, id => new Actor(id, "值班领导", AccountRole.Leader, Scope.Of(AccountRole.Leader, id, [[root]], null, null), null, null, []));

    /// <summary>Who acts for a handler.</summary>
    public Actor ActorOf(Handler handler, string[] path) => handler.Kind == HandlerKind.Person
        ? Of("person:" + handler.Code, id => new Actor(
            id, handler.Name, AccountRole.Worker, Scope.Of(AccountRole.Worker, id, [path], handler.Code, null), handler.Code, null, []))
        : Desk;

    /// <summary>Who has acted before under this account; null where nobody has.</summary>
    public Actor? ActorBy(Guid account) => byAccount.GetValueOrDefault(account);

    private Actor Of(string key, Func<Guid, Actor> make)
    {
        if (actors.TryGetValue(key, out var known)) return known;
        var actor = make(NextId());
        actors.Add(key, actor);
        byAccount.Add(actor.AccountId, actor);
        return actor;
    }

    /// <summary>A random UUID of the history's own numbers, as phones make them.</summary>
    public Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
