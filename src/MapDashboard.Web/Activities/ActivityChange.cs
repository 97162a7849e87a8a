using MapDashboard.Data.People;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;

namespace MapDashboard.Web.Activities;

/// <summary>The Change of an activity at an area: that there is something to fetch. What residents said and where workers walked is never in the log.</summary>
internal static class ActivityChange
{
    /// <param name="kind">Of the Change.</param>
    /// <param name="at">UTC.</param>
    /// <param name="actor">Who did it; hears of it on its other devices.</param>
    /// <param name="path">Root first, of the area.</param>
    public static Change Of(string kind, DateTime at, Actor actor, IReadOnlyList<string> path) => new()
    {
        Kind = kind, At = at, AreaCode = path[^1], Audiences = [.. Edits.Audiences(path, isPublic: false), Audience.Account(actor.AccountId)],

        // All staff of the area hear of the Change, and who walks there and when is not for colleagues.
        Data = kind is ChangeKind.PatrolStarted or ChangeKind.PatrolTracked or ChangeKind.PatrolEnded
            ? new ChangeData() : new ChangeData { By = new ChangeActor(actor.Name, actor.Role) },
    };
}
