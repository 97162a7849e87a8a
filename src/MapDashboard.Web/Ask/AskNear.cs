using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Issues;

namespace MapDashboard.Web.Ask;

/// <param name="Id">To join it by.</param>
/// <param name="Number">Of the issue.</param>
/// <param name="Status">Now.</param>
/// <param name="ReportedAt">UTC.</param>
/// <param name="DistanceMeters">From the place asked for.</param>
/// <param name="Description">Null until the desk has cleared it.</param>
public sealed record AskNearView(Guid Id, string Number, IssueStatus Status, DateTime ReportedAt, double DistanceMeters, string? Description);

/// <summary>GET /api/ask/{code}/near: whether somebody has reported the same matter, as the public may know it.</summary>
public static class AskNear
{
    public static async Task<IResult> HandleAsync(string code, [AsParameters] NearRequest request, MapDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var plate = await AskPlate.FindAsync(db, code, time.UtcNow(), cancellationToken);
        if (plate.Refusal is { } unknown) return unknown.ToResult();
        var found = await GetNear.FindAsync(db, request, [Audience.Public(plate.Value.Root)], cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        return Results.Ok(found.Value.Near.Select(each =>
        {
            var view = each.Issue.View().ForPublic();
            return new AskNearView(view.Id, view.Number, view.Status, view.ReportedAt, Math.Round(each.Meters), view.Description);
        }));
    }
}
