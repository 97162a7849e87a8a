using MapDashboard.Data.Bulk;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Cli.Generate;

/// <summary>
/// One invented issue from its report to its end, or to now: every step is a command of the domain and every overdue clock is kept by the watch,
/// as in the product. Most stages take a part of their limit; a few are late whatever the pace.
/// </summary>
/// <param name="cast">Who plays.</param>
/// <param name="random">The only source of chance.</param>
/// <param name="pace">Which part of its limit a stage takes on average.</param>
/// <param name="now">Nothing happens later.</param>
public sealed class IssueLife(HistoryCast cast, Random random, double pace, DateTime now)
{
    private const double ShareSettled = 0.4;
    private const double ShareVoid = 0.015;
    private const double ShareReturned = 0.02;
    private const double ShareSupervised = 0.02;
    private const double ShareReworked = 0.04;
    private const double ShareBad = 0.03;
    private const double ShareLate = 0.03;
    private const int MostReopens = 2;

    private static readonly string[] PhotoHashes =
        [.. Enumerable.Range(0, 8).Select(n => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([(byte)n])))];

    private readonly List<WatchMark> marks = [];
    private DateTime last;
    private bool isLate;

    /// <param name="number">Of the issue.</param>
    /// <param name="at">When it is reported.</param>
    /// <param name="scene">Where.</param>
    public WholeLife Live(string number, DateTime at, Scene scene)
    {
        var (issue, reporter) = Report(number, at, scene);
        (last, isLate) = (at, random.NextDouble() < ShareLate);
        marks.Clear();
        while (issue.Status.IsOpen())
        {
            var next = last + Wait(issue);
            var isRatedLate = issue.Status == IssueStatus.Verified && next >= issue.RatingEndsAt;
            if (NextDuty(issue) is { } due && (isRatedLate || due < next) && due < now)
            {
                Keep(issue, scene, due);
                last = due;
                continue;
            }

            if (next >= now || isRatedLate) break;
            Step(issue, scene, Clock.Cut(next));
            last = Clock.Cut(next);
        }

        return new WholeLife(issue, reporter, [.. marks]);
    }

    private (Issue Issue, Reporter? Reporter) Report(string number, DateTime at, Scene scene)
    {
        var category = cast.Leaves[random.Next(cast.Leaves.Count)];
        var draw = random.NextDouble();
        var (source, actor) = draw switch
        {
            < 0.5 => (IssueSource.Patrol, Worker(scene)),
            < 0.75 => (IssueSource.Resident, (Actor?)null),
            < 0.9 => (IssueSource.Hotline, cast.Desk),
            _ => (IssueSource.Counter, cast.Desk),
        };
        var id = cast.NextId();
        var isForAnother = source is IssueSource.Hotline or IssueSource.Counter;
        var issue = Done(Issue.Report(
            new Report
            {
                Id = id,
                Number = number,
                ContentHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(id.ToByteArray())),
                Category = category,
                Source = source,
                Description = $"{scene.Area}附近：{category.Name}，请安排处理（{random.Next(1, 100)}号旁）",
                Address = $"{scene.Area}{random.Next(1, 100)}号",
                Location = scene.At,
                Accuracy = random.Next(4, 40),
                Place = scene.Found,
                CapturedAt = source == IssueSource.Patrol ? at.AddSeconds(-random.Next(20, 600)) : null,
                ForAnother = isForAnother,
            },
            actor,
            scene.Clock.At(at)));
        return (issue, isForAnother ? new Reporter { IssueId = id, Name = "居民" + random.Next(1, 10_000), Phone = "199" + random.Next(10_000_000, 99_999_999) } : null);
    }

    private Actor? Worker(Scene scene)
    {
        var holder = cast.HolderOf(scene.Found.AreaPath);
        return cast.ActorOf(holder, scene.Found.AreaPath);
    }

    /// <summary>How long the present stage lasts if nobody interferes.</summary>
    private TimeSpan Wait(Issue issue)
    {
        var limit = (issue.DueAt ?? issue.RatingEndsAt ?? last.AddHours(1)) - issue.StageStartedAt;
        var part = isLate && issue.Status == IssueStatus.InProgress
            ? 1.05 + random.NextDouble()
            : Math.Min(-pace * (Math.Log(1 - random.NextDouble()) + Math.Log(1 - random.NextDouble())) / 2, issue.Status == IssueStatus.Verified ? 2 : 0.95);
        return TimeSpan.FromSeconds(20) + (limit * part);
    }

    private void Step(Issue issue, Scene scene, DateTime at)
    {
        var now = scene.Clock.At(at);
        var leader = cast.LeaderOf(issue.AreaPath[0]);
        switch (issue.Status)
        {
            case IssueStatus.Reported when issue.Source == IssueSource.Patrol && issue.Small && Reporter(issue, scene).Role == AccountRole.Worker && random.NextDouble() < ShareSettled:
                var worker = Reporter(issue, scene);
                AddPhoto(issue, worker, at);
                Done(issue.Settle(worker, now, "已当场处理。"));
                break;
            case IssueStatus.Reported when random.NextDouble() < ShareVoid:
                Done(issue.Void(cast.Desk, now, "重复反映，不再立案。"));
                break;
            case IssueStatus.Reported:
                Done(issue.Accept(cast.Desk, now, clear: random.Next(3) == 0));
                break;
            case IssueStatus.Accepted:
                Done(issue.Dispatch(cast.Desk, now, cast.HolderOf(issue.AreaPath), note: "请尽快到场处理。"));
                break;
            case IssueStatus.Dispatched when random.NextDouble() < ShareReturned:
                Done(issue.Return(HandlerOf(issue), now, "不属于本岗位职责。"));
                break;
            case IssueStatus.Dispatched:
                Done(issue.ReportIn(HandlerOf(issue), now));
                if (random.NextDouble() < ShareSupervised) Done(issue.Supervise(leader, now, at.AddDays(2), "请按期办结。"));
                break;
            case IssueStatus.InProgress:
                AddPhoto(issue, HandlerOf(issue), at);
                Done(issue.Resolve(HandlerOf(issue), now, "已处理完毕，现场已恢复。"));
                break;
            case IssueStatus.Resolved when random.NextDouble() < ShareReworked && !isLate:
                Done(issue.Rework(leader, now, "照片看不清处理结果。"));
                break;
            case IssueStatus.Resolved:
                Done(issue.Verify(leader, now));
                break;
            case IssueStatus.Verified:
                var isGood = issue.Reopens >= MostReopens || random.NextDouble() >= ShareBad;
                Done(issue.Rate(issue.Source switch
                {
                    IssueSource.Patrol => Reporter(issue, scene),
                    IssueSource.Resident => Actor.LinkHolder,
                    _ => issue.Handler is { Kind: HandlerKind.Desk } ? Actor.LinkHolder : cast.Desk,
                }, now, isGood, isGood, isGood ? null : "问题又出现了。"));
                break;
            default: throw new InvalidOperationException($"No step of {issue.Status}.");
        }
    }

    private Actor Reporter(Issue issue, Scene scene) =>
        cast.ActorBy(issue.ReporterAccountId!.Value) ?? throw new InvalidOperationException($"Nobody of {scene.Area} has filed {issue.Number}.");

    private Actor HandlerOf(Issue issue) => cast.ActorOf(issue.Handler!, issue.AreaPath);

    private void AddPhoto(Issue issue, Actor actor, DateTime at) => Done(issue.AddPhoto(actor, at, new Photo
    {
        Id = cast.NextId(), IssueId = issue.Id, Kind = PhotoKind.After, Hash = PhotoHashes[random.Next(PhotoHashes.Length)], MediaType = "image/jpeg",
        Bytes = 90_000 + random.Next(60_000), Width = 1600, Height = 1200, AddedAt = at, AddedBy = actor.AccountId,
    }));

    /// <summary>The first moment at which the watch owes something that it has not done; null where it owes nothing.</summary>
    private DateTime? NextDuty(Issue issue)
    {
        DateTime?[] clocks = [issue.WarnAt, issue.DueAt?.AddSeconds(1), issue.CaseWarnAt, issue.CaseDueAt.AddSeconds(1), issue.RatingEndsAt, issue.Supervision?.DueAt.AddSeconds(1)];
        DateTime? first = null;
        foreach (var clock in clocks)
        {
            if (clock is not { } at) continue;
            if (at < last) at = last;
            if (at >= first || !issue.WatchDuties(at).Any(duty => !marks.Exists(mark => mark.IsOf(duty)))) continue;
            first = at;
        }

        return first;
    }

    private void Keep(Issue issue, Scene scene, DateTime at)
    {
        var now = scene.Clock.At(at);
        var owed = issue.WatchDuties(at).Where(duty => !marks.Exists(mark => mark.IsOf(duty))).ToArray();

        // As the product's watch: one whistle answers every clock that has run out, and other warnings wait for the next turn.
        var whistled = owed.Where(duty => duty.Deed == WatchDeed.Whistle).ToArray();
        if (whistled.Length > 0)
        {
            owed = whistled;
            var path = issue.AreaPath.TakeWhile(code => code != issue.LevelNow).Append(issue.LevelNow!);
            Done(issue.Whistle(Actor.Watch, now, new CalledHandler(cast.HolderOf(path, above: true), null), clocks: [.. whistled.Select(duty => duty.Clock)]));
        }

        foreach (var duty in owed)
        {
            if (duty.Deed == WatchDeed.Close) Done(issue.Close(Actor.Watch, now));
            else if (duty.Deed != WatchDeed.Whistle) issue.Warn(now, duty);
        }

        marks.AddRange(owed.Select(duty => WatchMark.Of(issue.Id, duty, at)));
    }

    private static Issue Done(Outcome<Issue> outcome) =>
        outcome.Refusal is { } refusal ? throw new InvalidOperationException($"The invented history takes a step that is refused: {refusal.Code}, {refusal.Detail}") : outcome.Value;
}
