using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Issues;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Ask;

/// <summary>A report without an account, with the proof of work for it.</summary>
public sealed record AskReportRequest(
    Guid? Id,
    string? Category,
    string? Description,
    LocationRequest? Location,
    string? Address,
    string? BuildingCode,
    string? UnitCode,
    ReporterRequest? Reporter,
    string? Challenge,
    string? Nonce);

/// <param name="Number">Of the issue, to name it by.</param>
/// <param name="TrackingSecret">Whoever has it sees what becomes of the issue.</param>
/// <param name="TrackingUrl">Null where the server does not know its own address (Map:PublicUrl).</param>
/// <param name="ReportedAt">UTC.</param>
public sealed record AskReportView(string Number, string TrackingSecret, string? TrackingUrl, DateTime ReportedAt);

/// <summary>POST /api/ask/{code}/issues: a resident reports. Whoever may be signed in on this browser stays out of it.</summary>
public sealed class AskReport(MapDbContext db, ReportIssue report, AskChallenge challenge, StrangerLimits limits, AskKeys keys, IOptions<MapOptions> options, TimeProvider time)
{
    public static async Task<IResult> HandleAsync(string code, AskReportRequest request, AskReport useCase, HttpContext context, CancellationToken cancellationToken)
    {
        var outcome = await useCase.RunAsync(code, request, context, cancellationToken);
        if (outcome.Refusal is { } refusal) return refusal.ToResult();
        var (view, isNew) = outcome.Value;
        return isNew ? Results.Json(view, Json.Options, statusCode: StatusCodes.Status201Created) : Results.Ok(view);
    }

    private async Task<Outcome<(AskReportView View, bool IsNew)>> RunAsync(string code, AskReportRequest request, HttpContext context, CancellationToken cancellationToken)
    {
        var asked = new ReportRequest(
            request.Id, request.Category, request.Description, request.Location, request.Address, request.BuildingCode, request.UnitCode,
            null, IssueSource.Resident, request.Reporter);
        if (ReportIssue.Invalid(asked) is { } detail) return new Refusal(RefusalCodes.RequestInvalid, detail);
        var found = await AskPlate.FindAsync(db, code, time.UtcNow(), cancellationToken);
        if (found.Refusal is { } unknown) return unknown;
        var plate = found.Value;
        if (!await challenge.IsProvenAsync(code, asked.Id!.Value, request.Challenge, request.Nonce, cancellationToken))
        {
            return new Refusal(RefusalCodes.AskProofRefused, "The proof of work is missing, wrong, expired or another report's; ask for a new challenge.");
        }

        if (limits.Count(StrangerLimits.ReportsOfArea, plate.Community.Code) is { } wait) return AskGate.TooOften(context, wait);
        if (!await LiesWithinAsync(plate, asked, cancellationToken))
        {
            return new Refusal(RefusalCodes.AskOutOfArea, "The place lies outside the area of this QR code.");
        }

        var secret = await keys.TrackingSecretAsync(db, asked.Id.Value, cancellationToken);
        var link = new TrackingLink { SecretHash = AskKeys.HashOf(secret), IssueId = asked.Id.Value, CreatedAt = time.UtcNow() };
        var outcome = await report.ReportAsync(asked, actor: null, link, similarFor: null, cancellationToken);
        if (outcome.Refusal is { } refusal) return refusal;
        var (issue, isNew, _) = outcome.Value;
        var url = options.Value.PublicOrigin is { } origin ? $"{origin}/track/{secret}" : null;
        return (new AskReportView(issue.Number, secret, url, issue.ReportedAt), isNew);
    }

    private async Task<bool> LiesWithinAsync(AskPlate plate, ReportRequest asked, CancellationToken cancellationToken)
    {
        var location = asked.Location!;
        var (lon, lat) = ChinaShift.ToWgs84(location.Crs ?? CoordinateSystem.Wgs84, location.Lon!.Value, location.Lat!.Value);
        var path = await db.SmallestPathAsync(Wgs84.Point(lon, lat), time.UtcNow(), cancellationToken);
        if (path?[0] != plate.Root) return false;
        foreach (var code in new[] { asked.BuildingCode, asked.UnitCode })
        {
            // A code that nothing holds is refused as such, where the issue is made.
            if (code is not null && await db.Areas.PathOfAsync(code, cancellationToken) is { } named && named[0] != plate.Root) return false;
        }

        return true;
    }
}
