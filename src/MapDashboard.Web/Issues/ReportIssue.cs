using System.Security.Cryptography;
using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Intake;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MapDashboard.Web.Issues;

/// <summary>Degrees in <paramref name="Crs"/> (wgs84 when left out); accuracy in metres.</summary>
public sealed record LocationRequest(double? Lon, double? Lat, CoordinateSystem? Crs, double? Accuracy);

public sealed record ReporterRequest(string? Name, string? Phone);

public sealed record ReportRequest(
    Guid? Id,
    string? Category,
    string? Description,
    LocationRequest? Location,
    string? Address,
    string? BuildingCode,
    string? UnitCode,
    DateTime? CapturedAt,
    IssueSource? Source,
    ReporterRequest? Reporter,
    DateTime? ReportedAt = null);

/// <param name="Issue">As it stands.</param>
/// <param name="IsNew">False where the same report had come before.</param>
/// <param name="Similar">Null where it was not asked for, or the report had come before.</param>
public sealed record Reported(Issue Issue, bool IsNew, IReadOnlyList<SimilarIssue>? Similar);

/// <summary>Perhaps the same matter: an open issue of the same category close by, in the caller's scope.</summary>
public sealed record SimilarView(Guid Id, string Number, IssueStatus Status, DateTime ReportedAt, double DistanceMeters)
{
    public static SimilarView Of(SimilarIssue issue) => new(issue.Id, issue.Number, issue.Status, issue.ReportedAt, Math.Round(issue.Meters, 1));
}

/// <summary>
/// POST /api/issues, and the one way by which residents' reports come in too. The id comes from the client: the same report again is the same issue,
/// whatever was lost between us. Everything is found out from memory; the database is asked once, together with whoever reports at the same time.
/// </summary>
public sealed class ReportIssue(MapDbContext db, GroundCache grounds, GroupCommit intake, IOptions<MapOptions> options, TimeProvider time)
{
    private const double AccuracyMost = 10_000_000;
    private static readonly DateTime EarliestReport = DateTime.UnixEpoch;

    public static Task<IResult> HandleAsync(ReportRequest request, ReportIssue useCase, HttpContext context, CancellationToken cancellationToken) =>
        useCase.RunAsync(request, context.Caller(), cancellationToken);

    public async Task<IResult> RunAsync(ReportRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var wantsSimilar = request.Source != IssueSource.Replay;
        var outcome = await ReportAsync(request, caller.Actor, link: null, wantsSimilar ? caller.Scope.Audiences : null, cancellationToken);
        if (outcome.Refusal is { } refusal) return refusal.ToResult();
        var (issue, isNew, found) = outcome.Value;
        var similar = found ?? (wantsSimilar ? await SimilarAsync(issue, caller, cancellationToken) : []);
        object answer = issue.View();
        if (similar.Count > 0)
        {
            var node = JsonSerializer.SerializeToNode(answer, Json.Options)!.AsObject();
            node["similar"] = JsonSerializer.SerializeToNode(similar.Select(SimilarView.Of), Json.Options);
            answer = node;
        }

        return isNew ? Results.Created($"/api/issues/{issue.Id}", answer) : Results.Ok(answer);
    }

    /// <summary>For a report that came before: what is close to it by now.</summary>
    private async Task<IReadOnlyList<SimilarIssue>> SimilarAsync(Issue issue, Caller caller, CancellationToken cancellationToken)
    {
        if (issue.Source == IssueSource.Replay || !issue.Status.IsOpen()) return [];
        var category = await db.Categories.SingleAsync(each => each.Code == issue.Category, cancellationToken);
        var near = await db.NearAsync(category, issue.Location, caller.Scope.Audiences, cancellationToken);
        return [.. near.Where(each => each.Issue.Id != issue.Id)
            .Select(each => new SimilarIssue(each.Issue.Id, each.Issue.Number, each.Issue.Status, each.Issue.ReportedAt, each.Meters))];
    }

    /// <param name="request">The report.</param>
    /// <param name="actor">Who reports; null for a resident without an account.</param>
    /// <param name="link">Written with the issue, for a resident to follow it by.</param>
    /// <param name="similarFor">Who wants to know of similar issues, by the names that they see; null where nobody does.</param>
    /// <param name="cancellationToken">Stops it until the report waits for its commit.</param>
    public async Task<Outcome<Reported>> ReportAsync(
        ReportRequest request, Actor? actor, TrackingLink? link, IReadOnlyList<string>? similarFor, CancellationToken cancellationToken)
    {
        if (Invalid(request) is { } detail) return new Refusal(RefusalCodes.RequestInvalid, detail);
        if (request.Source == IssueSource.Replay && actor?.Role != AccountRole.Admin)
        {
            return new Refusal(RefusalCodes.AccessDenied, "Only an admin imports history (source replay).");
        }

        var ground = await grounds.GetAsync(cancellationToken);
        while (true)
        {
            var prepared = await PrepareAsync(request, actor, link, similarFor, ground, cancellationToken);
            if (prepared.Refusal is { } refusal)
            {
                // Asked before anything that may have changed since the first time; and what this server remembers may be old.
                if (await FindEarlierAsync(request, actor, cancellationToken) is { } earlier) return earlier;
                var present = await grounds.RenewAsync(ground, cancellationToken);
                if (ReferenceEquals(present, ground)) return refusal;
                ground = present;
                continue;
            }

            var landed = await LandAsync(prepared.Value);
            switch (landed.Landing)
            {
                case Landing.Written: return new Reported(landed.Issue!, IsNew: true, similarFor is null ? null : landed.Similar);
                case Landing.Full: return Problems.IntakeFull;
                case Landing.OtherGround:
                    ground = await grounds.RenewAsync(ground, cancellationToken);
                    break;
                case Landing.Known:
                    return await FindEarlierAsync(request, actor, cancellationToken)
                        ?? throw new InvalidOperationException("The id is taken, and by no issue.");
            }
        }
    }

    private async Task<LandedReport> LandAsync(NewReport report)
    {
        try
        {
            return await intake.ReportAsync(report);
        }
        catch (PostgresException clash) when (clash.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // The same id came to two servers at once and the other was faster: it is the answer.
            return new LandedReport(Landing.Known);
        }
    }

    /// <summary>The report with its place, its clock and its category, from one state of the ground.</summary>
    private async Task<Outcome<NewReport>> PrepareAsync(
        ReportRequest request, Actor? actor, TrackingLink? link, IReadOnlyList<string>? similarFor, Ground ground, CancellationToken cancellationToken)
    {
        if (ground.Categories.GetValueOrDefault(request.Category!) is not { Limits: not null } category)
        {
            return new Refusal(RefusalCodes.CategoryNotFound, $"There is no leaf category {request.Category}.");
        }

        if (category.Retired) return new Refusal(RefusalCodes.CategoryRetired, $"The category {request.Category} is out of use.");
        var now = time.UtcNow();
        if (request.ReportedAt is { } reportedAt && (reportedAt > now || reportedAt < EarliestReport))
        {
            return new Refusal(RefusalCodes.RequestInvalid, "reportedAt lies between 1970 and now.");
        }

        var location = request.Location!;
        var (lon, lat) = ChinaShift.ToWgs84(location.Crs ?? CoordinateSystem.Wgs84, location.Lon!.Value, location.Lat!.Value);
        var at = Wgs84.Point(lon, lat);
        if (!ground.Areas.TryFindPlace(at, request.BuildingCode, request.UnitCode, now, out var place))
        {
            place = await db.FindPlaceAsync(at, request.BuildingCode, request.UnitCode, now, cancellationToken);
        }

        if (place is null) return new Refusal(RefusalCodes.RequestUnknownValue, "buildingCode or unitCode names nothing known.");
        var hasReporter = HasReporter(request);
        var report = new Report
        {
            Id = request.Id!.Value,
            Number = "",
            ContentHash = HashOf(request with { Reporter = null }),
            Category = category,
            Source = request.Source ?? IssueSource.Patrol,
            Description = Trimmed(request.Description),
            Address = Trimmed(request.Address),
            Location = at,
            Accuracy = location.Accuracy,
            Crs = location.Crs ?? CoordinateSystem.Wgs84,
            Place = place,
            CapturedAt = request.CapturedAt,
            ReportedAt = request.ReportedAt,
            ForAnother = hasReporter,
        };
        if (report.RefusedAt(now) is { } refusal) return refusal;
        var clock = new CaseClock(ground.Calendars.Of(place.AreaPath), options.Value.RatingWindow);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(request.ReportedAt ?? now, options.Value.Zone));
        var reporter = hasReporter ? new Reporter { IssueId = report.Id, Name = Trimmed(request.Reporter!.Name), Phone = Trimmed(request.Reporter.Phone) } : null;
        return new NewReport(ground, report, day, actor, clock.At(now), reporter, link, similarFor);
    }

    private async Task<Outcome<Reported>?> FindEarlierAsync(ReportRequest request, Actor? actor, CancellationToken cancellationToken)
    {
        var id = request.Id!.Value;
        var issue = await db.Issues.AsNoTracking().Include(each => each.Photos).SingleOrDefaultAsync(each => each.Id == id, cancellationToken);
        if (issue is null) return null;
        return issue.ReporterAccountId == actor?.AccountId && await IsSameAsync(issue, request, cancellationToken)
            ? new Reported(issue, IsNew: false, Similar: null)
            : new Refusal(RefusalCodes.IssueIdTaken, "Another report has this id.");
    }

    /// <summary>
    /// The hash knows nothing of the reporter, so that nobody can try names against it once the reporter is erased; older ones did.
    /// </summary>
    private async Task<bool> IsSameAsync(Issue issue, ReportRequest request, CancellationToken cancellationToken)
    {
        if (issue.ContentHash == HashOf(request) && request.Reporter is not null) return true;
        if (issue.ContentHash != HashOf(request with { Reporter = null })) return false;
        var reporter = await db.Reporters.AsNoTracking().SingleOrDefaultAsync(each => each.IssueId == issue.Id, cancellationToken);
        return reporter is null
            ? issue.ForAnother == HasReporter(request)
            : reporter.Name == Trimmed(request.Reporter?.Name) && reporter.Phone == Trimmed(request.Reporter?.Phone);
    }

    private static string HashOf(ReportRequest request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, Json.Options)));

    private static bool HasReporter(ReportRequest request) => !string.IsNullOrWhiteSpace(request.Reporter?.Name) || !string.IsNullOrWhiteSpace(request.Reporter?.Phone);

    /// <summary>The first thing wrong with the shape of the report; null when it is sound.</summary>
    public static string? Invalid(ReportRequest request)
    {
        if (request.Id is not { } id || id == Guid.Empty) return "id is a UUID made by the client.";
        if (string.IsNullOrEmpty(request.Category)) return "category is required.";
        if (request.Location is not { Lon: { } lon, Lat: { } lat }) return "location with lon and lat is required.";
        if (!double.IsFinite(lon) || lon is < -180 or > 180 || !double.IsFinite(lat) || lat is < -90 or > 90) return "lon lies within ±180 and lat within ±90.";
        if (request.Location.Accuracy is { } accuracy && !(accuracy is >= 0 and <= AccuracyMost)) return "accuracy is a number of metres, not negative.";
        if (request.ReportedAt is not null && request.Source != IssueSource.Replay) return "reportedAt is for imported history (source replay) only.";
        return TextLimits.Exceeded(
            (nameof(request.Description), request.Description, TextLimits.Prose),
            (nameof(request.Address), request.Address, TextLimits.Line),
            (nameof(request.BuildingCode), request.BuildingCode, TextLimits.Code),
            (nameof(request.UnitCode), request.UnitCode, TextLimits.Code),
            ("reporter.name", request.Reporter?.Name, TextLimits.Code),
            ("reporter.phone", request.Reporter?.Phone, TextLimits.Code));
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
