using MapDashboard.Data.Geometries;
using MapDashboard.Domain.People;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace MapDashboard.Data.People;

/// <param name="Code">Null in public.</param>
/// <param name="Name">Name.</param>
/// <param name="Phone">Null in public unless the post shows it.</param>
/// <param name="MaskedPhone">In public, in place of a phone that the post does not show.</param>
/// <param name="Employer">Name of the organization.</param>
public sealed record ResponsiblePerson(string? Code, string Name, string? Phone, string? MaskedPhone, string? Employer);

/// <param name="Id">Null in public, and for a vacancy that only a staffing rule knows.</param>
/// <param name="Role">Code.</param>
/// <param name="RoleName">To show.</param>
/// <param name="Network">governance or party.</param>
/// <param name="Person">Null while vacant.</param>
/// <param name="Deputy">Who stands in.</param>
/// <param name="Vacant">Nobody holds it.</param>
/// <param name="Duties">In words.</param>
/// <param name="From">Null in public.</param>
/// <param name="To">End of the term, if fixed; null in public.</param>
/// <param name="Public">On the public board; null in public.</param>
/// <param name="PhonePublic">Its phone too; null in public.</param>
public sealed record ResponsiblePost(
    Guid? Id, string Role, string RoleName, string Network, ResponsiblePerson? Person, ResponsiblePerson? Deputy, bool Vacant,
    string? Duties, DateTime? From, DateTime? To, bool? Public, bool? PhonePublic);

/// <summary>Posts as they are answered: who holds them, who stands in, and what the public may know of it.</summary>
public static class ResponsibleQueries
{
    private sealed record Holder(string Code, string Name, string? Phone, string? Employer);

    private sealed record Row(Post Post, string RoleName, string Network, int Order, Holder? Person, Holder? Deputy);

    public static IQueryable<Post> Held(this IQueryable<Post> posts, DateTime at) =>
        posts.Where(post => post.ValidFrom <= at && (post.ValidTo == null || post.ValidTo > at));

    /// <summary>The posts by area, within an area by "ask first", then by name.</summary>
    /// <param name="db">The database.</param>
    /// <param name="posts">Which; held at one time.</param>
    /// <param name="publicView">True for screens and residents: posts of the public board only, and of them what it shows.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<IReadOnlyList<(string AreaCode, int Order, ResponsiblePost Post)>> ShownAsync(
        this MapDbContext db, IQueryable<Post> posts, bool publicView, CancellationToken cancellationToken)
    {
        var rows = await (
            from post in posts
            where post.Public || !publicView
            join role in db.Roles on post.Role equals role.Code
            from person in db.People.Where(person => person.Code == post.PersonCode).DefaultIfEmpty()
            from employer in db.Organizations.Where(organization => person != null && organization.Code == person.Employer).DefaultIfEmpty()
            from deputy in db.People.Where(person => person.Code == post.DeputyCode).DefaultIfEmpty()
            from deputyEmployer in db.Organizations.Where(organization => deputy != null && organization.Code == deputy.Employer).DefaultIfEmpty()
            orderby role.Order, person.Name, post.Id
            select new Row(
                post, role.Name, role.Network, role.Order,
                person == null ? null : new Holder(person.Code, person.Name, person.Phone, employer.Name),
                deputy == null ? null : new Holder(deputy.Code, deputy.Name, deputy.Phone, deputyEmployer.Name)))
            .AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Post.AreaCode, row.Order, publicView ? InPublic(row) : ForStaff(row)))];
    }

    /// <summary>The facility nearest to a place; null where there is none at all.</summary>
    public static Task<NearestFacility?> NearestFacilityAsync(this MapDbContext db, Point at, CancellationToken cancellationToken) =>
        db.Facilities.OrderBy(facility => Spatial.DistanceMeters(facility.Location, at)).ThenBy(facility => facility.Code)
            .Select(facility => new NearestFacility(
                facility.Code, facility.Name, facility.Kind, facility.Hours, facility.Phone, facility.Address,
                Math.Round(Spatial.DistanceMeters(facility.Location, at))))
            .FirstOrDefaultAsync(cancellationToken);

    private static ResponsiblePost ForStaff(Row row) => new(
        row.Post.Id, row.Post.Role, row.RoleName, row.Network, Known(row.Person), Known(row.Deputy), row.Person is null,
        row.Post.Duties, row.Post.ValidFrom, row.Post.ValidTo, row.Post.Public, row.Post.PhonePublic);

    private static ResponsiblePost InPublic(Row row) => new(
        null, row.Post.Role, row.RoleName, row.Network, Shown(row.Person, row.Post), Shown(row.Deputy, row.Post), row.Person is null,
        row.Post.Duties, null, null, null, null);

    private static ResponsiblePerson? Known(Holder? person) =>
        person is null ? null : new ResponsiblePerson(person.Code, person.Name, person.Phone, null, person.Employer);

    private static ResponsiblePerson? Shown(Holder? person, Post post) => person is null
        ? null
        : new ResponsiblePerson(null, person.Name, post.PhonePublic ? person.Phone : null, post.PhonePublic ? null : PhoneNumber.Masked(person.Phone), person.Employer);
}

/// <param name="Code">Of the facility.</param>
/// <param name="Name">To show.</param>
/// <param name="Kind">In the place's own words.</param>
/// <param name="Hours">Opening hours as text.</param>
/// <param name="Phone">To call.</param>
/// <param name="Address">In words.</param>
/// <param name="DistanceMeters">As the crow flies.</param>
public sealed record NearestFacility(string Code, string Name, string Kind, string? Hours, string? Phone, string? Address, double DistanceMeters);
