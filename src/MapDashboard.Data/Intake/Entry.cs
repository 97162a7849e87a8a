using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Issues;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Intake;

/// <summary>What one request wants written. It ends once, by its batch: written, not written for a reason that is its own, or failed.</summary>
internal abstract class Entry
{
    /// <summary>Of the issues that it writes, in order.</summary>
    public abstract IReadOnlyList<Guid> Issues { get; }

    /// <summary>Its Changes, chained; set once its rows are written.</summary>
    public IReadOnlyList<ChangeRow> Rows { get; protected set; } = [];

    /// <summary>Why it is not part of the commit; null where it is.</summary>
    public Exception? Fault { get; set; }

    /// <summary>It has its answer already, and is no part of the commit.</summary>
    public abstract bool IsSettled { get; }

    public bool IsIn => Fault is null && !IsSettled;

    /// <summary>The transaction is committed.</summary>
    public abstract void Land();

    public abstract void Fail(Exception fault);
}

/// <summary>A new report.</summary>
internal sealed class ReportEntry(NewReport report) : Entry
{
    private readonly TaskCompletionSource<LandedReport> landing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public NewReport Report { get; } = report;

    public Guid Id => Report.Report.Id;

    public string Prefix { get; } = IssueQueries.NumberPrefix(report.Day, report.Report.Place.AreaPath.FirstOrDefault());

    public override IReadOnlyList<Guid> Issues { get; } = [report.Report.Id];

    public Issue? Issue { get; private set; }

    public byte[] Head { get; private set; } = [];

    /// <summary>Null where nobody stands behind the report.</summary>
    public byte[]? Salt { get; private set; }

    public List<SimilarIssue> Similar { get; } = [];

    public Task<LandedReport> Task => landing.Task;

    public override bool IsSettled => landing.Task.IsCompleted;

    /// <summary>Makes the issue, under its number.</summary>
    public void Number(string number)
    {
        try
        {
            Issue = Domain.Issues.Issue.Report(Report.Report with { Number = number }, Report.Actor, Report.Now).Value;
            (Rows, Head, Salt) = ChainedRows.OfNew(Issue, Report.Reporter);
        }
        catch (Exception fault)
        {
            // A fault of this one, which its request reports; the others go on.
            Fault = fault;
        }
    }

    public void Settle(Landing other) => landing.TrySetResult(new LandedReport(other));

    public override void Land() => landing.TrySetResult(new LandedReport(Landing.Written, Issue, Similar));

    public override void Fail(Exception fault) => landing.TrySetException(fault);
}

/// <summary>Rows that a request's own context tracks: a command on an issue. The context is the batch's until the entry has ended.</summary>
internal sealed class TrackedEntry : Entry
{
    private readonly TaskCompletionSource<bool> landing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TrackedEntry(MapDbContext db, IReadOnlyList<ChangeRow> rows)
    {
        (Db, Rows) = (db, rows);
        Issues = [.. rows.Select(row => row.IssueId).OfType<Guid>().Distinct().Order()];
    }

    public MapDbContext Db { get; }

    public override IReadOnlyList<Guid> Issues { get; }

    /// <summary>False where one of its issues is in another writer's hands: it goes its own way and waits for that one alone.</summary>
    public Task<bool> Task => landing.Task;

    public override bool IsSettled => landing.Task.IsCompleted;

    public void GoAlone() => landing.TrySetResult(false);

    public override void Land() => landing.TrySetResult(true);

    public override void Fail(Exception fault) => landing.TrySetException(fault);
}
