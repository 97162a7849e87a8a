using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Areas;

namespace MapDashboard.Web.Demo;

/// <summary>Visits and patrols of the demo's workers, a day and a worker at a time; what would lie ahead is left out.</summary>
public sealed class DemoWalks(MapDbContext db, Random random)
{
    private const double ShareOfDays = 0.9;
    private const double StepDegrees = 0.0001;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(9);
    private static readonly string[] Themes = ["security", "environment", "traffic", "fire"];
    private static readonly string?[] Notes = [null, null, "已告知用电安全", "老人独居，留了联系电话", "反映楼道灯不亮，已上报", "新搬来的住户，登记完毕"];

    /// <summary>Three or four buildings between nine and six, a few doors each.</summary>
    public void Visit(Seat seat, IReadOnlyList<Area> buildings, DateOnly day, DateTime midnight, DateTime now)
    {
        if (buildings.Count == 0 || random.NextDouble() > ShareOfDays) return;
        var count = 3 + random.Next(2);
        for (var n = 0; n < count; n++)
        {
            var building = buildings[random.Next(buildings.Count)];
            var at = Clock.Cut(midnight.AddHours(9 + (random.NextDouble() * 9)));
            if (at > now) continue;
            db.Visits.Add(new Visit
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(at)), AccountId = seat.AccountId, By = seat.Name, BuildingCode = building.Code, AreaPath = building.Path, Day = day, At = at,
                Households = 1 + random.Next(3), Note = Notes[random.Next(Notes.Length)], ReceivedAt = at, ContentHash = "demo",
            });
        }
    }

    /// <summary>From building to building, with a pause in which the phone was in the pocket.</summary>
    public void Patrol(Seat seat, IReadOnlyList<Area> buildings, DateOnly day, DateTime midnight, DateTime now)
    {
        var start = Clock.Cut(midnight.AddHours(8.5 + (random.NextDouble() * 7)));
        if (buildings.Count == 0 || random.NextDouble() > ShareOfDays) return;
        var points = Walk(buildings, start);
        var end = points[^1].At;
        if (end > now) return;
        var patrol = new Patrol
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(start)), AccountId = seat.AccountId, By = seat.Name, AreaCode = seat.AreaCode, AreaPath = seat.Path,
            Theme = Themes[random.Next(Themes.Length)], Day = day, StartedAt = start, ReceivedAt = start, ContentHash = "demo",
            DistanceMeters = Math.Round(PatrolTrack.Meters(PatrolTrack.Segments(points)), 1),
        };
        patrol.End(end, now);
        db.Patrols.Add(patrol);
        db.PatrolStretches.Add(new PatrolStretch { PatrolId = patrol.Id, Sequence = 0, Points = points, ContentHash = "demo" });
    }

    private List<TrackPoint> Walk(IReadOnlyList<Area> buildings, DateTime start)
    {
        var from = random.Next(buildings.Count);
        var stops = Enumerable.Range(0, 6).Select(n => buildings[(from + (n * 2)) % buildings.Count].Geom!.EnvelopeInternal).ToList();
        var (points, at) = (new List<TrackPoint>(), start);
        for (var n = 1; n < stops.Count; n++)
        {
            // Along the south side of the houses: nobody walks through them.
            var (x1, y1, x2, y2) = (stops[n - 1].Centre.X, stops[n - 1].MinY - StepDegrees, stops[n].Centre.X, stops[n].MinY - StepDegrees);
            var steps = Math.Max(2, (int)(Math.Max(Math.Abs(x2 - x1), Math.Abs(y2 - y1)) / StepDegrees));
            for (var step = 0; step < steps; step++)
            {
                var share = (double)step / steps;
                points.Add(new TrackPoint(at, Math.Round(x1 + ((x2 - x1) * share), 7), Math.Round(y1 + ((y2 - y1) * share), 7), 6, n == 3 && step == 0 ? true : null));
                at += Step;
            }

            if (n == 2) at += TimeSpan.FromMinutes(6);
        }

        return points;
    }
}
