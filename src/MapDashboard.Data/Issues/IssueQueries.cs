using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Issues;

/// <summary>Reads of issues. Scope is part of each of them.</summary>
public static class IssueQueries
{
    public static IQueryable<Issue> VisibleTo(this IQueryable<Issue> issues, Viewer viewer)
    {
        var audiences = viewer.Audiences;
        issues = issues.Where(issue => issue.Audiences.Any(name => audiences.Contains(name)));
        if (viewer.AreaAudiences is not { } areaAudiences) return issues;
        return issues.Where(issue => issue.Audiences.Any(name => areaAudiences.Contains(name)));
    }

    /// <summary>The issue if the viewer may see it, with its photos, tracked.</summary>
    public static Task<Issue?> FindVisibleAsync(this MapDbContext db, Viewer viewer, Guid id, CancellationToken cancellationToken) =>
        db.Issues.Include(issue => issue.Photos).VisibleTo(viewer).SingleOrDefaultAsync(issue => issue.Id == id, cancellationToken);

    /// <summary>The next number of a day: local date, six digits of the root area, daily sequence.</summary>
    /// <param name="db">Inside the transaction that uses the number: its row lock keeps numbers unique, a rollback leaves no gap.</param>
    /// <param name="localDate">In the district's zone.</param>
    /// <param name="rootCode">Null outside every area.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task<string> NextNumberAsync(this MapDbContext db, DateOnly localDate, string? rootCode, CancellationToken cancellationToken)
    {
        var prefix = NumberPrefix(localDate, rootCode);
        var last = await db.Database.SqlQuery<int>(
            $"insert into issue_numbers (prefix, last) values ({prefix}, 1) on conflict (prefix) do update set last = issue_numbers.last + 1 returning last")
            .ToListAsync(cancellationToken);
        return NumberOf(prefix, last[0]);
    }

    internal static string NumberPrefix(DateOnly localDate, string? rootCode)
    {
        var six = rootCode is { Length: >= 6 } && rootCode.AsSpan(0, 6).IndexOfAnyExceptInRange('0', '9') < 0 ? rootCode[..6] : "000000";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{localDate:yyyyMMdd}{six}");
    }

    internal static string NumberOf(string prefix, int sequence) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}{sequence:00000}");
}
