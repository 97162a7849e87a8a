using System.Text.Json;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using NetTopologySuite.Geometries;

namespace MapDashboard.Domain.Tests.Builders;

/// <summary>Builds an issue in any status by its own commands, at the hours of <see cref="Town"/>; its Changes are already taken.</summary>
internal sealed record An
{
    /// <summary>An issue in the grid, reported by a worker from elsewhere, that is given to a person when it is dispatched.</summary>
    public static An Issue { get; } = new();

    private string[] Path { get; init; } = Town.Grid;

    private Point? BuildingPoint { get; init; }

    private string? UnitCode { get; init; }

    private Category Category { get; init; } = A.Category();

    private Handler Handler { get; init; } = Actors.ToPerson;

    private Actor Reporter { get; init; } = Actors.Reporter;

    private bool IsForAnother { get; init; }

    private bool IsCleared { get; init; }

    private DateTime? CapturedAt { get; init; }

    private IssueSource Source { get; init; } = IssueSource.Patrol;

    public An Outside() => this with { Path = [] };

    public An InBuilding(double lon, double lat) => this with { BuildingPoint = new Point(lon, lat), UnitCode = "unit-3" };

    public An OfCategory(Category category) => this with { Category = category };

    public An GivenTo(Handler handler) => this with { Handler = handler };

    public An ReportedBy(Actor actor) => this with { Reporter = actor };

    public An ForAnother() => this with { IsForAnother = true };

    public An Cleared() => this with { IsCleared = true };

    public An Imported() => this with { Source = IssueSource.Replay };

    public An Captured(DateTime at) => this with { CapturedAt = at };

    /// <summary>The report's own outcome, with the Change still on the issue.</summary>
    public Outcome<Issue> Report() => Domain.Issues.Issue.Report(
        new Report
        {
            Id = Guid.NewGuid(),
            Number = "20260302123456000001",
            ContentHash = new string('0', 64),
            Category = Category,
            Source = Source,
            Description = "Bags beside the bin",
            Address = "Lane 3, door 402",
            Location = new Point(117.1234567, 31.7654321),
            Accuracy = 12.5,
            Place = new FoundPlace(Path, BuildingPoint is null ? null : "town-1-1-b7", UnitCode, BuildingPoint),
            CapturedAt = CapturedAt,
            ForAnother = IsForAnother,
        },
        Reporter,
        Town.At(Town.ReportedAt));

    public Issue In(IssueStatus status)
    {
        var issue = Report().Value;
        foreach (var step in StepsTo(status, issue)) step().Refusal.ShouldBeNull();
        issue.Status.ShouldBe(status);
        issue.TakeChanges();
        return issue;
    }

    private Actor HandlingActor => Handler.Kind switch
    {
        HandlerKind.Person => Actors.Of(AccountRole.Handler, [], person: Handler.Code),
        HandlerKind.Organization => Actors.Of(AccountRole.Handler, [], organization: Handler.Code),
        HandlerKind.Desk => Actors.Desk([Handler.Code]),
        HandlerKind.Account => throw new InvalidOperationException("Nothing is given to an account."),
    };

    private Func<Outcome<Issue>>[] StepsTo(IssueStatus status, Issue issue)
    {
        Func<Outcome<Issue>>[] whole =
        [
            () => issue.Accept(Actors.Admin, Town.At(Town.AcceptedAt), IsCleared),
            () => issue.Dispatch(Actors.Admin, Town.At(Town.DispatchedAt), Handler),
            () => issue.ReportIn(HandlingActor, Town.At(Town.ReportedInAt)),
            () => issue.AddPhoto(HandlingActor, Town.PhotoAt, A.Photo(Town.PhotoAt)),
            () => issue.Resolve(HandlingActor, Town.At(Town.ResolvedAt), "Cleared away"),
            () => issue.Verify(Actors.Admin, Town.At(Town.VerifiedAt)),
            () => issue.Close(Actors.Admin, Town.At(Town.VerifiedAt + Domain.Calendar.CaseClock.DefaultRatingWindow)),
        ];
        return status switch
        {
            IssueStatus.Reported => [],
            IssueStatus.Accepted => whole[..1],
            IssueStatus.Merged => [.. whole[..1], () => issue.Merge(Actors.Admin, Town.At(Town.DispatchedAt), Report().Value)],
            IssueStatus.Dispatched => whole[..2],
            IssueStatus.InProgress => whole[..4],
            IssueStatus.Suspended => [.. whole[..4], () => issue.Suspend(Actors.Admin, Town.At(Town.ResolvedAt), Town.MuchLater.AddDays(9), "Waits for a part")],
            IssueStatus.Resolved => whole[..5],
            IssueStatus.Verified => whole[..6],
            IssueStatus.Closed => whole,
            IssueStatus.Voided => [() => issue.Void(Actors.Admin, Town.At(Town.AcceptedAt), "Not an issue")],
        };
    }
}

internal static class IssueReading
{
    /// <summary>Everything that a refused command must leave alone, as comparable text.</summary>
    public static string Everything(this Issue issue) => string.Join(
        '|',
        JsonSerializer.Serialize(issue.View()),
        string.Join(',', issue.Audiences),
        string.Join(',', issue.AreaPath),
        issue.HandlingSince);

    /// <summary>The value of a command that must not be refused.</summary>
    public static Issue Done(this Outcome<Issue> outcome)
    {
        outcome.Refusal.ShouldBeNull();
        return outcome.Value;
    }

    public static void ShouldBeRefusedWith(this Outcome<Issue> outcome, string code) =>
        outcome.Refusal.ShouldNotBeNull().Code.ShouldBe(code);
}
