using System.Text.Json;
using MapDashboard.Data.Geometries;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.People;

namespace MapDashboard.Data.Seed;

/// <summary>The demo community: its areas, organizations, people, posts and what serves beside them.</summary>
public static class CommunitySeed
{
    public sealed record AccountFile(string UserName, string DisplayName, AccountRole Role, string? AreaCode, string? Person);

    private sealed record OrganizationFile(string Code, string Name, string Kind);

    private sealed record PersonFile(string Code, string Name, string? Employer, string? Phone, bool? PartyMember);

    private sealed record PostFile(string AreaCode, string Role, string? Person, bool? Public, string? Duties);

    private sealed record PeopleFile(
        IReadOnlyList<OrganizationFile> Organizations, IReadOnlyList<PersonFile> People, IReadOnlyList<PostFile> Posts, IReadOnlyList<AccountFile> Accounts);

    private sealed record FacilityFile(string Code, string Name, string Kind, double Lon, double Lat, string? Hours, string? Phone, string? Address);

    private sealed record PairingFile(string Organization, string AreaCode, int Members, int Services);

    private sealed record GroupFile(string AreaCode, int Members);

    private sealed record DutyPhoneFile(string AreaCode, string Phone);

    private sealed record NoticeFile(string AreaCode, string Text, bool Public);

    private sealed record ServicesFile(
        IReadOnlyList<FacilityFile> Facilities, IReadOnlyList<PairingFile> Pairings, IReadOnlyList<GroupFile> Groups,
        IReadOnlyList<DutyPhoneFile> DutyPhones, IReadOnlyList<NoticeFile> Notices);

    public static IReadOnlyList<AccountFile> Accounts(GisData files) => files.Read<PeopleFile>("demo", "people.json").Accounts;

    /// <param name="db">Its areas are empty.</param>
    /// <param name="files">gis-data.</param>
    /// <param name="since">From when areas and posts are in force.</param>
    /// <param name="cancellationToken">Stops it; nothing is kept then.</param>
    public static async Task LoadAsync(MapDbContext db, GisData files, DateTime since, CancellationToken cancellationToken)
    {
        var areas = ReadAreas(files, since);
        var people = files.Read<PeopleFile>("demo", "people.json");
        db.Areas.AddRange(areas);
        db.Organizations.AddRange(people.Organizations.Select(file => new Organization { Code = file.Code, Name = file.Name, Kind = file.Kind }));
        db.People.AddRange(people.People.Select(file => new Person
        {
            Code = file.Code, Name = file.Name, Employer = file.Employer, Phone = file.Phone, PartyMember = file.PartyMember ?? false,
        }));
        db.Posts.AddRange(people.Posts.Select(file => new Post
        {
            Id = Guid.CreateVersion7(), AreaCode = file.AreaCode, Role = file.Role, PersonCode = file.Person,
            Public = file.Public ?? false, PhonePublic = file.Public ?? false, Duties = file.Duties, ValidFrom = since,
        }));
        AddServices(db, files.Read<ServicesFile>("demo", "services.json"), areas, since);
        var roots = areas.Where(area => area.ParentCode is null);
        await db.CommitAsync(
            [.. roots.Select(root => new Change
            {
                Kind = ChangeKind.AreaImported, At = since, AreaCode = root.Code, Audiences = Audience.OfArea(root.Path), Data = new ChangeData(),
            })],
            cancellationToken);
    }

    private static void AddServices(MapDbContext db, ServicesFile services, List<Area> areas, DateTime since)
    {
        var byCode = areas.ToDictionary(area => area.Code, StringComparer.Ordinal);
        foreach (var group in services.Groups) byCode[group.AreaCode].GroupMembers = group.Members;
        foreach (var duty in services.DutyPhones) byCode[duty.AreaCode].DutyPhone = duty.Phone;
        db.Facilities.AddRange(services.Facilities.Select(file => new Facility
        {
            Code = file.Code, Name = file.Name, Kind = file.Kind, Location = Wgs84.Point(file.Lon, file.Lat), Hours = file.Hours, Phone = file.Phone, Address = file.Address,
        }));
        db.Pairings.AddRange(services.Pairings.Select(file => new Pairing
        {
            OrganizationCode = file.Organization, AreaCode = file.AreaCode, Members = file.Members, Services = file.Services,
        }));
        db.Notices.AddRange(services.Notices.Select(file => new Notice
        {
            Id = Guid.CreateVersion7(), AreaCode = file.AreaCode, Text = file.Text, Public = file.Public, ValidFrom = since, PostedBy = byCode[file.AreaCode].Name,
        }));
    }

    private static List<Area> ReadAreas(GisData files, DateTime since)
    {
        using var document = files.Open("demo", "areas.geojson");
        var paths = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var areas = new List<Area>();
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            var properties = feature.GetProperty("properties");
            var code = properties.GetProperty("code").GetString()!;
            var parent = properties.TryGetProperty("parentCode", out var parentCode) ? parentCode.GetString() : null;
            paths[code] = [.. parent is null ? [] : paths[parent], code];
            var geometry = feature.GetProperty("geometry");
            areas.Add(new Area
            {
                Code = code,
                Name = properties.GetProperty("name").GetString()!,
                Level = properties.GetProperty("level").GetString()!,
                ParentCode = parent,
                Path = paths[code],
                Households = properties.TryGetProperty("households", out var households) ? households.GetInt32() : null,
                Geom = geometry.ValueKind == JsonValueKind.Null ? null : GeoJson.ReadPolygonal(geometry),
                ValidFrom = since,
            });
        }

        return areas;
    }
}
