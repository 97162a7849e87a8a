using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.Calendar;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
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
public sealed record Reported(Issue Issue, bool IsNew);

/// <summary>Perhaps the same matter: an open issue of the same category close by, in the caller's scope.</summary>
public sealed record SimilarView(Guid Id, string Number, IssueStatus Status, DateTime ReportedAt, double DistanceMeters);

/// <summary>POST /api/issues, and the one way by which residents' reports come in too. The id comes from the client: the same report again is the same issue, whatever was lost between us.</summary>
public sealed class ReportIssue(MapDbContext db, IOptions<MapOptions> options, TimeProvider time)
{
    private const double AccuracyMost = 10_000_000;
    private static readonly DateTime EarliestReport = DateTime.UnixEpoch;

    public static Task<IResult> HandleAsync(ReportRequest request, ReportIssue useCase, HttpContext context, CancellationToken cancellationToken) =>
        useCase.RunAsync(request, context.Caller(), cancellationToken);

    public async Task<IResult> RunAsync(ReportRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var outcome = await ReportAsync(request, caller.Actor, link: null, cancellationToken);
        if (outcome.Refusal is { } refusal) return refusal.ToResult();
        var (issue, isNew) = outcome.Value;
        var node = await WithSimilarAsync(issue, caller, cancellationToken);
        return isNew ? Results.Created($"/api/issues/{issue.Id}", node) : Results.Ok(node);
    }

    /// <summary>The issue, and where there are any, others of its kind close by that may be the same matter.</summary>
    private async Task<JsonNode> WithSimilarAsync(Issue issue, Caller caller, CancellationToken cancellationToken)
    {
        var node = JsonSerializer.SerializeToNode(issue.View(), Json.Options)!.AsObject();
        if (issue.Source == IssueSource.Replay || !issue.Status.IsOpen()) return node;
        var category = await db.Categories.SingleAsync(each => each.Code == issue.Category, cancellationToken);
        var near = await db.NearAsync(category, issue.Location, caller.Scope.Audiences, cancellationToken);
        var similar = near.Where(each => each.Issue.Id != issue.Id)
            .Select(each => new SimilarView(each.Issue.Id, each.Issue.Number, each.Issue.Status, each.Issue.ReportedAt, Math.Round(each.Meters, 1))).ToArray();
        if (similar.Length > 0) node["similar"] = JsonSerializer.SerializeToNode(similar, Json.Options);
        return node;
    }

    /// <param name="request">The report.</param>
    /// <param name="actor">Who reports; null for a resident without an account.</param>
    /// <param name="link">Written with the issue, for a resident to follow it by.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<Reported>> ReportAsync(ReportRequest request, Actor? actor, TrackingLink? link, CancellationToken cancellationToken)
    {
        if (Invalid(request) is { } detail) return new Refusal(RefusalCodes.RequestInvalid, detail);
        if (request.Source == IssueSource.Replay && actor?.Role != AccountRole.Admin)
        {
            return new Refusal(RefusalCodes.AccessDenied, "Only an admin imports history (source replay).");
        }

        if (await FindEarlierAsync(request, actor, cancellationToken) is { } earlier) return earlier;

        var category = await db.Categories.SingleOrDefaultAsync(each => each.Code == request.Category, cancellationToken);
        if (category?.Limits is null) return new Refusal(RefusalCodes.CategoryNotFound, $"There is no leaf category {request.Category}.");
        if (category.Retired) return new Refusal(RefusalCodes.CategoryRetired, $"The category {request.Category} is out of use.");
        var now = time.UtcNow();
        if (request.ReportedAt is { } reportedAt && (reportedAt > now || reportedAt < EarliestReport))
        {
            return new Refusal(RefusalCodes.RequestInvalid, "reportedAt lies between 1970 and now.");
        }

        var location = request.Location!;
        var (lon, lat) = ChinaShift.ToWgs84(location.Crs ?? CoordinateSystem.Wgs84, location.Lon!.Value, location.Lat!.Value);
        var at = Wgs84.Point(lon, lat);
        if (await db.FindPlaceAsync(at, request.BuildingCode, request.UnitCode, now, cancellationToken) is not { } place)
        {
            return new Refusal(RefusalCodes.RequestUnknownValue, "buildingCode or unitCode names nothing known.");
        }

        try
        {
            return await WriteAsync(request, actor, link, category, at, place, now, cancellationToken);
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same id came twice at once and the other was faster: it is the answer.
            db.ChangeTracker.Clear();
            return await FindEarlierAsync(request, actor, cancellationToken)
                ?? throw new InvalidOperationException("A unique violation without the row that caused it.", clash);
        }
    }

    private async Task<Outcome<Reported>> WriteAsync(
        ReportRequest request, Actor? actor, TrackingLink? link, Category category, NetTopologySuite.Geometries.Point at, FoundPlace place,
        DateTime now, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var clock = await db.CaseClockAsync(place.AreaPath, options.Value.RatingWindow, cancellationToken);
        var localDate = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(request.ReportedAt ?? now, options.Value.Zone));
        var hasReporter = HasReporter(request);
        var outcome = Issue.Report(
            new Report
            {
                Id = request.Id!.Value,
                Number = await db.NextNumberAsync(localDate, place.AreaPath.FirstOrDefault(), cancellationToken),
                ContentHash = HashOf(request with { Reporter = null }),
                Category = category,
                Source = request.Source ?? IssueSource.Patrol,
                Description = Trimmed(request.Description),
                Address = Trimmed(request.Address),
                Location = at,
                Accuracy = request.Location!.Accuracy,
                Crs = request.Location.Crs ?? CoordinateSystem.Wgs84,
                Place = place,
                CapturedAt = request.CapturedAt,
                ReportedAt = request.ReportedAt,
                ForAnother = hasReporter,
            },
            actor,
            clock.At(now));
        if (outcome.Refusal is { } refusal) return refusal;
        var issue = outcome.Value;
        db.Issues.Add(issue);
        if (hasReporter) db.Reporters.Add(new Reporter { IssueId = issue.Id, Name = Trimmed(request.Reporter!.Name), Phone = Trimmed(request.Reporter.Phone) });
        if (link is not null) db.TrackingLinks.Add(link);
        await db.CommitAsync(issue.TakeChanges(), cancellationToken);
        return new Reported(issue, IsNew: true);
    }

    private async Task<Outcome<Reported>?> FindEarlierAsync(ReportRequest request, Actor? actor, CancellationToken cancellationToken)
    {
        var id = request.Id!.Value;
        var issue = await db.Issues.AsNoTracking().Include(each => each.Photos).SingleOrDefaultAsync(each => each.Id == id, cancellationToken);
        if (issue is null) return null;
        return issue.ReporterAccountId == actor?.AccountId && await IsSameAsync(issue, request, cancellationToken)
            ? new Reported(issue, IsNew: false)
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
