using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.Archives;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Intake;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Issues;

/// <summary>The body of every command; each action takes what it needs.</summary>
public sealed record CommandRequest(
    string? Note = null, string? To = null, string? Answer = null, bool? Solved = null, bool? Satisfied = null, bool? Urgent = null,
    string? AreaCode = null, bool? Clear = null, DateTime? DueAt = null, IReadOnlyList<string>? Helpers = null);

/// <summary>POST /api/issues/{id}/{action}: once per idempotency key, against the version that the client saw.</summary>
public sealed class ActOnIssue(MapDbContext db, GroupCommit intake, IssueActions actions, TimeProvider time)
{
    private const int MostHelpers = 10;
    private const int Attempts = 5;

    public static async Task<IResult> HandleAsync(
        Guid id, string action, CommandRequest? request, ActOnIssue useCase, HttpContext context, CancellationToken cancellationToken)
    {
        if (!Words<IssueAction>.TryParse(action, out var parsed))
        {
            return Problems.Refuse(RefusalCodes.RequestNotFound, $"There is no action {action}.");
        }

        request ??= new CommandRequest();
        var tooLong = TextLimits.Exceeded(
            (nameof(request.Note), request.Note, TextLimits.Prose),
            (nameof(request.Answer), request.Answer, TextLimits.Prose),
            (nameof(request.To), request.To, TextLimits.Line),
            (nameof(request.AreaCode), request.AreaCode, TextLimits.Code));
        if (tooLong is not null) return Problems.Refuse(RefusalCodes.RequestInvalid, tooLong);
        if (request.Helpers is { } helpers && (helpers.Count > MostHelpers || helpers.Any(to => to is null or { Length: > TextLimits.Line })))
        {
            return Problems.Refuse(RefusalCodes.RequestInvalid, $"helpers are at most {MostHelpers} names as of to.");
        }

        if (!Guid.TryParse(context.Request.Headers["Idempotency-Key"], out var key))
        {
            return Problems.Refuse(RefusalCodes.IdempotencyKeyRequired, "The header Idempotency-Key with a UUID is required.");
        }

        if (context.Request.Headers.IfMatch.ToString() is not { Length: > 0 } match)
        {
            return Problems.Refuse(RefusalCodes.IssueVersionRequired, "The header If-Match with the issue's version is required.");
        }

        if (!int.TryParse(match.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return Problems.Refuse(RefusalCodes.RequestInvalid, "If-Match holds the issue's version in quotation marks.");
        }

        return await useCase.RunAsync(new Command(id, parsed, request, key, version), context.Caller(), cancellationToken);
    }

    /// <summary>What remains to be told of an issue that has left the scope.</summary>
    private sealed record DoneView(Guid Id, int Version);

    private sealed record Command(Guid IssueId, IssueAction Action, CommandRequest Request, Guid Key, int Version)
    {
        public string ContentHash() => Convert.ToHexStringLower(SHA256.HashData(
            JsonSerializer.SerializeToUtf8Bytes(new { IssueId, Action, Request }, Json.Options)));
    }

    private async Task<IResult> RunAsync(Command command, Caller caller, CancellationToken cancellationToken, int attempt = 1)
    {
        if (await FindDoneAsync(command, caller, cancellationToken) is { } done) return done;
        if (await db.FindVisibleAsync(caller.Viewer, command.IssueId, cancellationToken) is not { } issue)
        {
            return await FindDoneAsync(command, caller, cancellationToken)
                ?? Problems.Refuse(RefusalCodes.IssueNotFound, "There is no such issue in this account's scope.");
        }

        if (await db.ArchivedRefusalAsync(issue, cancellationToken) is { } archived) return archived.ToResult();

        // Asked again: the same command, sent twice at once, may have been done between the two reads above.
        if (issue.Version != command.Version) return await FindDoneAsync(command, caller, cancellationToken) ?? Stale(issue.Version);
        var now = time.UtcNow();
        var outcome = await actions.RunAsync(issue, command.Action, command.Request, caller, now, cancellationToken);
        if (outcome.Refusal is { } refusal) return refusal.ToResult();
        db.Commands.Add(new CommandRow
        {
            AccountId = caller.Actor.AccountId,
            Key = command.Key,
            IssueId = issue.Id,
            ContentHash = command.ContentHash(),
            At = now,
        });
        try
        {
            var changes = outcome.Value.SelectMany(changed => changed.TakeChanges()).ToArray();
            if (!await intake.CommitAsync(db, changes, cancellationToken)) return Problems.IntakeFull.ToResult();
        }
        catch (DbUpdateException raced) when (raced is DbUpdateConcurrencyException
            || raced.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Another command was faster: perhaps this very one, sent twice at once.
            db.ChangeTracker.Clear();
            if (await FindDoneAsync(command, caller, cancellationToken) is { } already) return already;
            var version = await VersionAsync(command.IssueId, cancellationToken);

            // A merge may have lost against another command on its target, which the client's version says nothing of.
            return version == command.Version && attempt < Attempts
                ? await RunAsync(command, caller, cancellationToken, attempt + 1)
                : Stale(version);
        }

        return Answer(issue);
    }

    /// <summary>The same key again: the issue as it is now, looked up before the version and before the scope, which the command itself may have moved.</summary>
    private async Task<IResult?> FindDoneAsync(Command command, Caller caller, CancellationToken cancellationToken)
    {
        var done = await db.Commands.AsNoTracking()
            .SingleOrDefaultAsync(row => row.AccountId == caller.Actor.AccountId && row.Key == command.Key, cancellationToken);
        if (done is null) return null;
        if (done.ContentHash != command.ContentHash())
        {
            return Problems.Refuse(RefusalCodes.IdempotencyKeyReused, "This Idempotency-Key was used for another command.");
        }

        // The command itself may have moved the issue out of the scope; then only that it was done is told.
        var issue = await db.Issues.AsNoTracking().Include(each => each.Photos).SingleAsync(each => each.Id == done.IssueId, cancellationToken);
        return caller.Scope.Sees(issue.Audiences) ? Answer(issue) : Results.Ok(new DoneView(issue.Id, issue.Version));
    }

    private Task<int> VersionAsync(Guid id, CancellationToken cancellationToken) =>
        db.Issues.Where(issue => issue.Id == id).Select(issue => issue.Version).SingleAsync(cancellationToken);

    private static IResult Answer(Issue issue) => Results.Ok(issue.View());

    private static IResult Stale(int version) => new Refusal(
        RefusalCodes.IssueVersionStale,
        "The issue has changed since; read it again.",
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["version"] = version }).ToResult();
}
