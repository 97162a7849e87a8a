using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Data.Archives;

/// <summary>Where the history of an archived issue lies.</summary>
/// <param name="Archive">Name of the file.</param>
/// <param name="Before">The log begins there, UTC.</param>
public sealed record ArchivePlace(string Archive, DateTime Before);

public static class ArchiveQueries
{
    /// <summary>SQLSTATE with which the database refuses to change an archived issue.</summary>
    private const string Refused = "MD409";

    public static readonly Refusal Closed = new(RefusalCodes.IssueArchived, "The history of this issue is archived; it can be read and no longer changed.");

    /// <returns>Null where its history lies in the log.</returns>
    public static async Task<ArchivePlace?> ArchiveOfAsync(this MapDbContext db, Issue issue, CancellationToken cancellationToken) =>
        issue.EndedAt is null ? null : await db.ArchivedIssues.Where(archived => archived.IssueId == issue.Id)
            .Join(db.Archives, archived => archived.Archive, archive => archive.Name, (_, archive) => new ArchivePlace(archive.Name, archive.Before))
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>To be asked before any command on the issue; null where it may go on.</summary>
    public static async Task<Refusal?> ArchivedRefusalAsync(this MapDbContext db, Issue issue, CancellationToken cancellationToken) =>
        issue.EndedAt is not null && await db.ArchivedIssues.AnyAsync(archived => archived.IssueId == issue.Id, cancellationToken) ? Closed : null;

    /// <summary>A command that was under way while its issue was archived: the database refused it, and nothing was written.</summary>
    public static bool IsRefusal(Exception fault) => (fault as PostgresException ?? fault.InnerException) is PostgresException { SqlState: Refused };
}
