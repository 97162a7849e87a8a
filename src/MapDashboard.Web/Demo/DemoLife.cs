using MapDashboard.Data.Geometries;
using MapDashboard.Domain.Issues;
using NetTopologySuite.Geometries;

namespace MapDashboard.Web.Demo;

/// <summary>
/// Plausible reports, through the issue's own method and nothing else. Used for the week before the first start and for what happens while
/// one watches; <see cref="DemoSteps"/> tells how they go on.
/// </summary>
public sealed class DemoLife(DemoCast cast, DemoTexts texts, DemoPhotos photos, Random random)
{
    private const double ShareInBuildings = 0.7;
    private const double ShareWithPhoto = 0.8;

    /// <summary>A report by the worker of the grid, mostly with a photo.</summary>
    public Issue Report(string number, DropPoint drop, FoundPlace place, DateTime at)
    {
        var worker = cast.Workers.FirstOrDefault(each => place.AreaPath.Contains(each.GridCode, StringComparer.Ordinal)) ?? cast.Workers[0];
        var category = Pick(cast.Leaves);
        var issue = Issue.Report(
            new Report
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(at)),
                Number = number,
                ContentHash = "demo",
                Category = category,
                Source = random.NextDouble() < 0.6 ? IssueSource.Patrol : Pick([IssueSource.Resident, IssueSource.Counter, IssueSource.Hotline]),
                Description = Pick(texts.Categories[category.Code].Descriptions),
                Address = drop.Address,
                Location = drop.Location,
                Accuracy = Math.Round(3 + (random.NextDouble() * 20), 1),
                Place = place,
                CapturedAt = at.AddSeconds(-20 - random.Next(60)),
            },
            worker.Actor,
            cast.Clock.At(at)).Value;
        if (random.NextDouble() < ShareWithPhoto) photos.Add(issue, PhotoKind.Before, worker.Actor, at);
        return issue;
    }

    /// <summary>Where the next issue lies: mostly at a building, else on the street beside one.</summary>
    public DropPoint NextDrop()
    {
        var building = Pick(cast.Buildings);
        if (random.NextDouble() < ShareInBuildings)
        {
            var unit = building.Units.Count > 0 && random.NextDouble() < 0.6 ? Pick(building.Units) : null;
            var name = unit is null ? building.Name : $"{building.Name}{int.Parse(unit[^2..], System.Globalization.CultureInfo.InvariantCulture)}单元";
            return new DropPoint(InsideOf(building.Footprint), name, building.Code, unit);
        }

        var beside = Wgs84.Point(building.Label.X + ((random.NextDouble() - 0.5) * 0.0003), building.Label.Y + 0.00013 + (random.NextDouble() * 0.00005));
        return new DropPoint(beside, building.Name + "旁" + Pick(texts.Places), null, null);
    }

    /// <summary>Where and what the address says.</summary>
    public sealed record DropPoint(Point Location, string Address, string? BuildingCode, string? UnitCode);

    private Point InsideOf(Geometry footprint)
    {
        var box = footprint.EnvelopeInternal;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var point = Wgs84.Point(box.MinX + (random.NextDouble() * box.Width), box.MinY + (random.NextDouble() * box.Height));
            if (footprint.Contains(point)) return point;
        }

        return footprint.InteriorPoint;
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
