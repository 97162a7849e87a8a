using MapDashboard.Data;
using MapDashboard.Data.Archives;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Photos;

/// <summary>What photos and voice notes share: who may add one, the body within its limit, and the row lock under which it joins the issue.</summary>
public sealed class AddEvidence(MapDbContext db)
{
    private const int Tries = 5;

    private static readonly Refusal Missing = new(RefusalCodes.IssueNotFound, "There is no such issue in this account's scope.");

    /// <summary>The issue as it is now, to whoever may add evidence to it.</summary>
    public async Task<Outcome<Issue>> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var issue = await db.FindVisibleAsync(caller.Viewer, id, cancellationToken);
        db.ChangeTracker.Clear();
        if (issue is null) return Missing;
        if (await db.ArchivedRefusalAsync(issue, cancellationToken) is { } archived) return archived;
        return issue.PhotoRefusal(caller.Actor) is { } refusal ? refusal : issue;
    }

    /// <summary>Reads the body, asked before: whoever may not add evidence leaves no bytes behind.</summary>
    /// <param name="id">The issue.</param>
    /// <param name="context">The request.</param>
    /// <param name="mostBytes">A longer body is refused with request.too_large.</param>
    /// <param name="known">The answer where the issue has it already, judged by the bytes; null where it is new.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Outcome<(ReadOnlyMemory<byte> Bytes, IResult? Known)>> ReadAsync(
        Guid id, HttpContext context, int mostBytes, Func<Issue, ReadOnlyMemory<byte>, IResult?> known, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, context.Caller(), cancellationToken);
        if (found.Refusal is { } refusal) return refusal;
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = mostBytes;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        ReadOnlyMemory<byte> bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        return (bytes, known(found.Value, bytes));
    }

    /// <summary>Adds it to whatever the issue has become: evidence does not depend on the version.</summary>
    /// <param name="id">The issue.</param>
    /// <param name="caller">Who adds.</param>
    /// <param name="known">The answer where the issue has it by now; null where it is new.</param>
    /// <param name="add">The command. It asks the time itself, behind the lock: what comes after a clearance must not look older.</param>
    /// <param name="created">The answer when it was added.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public async Task<IResult> WriteAsync(
        Guid id, Caller caller, Func<Issue, IResult?> known, Func<Issue, Outcome<Issue>> add, Func<IResult> created, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Photos of one issue come in parallel; each waits here for its turn instead of losing the race for the version.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"select 1 from issues where id = {id} for update", cancellationToken);
            if (await db.FindVisibleAsync(caller.Viewer, id, cancellationToken) is not { } issue) return Missing.ToResult();
            if (known(issue) is { } answer) return answer;
            if (add(issue).Refusal is { } refusal) return refusal.ToResult();
            try
            {
                await db.CommitAsync(issue.TakeChanges(), cancellationToken);
                return created();
            }
            catch (DbUpdateException raced) when (attempt < Tries
                && (raced is DbUpdateConcurrencyException || raced.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }))
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
