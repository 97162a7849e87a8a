using System.Globalization;
using MapDashboard.Data.Geometries;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.People;
using NetTopologySuite.Geometries;

namespace MapDashboard.Cli.Generate;

/// <summary>
/// An invented county of the size of a real one, for load tests: 3 streets, 21 communities, 405 grids, 2,971 micro-grids, with buildings and
/// people. The same seed gives the same county, but for the ids of its posts. Areas tile their parent without gap or overlap.
/// </summary>
public sealed class County
{
    public const string RootCode = "990201";
    private const int Streets = 3;
    private const int CommunitiesPerStreet = 7;
    private const int Grids = 405;
    private const int Microgrids = 2971;
    private const int BuildingsPerMicrogrid = 3;
    private const int HouseholdsPerBuilding = 24;
    private const int LeaderlessOneIn = 50;

    // Where the demo community lies not; roads and rivers are nobody's concern here.
    private static readonly Envelope Bounds = new(118.0, 118.4, 34.7, 35.0);

    private readonly Random random;
    private readonly DateTime now;
    private readonly List<Area> areas = [];
    private readonly List<Person> people = [];
    private readonly List<Post> posts = [];
    private int grid;

    private County(int seed, DateTime now) => (random, this.now) = (new Random(seed), now);

    /// <summary>Parents before their children.</summary>
    public IReadOnlyList<Area> Areas => areas;

    public IReadOnlyList<Person> People => people;

    public IReadOnlyList<Post> Posts => posts;

    public static County Generate(int seed, DateTime now)
    {
        var county = new County(seed, now);
        var root = county.Add(null, RootCode, "模拟县", "district", Bounds);
        foreach (var (street, index) in county.Split(Bounds, Streets).Select((box, index) => (box, index + 1)))
        {
            county.AddStreet(county.Add(root, Code(root, index, 3), $"第{index}街道", "street", street), street);
        }

        return county;
    }

    private void AddStreet(Area street, Envelope box)
    {
        foreach (var (part, index) in Split(box, CommunitiesPerStreet).Select((part, index) => (part, index + 1)))
        {
            var community = Add(street, Code(street, index, 3), $"{street.Name}{index}社区", "community", part);
            Appoint(community, "communitySecretary");
            var count = Share(Grids, Streets * CommunitiesPerStreet, areas.Count(area => area.Level == "community") - 1);
            foreach (var (cell, number) in Split(part, count).Select((cell, number) => (cell, number + 1)))
            {
                AddGrid(Add(community, Code(community, number, 3), $"{community.Name}第{number}网格", "grid", cell), cell);
            }
        }
    }

    private void AddGrid(Area area, Envelope box)
    {
        Appoint(area, "communityGridLeader");
        Appoint(area, "gridWorker");
        foreach (var (cell, index) in Split(box, Share(Microgrids, Grids, grid++)).Select((cell, index) => (cell, index + 1)))
        {
            var micro = Add(area, Code(area, index, 2), $"{index}号微网格", "microgrid", cell);
            Appoint(micro, "householdLeader");
            foreach (var (plot, number) in Split(cell, BuildingsPerMicrogrid).Select((plot, number) => (plot, number + 1)))
            {
                var footprint = new Envelope(plot);
                footprint.ExpandBy(-plot.Width * 0.25, -plot.Height * 0.25);
                var building = Add(micro, Code(micro, number, 3), $"{micro.Name}{number}号楼", "building", footprint, HouseholdsPerBuilding + random.Next(HouseholdsPerBuilding));
                if (random.Next(LeaderlessOneIn) > 0) Appoint(building, "buildingLeader");
            }
        }
    }

    private Area Add(Area? parent, string code, string name, string level, Envelope box, int? households = null)
    {
        var area = new Area
        {
            Code = code, Name = name, Level = level, ParentCode = parent?.Code, Path = [.. parent?.Path ?? [], code], Geom = Wgs84.Factory.ToGeometry(box),
            Households = households, ValidFrom = now,
        };
        areas.Add(area);
        return area;
    }

    private void Appoint(Area area, string role)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"{RootCode}-P{people.Count + 1:00000}");
        people.Add(new Person { Code = code, Name = string.Create(CultureInfo.InvariantCulture, $"人员{people.Count + 1}"), Phone = string.Create(CultureInfo.InvariantCulture, $"1990{people.Count + 1:0000000}"), PartyMember = random.Next(4) == 0 });
        posts.Add(new Post { Id = Guid.CreateVersion7(), AreaCode = area.Code, Role = role, PersonCode = code, Public = true, PhonePublic = true, ValidFrom = now });
    }

    /// <summary>Cuts a box into so many, always across its longer side, so that neighbours share their edges exactly.</summary>
    private IEnumerable<Envelope> Split(Envelope box, int count)
    {
        if (count == 1) return [box];
        var first = count / 2;
        var share = ((double)first / count) + ((random.NextDouble() - 0.5) * 0.15 / count);
        var isWide = box.Width > box.Height;
        var at = Math.Round(isWide ? box.MinX + (box.Width * share) : box.MinY + (box.Height * share), 7);
        var (low, high) = isWide
            ? (new Envelope(box.MinX, at, box.MinY, box.MaxY), new Envelope(at, box.MaxX, box.MinY, box.MaxY))
            : (new Envelope(box.MinX, box.MaxX, box.MinY, at), new Envelope(box.MinX, box.MaxX, at, box.MaxY));
        return [.. Split(low, first), .. Split(high, count - first)];
    }

    /// <summary>The share of one of so many, as even as whole numbers can be.</summary>
    private static int Share(int total, int among, int index) => (total / among) + (index < total % among ? 1 : 0);

    private static string Code(Area parent, int index, int digits) => parent.Code + index.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
}
